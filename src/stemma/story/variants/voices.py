"""Voices: whether what two reports quote was said by one speaker, however each of them calls him.

One report has "Foreign Minister Ana Ruiz", the next "the minister", "she" or nothing but a colon behind the name. Two
speakers are one where both are named alike; where one is told by an office that nobody else in the story holds; where
the only person named beside words that nobody is said to say is the other's; and where both are one body, or are
described with one noun.

What it gets wrong: two people of one surname.
"""

from __future__ import annotations

from stemma.data import table, words
from stemma.model import Entity, Span
from stemma.story.variants.collation import Collation
from stemma.story.variants.names import alike
from stemma.story.variants.utterances import Utterance, same_speaker


def one_voice(a: Utterance, b: Utterance, collation: Collation) -> bool | None:
    """Whether two utterances have one speaker; None where that is not known."""
    if _speaks_for(a) != _speaks_for(b):
        return None  # "his spokeswoman" may be put down as himself
    known = same_speaker(a, b, collation)
    if known is True or (a.told and b.told):
        return known is not False  # two who are named alike are taken for two spellings
    mine, other = _people(a, collation), _people(b, collation)
    if mine and other:
        names = [[collation.entities[p].name for p in sorted(side)] for side in (mine, other)]
        one = bool(mine & other) or any(alike(x, y) for x in names[0] for y in names[1])
        return True if one else None
    if not mine and not other and _nouns(a, collation) & _nouns(b, collation):
        return True
    return None


def _speaks_for(u: Utterance) -> bool:
    return not set(u.wording.lower().split()).isdisjoint(table("en/source_nouns.toml")["spokesperson"])


def _people(u: Utterance, collation: Collation) -> frozenset[str]:
    """Who may be the speaker: the one who is named, who alone holds the office told, or whom alone the sentence, or the
    one before it, names outside the words."""
    if u.told:
        return frozenset((u.speaker,))
    if (holders := _holders(u, collation)) is not None:
        return holders
    if u.named:
        return frozenset((u.speaker,))
    if len(u.wording.split()) > 1 and not u.wording.lower().startswith("the "):
        return frozenset()  # "a witness", "his lawyer" is nobody who is named
    tree = collation.tree(u.span.article)
    at = next(iter(tree.within(u.span)), None)
    if at is None:
        return frozenset()
    first = tree.sentence_of(at)
    before = tree.sentence_of(first.first - 1) if first.first else first
    for s in (first, before):
        near = {
            e.id
            for m, e in collation.mentions(Span(u.span.article, s.start, max(s.end, s.start + 1)))
            if e.kind == "person" and not m.span.overlap(u.span)
        }
        if near:
            return frozenset(near) if len(near) == 1 else frozenset()
    return frozenset()


def _holders(u: Utterance, collation: Collation) -> frozenset[str] | None:
    """The one person of the story who holds the office a speaker is told by; None where he is told by no office."""
    if u.source is None or u.source.span is None or collation.text(u.source.span)[:4].lower() != "the ":
        return None
    told = _told_by(u.source.span, collation)
    if not told & words("en/single_offices.txt"):
        return None
    held = [e for e in collation.entities.values() if e.kind == "person" and told <= _roles(e, collation)]
    return frozenset(e.id for e in held) if len(held) == 1 else frozenset()


def _told_by(span: Span, collation: Collation) -> set[str]:
    tree = collation.tree(span.article)
    return {tree.tokens[i].lemma.lower() for i in tree.within(span) if tree.tokens[i].pos in ("NOUN", "PROPN", "ADJ")}


def _roles(person: Entity, collation: Collation) -> set[str]:
    return {w for m in person.mentions if m.role for w in collation.text(m.role).lower().split()}


def _nouns(u: Utterance, collation: Collation) -> set[str]:
    """What describes a speaker who is nobody by name: the body's entity, the noun, and what is in apposition."""
    if u.source is None or u.source.span is None:
        return set()
    tree = collation.tree(u.source.span.article)
    inside = tree.within(u.source.span)
    heads = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i]
    out = set()
    for i in (*heads[:1], *(c for h in heads[:1] for c in tree.children(h, "appos"))):
        entity = collation.entity_of(u.source.span.article, i)
        if entity:
            out.add(entity.id)
        if tree.tokens[i].pos in ("NOUN", "PROPN"):  # "he" here and "he" there are no one speaker
            out.add(tree.tokens[i].lemma.lower())
    return out
