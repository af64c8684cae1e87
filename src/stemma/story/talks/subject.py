"""Subject: what the talks are about.

It is the phrase behind "talks on", what negotiators meet to discuss or to settle, or what the talks are called after
("tariff talks") where no report says more. Frames: Discussion (Topic), Make_agreement_on_action (Obligation).

What it gets wrong: a subject that is only told by the demands.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from stemma.article.names import lexicon
from stemma.model import Leaf, Position, Span
from stemma.nlp.tree import Tree
from stemma.story.talks.frames import Found, Frames
from stemma.story.talks.grammar import conjuncts, negated
from stemma.story.talks.numbering import Numbers
from stemma.story.talks.phrasing import named
from stemma.story.talks.places import dateline, of_others

_LONGEST_SUBJECT = 200  # characters
_TOLD = 2  # reports, over all matters of a wording
_REPORTS = 2  # that tell one of its matters
_ON = ("on", "for", "over")
_DEMANDING = 3  # reports that tell demands on an issue
_TAGGED = re.compile(" [-–] ")  # a headline with whose word it is
_BODIES = ("common", "unions", "employers")  # who negotiates, and no matter ("company talks")
_FULLEST = 14  # words up to which the fuller of two wordings is taken


def subject(frames: Frames, positions: Sequence[Position] = ()) -> tuple[Leaf, ...]:
    """What the talks are about: the phrase behind "talks on", "negotiations over"; not what talks that follow these
    are to be about."""
    found, units, numbers = list[Found](), frames.set("rounds", "units"), Numbers(frames)
    found += _discussed(frames, numbers)
    for article, tree in frames.trees.items():
        for i in range(len(tree.tokens)):
            if tree.tokens[i].pos != "NOUN":
                continue
            if not frames.session(article, i):
                found += _attempt(frames, article, i)
                continue
            if of_others(frames, article, i) or numbers.after_end(article, i):
                continue
            for c in tree.children(i, "acl"):
                # "talks to end the dispute"; not "talks to resume on Monday"
                ends = tree.children(c, "dobj") and any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux"))
                if ends and not any(frames.process(article, k) for k in tree.children(c, "dobj")):
                    found += _aim(frames, article, c)
            for prep in _preps(frames, article, i):
                if tree.tokens[i].lemma in units and tree.tokens[prep].lemma == "on":
                    continue
                if tree.tokens[prep].lemma.lower() in ("on", "over", "about", "concerning", "regarding"):
                    for p in tree.children(prep, "pobj", "pcomp"):
                        if (
                            tree.tokens[i].dep != "nsubj"
                            and _breaking_off(frames, article, i)
                            and tree.tokens[prep].lemma.lower() == "over"
                        ):
                            continue  # "pulls out of talks over X": why, not what about
                        if _sitting_place(frames, article, p):
                            continue  # "the talks on Malta"
                        if tree.tokens[p].ent not in ("DATE", "TIME") and self_standing(tree, p):
                            found += _whole(frames, article, p)
    found = [f for f in found if (f[0][:1].isalnum() or f[0][:1] in "“\"‘'") and not _TAGGED.search(f[0])]
    return frames.fullest(found, _FULLEST) or _drafted(frames) or _called(frames) or _at_issue(frames, positions)


def _at_issue(frames: Frames, positions: Sequence[Position]) -> tuple[Leaf, ...]:
    """The issues on which several reports tell what the sides want, where no report says what the talks are about."""
    held: dict[str, set[Span]] = defaultdict(set)
    for p in positions:
        for leaf in p.about:
            held[leaf.value] |= {*leaf.at, *p.text.at}
    texts = frames.set("negotiation", "texts") | frames.set("outcome", "papers") | frames.set("sides", *_BODIES)
    told = {v: sorted(at, key=lambda s: (s.article, s.start)) for v, at in held.items() if v.lower() not in texts}
    return frames.leaves([(v, at) for v, at in told.items() if len({s.article for s in at}) >= _DEMANDING])


def _preps(frames: Frames, article: str, i: int) -> list[int]:
    """The prepositions of a session, also those hung on whom it is held with ("talks with A on the sharing of X")."""
    tree, out = frames.trees[article], list[int]()
    for prep in tree.children(i, "prep"):
        out.append(prep)
        if tree.tokens[prep].lemma.lower() in ("with", "between"):
            out += [b for p in tree.subtree(prep) if tree.tokens[p].pos == "PROPN" for b in tree.children(p, "prep")]
    return out


def _drafted(frames: Frames) -> tuple[Leaf, ...]:
    """What an agreement that is told of is on or for, or what the sides agree on: the wordings whose matters most
    reports tell in that way ("a draft for a truce and an exchange", "agree on a truce", "agreed to form a cabinet")."""
    texts = frames.set("negotiation", "texts") | frames.set("verdicts", "matters")
    truces = frames.set("stage", "truces")
    verbs = frames.set("negotiation", "discussing") | {"sign", "initial"}
    told: dict[str, set[str]] = defaultdict(set)
    found = list[tuple[Found, list[str]]]()
    for article, tree in frames.trees.items():
        for i, token in enumerate(tree.tokens):
            lemma, goals = token.lemma.lower(), list[int]()
            if token.pos in ("NOUN", "PROPN") and lemma in texts:
                behind = [k for k in (i + 1,) if k < len(tree.tokens) and tree.tokens[k].dep in ("prep", "dative")]
                links = [a for a in sorted({*tree.children(i, "prep"), *behind}) if tree.tokens[a].lemma.lower() in _ON]
                goals = [p for a in links for p in tree.children(a, "pobj", "pcomp")]
                beside = {
                    tree.tokens[c].lemma.lower() for c in tree.children(i, "compound") if tree.tokens[c].pos == "NOUN"
                }
                for w in beside | ({lemma} & truces):
                    told[_same(frames, w)].add(article)
            elif token.pos == "VERB" and lemma in verbs and frames.near_talks(article, i):
                goals = _matters(tree, i)
                goals += [
                    o
                    for c in tree.children(i, "xcomp")
                    if tree.tokens[c].lemma.lower() in frames.set("negotiation", "forming")
                    for o in tree.children(c, "dobj")
                ]
            for p in goals:
                matter = tree.tokens[p].pos in ("NOUN", "VERB") and tree.tokens[p].ent not in ("DATE", "TIME")
                heads = [_same(frames, h) for h in _of_matter(frames, article, p)] if matter else []
                for h in heads:
                    told[h].add(article)
                if heads:
                    found += [(f, heads) for f in _whole(frames, article, p)]
    best = max((sum(len(told[h]) for h in set(heads)) for _, heads in found), default=0)
    if best < _TOLD or not any(len(told[h]) >= _REPORTS for _, heads in found for h in heads):
        return ()
    return frames.fullest([f for f, heads in found if sum(len(told[h]) for h in set(heads)) == best], _FULLEST)


def _of_matter(frames: Frames, article: str, p: int) -> list[str]:
    """The words by which a phrase tells its matters: those of its head, of what is coordinated with it and of the nouns
    below; none of a mere text."""
    tree = frames.trees[article]
    texts = frames.set("negotiation", "texts") - frames.set("stage", "truces")
    heads = [k for k in conjuncts(tree, p) if tree.tokens[k].pos in ("NOUN", "VERB")]
    heads = [k for k in heads if tree.tokens[k].lemma.lower() not in texts]
    clauses = frozenset(c for c in tree.subtree(p) if tree.tokens[c].dep in ("relcl", "advcl", "appos"))
    below = [c for k in heads for c in tree.subtree(k, clauses) if tree.tokens[c].pos == "NOUN" or c == k]
    never = frames.set("issues", "never")
    words = [t.lemma.lower() for c in dict.fromkeys(below) if (t := tree.tokens[c]).ent not in ("DATE", "TIME")]
    return [w for w in words if w not in never]


def _same(frames: Frames, word: str) -> str:
    return next((group[0] for group in frames.words["issues"]["same"] if word in group), word)


def self_standing(tree: Tree, p: int) -> bool:
    """Whether a token names a matter: no figure alone ("talks on a further 400"), no "course", no bare "situation"."""
    token = tree.tokens[p]
    vague = token.lemma.lower() in ("situation", "matter", "issue", "question") and not tree.children(p, "prep", "amod")
    return token.pos != "NUM" and token.tag != "CD" and token.text != "course" and not vague


def _attempt(frames: Frames, article: str, i: int) -> list[Found]:
    """What an attempt or a process is for: "their conversations to form a government"."""
    tree = frames.trees[article]
    wanted = frames.set("negotiation", "process") | frames.set("rounds", "units")
    if tree.tokens[i].lemma.lower() not in wanted or not frames.near_talks(article, i):
        return []
    goals = [c for c in tree.children(i, "acl") if any(tree.tokens[k].tag == "TO" for k in tree.children(c, "aux"))]
    goals = [c for c in goals if tree.tokens[c].lemma.lower() in frames.set("negotiation", "forming")]
    return [f for c in goals for f in _aim(frames, article, c)]


def _aim(frames: Frames, article: str, v: int) -> list[Found]:
    """What an infinitive of purpose says, without its day; of one of discussing only what is discussed."""
    tree = frames.trees[article]
    if tree.tokens[v].lemma.lower() in frames.set("negotiation", "discussing"):
        return [f for p in _matters(tree, v) for f in _whole(frames, article, p)]
    goals = [c for c in tree.children(v) if tree.tokens[c].dep in ("prep", "npadvmod")]
    days = [c for c in goals if any(t.kind == "date" for t in frames.times(tree.subtree_span(c)))]
    return named(frames, article, v, "relcl", "advcl", without=days)


def _matters(tree: Tree, v: int) -> list[int]:
    """What a verb of discussing or agreeing is about: its object, or what stands behind "on" or "over"."""
    ons = [a for a in tree.children(v, "prep") if tree.tokens[a].lemma in ("on", "over")]
    return [*tree.children(v, "dobj"), *(p for a in ons for p in tree.children(a, "pobj"))]


def _discussed(frames: Frames, numbers: Numbers) -> Iterator[Found]:
    """What those who negotiate are to discuss, or to settle: "negotiators met to discuss an exchange of prisoners"; not
    what they are to discuss the next time."""
    meeting = frames.set("rounds", "opening") | frames.set("delegations", "going_verbs", "join_verbs")
    for article, v in frames.hits(frames.set("negotiation", "discussing"), ("VERB",)):
        tree = frames.trees[article]
        above = tree.tokens[v].head
        if tree.tokens[above].lemma == "order":  # "in order to agree"
            above = next((k for k in tree.ancestors(above) if tree.tokens[k].pos == "VERB"), above)
        to = any(tree.tokens[k].tag == "TO" for k in tree.children(v, "aux"))
        meets = tree.tokens[above].lemma.lower() in meeting and tree.tokens[v].dep in ("xcomp", "advcl", "acl")
        if not (to and meets) or negated(tree, v) or not frames.near_talks(article, v):
            continue
        if numbers.again(article, above) or numbers.after_end(article, above):
            continue
        again = {tree.tokens[c].text.lower() for c in tree.children(above, "advmod")} & {"again"}
        if again and numbers.ended(article, tree.sentence_of(above)):
            continue
        for p in _matters(tree, v):
            if not frames.process(article, p) and tree.tokens[p].ent not in ("DATE", "TIME"):
                yield from _whole(frames, article, p)


def _called(frames: Frames) -> tuple[Leaf, ...]:
    """What most reports call the talks after: "tariff talks", "pay negotiations"."""
    without = frames.set("rounds", "formats", "past", "exploring", "units") | {"opening", "closing", "final"}
    without |= frames.set("sides", *_BODIES)
    found: dict[str, list[Found]] = defaultdict(list)
    for article, tree in frames.trees.items():
        for i in range(len(tree.tokens)):
            talks = frames.negotiating(article, i) or tree.tokens[i].lemma.lower() in frames.set("negotiation", "nouns")
            if not talks or tree.tokens[i].pos != "NOUN" or of_others(frames, article, i):
                continue  # not "dialysis sessions"
            if i + 1 < len(tree.tokens) and tree.tokens[i + 1].text == "of":
                continue  # "the radio talks of 300"
            for c in tree.children(i, "compound"):
                token = tree.tokens[c]
                plain = token.pos == "NOUN" and not frames.mentions_at(article, c) and not frames.session(article, c)
                if plain and token.lemma.lower() not in without and not frames.times_at(article, c):
                    span = tree.span(c, i)
                    found[token.lemma.lower()].append((frames.text(span), span))
    if not found:
        return ()
    best = min(found, key=lambda w: (-len({span.article for _, span in found[w]}), -len(found[w]), w))
    return frames.leaves([(found[best][0][0], [span for _, span in found[best]])])


def _sitting_place(frames: Frames, article: str, p: int) -> bool:
    """Whether a name is that of a place reports are sent from, an island for instance, and no matter."""
    held = {e.id for _, e in frames.mentions_at(article, p) if e.kind == "place"}
    tree = frames.trees[article]
    on = tree.tokens[tree.tokens[p].head].lemma.lower() == "on"
    if on and lexicon.place_class(tree.tokens[p].lemma) and not frames.mentions_at(article, p):
        of = [k for a in tree.children(p, "prep") for k in tree.children(a, "pobj")]  # "talks on the island of Malta"
        if any(e.kind == "place" for k in of for _, e in frames.mentions_at(article, k)):
            return True
    return bool(held & {dateline(frames, a) for a in frames.layers})


def _breaking_off(frames: Frames, article: str, i: int) -> bool:
    """Whether a session is what a verb of leaving or calling off is said of."""
    tree = frames.trees[article]
    v = next((k for k in tree.ancestors(i) if tree.tokens[k].pos == "VERB"), None)
    if v is None:
        return False
    wanted = frames.set("pauses", "verbs", "walkouts") | frames.set("rounds", "cancelling", "postponing")
    wanted |= frames.set("absence", "verbs")
    lemma = tree.tokens[v].lemma.lower()
    particles = frames.set("pauses", "particles") | frames.set("rounds", "cancelling_particles")
    beside = {f"{lemma} {tree.tokens[c].text.lower()}" for c in tree.children(v, "prt", "advmod", "prep")}
    return lemma in wanted or bool(beside & particles)


def _whole(frames: Frames, article: str, i: int) -> list[Found]:
    """The phrase of token `i` with its conjuncts, up to a relative clause or another place or day of the session."""
    tree = frames.trees[article]
    cut = {
        c
        for c in tree.subtree(i)
        if tree.tokens[c].dep in ("relcl", "appos", "advcl", "parataxis")
        or (tree.tokens[c].dep == "npadvmod" and tree.tokens[c].ent in ("DATE", "TIME"))
        or (tree.tokens[c].dep == "prep" and tree.tokens[c].head == i and _aside(frames, article, c))
        or (tree.tokens[c].dep == "prep" and _from_here(frames, article, c))
        or (tree.tokens[c].dep == "prep" and tree.tokens[c].head == i and _parties(frames, article, c))
    }
    kept = tree.subtree(i, frozenset(cut))
    first = kept.index(i)
    last = first
    while first > 0 and kept[first - 1] == kept[first] - 1:
        first -= 1
    while last + 1 < len(kept) and kept[last + 1] == kept[last] + 1:
        last += 1
    while tree.tokens[kept[last]].pos in ("PUNCT", "CCONJ", "ADP"):
        last -= 1
    if last < first:
        return []
    span = tree.span(kept[first], kept[last])
    clauses = [c for c in tree.children(i, "relcl") if tree.subtree(c)[0] == kept[last] + 1]
    if kept[last] == i and tree.tokens[i].lemma.lower() in frames.set("negotiation", "texts") and clauses:
        # "a deal that could free 90 captives"
        span = tree.span(kept[first], tree.subtree(clauses[0])[-1])
        return [(frames.text(span), span)] if span.end - span.start < _LONGEST_SUBJECT else []
    bare = kept[last] == i and frames.trees[article].tokens[i].lemma.lower() in frames.set("negotiation", "texts")
    bare = bare and not tree.children(i, "amod", "compound", "nmod", "poss")  # "talks on a deal"
    return [(frames.text(span), span)] if span.end - span.start < _LONGEST_SUBJECT and not bare else []


def _parties(frames: Frames, article: str, prep: int) -> bool:
    """Whether a preposition names the parties ("questions between A and B")."""
    tree = frames.trees[article]
    if tree.tokens[prep].lemma.lower() != "between":
        return False
    below = tree.subtree(prep)
    return any(e.id in frames.bodies for k in below for _, e in frames.mentions_at(article, k))


def _from_here(frames: Frames, article: str, prep: int) -> bool:
    """Whether a preposition gives the place a report is sent from, which the parser may hang anywhere."""
    tree, here = frames.trees[article], dateline(frames, article)
    named = [e.id for p in tree.children(prep, "pobj") for _, e in frames.mentions_at(article, p)]
    return tree.tokens[prep].lemma.lower() == "in" and here in named


def _aside(frames: Frames, article: str, prep: int) -> bool:
    """Whether a preposition gives the place or the day of a session ("talks on a treaty in P")."""
    tree = frames.trees[article]
    goals = tree.children(prep, "pobj")
    named = [e for p in goals for _, e in frames.mentions_at(article, p) if e.kind == "place"]
    place = any(not lexicon.place_class(e.name.split()[-1]) for e in named)
    day = any(tree.tokens[p].ent in ("DATE", "TIME") for p in goals)
    return tree.tokens[prep].lemma.lower() in ("in", "at", "on") and (place or day)
