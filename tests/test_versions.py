"""Versions: a text its outlet changed is one report, and two reports of one outlet stay two. All are fictional."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from stemma.model import Dossier
from stemma.pipeline import build
from stemma.publish.markdown import dossier_markdown
from stemma.publish.page import dossier_page
from stemma.publish.record import to_record

BODY = (
    "A ferry ran aground off Port Selm on Tuesday night, the coast guard said.\n\n"
    "The Brisa was on its way to Kestrel Island when it hit a sandbank near the old lighthouse.\n\n"
    "Rescuers took the passengers ashore in small boats while the wind grew stronger.\n\n"
    "“We heard a loud noise and then the lights went out,” passenger Milena Dvorska said.\n\n"
    "The harbour master, Lise Holm, said the channel would stay closed until Thursday.\n\n"
)
FIRST = BODY + "At least 12 people were hurt in the accident, the hospital of Port Selm said."
CHANGED = BODY + "At least 17 people were hurt in the accident, the hospital of Port Selm said."
LONGER = CHANGED + "\n\nThe ferry’s owner, Selm Lines, said it would look into what had gone wrong that night."
FOLLOW_UP = (
    "The ferry that ran aground off Port Selm was towed to the yard of Kestrel Island on Friday.\n\n"
    "Divers found a hole two metres long in its hull, the owner, Selm Lines, said in a statement.\n\n"
    "The channel near the old lighthouse was opened again, harbour master Lise Holm said.\n\n"
    "The Brisa was on its way to Kestrel Island when it hit a sandbank near the old lighthouse.\n"
)
OTHER_OUTLET = (
    "The hospital of Port Selm treated at least 17 people who were hurt when the Brisa ran aground.\n\n"
    "The island’s mayor, Ines Carvalho, asked for a second ferry to bring food and medicine.\n"
)
HEADLINE = "Ferry runs aground off Port Selm"
PAGE = "https://harbour-ledger.example/2026/06/ferry"


def report(text: str, **fields: str) -> dict[str, str]:
    return {"title": HEADLINE, "outlet": "Harbour Ledger", "text": text} | fields


@pytest.fixture
def story(tmp_path: Path) -> Any:
    def made(**reports: dict[str, str]) -> Dossier:
        for name, record in reports.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(record), "utf-8")
        return build([tmp_path])

    return made


def links(dossier: Dossier) -> dict[str, str | None]:
    return {one.article.id: one.article.version_of for one in dossier.layers}


def test_a_later_text_at_the_same_address_is_a_version_and_no_second_report(story: Any) -> None:
    dossier = story(
        b_first=report(FIRST, url=f"{PAGE}?utm_source=feed", published="2026-06-03T08:10:00+02:00"),
        a_later=report(
            LONGER,
            url=PAGE.replace("https://", "http://www."),
            title="17 hurt as ferry runs aground",
            published="2026-06-03T08:10:00+02:00",
            updated="2026-06-03T11:40:00+02:00",
        ),
        other=report(OTHER_OUTLET, outlet="Morning Tram", title="17 in hospital", published="2026-06-03"),
    )
    assert links(dossier) == {"b_first": None, "a_later": "b_first", "other": None}
    record = to_record(dossier)
    counts = record["story"]["counts"]
    assert [counts[name] for name in ("reports", "versions", "outlets", "texts")] == [2, 1, 2, 2]
    (edge,) = [d for d in dossier.derivations if d.relation == "version"]
    assert (edge.child, edge.parent, edge.directed) == ("a_later", "b_first", True)
    for s in record["statements"]:
        if set(s["articles"]) <= {"a_later", "b_first"}:
            assert (s["outlets"], s["texts"], s["status"]) == (1, 1, "single-origin")


def test_what_changed_between_versions_is_an_update_and_no_conflict(story: Any) -> None:
    dossier = story(
        one=report(FIRST, url=PAGE, published="2026-06-03T08:10:00Z"),
        two=report(CHANGED, url=PAGE, published="2026-06-03T08:10:00Z", updated="2026-06-03T09:00:00Z"),
    )
    assert [(v.kind, {r.text for r in v.readings}) for v in dossier.variants if "17" in str(v)] == [
        ("update", {"12", "17"})
    ]
    assert "disputed" not in {s["status"] for s in to_record(dossier)["statements"]}


def test_page_and_markdown_say_which_version_is_the_later(story: Any) -> None:
    dossier = story(
        one=report(FIRST, url=PAGE, published="2026-06-03"), two=report(CHANGED, url=PAGE, updated="2026-06-04")
    )
    assert "Later version of" in dossier_page(dossier)
    assert "is a later version of" in dossier_markdown(dossier)


def test_the_order_stays_open_where_nothing_states_it(story: Any) -> None:
    dossier = story(one=report(FIRST, url=PAGE), two=report(CHANGED, url=PAGE))
    assert links(dossier) == {"one": None, "two": "one"}
    (edge,) = dossier.derivations
    assert (edge.relation, edge.directed) == ("version", False)


@pytest.mark.parametrize(
    ("second", "versions"),
    [
        pytest.param({"text": CHANGED, "published": "2026-06-04"}, True, id="one outlet, one headline, the next day"),
        pytest.param(
            {"text": CHANGED, "published": "2026-06-03", "title": "Ferry runs aground off Port Selm, 17 hurt"},
            True,
            id="the headline a little longer",
        ),
        pytest.param({"text": CHANGED, "published": "2026-06-03", "outlet": "Morning Tram"}, False, id="two outlets"),
        pytest.param({"text": CHANGED, "published": "2026-07-03"}, False, id="a month later"),
        pytest.param(
            {"text": CHANGED, "published": "2026-06-03", "title": "What passengers saw"}, False, id="another headline"
        ),
        pytest.param({"text": FOLLOW_UP, "published": "2026-06-05"}, False, id="a follow-up with one old sentence"),
        pytest.param(
            {"text": FOLLOW_UP, "published": "2026-06-05", "url": PAGE}, False, id="another text at one address"
        ),
        pytest.param({"text": FIRST, "published": "2026-06-03"}, False, id="the same text is a duplicate"),
    ],
)
def test_two_reports_of_one_outlet_are_versions_only_where_the_text_is_mostly_one(
    story: Any, second: dict[str, str], versions: bool
) -> None:
    dossier = story(one=report(FIRST, published="2026-06-03", url=PAGE), two=report(**second))
    assert (links(dossier)["two"] == "one") is versions


def test_reports_of_one_home_page_are_not_versions_by_their_address(story: Any) -> None:
    home = "https://harbour-ledger.example/"
    dossier = story(
        one=report(FIRST, url=home, title="Ferry aground"), two=report(CHANGED, url=home, title="Night at Port Selm")
    )
    assert set(links(dossier).values()) == {None}


def test_versions_form_one_chain_in_the_order_of_their_times(story: Any) -> None:
    dossier = story(
        c=report(FIRST, url=PAGE, published="2026-06-03T08:00:00Z"),
        a=report(CHANGED, url=PAGE, updated="2026-06-03T10:00:00Z"),
        b=report(LONGER, url=PAGE, updated="2026-06-03T12:30:00+02:00"),
    )
    assert links(dossier) == {"c": None, "a": "c", "b": "a"}
    assert to_record(dossier)["story"]["counts"]["reports"] == 1
