"""``python -m stemma``: the same as ``stemma``, where the command is not on the path."""

from stemma.cli import main

if __name__ == "__main__":
    main()
