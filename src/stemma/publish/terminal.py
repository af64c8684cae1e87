"""What reports hold, and what went wrong, on a terminal."""

from __future__ import annotations

import errno

from stemma.article.reading.files import readable
from stemma.errors import place_of

_ADVICE = {
    errno.ENOENT: "check the path",
    errno.EACCES: "check who may read and write there, or name another place with --out",
    errno.EPERM: "check who may read and write there, or name another place with --out",
    errno.EROFS: "name another place with --out",
    errno.ENOSPC: "make room on the disk, or name another place with --out",
    errno.EEXIST: "a file has that name: name another folder with --out",
    errno.ENOTDIR: "a part of the path is a file: name another place",
    errno.EISDIR: "a folder has that name: name a file",
    errno.ENAMETOOLONG: "name another place with --out",
}


def printable(text: str) -> str:
    """`text` without characters that would steer the terminal or turn the writing direction, a space for each."""
    return "".join(c if c.isprintable() else " " for c in text)


def sentence(error: Exception) -> str:
    """What went wrong and what to do. Stemma's own errors say both, those of the system only what."""
    if not isinstance(error, OSError):
        return str(error)
    advice = _ADVICE.get(error.errno or 0, "check the path and the disk")
    where = f"{readable(str(error.filename))}: " if error.filename is not None else ""
    return f"{where}{error.strerror or error}; {advice}."


def fault(error: Exception) -> str:
    """What to do about an error that no part of stemma expects."""
    return printable(
        f"It failed on these reports ({place_of(error)}). The fault is stemma's: please report this line, or all that "
        "STEMMA_DEBUG=1 makes it show. With other reports it may still work."
    )
