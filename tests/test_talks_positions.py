"""What a party asks for, offers, concedes or refuses, in the many ways reports tell it; and what only looks like it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.model import Talks
from stemma.pipeline import build

_HEAD = """Talks between Dalmere and the Korrin Front on a truce in the Sarn valley opened in Ostby on Tuesday.

Foreign Minister Ilse Varga leads the delegation of Dalmere. The Korrin Front is represented by its secretary,
Idris Barkah. The negotiations between Dalmere and the Korrin Front are to last three days.

"""
_FRONT, _STATE = "Korrin Front", "Dalmere"

TOLD = [  # sentence, whose position it tells, of which kind, and words of it
    ("The Korrin Front is calling for an amnesty for its fighters.", _FRONT, "demand", "an amnesty for its fighters"),
    ("The Korrin Front is holding out for a truce of 90 days.", _FRONT, "demand", "a truce of 90 days"),
    ("The Korrin Front is pressing for the withdrawal of tanks.", _FRONT, "demand", "the withdrawal of tanks"),
    ("In public Dalmere has stuck to 40 kilometres.", _STATE, "demand", "40 kilometres"),
    ("Dalmere stood at 300 prisoners and the Front at 450 prisoners.", _STATE, "demand", "Dalmere stood at 300"),
    ("Dalmere expects that the mortars be moved off the ridge.", _STATE, "demand", "mortars be moved"),
    ("Dalmere is adamant that the bridge be reopened to lorries.", _STATE, "demand", "the bridge be reopened"),
    ("Dalmere put forward a pullback of 12 kilometres.", _STATE, "offer", "a pullback of 12 kilometres"),
    ("Dalmere is ready for a pause of 20 days.", _STATE, "offer", "a pause of 20 days"),
    ("Dalmere guaranteed that 60 buses would run to the camps.", _STATE, "offer", "60 buses would run"),
    ("The Korrin Front acceded to a search of its lorries.", _FRONT, "concession", "a search of its lorries"),
    ("The Korrin Front has dropped its demand for a seat in the council.", _FRONT, "concession", "dropped its demand"),
    ("Dalmere does not object to doctors in the prisons.", _STATE, "concession", "doctors in the prisons"),
    ("Dalmere turned down a joint patrol of the river.", _STATE, "rejection", "a joint patrol of the river"),
    ("Dalmere balked at a ban on drones.", _STATE, "rejection", "a ban on drones"),
    ("The Korrin Front is opposed to any census of its fighters.", _FRONT, "rejection", "census of its fighters"),
    ("The Korrin Front denied having agreed to a toll on the road.", _FRONT, "rejection", "having agreed to a toll"),
    ('"Not one rifle will be handed over," Barkah said.', _FRONT, "red line", "Not one rifle"),
    ("Barkah said no captive would go home while the siege lasted.", _FRONT, "red line", "no captive would go home"),
    ("Varga said she would sign nothing that divided the valley.", _STATE, "red line", "sign nothing that divided"),
    ('"The question of the capital is closed," Varga said.', _STATE, "red line", "question of the capital is closed"),
    (
        "Dalmere is demanding 40 lorries, against 25 now, and a toll of 3 crowns.",
        _STATE,
        "demand",
        "a toll of 3 crowns",
    ),
    ("The Korrin Front would like a right to inspect barges.", _FRONT, "demand", "a right to inspect barges"),
    ("The Korrin Front asked for a tax break on salt.", _FRONT, "demand", "tax break on salt"),
    ("Dalmere's previous offer was worth 9 million crowns.", _STATE, "offer", "9 million crowns"),
    ("Dalmere went from seven and a half to nine.", _STATE, "concession", "from seven and a half to nine"),
    (
        "The members of the Korrin Front lost their seats. Dalmere has offered tents. They demand an end to the levy.",
        _FRONT,
        "demand",
        "an end to the levy",
    ),
    ("A member of the team of Dalmere said it would insist on the old toll.", _STATE, "demand", "the old toll"),
    ("The Korrin Front, whose men hold the mill, is seeking a share of the catch.", _FRONT, "demand", "share of the"),
]
UNTOLD = [  # sentence, and words that stand in no position
    ("The Korrin Front asked the mediator for a glass of water.", "glass of water"),
    ("Dalmere wants a deal.", "wants a deal"),
    ("Dalmere offered its condolences to the widow of the ferryman.", "condolences"),
    ("Dalmere declined to comment on the weather in the hills.", "weather"),
    ("Varga insisted that none of her men had fired a shot.", "fired a shot"),
    ("Neither side has given up its claim to the mill.", "claim to the mill"),
    ("The treatment required by the general's health is costly.", "treatment"),
    ("If Dalmere accepted a levy on salt, prices would rise.", "levy on salt"),
    ("The shepherds demand a fence along the meadow.", "fence along the meadow"),
    ("Varga said there would be no war.", "no war"),
    ('"We shall not forget the dead," Barkah said.', "forget the dead"),
    ("The farmers did offer hay, Varga confirmed, and asked for a lower levy in return.", "a lower levy"),
]
PLAN = (
    _HEAD
    + """The draft runs to four pages. In a first phase of 12 days the Korrin Front would free 25 sailors. The army
would then leave the ferry landing, and 70 unarmed observers would move in.

In return Dalmere would open the road to Lorne. A clinic with 40 beds is foreseen.

The mayor of Ostby said the hotel would need a new roof. The observers like the food.

A second protocol carries the initials of both. Under it, 12 ferries would run to the islands.
"""
)
OWN_VOICE = (
    "COMMUNIQUE OF THE GOVERNMENT OF DALMERE\n\n"
    + """His Excellency the Head of State has received the Foreign Minister, Ilse Varga, who leads the delegation of
Dalmere to the negotiations.

The position of the Republic is unchanged: the immediate liberation of the 25 sailors; the dismantling of the barriers
at Lorne. The Republic is ready for a pause of 20 days. The units of the so-called Korrin Front must go down from the
hills.
"""
)


def _talks(folder: Path, *texts: str) -> Talks:
    for n, text in enumerate(texts):
        text = "\n\n".join(" ".join(paragraph.split()) for paragraph in text.split("\n\n"))  # as reports come
        (folder / f"r{n}.txt").write_text(f"Herald {n}\n\n4 May 2027\n\n{text}", encoding="utf-8")
    talks = build([folder]).talks
    assert talks is not None
    return talks


def _positions(talks: Talks) -> list[tuple[str | None, str, str]]:
    return [(p.party, p.kind, p.text.value) for p in talks.positions]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str | None, str, str]]:
    body = "\n\n".join(sentence for sentence, *_ in TOLD)
    return _positions(_talks(tmp_path_factory.mktemp("told"), _HEAD + body))


@pytest.fixture(scope="module")
def untold(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str | None, str, str]]:
    body = "\n\n".join(sentence for sentence, _ in UNTOLD)
    return _positions(_talks(tmp_path_factory.mktemp("untold"), _HEAD + body))


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[str | None, str, str]]:
    return _positions(_talks(tmp_path_factory.mktemp("plan"), PLAN, OWN_VOICE))


@pytest.mark.parametrize(("sentence", "party", "kind", "words"), TOLD)
def test_a_position_is_told_by_many_words(
    sentence: str, party: str, kind: str, words: str, told: list[tuple[str | None, str, str]]
) -> None:
    assert [(p, k) for p, k, value in told if words in value] == [(party, kind)], sentence


@pytest.mark.parametrize(("sentence", "words"), UNTOLD)
def test_what_looks_like_a_position_is_none(
    sentence: str, words: str, untold: list[tuple[str | None, str, str]]
) -> None:
    assert not [value for _, _, value in untold if words in value], sentence


@pytest.mark.parametrize(
    "term",
    [
        "In a first phase of 12 days the Korrin Front would free 25 sailors",
        "The army would then leave the ferry landing",
        "70 unarmed observers would move in",
        "Dalmere would open the road to Lorne",
        "A clinic with 40 beds is foreseen",
        "12 ferries would run to the islands",
    ],
)
def test_what_a_draft_would_do_is_a_term(term: str, planned: list[tuple[str | None, str, str]]) -> None:
    assert [(party, kind) for party, kind, value in planned if term in value] == [(None, "term")]


def test_what_follows_the_draft_is_no_term(planned: list[tuple[str | None, str, str]]) -> None:
    assert not [value for _, _, value in planned if "roof" in value or "food" in value]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("demand", "the immediate liberation of the 25 sailors"),
        ("demand", "the dismantling of the barriers at Lorne"),
        ("offer", "a pause of 20 days"),
        ("demand", "must go down from the hills"),
    ],
)
def test_a_text_in_its_own_words_speaks_for_its_party(
    kind: str, words: str, planned: list[tuple[str | None, str, str]]
) -> None:
    assert (_STATE, kind) in [(p, k) for p, k, value in planned if words in value]


BROADCAST = """RADIO OF THE HILLS
Organ of the Korrin Front, broadcast of 4 May 2027

The regime has sent its envoys to Ostby. The leader of our delegation, the miller Idris Barkah, laid down two points: \
the lifting of the siege of Lorne; no return of the army to the mill.
"""
STRIKE = """The talks between Ardal Freight and the Porters' Council on pay resumed in Ostby on Monday.

The Porters' Council has been on strike for nine days. The porters demand a rise of 8 percent. Ardal's strikers have
accepted a night shift of six hours. Talks between Ardal Freight and the Porters' Council go on.
"""


def test_what_our_delegation_asks_for_is_asked_by_whoever_tells_it(tmp_path: Path) -> None:
    (tmp_path / "radio.txt").write_text(BROADCAST, encoding="utf-8")
    told = _positions(_talks(tmp_path, _HEAD))
    assert {(p, k) for p, k, v in told if "siege of Lorne" in v or "army to the mill" in v} == {(_FRONT, "demand")}


def test_a_trade_stands_for_its_union_and_strikers_for_no_employer(tmp_path: Path) -> None:
    told = _positions(_talks(tmp_path, STRIKE))
    assert ("Porters' Council", "demand", "a rise of 8 percent") in told
    assert {p for p, _, v in told if "night shift" in v} <= {"Porters' Council"}


def test_neither_a_body_nor_who_said_it_is_what_talks_are_about(tmp_path: Path) -> None:
    text = "Talks on Monday - envoy\n\n" + STRIKE + "The company talks are long. The company talks go on."
    about = [leaf.value for leaf in _talks(tmp_path, text).subject]
    assert about and not [v for v in about if " - " in v or "company" in v]
