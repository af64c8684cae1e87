"""What heads and feet of pages tell, over the pages of ``fixtures/mastheads.txt``: whose report it is and of which day,
what is furniture, and that nothing is invented."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest

from stemma.article.furniture import mark_furniture
from stemma.article.masthead import read_masthead
from stemma.article.reading import read
from stemma.model import Article

REPORTS = (
    "Water from the Brenna river rose above the embankment at Tollan early on Tuesday and forced 340 people out of "
    "their homes, the district fire service said.\n\nPumps were working at three sites by midday. “We have not had "
    "this since 1987,” said Marta Ilves, who runs the pharmacy in Mill Lane.\n\nThe regional government promised "
    "emergency payments of 900 crowns a household, and the insurer Halden Mutual said it had received 112 claims.",
    "Dockers in the port of Osk will walk out for two days over a roster that takes away every second Sunday, their "
    "representatives said after a meeting that went on until midnight.\n\nThe port company has called the plan "
    "reasonable. “Nobody asked us,” said Bruno Halvec, who has worked on the cranes for nineteen years.\n\nAbout 4,000 "
    "containers a day pass through Osk.",
    "Nobody in Mill Lane remembers a night as quiet as the one before the river came. The pumps had been taken away "
    "for repair in the autumn and had not come back, the keeper of the sluice says.\n\nHe is a tall man of sixty who "
    "has kept a diary of the water since he was nine. “The wall was built for another river,” he says.\n\nIn "
    "the town hall "
    "they show a drawing from the year in which it was planned, and shrug.",
    "Twelve pumps were on their way to Tollan by the evening, and another six would follow by train, officials said. "
    "Each can move forty tonnes of water a minute.\n\n“We do what we can with what we have,” the minister said in the "
    "House of Assembly, where members of three parties had asked why the wall had not been raised.\n\nThe company that "
    "makes the pumps, Halden Pumps, said it had lent them without charge.",
)


class Page(NamedTuple):
    outlets: tuple[str | None, ...]
    day: str | None
    text: str
    furniture: tuple[str, ...]
    free: tuple[str, ...]


def _pages() -> dict[str, Page]:
    out = {}
    whole = Path(__file__).with_name("fixtures").joinpath("mastheads.txt").read_text(encoding="utf-8")
    for block in whole.split("\n=== ")[1:]:
        head, _, body = block.partition("\n")
        name, outlets, day = head.split(" | ")
        known = tuple(None if o == "-" else o.casefold() for o in outlets.removeprefix("? ").split(" / "))
        lines = body.rstrip("\n").split("\n")
        text = "\n".join(line[1:] if line[:1] in ("~", "?") else line for line in lines)
        out[name] = Page(
            (*known, None) if outlets.startswith("? ") else known,
            day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else None,
            _filled(text),
            tuple(line[1:] for line in lines if line.startswith("~")),
            tuple(line[1:].strip() for line in lines if line.startswith("?")),
        )
    return out


def _filled(page: str) -> str:
    for n, report in enumerate(REPORTS, 1):
        markup = "".join(f"<p>{p}</p>" for p in report.split("\n\n"))
        page = page.replace(f"{{{n}}}", markup if page.startswith("<") else report)
    return page


PAGES = _pages()


@pytest.fixture(scope="module")
def articles(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Article]:
    folder = tmp_path_factory.mktemp("pages")
    for n, page in enumerate(PAGES.values()):
        suffix = "html" if page.text.startswith("<") else "txt"
        (folder / f"{n:03}.{suffix}").write_text(page.text, encoding="utf-8")
    out = {}
    for article in read([folder]).articles:
        marked = msgspec.structs.replace(article, furniture=mark_furniture(article))
        out[list(PAGES)[int(article.file[:3])]] = read_masthead(marked)
    return out


@pytest.mark.parametrize("name", PAGES)
def test_a_page_tells_who_published_it_and_when(name: str, articles: dict[str, Article]) -> None:
    page, article = PAGES[name], articles[name]
    outlet = article.outlet.name.casefold() if article.outlet else None
    alike = {o and o.removeprefix("the ") for o in page.outlets}
    assert (outlet and outlet.removeprefix("the ")) in alike
    assert (str(article.published.earliest) if article.published else None) == page.day


@pytest.mark.parametrize("name", [name for name, page in PAGES.items() if not page.text.startswith("<")])
def test_what_is_no_reporting_is_marked_and_nothing_else(name: str, articles: dict[str, Article]) -> None:
    page, article = PAGES[name], articles[name]
    marked = {article.text[f.span.start : f.span.end].strip() for f in article.furniture}
    assert [line for line in page.furniture if not any(line.strip() in mark for mark in marked)] == []
    own = {line.strip() for line in page.text.split("\n")} - {f.strip() for f in page.furniture} - set(page.free)
    assert marked & own == set()
