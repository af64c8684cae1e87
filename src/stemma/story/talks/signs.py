"""Signs: what a claim shows of itself, by name, for weights to be learnt over (`learnt`).

The lists of ``data/en/talks.toml`` and ``stances.toml`` that its words are in, its form, its days, who acts and speaks,
where it stands. No sign is a word of the claim itself: what is learnt is to hold for talks about anything.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.model import Claim, Source, Span
from stemma.story.talks.grammar import arguments
from stemma.story.talks.phrasing import Phrasing
from stemma.story.talks.weighing import evoked

_LENGTH = 200.0  # characters that weigh as much as another sign
_FEW = 4.0  # reports beyond which more say nothing more
_PARTS = 5  # of an article
_FUNCTION = ("aux", "auxpass", "neg", "mark")


class Signs(Phrasing):
    """What speaks for and against a claim telling something."""

    def of_claim(self, claim: Claim, reports: int) -> dict[str, float]:
        """The signs of what a claim tells, with how much there is of each; `reports`: how many tell the same."""
        return dict(self._of_claim(claim, reports))

    def _of_claim(self, claim: Claim, reports: int) -> Iterator[tuple[str, float]]:
        frames, article = self.frames, claim.span.article
        tree = frames.trees[article]
        inside = [tree.tokens[i] for i in tree.within(claim.span)]
        yield from ((f"evokes {x}", 1.0) for x in sorted(evoked(tree, tree.within(claim.span))))
        head = tree.tokens[claim.head]
        yield from ((f"head evokes {x}", 1.0) for x in sorted(evoked(tree, [claim.head])))
        yield from ((name, 1.0) for name in (f"head {head.tag}", f"head as {head.dep}"))
        for c in tree.children(claim.head, *_FUNCTION):
            yield f"{tree.tokens[c].dep} {tree.tokens[c].lemma.lower()}", 1.0
        yield from ((name, 1.0) for name in (f"form {claim.form}", f"modality {claim.modality}", claim.polarity))
        yield "quoted", float(claim.quoted)
        yield "number", float(any(t.text[:1].isdigit() or t.pos == "NUM" for t in inside))
        yield "length", (claim.span.end - claim.span.start) / _LENGTH
        yield "person", float(any(e.kind == "person" for _, e in frames.mentions(claim.span)))
        yield "party acts", float(self.sides.of_subject(article, arguments(tree, claim.head).subjects) is not None)
        yield "party speaks", float(self.speaker(article, claim.head) is not None)
        yield from ((f"source {kind}", 1.0) for kind in sorted({s.type for s in self._sources(claim)}))
        yield from self._when("in", claim.span)
        yield from self._when("near", frames.sentence(claim.span))
        yield f"part {_PARTS * claim.span.start // len(frames.layers[article].article.text)}", 1.0
        yield "reports", min(reports, _FEW) / _FEW
        yield "talks here", float(frames.about_talks(article, claim.head))
        yield "talks near", float(frames.near_talks(article, claim.head))
        yield "negotiates", float(frames.negotiates(claim))

    def _sources(self, claim: Claim) -> tuple[Source, ...]:
        said = [a for a in self.frames.layers[claim.span.article].attributions if a.id == claim.attribution]
        return said[0].sources if said else ()

    def _when(self, where: str, span: Span) -> Iterator[tuple[str, float]]:
        """Whether a stretch tells of days to come, past or present, as seen from the report."""
        told = [(t.earliest, t.latest) for t in self.frames.times(span) if t.earliest and t.latest]
        published = self.frames.layers[span.article].article.published
        if not told:
            yield f"{where} no day", 1.0
        elif published is not None:
            for first, last in told:
                tense = "to come" if first > published.latest else "past" if last < published.earliest else "present"
                yield f"{where} day {tense}", 1.0
