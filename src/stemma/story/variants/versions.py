"""What an outlet changed between two versions of its report is no dispute between reports.

A conflict whose readings stand only in versions of one report becomes an update; so does one that is left with a single
reading once every version speaks for its report by its newest text alone.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from stemma.model import Article, Variant
from stemma.story.versions import root_versions


def changed_between_versions(variants: Sequence[Variant], articles: Sequence[Article]) -> list[Variant]:
    """The variants, conflicts that only versions of one report make turned into updates."""
    root = root_versions(articles)
    if len(set(root.values())) == len(root):
        return list(variants)
    later = {a.version_of: a.id for a in articles if a.version_of is not None}
    return [_changed(v, root, later) for v in variants]


def _changed(v: Variant, root: dict[str, str], later: dict[str, str]) -> Variant:
    if v.kind != "conflict":
        return v
    holders = {s.article for r in v.readings for s in r.at}

    def superseded(article: str) -> bool:
        at = article
        while at in later:
            at = later[at]
            if at in holders:
                return True
        return False

    left = [r for r in v.readings if any(not superseded(s.article) for s in r.at)]
    if len(left) > 1 or len({root[h] for h in holders}) == len(holders):
        return v
    words = "; ".join(r.text for r in v.readings)
    text = f"Changed between versions of one report: {words}"
    return replace(v, kind="update", severity="medium", explanation=text, rule=f"{v.rule}/versions")
