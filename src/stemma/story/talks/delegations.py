"""Delegations: who mediates, who sits for which party and in what role, who heads a delegation, who left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from stemma.model import Claim, Delegate, Delegation, Entity, Leaf, Mention, Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.parties import Party


def mediators(frames: Frames, parties: Sequence[str]) -> tuple[Leaf, ...]:
    """Who mediates: subjects, agents and objects of the words of mediating, by name."""
    frame = frames.words["mediation"]
    found: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim in frames.claims:
        lemmas = frames.lemmas(claim)
        if not lemmas & {*frame["verbs"], *frame["nouns"]}:
            continue
        for m, e in frames.mentions(claim.span):
            if e.kind in ("person", "organisation") and m.form in ("full", "short") and _mediates(m, claim, frames):
                found[e.id].append((claim, m.span))
    names = {e.id: e.name for e in frames.entities}
    ordered = sorted(found.items(), key=lambda f: (-len(f[1]), f[0]))
    return tuple(
        frames.leaf(names[e], [c for c, _ in at], [s for _, s in at]) for e, at in ordered if names[e] not in parties
    )


def _mediates(m: Mention, claim: Claim, frames: Frames) -> bool:
    """Whether a name is the subject or agent of mediating, or the noun a clause of mediating describes."""
    tree = frames.trees[claim.span.article]
    frame = frames.words["mediation"]
    wanted = {*frame["verbs"], *frame["nouns"]}
    inside = tree.within(m.span)
    if not inside:
        return False
    at = inside[-1]
    chain = [at, *tree.ancestors(at)[:4]]
    near = any(tree.tokens[k].lemma in wanted for k in chain)
    below = any(tree.tokens[c].lemma in wanted for c in tree.children(at, "relcl", "appos", "compound", "acl"))
    clause = claim.form in ("relative", "participle") and tree.tokens[claim.head].lemma in frame["verbs"]
    return near or below or (clause and tree.tokens[claim.head].head in inside)


def departures(frames: Frames) -> tuple[Leaf, ...]:
    """Who left a delegation: people beside the words of leaving, where the sentence speaks of the talks."""
    frame = frames.words["departures"]
    found: dict[str, list[tuple[Claim, Span]]] = defaultdict(list)
    for claim in frames.claims:
        tree = frames.trees[claim.span.article]
        words = {*frame["nouns"], *frame["verbs"]}
        if not frames.lemmas(claim) & words or not _about_talks(claim, frames):
            continue
        for m, e in frames.people(claim.span):
            inside = tree.within(m.span)
            if inside and _leaves(inside[-1], claim, frames):
                found[e.id].append((claim, m.span))
    names = {e.id: e.name for e in frames.entities}
    ordered = sorted(found.items(), key=lambda f: (-len(f[1]), f[0]))
    return tuple(frames.leaf(names[e], [c for c, _ in at], [s for _, s in at]) for e, at in ordered)


def _leaves(i: int, claim: Claim, frames: Frames) -> bool:
    tree = frames.trees[claim.span.article]
    frame = frames.words["departures"]
    for k in [i, *tree.ancestors(i)[:5]]:
        token = tree.tokens[k]
        if token.lemma in frame["nouns"] and token.pos == "NOUN":
            return True
        if token.lemma in frame["verbs"] and token.pos == "VERB":
            gone = tree.children(k, "nsubj", "nsubjpass", "dobj")
            return any(i in tree.subtree(g) for g in gone)
    return False


def _about_talks(claim: Claim, frames: Frames) -> bool:
    """Whether the sentence of a claim names a negotiator, a delegation or the talks."""
    tree = frames.trees[claim.span.article]
    sentence = tree.sentence_of(claim.head)
    frame = frames.words["negotiation"]
    wanted = {*frame["participants"], *frame["nouns"], *frame["sessions"]}
    return any(t.lemma in wanted for t in tree.tokens[sentence.first : sentence.last])


def delegations(frames: Frames, claims: Sequence[Claim], parties: Sequence[Party]) -> tuple[Delegation, ...]:
    """Each party's people among the claims of one round."""
    members: dict[str, dict[str, list[tuple[Claim, Mention, bool]]]] = defaultdict(lambda: defaultdict(list))
    frame = frames.words["delegations"]
    for claim in claims:
        lemmas = frames.lemmas(claim)
        leads = bool(lemmas & {*frame["lead_verbs"], *frame["lead_nouns"]}) and bool(lemmas & {*frame["bodies"]})
        joins = bool(lemmas & {*frame["join_verbs"], *frame["join_nouns"]})
        if not (leads or joins or (claim.form in ("relative", "participle") and lemmas & {*frame["lead_verbs"]})):
            continue
        for m, e in frames.people(claim.span):
            side = _side(m, e, claim, frames, parties)
            if side:
                members[side][e.id].append((claim, m, _heads(m, claim, frames)))
    names = {e.id: e for e in frames.entities}
    out = []
    for party in parties:
        people = []
        for entity, found in sorted(members[party.name].items(), key=lambda f: (-len(f[1]), f[0])):
            spans = [m.span for _, m, _ in found]
            role = next((m.role for _, m, _ in found if m.role), None) or next(
                (m.role for m in names[entity].mentions if m.role), None
            )
            people.append(
                Delegate(
                    person=frames.leaf(names[entity].name, [c for c, _, _ in found], spans),
                    role=frames.leaf(frames.text(role), [], [role]) if role else None,
                    lead=any(lead for _, _, lead in found),
                )
            )
        if people:
            out.append(Delegation(party=party.name, members=tuple(people)))
    return tuple(out)


def _heads(m: Mention, claim: Claim, frames: Frames) -> bool:
    tree = frames.trees[claim.span.article]
    inside = tree.within(m.span)
    verbs = frames.words["delegations"]["lead_verbs"]
    return bool(inside) and any(tree.tokens[k].lemma in verbs for k in tree.ancestors(inside[-1])[:3])


def _side(m: Mention, e: Entity, claim: Claim, frames: Frames, parties: Sequence[Party]) -> str | None:
    """The party a person sits for: the one named in the person's role anywhere in the story, else the only one
    named in the sentence."""
    for mention in e.mentions:
        if mention.role:
            named = _parties_in(mention.role, frames, parties)
            if len(named) == 1:
                return named.pop()
    tree = frames.trees[claim.span.article]
    sentence = tree.sentence_of(claim.head)
    named = (
        _parties_in(Span(claim.span.article, sentence.start, m.span.start), frames, parties)
        if (m.span.start > sentence.start)
        else set()
    )
    return named.pop() if len(named) == 1 else None


def _parties_in(span: Span, frames: Frames, parties: Sequence[Party]) -> set[str]:
    ids = {e.id for _, e in frames.mentions(span)}
    return {p.name for p in parties if ids & (p.aliases | {p.entity})}
