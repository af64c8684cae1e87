"""The talks on one page, as Markdown and as a page for print (A4).

Numbers in brackets are the reports that give a value; where the dossier's page lies beside the brief they lead to the
characters. How many origins a value has is said for each, *one origin only* most of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from stemma.errors import NoTalks
from stemma.publish import wording
from stemma.publish.markdown import escaped, table
from stemma.publish.record import Record
from stemma.publish.templating import render
from stemma.publish.views.brief import BriefView, brief
from stemma.publish.views.pointing import Place, Register
from stemma.publish.views.positions import IssueView, LeafView
from stemma.publish.views.talks import Fields


def brief_page(record: Record, page: str = "") -> str:
    """``brief.html``; `page` is where the dossier's page lies, seen from the brief, if anywhere.

    Raises:
        NoTalks: the story is no negotiation.
    """
    return render("brief.html.j2", style="brief.css", brief=_view(record), page=page, made_with=_made_with(record))


def brief_markdown(record: Record, page: str = "") -> str:
    """``brief.md``; `page` as for `brief_page`.

    Raises:
        NoTalks: the story is no negotiation.
    """
    return "\n".join(_Lines(page).of(_view(record), _made_with(record))).rstrip() + "\n"


def _view(record: Record) -> BriefView:
    view = brief(Register(record))
    if view is None:
        raise NoTalks
    return view


def _made_with(record: Record) -> str:
    return "stemma " + str(record["made_with"].get("stemma", ""))


class _Lines:
    """The lines of the Markdown brief."""

    def __init__(self, page: str) -> None:
        self.page = page

    def of(self, view: BriefView, made_with: str) -> Iterator[str]:
        yield from (f"# {escaped(view.title)}", "")
        yield from (f"Brief of the talks. {escaped(wording.counted(view.counts))}.", "")
        yield from self._fields(view.process)
        if view.rounds:
            yield from ("## Rounds", "")
            heads = [wording.label(wording.ROUND, name) for name in view.round_fields]
            yield from table(heads, [[self._leaves(cell) for cell in r.cells] for r in view.rounds])
        for r in view.rounds:
            if r.delegations:
                yield from (f"### {escaped(r.name)}: the delegations", "")
                sides = [
                    "<br>".join(
                        self._leaf(m.person)
                        + (", " + self._leaf(m.role) if m.role else "")
                        + (" – **heads it**" if m.lead else "")
                        for m in members
                    )
                    for _, members in r.delegations
                ]
                yield from table(
                    [escaped(party) for party, _ in r.delegations], [[s or "no one is named" for s in sides]]
                )
            yield from self._fields(r.notes, wording.ROUND)
        if view.positions.rows:
            yield from ("## Positions", "")
            heads = ["", *(escaped(party) for party in view.positions.columns)]
            yield from table(heads, [self._issue(row, dated=view.history) for row in view.positions.rows])
        if view.left_out:
            yield from (f"Positions that single reports give and only the dossier holds: {view.left_out}.", "")
        for heading, fields in (("Pauses and changes", view.course), ("Outcomes and next steps", view.ahead)):
            if fields:
                yield from (f"## {heading}", "")
                yield from self._fields(fields)
        if view.disputes:
            yield from ("## Where the reports differ", "")
            for d in view.disputes:
                how = "both cannot hold" if d.excluding else "given differently"
                readings = "; ".join(f"“{escaped(r.value)}” {self._said(r, mark=False)}".rstrip() for r in d.readings)
                yield f"- {escaped(d.about)} ({how}): {readings}"
            yield ""
        yield from ("## The reports", "")
        for one in view.reports:
            day = f", {one.day}{' (worked out)' if one.worked_out else ''}" if one.day else ""
            yield f"{one.report.number}. {escaped(one.report.name)}{escaped(day)}"
        yield ""
        yield f"What the reports say, not what is true. Made by {escaped(made_with)}."

    def _issue(self, row: IssueView, *, dated: bool) -> list[str]:
        """One issue: what each party said of it."""
        cells = ("<br>".join(f"{kind}: {self._leaf(leaf, dated=dated)}" for kind, leaf in cell) for cell in row.cells)
        return [escaped(row.name), *(cell or "–" for cell in cells)]

    def _fields(self, fields: Fields, names: dict[str, str] = wording.TALKS) -> Iterator[str]:
        if fields:
            yield from (f"- {wording.label(names, name)}: {self._leaves(leaves)}" for name, leaves in fields)
            yield ""

    def _leaves(self, leaves: Iterable[LeafView]) -> str:
        return "; ".join(self._leaf(one) for one in leaves) or "–"

    def _leaf(self, leaf: LeafView, *, dated: bool = False) -> str:
        day = f", {wording.short_days(*leaf.reported)}" if dated and leaf.reported else ""
        return f"{escaped(leaf.value)}{day} {self._said(leaf)}".rstrip()

    def _said(self, leaf: LeafView, *, mark: bool = True) -> str:
        """By which reports, on how many origins, and (with `mark`) whether reports differ."""
        said = [" ".join(self._number(p) for p in leaf.reports)] if leaf.reports else []
        if leaf.origins:
            said.append(wording.on_origins(leaf.origins))
        if leaf.disputed and mark:
            said.append("reports differ")
        return f"({', '.join(said)})" if said else ""

    def _number(self, place: Place) -> str:
        number = str(place.report.number)
        return f"[{number}]({self.page}#{place.anchor})" if self.page else number
