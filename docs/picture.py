"""Make ``docs/page.png``, the README's picture of the page, from the example story.

Needs the ``dev`` extra and a Chromium: ``python docs/picture.py [CHROMIUM]`` (default ``/usr/bin/chromium``).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from stemma.pipeline import build
from stemma.publish.writing import write

HERE = Path(__file__).resolve().parent
STORY = HERE.parent / "examples" / "strait-talks" / "articles"
FLAGS = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
WIDTH, HEIGHT = 1240, 1020


def main(chromium: str = "/usr/bin/chromium") -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        page = write(build([STORY]), Path(folder))
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        window = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        window.goto(page.as_uri())
        window.screenshot(path=str(HERE / "page.png"))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:2])
