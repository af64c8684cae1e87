"""Names of the OpenSanctions name benchmark: which pairs of spellings are one name.

    python benchmarks/names.py [--shared ../shared] [--errors]

Reads ``data/names/name_bench.jsonl`` (pairs with the truth and the score of nomenklatura's own ``logic_v2``) and gives
precision, recall and F1 of `stemma.story.entities.same_name` on people and of `likeness` and `is_acronym` on companies
and other organisations, beside ``logic_v2`` at its threshold of 0.7; pairs without its score are left out. Nothing was
tuned on these pairs. They come from sanction screening, where a match is a reason to look; stemma's comparison is made
for names of one story, where a wrong match is an error in the record, so it leans to precision.

Most positive pairs of organisations are look-alikes that a language model made up ("Vital Holding" for Vitol, "Fund V"
for Fund VI): a screener wants to be warned of them, a reader of the news wants them kept apart. The rows "of one name"
leave that group out.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from stemma.article.names.short_forms import is_acronym
from stemma.story.entities import same_name
from stemma.story.entities.organisations import likeness

Pair = dict[str, Any]
ACCEPTED = {"same", "variant", "initials", "shorter", "nickname", "order"}
THRESHOLD = 0.75
LOOK_ALIKES = "LLM-proposed deviation"


def same_person(pair: Pair) -> bool:
    found = same_name(pair["name1"], pair["name2"])
    return found.verdict in ACCEPTED and found.score >= THRESHOLD


def same_organisation(pair: Pair) -> bool:
    a, b = pair["name1"], pair["name2"]
    return likeness(a, b)[0] >= 0.9 or any(x.isupper() and is_acronym(x, y) for x, y in ((a, b), (b, a)))


def logic_v2(pair: Pair) -> bool:
    return float(pair["logicv2_score"]) >= 0.7


def measure(pairs: Iterable[Pair], decide: Callable[[Pair], bool]) -> tuple[float, float, float]:
    found = [(decide(p), bool(p["match"])) for p in pairs]
    hits = sum(d and m for d, m in found)
    precision = hits / max(1, sum(d for d, _ in found))
    recall = hits / max(1, sum(m for _, m in found))
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    arguments.add_argument("--errors", action="store_true", help="list the pairs decided wrongly")
    given = arguments.parse_args()
    file = given.shared / "data" / "names" / "name_bench.jsonl"
    if not file.is_file():
        sys.exit(f"{file} is absent: nothing to measure (skipped)")
    pairs = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    pairs = [p for p in pairs if p["logicv2_score"] is not None]
    people = [p for p in pairs if p["schema"] == "Person"]
    others = [p for p in pairs if p["schema"] != "Person"]
    one_name = [p for p in others if p["category"] != LOOK_ALIKES]
    print(f"{'':38}{'pairs':>6}{'P':>8}{'R':>8}{'F1':>8}")
    for label, part, ours in (
        ("people", people, same_person),
        ("organisations", others, same_organisation),
        ("organisations of one name", one_name, same_organisation),
    ):
        for name, decide in ((f"{label}, stemma", ours), (f"{label}, logic_v2", logic_v2)):
            p, r, f = measure(part, decide)
            print(f"{name:38}{len(part):6}{p:8.3f}{r:8.3f}{f:8.3f}")
        if given.errors:
            for pair in part:
                if ours(pair) != pair["match"]:
                    print("  ", "missed" if pair["match"] else "wrong ", pair["name1"], "|", pair["name2"])


if __name__ == "__main__":
    main()
