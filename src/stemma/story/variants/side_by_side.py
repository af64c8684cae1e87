"""Side by side: what two sources say of one thing, set side by side by a report that takes neither's part.

"The government blames a faulty aircraft; the opposition says its delegate was kept from boarding." News English marks a
standing dispute by two sayings right behind each other, both in the present tense though the news is told in the past,
or by two sayings joined in one sentence by a semicolon, "while" or "but" (the relation Contrast of the Penn Discourse
Treebank). Told are only sayings of different sources about what is so, not about what will or should be, that go on
speaking of the same: the second has a word of the first, or points back to it.

What it gets wrong: two sources of whom the second adds to what the first says; disputes in reports that tell every
saying in the present.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.data import table
from stemma.model import Attribution, Noun, Reading, Span, Variant
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.predicates import stem
from stemma.story.variants.telling import quoted

_FILE = "en/positions.toml"
_RULE = "positions side by side"
_GAP = 3  # characters between two sayings of which neither is joined to the other
_LONGEST = 45  # words of a position
_ENOUGH, _MANY = 3, 1 / 3  # sayings, to tell a report's tense by, and of them in the present
_PRESENT = ("VBZ", "VBP")
_POINTING = ("PRP", "PRP$", "EX")


class Saying(Noun, frozen=True, kw_only=True):
    """A saying with all that belongs to it, its content, and whether it is in the present tense."""

    said: Attribution
    whole: Span
    present: bool


def side_by_side_variants(collation: Collation) -> list[Variant]:
    """Conflicts between two positions that a report sets side by side."""
    out = []
    for article in collation.layers:
        sayings = list(_sayings(article, collation))
        for n, (a, b) in enumerate(pairwise(sayings)):
            marked = not _told_in_the_present([*sayings[:n], *sayings[n + 2 :]])
            if not _set_against(a, b, marked, collation):
                continue
            at = [_place(s, collation) for s in (a, b)]
            readings = [Reading(text=collation.text(s), at=(s,)) for s in at]
            text = f"Two positions side by side: {quoted(readings, collation)}"
            out.append(make("conflict", "fact", "high", text, readings, confidence=0.6, rule=_RULE))
    return out


def _sayings(article: str, collation: Collation) -> Iterator[Saying]:
    """The sayings of a report in order; one inside another is left out."""
    tree = collation.tree(article)
    found = []
    for said in collation.layers[article].attributions:
        if said.cue is None or not any(s.span for s in said.sources):
            continue
        spans = [*said.parts, said.cue, *(s.span for s in said.sources if s.span)]
        whole = Span(article, min(s.start for s in spans), max(s.end for s in spans))
        verbs = [tree.tokens[i] for i in tree.within(said.cue)]
        of_saying = [v for v in verbs if v.lemma.lower() in table(_FILE)["verbs"]]
        if of_saying:
            found.append(Saying(said=said, whole=whole, present=any(v.tag in _PRESENT for v in of_saying)))
    found.sort(key=lambda s: (s.whole, s.said.id))
    for s in found:
        if not any(o is not s and o.whole.contains(s.whole) and o.whole != s.whole for o in found):
            yield s


def _told_in_the_present(others: Sequence[Saying]) -> bool:
    """Whether a report has many of its sayings in the present, as live blogs and broadcasters do: the tense marks
    nothing then."""
    return len(others) >= _ENOUGH and sum(s.present for s in others) > _MANY * len(others)


def _place(saying: Saying, collation: Collation) -> Span:
    """The content; for a clause that is blamed or called something, the whole saying."""
    content = saying.said.content
    return content if content.end - content.start > 1 else saying.whole


def _set_against(a: Saying, b: Saying, marked: bool, collation: Collation) -> bool:
    """Whether two sayings are set against each other; `marked`: the present tense tells so in their report."""
    article = a.whole.article
    text = collation.layers[article].article.text
    if a.whole.end > b.whole.start:
        return False
    gap = text[a.whole.end : b.whole.start]
    tree = collation.tree(article)
    first, second = (tree.sentence_of(tree.within(s.whole)[0]) for s in (a, b))
    one = first == second
    joined = one and " ".join(gap.split()).lower() in table(_FILE)["joints"]
    beside = marked and a.present and b.present and len(gap) <= _GAP and not any(c.isalnum() or c == "\n" for c in gap)
    if not (joined or beside) or not (_of_what_is(a, collation) and _of_what_is(b, collation)):
        return False
    if beside and not joined and len({_finite(s, collation) for s in (a, b)}) > 1:
        return False  # a whole clause answers a clause, a piece of one ("fleeing, say prosecutors") a piece
    if all(_negative(s, collation) for s in (a, b)):
        return False
    return _two_sources(a, b, collation) and _adds_nothing(b, collation) and _of_one_matter(a, b, collation)


def _of_what_is(saying: Saying, collation: Collation) -> bool:
    """Whether the content is a statement about what is or was: no wish, no plan, no speech in the first person."""
    tree = collation.tree(saying.whole.article)
    content = saying.said.content
    inside = tree.within(content)
    if not 2 <= len(inside) <= _LONGEST or saying.said.kind == "direct":
        return False
    tokens = [tree.tokens[i] for i in inside]
    text = collation.text(content)
    if tokens[0].tag in ("WP", "WRB", "WDT", "WP$") or tokens[0].lemma.lower() in ("whether", "if"):
        return False  # a question, left open or answered elsewhere
    opening = tree.tokens[tree.within(saying.whole)[0]]
    if opening.tag in ("WP", "WRB") or opening.text == "As":
        return False  # "what they say privately", "as for"
    plan = any(t.tag == "MD" or t.lemma.lower() in ("plan", "hope", "want", "intend", "demand") for t in tokens)
    return not plan and not text.rstrip(" ”\"'’").endswith(("?", "!"))


def _finite(saying: Saying, collation: Collation) -> bool:
    tree = collation.tree(saying.whole.article)
    return any(tree.tokens[i].tag in ("VBZ", "VBP", "VBD") for i in tree.within(saying.said.content))


def _negative(saying: Saying, collation: Collation) -> bool:
    tree = collation.tree(saying.whole.article)
    words = [tree.tokens[i] for i in tree.within(saying.said.content)]
    return any(t.dep == "neg" or t.lemma.lower() in ("no", "nobody", "nothing", "never", "none") for t in words)


def _two_sources(a: Saying, b: Saying, collation: Collation) -> bool:
    """Whether two sources speak, the second by name or description."""
    names = [{" ".join(s.text.casefold().split()) for s in x.said.sources} for x in (a, b)]
    if names[0] & names[1] or any(s.type == "outlet" for x in (a, b) for s in x.said.sources):
        return False
    entities = [
        {e.id for s in x.said.sources for span in (s.span, s.refers) if (e := collation.entity_at(span))}
        for x in (a, b)
    ]
    if entities[0] & entities[1]:
        return False
    tree = collation.tree(b.whole.article)
    heads, before = ([tree.tokens[i] for s in x.said.sources if s.span for i in tree.within(s.span)] for x in (b, a))
    kinds = {t.lemma.lower() for t in before if t.pos == "NOUN"}
    if any(t.pos == "NOUN" and t.lemma.lower() in kinds for t in heads):
        return False  # "a militant", "the militant"; officials here and officials there go together as a rule
    return bool(heads) and not all(t.tag == "PRP" for t in heads)


def _adds_nothing(b: Saying, collation: Collation) -> bool:
    tree = collation.tree(b.whole.article)
    words = {tree.tokens[i].lemma.lower() for i in tree.within(b.whole) if i not in tree.within(b.said.content)}
    return words.isdisjoint(table(_FILE)["adding"])


def _of_one_matter(a: Saying, b: Saying, collation: Collation) -> bool:
    """Whether the second has a word or name of the first, or points back."""
    x, y = (
        {stem(w) for w in collation.content(s.said.content)} | {e.id for _, e in collation.mentions(s.said.content)}
        for s in (a, b)
    )
    tree = collation.tree(b.whole.article)
    pointing = any(tree.tokens[i].tag in _POINTING for i in tree.within(b.said.content))
    return bool(x & y) or pointing
