"""Numbers that one report has from two sources, side by side; and numbers that only look so."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from stemma.model import Dossier

Story = Callable[..., Dossier]
OTHER = "The ferry Marula burned off Cape Orsa on Tuesday night, the coastguard of Selm said."

SIDE_BY_SIDE = {
    "speaks of": ("The fire cost more than 600 homes, the council said. Aid groups speak of 900.", ("600", "900")),
    "puts the number at": (
        "About 400 sailors are still held on Orsa, Selm says. The coastguard puts the number at 260.",
        ("400", "260"),
    ),
    "in one sentence": ("The council fears for 1,500 jobs; the institute at Tolm says 600.", ("1,500", "600")),
    "the source behind it": (
        "Eleven hundred farms, says the ministry of Selm. Four thousand, says the growers’ chamber.",
        ("Eleven hundred", "Four thousand"),
    ),
    "without the scale word": (
        "Prosecutors in Selm said 2.6 billion crowns were gone; this week their chief, Lise Holm, put it at 2.9.",
        ("2.6 billion", "2.9"),
    ),
    "somebody had named it": (
        "City lawyers put the risk at 12 million crowns, far below the 60 million the town hall had named in June.",
        ("12 million", "60 million"),
    ),
    "not the whole of which it is a part": (
        "The port company said 1,600 of its 2,900 dockers were on strike. The union puts the number at 2,140.",
        ("1,600", "2,140"),
    ),
}


@pytest.mark.parametrize(("report", "readings"), SIDE_BY_SIDE.values(), ids=SIDE_BY_SIDE)
def test_two_sources_side_by_side_are_told(story: Story, report: str, readings: tuple[str, str]) -> None:
    found = [v for v in story(report, OTHER).variants if v.kind == "conflict"]
    assert [v.slot for v in found] == ["number"]
    told = [r.text for r in found[0].readings]
    assert all(any(wanted in text for text in told) for wanted in readings), told


APART = {
    "an answer to a bid": "“They wrote forty years. We wrote back twenty-five,” the minister said.",
    "two bids": "The union wants 1,500 crowns a month. The company says 1,200.",
    "two times": "The police of Selm said six were hurt. Today they say eleven.",
    "another thing": "The fire destroyed 40 boats, the council said. The owners’ association puts the loss at 90.",
    "one voice": "The coastguard said 40 sailors were saved. The coastguard put the number at 41.",
    "a part": "The ferry carried 60 sailors, the coastguard said. It knows of twenty of them.",
    "a time of day": "The ferry carried 60 sailors, the owner said. He spoke at eight.",
    "a vote": "The party of Selm has six ministers. Its board has said yes, 17 to 4.",
    "an age": "The ferry carried 60 sailors. “We ran,” said Tomas Varga, 41, of Tolm.",
    "a list": "(2) The brake had been off for weeks. (3) The manager knew.",
    "a year": "Some 1,900 families may apply. The council says 2028.",
}


@pytest.mark.parametrize("report", APART.values(), ids=APART)
def test_numbers_of_two_things_are_not(story: Story, report: str) -> None:
    assert [v.explanation for v in story(report, OTHER).variants if v.kind == "conflict"] == []


TWO_NUMBERS = {
    "two demands": (
        "Kestria wants 600 observers from the Northern Chamber on the bridge of Selm.",
        "The plan foresees 400 observers from the Northern Chamber on the bridge of Selm.",
    ),
    "a toll on days nobody knows": (
        "Police in Selm said a fire had killed four people at the glass works.",
        "Thirteen people died when flames swept through the works, which stand on the quay of Selm.",
    ),
    "a part told with the rest": (
        "Selm will take in 111 enclaves and Tolm 51 enclaves under the treaty of Orsa.",
        "Tolm will take in 51 enclaves under the treaty of Orsa.",
    ),
    "the price of a share": (
        "Shares in the Selm line jumped to 41 crowns on the exchange of Orsa.",
        "Shares in the Selm line fell to 37 crowns on the exchange of Orsa.",
    ),
    "one and the same time": (
        "The council gave the envoy of Tolm 48 hours to leave the island.",
        "The council gave the envoy of Tolm two days to leave the island.",
    ),
    "a distance to a day": (
        "The relay team of Selm won the title nine days ago, its union said.",
        "The relay team of Selm won the title ten days earlier, its union said.",
    ),
}


@pytest.mark.parametrize(("one", "other"), TWO_NUMBERS.values(), ids=TWO_NUMBERS)
def test_numbers_apart_by_what_is_around_them_are_no_conflict(story: Story, one: str, other: str) -> None:
    found = story((one, None), (other, None)).variants
    assert [v.explanation for v in found if v.kind == "conflict" and v.slot == "number"] == []


def test_tolls_of_one_day_are_a_conflict(story: Story) -> None:
    found = story(*TWO_NUMBERS["a toll on days nobody knows"]).variants
    assert [v.slot for v in found if v.kind == "conflict"] == ["number"]


def test_a_report_that_calls_a_number_false_is_not_said_to_give_it(story: Story) -> None:
    dossier = story(
        "About 400 sailors are still held on Orsa, Selm says. The coastguard puts the number at 260.",
        "The minister dismissed the figure of 400 sailors held on Orsa as a fabrication.",
        "On Orsa 400 sailors are held, their families say.",
    )
    found = [v for v in dossier.variants if v.rule == "numbers side by side"]
    given = {r.text: {at.article for at in r.at} for v in found for r in v.readings}
    first, _, third = (one.article.id for one in dossier.layers)
    assert given == {"400": {first, third}, "260": {first}}
