"""Who negotiates with whom, who mediates, and whether there are talks at all: one small story for each kind
of negotiation, and stories that look like one and are none."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from stemma.model import Talks
from stemma.pipeline import build

TALKS: dict[str, tuple[list[str], set[str], set[str]]] = {
    "ceasefire, denied by one side": (
        [
            "PORT HALLA, 4 May 2027 (Coastline) - Envoys of the government of Verrane and of the Free Dunes Front"
            " opened indirect talks on a truce on Tuesday. The talks are mediated by the Gulf Council and by Oona"
            " Marsh of the Lakes Union. The Front's delegation is led by Pell Ardan.",
            "TARSK, 5 May 2027 (Verrane Press) - The Government of Verrane does not negotiate with the gang which"
            " calls itself the Front, a source in the Presidency told Verrane Press. The army controls the dunes,"
            " he said.",
            "Radio Meridian\n\n5 May 2027\n\nVerrane's team stayed on the first floor and the Front's on the "
            "third. The rebels want their prisoners freed before a ceasefire. Verrane rejects that, Radio "
            "Meridian was told.",
        ],
        {"Verrane", "Free Dunes Front"},
        {"Gulf Council", "Oona Marsh"},
    ),
    "a strike at a firm": (
        [
            "ELMSTAD, 2 March 2027 (Norrtel) - Drivers of Kestrel Freight walked out on Tuesday after the "
            "Hauliers' Union rejected an offer of 3 percent. The company said the strike would cost it a million "
            "a day.",
            "The Elmstad Record\n\n3 March 2027\n\nThe strike at Kestrel Freight went into its second day. The "
            "union wants 7 percent; the company has offered 3 and says it cannot pay more. Talks are to resume on"
            " Friday.",
        ],
        {"Kestrel Freight", "Hauliers' Union"},
        set(),
    ),
    "a strike against a government": (
        [
            "DARNOW, Ostany, 9 June 2027 (Interwire) - Ostany's government and the Teachers' Federation agreed on"
            " Wednesday to resume pay negotiations, ending a strike of eleven days.",
            "Ostany Today\n\n10 June 2027\n\nThe federation demanded 9 percent. The government offered 5 and a "
            "commission. The teachers' strike closed 400 schools. Negotiations go on under mediator Hale Brandt "
            "on Monday.",
        ],
        {"Ostany", "Teachers' Federation"},
        {"Hale Brandt"},
    ),
    "prisoners, by a mediator taken up with it": (
        [
            "MARAH, 1 July 2027 (Globe) - Tolvia and Sarmand exchanged 60 prisoners on Thursday, Oshir's foreign "
            "ministry said. It had mediated in the negotiations for three months.",
            "The Tolvian Herald\n\n2 July 2027\n\nTolvia freed 30 men and Sarmand 30, under a deal negotiated "
            "since spring. Talks between Tolvia and Sarmand on the wounded continue.",
        ],
        {"Tolvia", "Sarmand"},
        {"Oshir"},
    ),
    "two unions that face one firm": (
        [
            "KELHAM, 8 June 2027 (Norrtel) - Two unions and the owner of the foundry took their seats before an "
            "arbitrator on Tuesday. The Moulders and Casters' Union wants 9 percent; Ostrand Castings offers 4. The"
            " Patternmakers' Guild, which has 60 members, demands a tool allowance. The Moulders and Casters' Union"
            " brought a team of four to the talks.",
            "The Kelham Record\n\n9 June 2027\n\nThe strike at Ostrand goes on. Ostrand Castings and the "
            "Patternmakers' Guild agreed on nothing. The Moulders and Casters' Union rejected 5 percent and asked for"
            " more talks. The Patternmakers’ Guild threatens to walk out of the hearings.",
        ],
        {"Ostrand Castings", "Moulders and Casters' Union", "Patternmakers' Guild"},
        set(),
    ),
    "captives, by those who carry messages": (
        [
            "LAC NOIR, 4 May 2027 (Globe) - Tarmand and the Ridge Front held indirect talks on their captives in Lac "
            "Noir. The two delegations exchanged letters through the Sorel Foundation.",
            "Lac Noir Post\n\n5 May 2027\n\nTalks between Tarmand and the Ridge Front on captives continue. Judge "
            "Anna Velt shuttled between the two delegations with the drafts. Tarmand offered 40 men.",
        ],
        {"Tarmand", "Ridge Front"},
        {"Sorel Foundation", "Anna Velt"},
    ),
    "water among three": (
        [
            "LINDOR, 3 April 2027 (Wire) - Talks between Kessa, Lumar and Banta on the filling of the great dam "
            "ended without agreement on Saturday. Banta's minister said the three would meet again in June.",
            "Lumar Daily\n\n4 April 2027\n\nThe negotiations of Lumar with Kessa and Banta on the dam failed. "
            "Kessa rejected a flow of 300 cubic metres, which Lumar and Banta demand.",
        ],
        {"Kessa", "Lumar", "Banta"},
        set(),
    ),
    "a coalition": (
        [
            "BRELL, 12 May 2027 (Newsline) - The Centre Party and the Green Alliance began coalition talks on "
            "Wednesday. The Centre Party wants lower taxes, the Green Alliance a carbon price.",
            "Brell Post\n\n14 May 2027\n\nNegotiators of the Centre Party and the Green Alliance agreed on "
            "schools. Talks on taxes go on on Monday.",
        ],
        {"Centre Party", "Green Alliance"},
        set(),
    ),
    "tariffs, told by the adjectives": (
        [
            "HARN, 8 Sept 2027 (Trade News) - Norwellian and Castovan negotiators met for a third round of tariff"
            " talks in Harn on Wednesday. Norwell offered to cut its duty on steel to 10 percent.",
            "The Castovan Journal\n\n9 September 2027\n\nCastova accepted a duty of 10 percent after two days of "
            "negotiations with Norwell. Castova's trade minister, Ines Rook, signed the accord.",
        ],
        {"Norwell", "Castova"},
        set(),
    ),
    "a capital that acts for its land": (
        [
            "PORT SELD, 4 May 2027 (Coastline) - The government of Orvaine and the Reed River Front are to hold a third"
            " round of talks on Tuesday, two officials said. Orvaine's team is led by Deputy Minister Ana Lorne; the"
            " Front's by Tesk Harrow. Quelm has put a truce of 30 days on paper. The Front wants 90 days. The talks"
            " between Orvaine and the Front broke off in March.",
            "QUELM, 5 May 2027 (ORVPRESS) - By decision of the President the delegation of the Government of Orvaine"
            " shall be headed by Deputy Minister Ana Lorne. The talks with the Front will take place on 8 May.",
            "Radio Meridian\n\n6 May 2027\n\nThe Reed River Front rejected the proposal of Quelm and said Quelm had"
            " broken the truce. The negotiations between the Front and Quelm are to last two days. Quelm offered 25"
            " lorries a day and refused to discuss fuel; the Front demands 60.",
        ],
        {"Orvaine", "Reed River Front"},
        set(),
    ),
}

NO_TALKS: dict[str, list[str]] = {
    "two states expel diplomats": [
        "LORN, 6 Aug 2027 (Wire) - Zemra expelled four diplomats of Norland on Friday in retaliation for a "
        "similar step. Norland called it unjustified.",
        "Norland Times\n\n7 August 2027\n\nNorland's ambassador left Zemra. Zemra accuses Norland of spying on a "
        "shipyard.",
    ],
    "shots at a border": [
        "ARD, 3 May 2027 (Wire) - A soldier of Hadra was shot at the border with Yarva on Monday. Hadra blamed "
        "Yarva's army. Yarva denied that it had fired.",
        "Hadra Post\n\n4 May 2027\n\nYarva and Hadra accuse each other of having fired first. An agreement of "
        "1994 gives the line of the border.",
    ],
    "one firm buys another": [
        "BOND, 5 June 2027 (Market) - Aldor Chips raised its offer for Quill Semiconductor to 90 dollars a share "
        "on Monday. Quill Semiconductor rejected the bid as too low.",
        "Business Daily\n\n6 June 2027\n\nAldor Chips said that its offer for Quill Semiconductor was its best. A"
        " merger agreement would have to be approved by shareholders.",
    ],
    "an accident and a union's statement": [
        "MOR, 9 Oct 2027 (Wire) - Nine miners died in a fire at the Kostra pit on Saturday. The Miners' Union "
        "said the company, Sarvo Coal, had turned off the alarm. Sarvo Coal denied it.",
        "Mor Gazette\n\n10 October 2027\n\nThe families want an inquiry. The union demanded that the pit be closed.",
    ],
}


@pytest.fixture(scope="module")
def talks_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], Talks | None]:
    @cache
    def built(reports: tuple[str, ...]) -> Talks | None:
        folder: Path = tmp_path_factory.mktemp("story")
        for n, text in enumerate(reports):
            (folder / f"{n}.txt").write_text(text + "\n", "utf-8")
        return build([folder]).talks

    return built


@pytest.mark.parametrize("kind", TALKS)
def test_the_parties_are_named_as_a_desk_names_them(
    kind: str, talks_of: Callable[[tuple[str, ...]], Talks | None]
) -> None:
    reports, parties, _ = TALKS[kind]
    talks = talks_of(tuple(reports))
    assert talks is not None
    assert {leaf.value for leaf in talks.parties} == parties


@pytest.mark.parametrize("kind", [k for k, (_, _, mediators) in TALKS.items() if mediators])
def test_who_goes_between_them_mediates(kind: str, talks_of: Callable[[tuple[str, ...]], Talks | None]) -> None:
    reports, _, mediators = TALKS[kind]
    talks = talks_of(tuple(reports))
    assert talks is not None
    assert mediators <= {leaf.value for leaf in talks.mediators}


@pytest.mark.parametrize("kind", NO_TALKS)
def test_a_quarrel_is_no_negotiation(kind: str, talks_of: Callable[[tuple[str, ...]], Talks | None]) -> None:
    assert talks_of(tuple(NO_TALKS[kind])) is None
