"""People of the talks, one construction at a time: who heads and sits, told in the ways in which newspapers tell it."""

from __future__ import annotations

from pathlib import Path

import pytest

from stemma.pipeline import build

FIRST = """KASSERA, June 3 2025 (Meridia) - Tavira and the Northern Front began a second round of indirect peace talks
in Kassera on Tuesday under the mediation of Oman.

The talks between Tavira and the Northern Front are about a ceasefire in the Sarn valley. The rebels of the Northern
Front took up arms in 2019.
"""
SECOND = """Kassera Times

4 June 2025

The talks between Tavira and the Northern Front continued in Kassera on Wednesday.

{}
"""


def delegates(tmp_path: Path, told: str) -> dict[str, set[str]]:
    """The last names of each party's people in a story with one further sentence; heads with an asterisk."""
    (tmp_path / "first.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "second.txt").write_text(SECOND.format(told), encoding="utf-8")
    talks = build([tmp_path]).talks
    assert talks is not None
    out: dict[str, set[str]] = {}
    for delegation in (d for r in talks.rounds for d in r.delegations):
        for m in delegation.members:
            out.setdefault(delegation.party, set()).add(m.person.value.split()[-1] + "*" * m.lead)
    return out


T, N = "Tavira", "Northern Front"


@pytest.mark.parametrize(
    ("told", "people"),
    [
        ("Ilse Varga leads Tavira's delegation.", {T: {"Varga*"}}),
        (
            "Tavira's team will be led by Ilse Varga, a former general. Idris Barkah, a poet, heads"
            " that of the Northern Front.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        ("Ilse Varga leads the delegation of Tavira, Idris Barkah that of the Front.", {T: {"Varga*"}, N: {"Barkah*"}}),
        (
            "The Taviran team is led by Varga, the rebels' by Barkah, who was a teacher before the"
            " war. Ilse Varga, a general, and Idris Barkah have met before.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        (
            "Talking to each other through the mediators will be Tavira's security chief Ilse Varga"
            " and ex-judge Idris Barkah for the rebels.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        (
            "Tavira is represented by its foreign minister, Ilse Varga, the Front by Idris Barkah.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        ("The Taviran delegation, under the leadership of Ilse Varga, arrived on Monday.", {T: {"Varga*"}}),
        ("At the head of the Taviran delegation is Ilse Varga, the deputy defence minister.", {T: {"Varga*"}}),
        ("Ilse Varga, head of the Taviran delegation, said the mood was good.", {T: {"Varga*"}}),
        (
            "The head of Tavira's negotiating team, Deputy Foreign Minister Ilse Varga, said the mood was good.",
            {T: {"Varga*"}},
        ),
        (
            "Tavira's lead negotiator Ilse Varga and her counterpart from the Front, Idris Barkah, shook hands.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        ("Tavira has sent a new head of delegation, Foreign Minister Ilse Varga.", {T: {"Varga*"}}),
        ("Tavira has named Ilse Varga as its chief negotiator.", {T: {"Varga*"}}),
        ("The Front is still led by Idris Barkah at the talks.", {N: {"Barkah*"}}),
        ("Ilse Varga is heading the Taviran delegation.", {T: {"Varga*"}}),
        (
            "Tavira's five-strong team, headed by Ilse Varga, includes General Pavel Dorn and the lawyer Hanna Brill.",
            {T: {"Varga*", "Dorn", "Brill"}},
        ),
        ("Also on the Taviran delegation is Hanna Brill, a lawyer.", {T: {"Brill"}}),
        ("Ilse Varga stays on for Tavira at the talks.", {T: {"Varga*"}}),
        (
            "Ilse Varga leads Tavira's delegation, and this time General Pavel Dorn sat next to her.",
            {T: {"Varga*", "Dorn"}},
        ),
        (
            "Ilse Varga leads Tavira's delegation; Pavel Dorn is expected to join her.",
            {T: {"Varga*", "Dorn"}},
        ),
        (
            "Ilse Varga leads Tavira's delegation. General Pavel Dorn walked in at Varga's side.",
            {T: {"Varga*", "Dorn"}},
        ),
        (
            "Idris Barkah heads the Front's delegation, reinforced by a lawyer, Pavel Dorn.",
            {N: {"Barkah*", "Dorn"}},
        ),
        (
            "Ilse Varga is in charge of Tavira's side; the Front will send Idris Barkah, a poet who is its chief"
            " negotiator.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        (
            "The mood was good, said Hanna Brill, director of the mint and a member of Tavira's negotiating team.",
            {T: {"Brill"}},
        ),
        ("Hanna Brill, spokeswoman of the Front and one of its seven delegates, was tired.", {N: {"Brill"}}),
        ("For Tavira, Ilse Varga leads the talks; for the Front, Idris Barkah.", {T: {"Varga*"}, N: {"Barkah*"}}),
        ("The delegation from Tavira was headed up by Ilse Varga.", {T: {"Varga*"}}),
        ("Ilse Varga fronts the Taviran team.", {T: {"Varga*"}}),
        ("The Taviran delegation's leader, Ilse Varga, stayed in her hotel.", {T: {"Varga*"}}),
        ("Ilse Varga, leader of the Taviran side, stayed in her hotel.", {T: {"Varga*"}}),
        (
            "Across the table from Ilse Varga, who leads the Taviran team, sits Idris Barkah.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        (
            "The heads of delegation, Ilse Varga for Tavira and Idris Barkah for the Front, did not meet.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        (
            "Ilse Varga (Tavira) and Idris Barkah (Northern Front) lead the delegations.",
            {T: {"Varga*"}, N: {"Barkah*"}},
        ),
        ("Ilse Varga will lead negotiations on behalf of Tavira.", {T: {"Varga*"}}),
        ("Representing the Northern Front was Idris Barkah.", {N: {"Barkah"}}),
        ("Taking part for Tavira are Ilse Varga and Pavel Dorn.", {T: {"Varga", "Dorn"}}),
        ("General Pavel Dorn, who leads the Taviran army, stayed in the capital.", {}),
        ("Oman's delegation of mediators is led by Salim Farsi.", {}),
        ("Former chief negotiator Pavel Dorn said the talks would fail.", {}),
        ("A football side led by Pavel Dorn beat the Front's veterans.", {}),
        ("A parliamentary delegation headed by Speaker Pavel Dorn visited Kassera's museum.", {}),
        ("The dispute led Pavel Dorn to resign from the cabinet.", {}),
        ("Tavira sent troops under General Pavel Dorn into the valley.", {}),
    ],
)
def test_who_heads_and_sits_is_told_in_many_ways(told: str, people: dict[str, set[str]], tmp_path: Path) -> None:
    assert delegates(tmp_path, told) == people
