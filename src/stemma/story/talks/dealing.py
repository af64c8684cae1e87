"""Dealing: who comes to terms in stories that tell of an agreement, a summit or a strike and hardly speak of talks.

Reports of a settlement name the sides side by side ("A and B", "A, B agree"), not as negotiators. Such a story counts
as a negotiation where most reports have words of negotiating or of agreements, and these are not rare; its sides are
the two states or movements that reports name side by side and as acting, the members of a coalition, or, in a strike,
those who strike and whoever bargains with them.

What it gets wrong: sides that are never named together; companies that merge are none.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

from stemma.model import Entity, Mention, Span
from stemma.story.talks.frames import Frames
from stemma.story.talks.standing import unknown

_SHARE = 0.6  # of the reports
_DENSITY = 1.5  # words of negotiating or of agreements a report, on the whole
_OF_WORDS = 0.004  # the same of all words: about one in 250
_LEAST = 2  # reports
_JOINED = ("and", "-", "–", "and the", "/")
_BESIDE = ("poss", "amod", "compound", "nmod")

Where = dict[str, list[Span]]


def comes_to_terms(frames: Frames) -> bool:
    """Whether most reports have words of negotiating or of agreements, and these are not rare."""
    counts = [_words(frames, a) for a in frames.trees]
    if not counts:
        return False
    length = sum(t.pos not in ("PUNCT", "SPACE") for tree in frames.trees.values() for t in tree.tokens)
    dense = sum(counts) >= max(_DENSITY * len(counts), _OF_WORDS * length)
    return dense and sum(n > 0 for n in counts) >= _SHARE * len(counts)


def _words(frames: Frames, article: str) -> int:
    wanted = frames.set("dealing", "agreements", "meetings") | frames.set("negotiation", "negotiators")
    tokens = frames.trees[article].tokens
    nouns = ("NOUN", "PROPN")
    return sum(
        frames.negotiating(article, i) or (t.pos in nouns and t.lemma.lower() in wanted) for i, t in enumerate(tokens)
    )


def strikes(frames: Frames, *, told: bool) -> bool:
    """Whether most reports tell of a strike, and most of them of what is bid for its end; every second one of a strike,
    where reports tell (`told`) that there are negotiations."""
    wanted = frames.set("dealing", "strikes")
    bids = frames.set("dealing", "bids", "agreements") | frames.set("negotiation", "negotiators")
    lemmas = [{t.lemma.lower() for t in tree.tokens} for tree in frames.trees.values()]
    striking = [words for words in lemmas if words & wanted]
    bidding = [words for words in lemmas if words & bids]
    counts = sum(t.lemma.lower() in wanted for tree in frames.trees.values() for t in tree.tokens)
    often = counts >= _LEAST * len(lemmas)
    if told and 2 * len(striking) >= len(lemmas) > 0:
        return True
    return bool(lemmas) and often and min(len(striking), len(bidding)) >= _SHARE * len(lemmas)


def side_by_side(frames: Frames, alias: Mapping[str, str], *, told: bool) -> Where:
    """The two that most reports name side by side, with where; of organisations only those that form a coalition, or
    of which reports tell (`told`) that there are negotiations."""
    forming = sum(any(frames.negotiating(a, i) for i in range(len(tree.tokens))) for a, tree in frames.trees.items())
    coalition = 2 * _reports_with(frames, "coalitions") >= len(frames.trees) <= 2 * forming
    held: dict[tuple[str, str], set[str]] = defaultdict(set)
    where: dict[tuple[str, str], list[tuple[str, Span]]] = defaultdict(list)
    acting, governing = _acting(frames, alias), _governing(frames, alias)
    kinds = {e.id: e.kind for e in frames.entities}
    for (m, a), (n, b) in _adjoined(frames):
        x, y = alias.get(a.id), alias.get(b.id)
        if x is None or y is None or x == y or min(acting[x], acting[y]) < _LEAST:
            continue
        lands = kinds.get(x) == "place" or kinds.get(y) == "place" or {x, y} <= governing
        states = lands and "other" not in (kinds.get(x), kinds.get(y))
        if states if coalition else not states and not told:
            continue
        pair = (min(x, y), max(x, y))
        held[pair].add(m.span.article)
        where[pair] += [(x, m.span), (y, n.span)]
    best = max(held, key=lambda p: (len(held[p]), p), default=None)
    if best is None or len(held[best]) < _LEAST:
        return {}
    chosen = [best]
    chosen += [p for p in sorted(held) if coalition and p != best and set(p) & set(best) and len(held[p]) >= _LEAST]
    out: Where = defaultdict(list)
    for x, span in (w for p in chosen for w in where[p]):
        out[x].append(span)
    return dict(out)


def _reports_with(frames: Frames, name: str) -> int:
    wanted = frames.set("dealing", name)
    return sum(any(t.lemma.lower() in wanted for t in tree.tokens) for tree in frames.trees.values())


def _acting(frames: Frames, alias: Mapping[str, str]) -> Counter[str]:
    """In how many reports an entity does something, or has people that do ("A said", "A's minister", "the A-ian
    army")."""
    seen = {
        (alias[e.id], m.span.article)
        for e in frames.entities
        for m in (e.mentions if e.id in alias else ())
        if _acts(frames, m)
    }
    return Counter(x for x, _ in seen)


def _governing(frames: Frames, alias: Mapping[str, str]) -> set[str]:
    """The entities that have a government ("A's parliament", "the A-ian army"), or act as one ("A signed the accord"),
    whatever the reader of names took them for."""
    offices = frames.set("sides", "governments", "states", "ministers") | frames.set("dealing", "offices")
    signing = frames.set("outcome", "initialling") | {"ratify"}
    out = set[str]()
    for e in frames.entities:
        for m in e.mentions if e.id in alias else ():
            tree = frames.trees[m.span.article]
            inside = tree.within(m.span)
            token = tree.tokens[inside[-1]] if inside else None
            above = tree.tokens[token.head].lemma.lower() if token else ""
            has = token is not None and token.dep in _BESIDE and above in offices
            if has or (token is not None and token.dep in ("nsubj", "conj") and above in signing):
                out.add(alias[e.id])
    return out


def _acts(frames: Frames, m: Mention) -> bool:
    tree = frames.trees[m.span.article]
    inside = tree.within(m.span)
    token = tree.tokens[inside[-1]] if inside else None
    return token is not None and token.dep in ("nsubj", "nsubjpass", "poss", "amod", "compound", "conj", "nmod")


def _adjoined(frames: Frames) -> Iterator[tuple[tuple[Mention, Entity], tuple[Mention, Entity]]]:
    """Names that stand side by side: "A and B", "the A-B accord", "A, B agree"; not "in A and B"."""
    placed = frames.set("dealing", "placed")
    for article, tree in frames.trees.items():
        text = frames.layers[article].article.text
        found = [(m, e) for m, e in frames.mentions(Span(article, 0, len(text))) if m.form != "pronoun"]
        found = sorted((f for f in found if f[1].kind != "person" or unknown(f[1])), key=lambda f: f[0].span)
        for one, other in pairwise(found):
            between = text[one[0].span.end : other[0].span.start].strip().lower()
            inside, after = tree.within(one[0].span), tree.within(other[0].span)
            if not inside or not after:
                continue
            first = inside[0] == tree.sentence_of(inside[0]).first
            before = tree.tokens[inside[0] - 1].text.lower() if inside[0] else ""
            following = tree.tokens[after[-1] + 1] if after[-1] + 1 < len(tree.tokens) else None
            heading = between == "," and first and following is not None and following.pos in ("VERB", "AUX")
            if (between in _JOINED and before not in placed) or heading:
                yield one, other


def strike_sides(frames: Frames, alias: Mapping[str, str]) -> Where:
    """Those who strike and those who bargain with them: of the employers and the government whoever reports more often
    say offered, agreed or paid. `alias` holds bodies called by a noun alone (`unnamed_bodies`)."""
    labour = "unnamed-labour"
    if labour not in alias:
        return {}
    others = [x for x in ("unnamed-employers", "unnamed-government") if x in alias and alias[x] != alias[labour]]
    places = {e.id: [m.span for m in e.mentions] for e in frames.entities if e.id in (labour, *others)}
    granting = frames.set("dealing", "granting")
    granted = Counter({x: sum(_grants(frames, s, granting) for s in places[x]) for x in others})
    best = max(others, key=lambda x: (granted[x], len(places[x]), x), default=None)  # a tie: whom reports name more
    if best is None or not granted[best]:
        return {}
    return {_own(frames, alias, labour): places[labour], _own(frames, alias, best): places[best]}


def _own(frames: Frames, alias: Mapping[str, str], body: str) -> str:
    """What a body called by a noun stands for: the entity of its name, where that is no longer name's beginning."""
    return alias[body] if frames.names[alias[body]] == frames.names[body] else body


def _grants(frames: Frames, span: Span, granting: frozenset[str]) -> bool:
    tree = frames.trees[span.article]
    inside = tree.within(span)
    if not inside:
        return False
    token = tree.tokens[inside[-1]]
    above = tree.tokens[token.head].lemma.lower()
    if token.dep == "nsubj":
        return above in granting
    return token.dep in _BESIDE and above in frames.set("positions", "offer_nouns")
