"""``stemma lineage``: who rests on whom, as a tree to read and for graph tools."""

from __future__ import annotations

import io
import json

import msgspec
import networkx as nx
import pytest
import strait_story
from rich.console import Console

from stemma.model import Dossier
from stemma.publish import lineage_formats


@pytest.fixture(scope="module")
def dossier() -> Dossier:
    return strait_story.dossier()


def printed(dossier: Dossier, *, fold_wire: bool = False) -> str:
    console = Console(file=io.StringIO(), width=200, color_system=None)
    console.print(lineage_formats.tree(dossier, fold_wire=fold_wire))
    shown = console.file.getvalue()  # type: ignore[attr-defined]
    return str(shown).replace("\u202f", " ")


def test_a_report_stands_under_the_one_it_rests_on_in_words_anyone_can_read(dossier: Dossier) -> None:
    lines = printed(dossier).splitlines()
    parent = next(n for n, line in enumerate(lines) if "The Sound Ledger" in line)
    child = next(n for n, line in enumerate(lines) if "Quay Mirror" in line)
    assert parent < child
    assert lines[child].index("Quay") > lines[parent].index("The Sound")
    assert "credits it, matches with 82 % of its text" in lines[child]
    assert "no credit found, matches with 94 % of its text" in printed(dossier)


def test_an_outlet_outside_is_credited_with_a_part_and_heads_the_tree_only_with_a_good_part(dossier: Dossier) -> None:
    named = msgspec.structs.replace(dossier.derivations[0], parent="origin-far-wire", credited=True, relation="derives")
    for part, heads in ((0.9, True), (0.05, False)):
        only = msgspec.structs.replace(dossier, derivations=(msgspec.structs.replace(named, share=part),))
        shown = printed(only)
        assert f"with {part:.0%}".replace("%", " % of its text") in shown
        assert ("not in the collection" in shown) == heads


def test_reports_of_one_file_are_told_apart_by_their_titles(dossier: Dossier) -> None:
    first, second = dossier.layers[:2]
    renamed = tuple(
        msgspec.structs.replace(
            one, article=msgspec.structs.replace(one.article, file="all.jsonl", title=f"Ferry number {n} sails")
        )
        for n, one in enumerate((first, second))
    )
    shown = printed(msgspec.structs.replace(dossier, layers=(*renamed, *dossier.layers[2:])))
    assert "Ferry number 0 sails" in shown
    assert "Ferry number 1 sails" in shown
    assert "all.jsonl" not in shown


def test_an_outlet_that_is_not_known_is_called_by_its_file_and_days_are_written_out(dossier: Dossier) -> None:
    assert "vesper.txt, " in printed(dossier)
    assert "2026-05" not in printed(dossier)
    assert "May 2026" in printed(dossier)


def test_where_it_is_open_which_came_first_no_credit_is_missed(dossier: Dossier) -> None:
    vesper = next(d for d in dossier.derivations if d.child == "vesper")
    either = msgspec.structs.replace(dossier, derivations=(msgspec.structs.replace(vesper, directed=False),))
    assert "same passages, matches with 94 % of its text, which came first is open" in printed(either)
    assert "no credit found" not in printed(either)


def test_reprints_are_folded_into_the_report_they_are_the_same_as(dossier: Dossier) -> None:
    assert "Harbour Gazette" in printed(dossier)
    folded = printed(dossier, fold_wire=True)
    assert "Harbour Gazette" not in folded
    assert "1 reprint folded" in folded


@pytest.mark.parametrize("fold_wire", [False, True])
def test_the_graph_formats_hold_the_same_edges(dossier: Dossier, fold_wire: bool) -> None:
    edges = set(lineage_formats.graph(dossier, fold_wire=fold_wire).edges)
    read = nx.parse_graphml(lineage_formats.graphml(dossier, fold_wire=fold_wire))
    assert set(read.edges) == edges
    record = json.loads(lineage_formats.as_json(dossier, fold_wire=fold_wire))
    assert {(d["parent"], d["child"]) for d in record["derivations"]} == edges
    assert lineage_formats.dot(dossier, fold_wire=fold_wire).count(" -> ") == len(edges)


def test_hostile_names_are_shown_and_cannot_steer_the_terminal(dossier: Dossier) -> None:
    bad = msgspec.structs.replace(dossier, title="[bold red]x[/] [/nothing]\x1b[2J\u202e")
    assert "[bold red]x[/] [/nothing] [2J" in printed(bad)
    assert not {"\x1b", "\u202e"} & set(printed(bad))
