"""Undone: an act that a report says nobody did, or that there is none of, told by its verb elsewhere.

"There will be no withdrawal", "the rebels would withdraw by the end of the year"; "nobody has signed anything", "both
have signed a truce"; "no decision has been taken to expel the envoys", "signed the order to expel the envoys". The noun
of an act is brought to its verb by a table of nominalisations (``data/en/undone.toml``, after NOMLEX, Macleod et al.
1998). A denial says what it is of in the words beside it, or leaves it to what both reports are about: then the act
must be told on the same day, as the news itself or in words they share, and both must name two parties in
common.

A report that has both gives an account of the dispute and is set against nobody. What it gets wrong: two acts of one
kind on one day, of which one was done.
"""

from __future__ import annotations

from datetime import timedelta

from stemma.data import table, words
from stemma.model import Claim, Noun, Reading, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make, touch
from stemma.story.variants.denials import under_denial
from stemma.story.variants.predicates import closed, same_act
from stemma.story.variants.telling import quoted

_FILE = "en/undone.toml"
_KEPT = 0.75  # of what a denial is about
_SHARED = 2  # stems and names of both
_CONTEXT = 3  # the same, with the sentences around, where the denial is of the act alone
_PARTIES = 2  # names that both must have then
_OLD = timedelta(days=14)


class Denied(Noun, frozen=True, kw_only=True):
    """An act that is said not to be done: its verb, whether it is one to come, who would do it, and the stems and names
    of what it is about."""

    claim: Claim
    verb: str
    ahead: bool
    agent: str
    about: frozenset[str]
    names: frozenset[str]


def undone_variants(collation: Collation) -> list[Variant]:
    """Conflicts between an act that is told and one that there is none of, or that nobody did."""
    denied = [d for c in collation.claims.values() if (d := _denied(c, collation)) is not None]
    out, seen = [], set()
    for d in denied:
        told = [c for c in collation.claims.values() if _act(c, d, collation)]
        if any(c.span.article == d.claim.span.article for c in told):
            continue  # the report has both sides
        others = {o.claim.span.article for o in denied if o.verb == d.verb}
        found = [c.span for c in told if c.span.article not in others and _one_matter(c, d, collation)]
        if not found or (key := (d.verb, found[0])) in seen:
            continue
        seen.add(key)
        order = collation.original_first(dict.fromkeys(found))
        readings = [
            Reading(text=collation.text(order[0]), at=tuple(order)),
            Reading(text=collation.text(d.claim.span), at=(d.claim.span,)),
        ]
        text = f"One report says it was not or will not be done, another tells of it: {quoted(readings, collation)}"
        out.append(make("conflict", "fact", "high", text, readings, confidence=0.6, rule="act denied"))
    return out


# -- what is denied


def _denied(claim: Claim, collation: Collation) -> Denied | None:
    tree = collation.tree(claim.span.article)
    if claim.polarity != "negative" or claim.modality not in ("asserted", "planned") or _open(claim, tree):
        return None
    head = claim.head
    lemma = tree.tokens[head].lemma.lower()
    ahead = any(tree.tokens[k].lemma.lower() in ("will", "shall", "wo") for k in tree.children(head, "aux"))
    if claim.modality == "planned" and not ahead:
        return None
    nominal, support = table(_FILE)["nominal"], table(_FILE)["support"]["verbs"]
    exists = lemma == "be" and tree.children(head, "expl")
    for i in tree.children(head, "attr", "nsubj", "nsubjpass", "dobj"):
        noun = tree.tokens[i].lemma.lower()
        no = any(tree.tokens[k].lemma.lower() == "no" for k in tree.children(i, "det", "neg"))
        if noun in nominal and no and (exists or lemma in support):
            return _about(claim, nominal[noun], i, ahead, tree, collation)
    if ahead or lemma in (*words("en/light_verbs.txt"), *table(_FILE)["nobody"]["thinking"]):
        return None
    if lemma in table("en/predicates.toml")["elusive"]["verbs"] or tree.tokens[head].pos != "VERB":
        return None
    for i in tree.children(head, "nsubj", "nsubjpass", "dobj"):
        if _nobody(i, tree) and not _limited(claim, tree):
            return _about(claim, lemma, i, False, tree, collation)
    return None


def _nobody(i: int, tree: Tree) -> bool:
    lists = table(_FILE)["nobody"]
    no = any(tree.tokens[k].lemma.lower() in lists["no"] for k in tree.children(i, "det", "neg"))
    lemma = tree.tokens[i].lemma.lower()
    return lemma in lists["pronouns"] or (no and lemma in lists["generic"])


def _limited(claim: Claim, tree: Tree) -> bool:
    limited = table(_FILE)["nobody"]["limited"]
    return any(tree.tokens[i].lemma.lower() in limited for i in tree.within(claim.span))


def _about(claim: Claim, verb: str, noun: int, ahead: bool, tree: Tree, collation: Collation) -> Denied | None:
    """The denial, with what it is about; None where the noun is described in a way that leaves others of its kind."""
    vague = words("en/light_words.txt") | set(table("en/predicates.toml")["unspecific"]["words"])
    if any(tree.tokens[k].lemma.lower() in vague for k in tree.children(noun, "amod", "compound", "advmod")):
        return None
    # "no decision has been taken to …" hangs its clause on the verb
    clauses = [k for h in (claim.head, noun) for k in tree.children(h, "acl", "advcl", "xcomp", "relcl")]
    if any(tree.tokens[k].lemma.lower() in vague for k in clauses):
        return None
    inside = {*tree.within(claim.span), *(k for c in clauses for k in tree.subtree(c))}
    below = sorted(inside & set(tree.subtree(claim.head)) - {noun, claim.head})
    subject = next((k for k in tree.children(claim.head, "nsubj") if k != noun), None)
    by = [o for a in tree.children(claim.head, "agent") for o in tree.children(a, "pobj")]
    doer = by[0] if by else subject
    agent = collation.entity_of(claim.span.article, doer) if doer is not None else None
    stems, names = _stems(below, claim.span.article, collation)
    generic = {stem(w) for w in ("anything", "nothing", "anybody", "anyone")}
    return Denied(
        claim=claim,
        verb=verb,
        ahead=ahead,
        agent=agent.id if agent else "",
        about=stems - generic,
        names=names,
    )


def _stems(tokens: list[int], article: str, collation: Collation) -> tuple[frozenset[str], frozenset[str]]:
    """The stems of nouns, adjectives and verbs among tokens, names and times left out, and the entities named."""
    tree = collation.tree(article)
    if not tokens:
        return frozenset(), frozenset()
    span = tree.span(tokens[0], tokens[-1])
    named = {k: e.id for m, e in collation.mentions(span) if m.form != "role" for k in tree.within(m.span)}
    timed = {k for t in collation.times(span) for k in tree.within(t.span)}
    stop = words("en/stopwords.txt") | words("en/light_verbs.txt")
    stems = frozenset(
        stem(tree.tokens[k].lemma)
        for k in tokens
        if k not in named
        and k not in timed
        and tree.tokens[k].pos in ("NOUN", "ADJ", "VERB")
        and tree.tokens[k].lemma.lower() not in stop
    )
    return stems, frozenset(named[k] for k in tokens if k in named)


def _open(claim: Claim, tree: Tree) -> bool:
    """Whether a claim is asked, supposed or denied in part."""
    s = tree.sentence_of(claim.head)
    beside = {tree.tokens[k].lemma.lower() for k in tree.children(claim.head, "mark", "advmod", "cc", "preconj")}
    partly = beside & (set(table("en/predicates.toml")["elusive"]["beside"]) - {"but"})
    marks = [m for c in tree.children(claim.head, "advcl") for m in tree.children(c, "mark")]
    depends = any(tree.tokens[m].lemma.lower() in closed("conditions") for m in marks)
    return tree.tokens[s.last - 1].text == "?" or bool(partly) or depends or under_denial(claim.head, tree)


# -- what is told


def _act(claim: Claim, d: Denied, collation: Collation) -> bool:
    """Whether a claim tells the act that is denied, as done or, where it is one to come, as one that will be."""
    if claim.polarity != "positive" or claim.form in ("nominal", "apposition"):
        return False
    reported = claim.modality == "conditional" and claim.attribution is not None
    if claim.modality != "asserted" and not (d.ahead and (claim.modality in ("planned", "expected") or reported)):
        return False
    tree = collation.tree(claim.span.article)
    negative = table("en/modality.toml")["negation"]["words"]
    if any(tree.tokens[i].lemma.lower() in negative for i in tree.within(claim.span)) or _open(claim, tree):
        return False
    head = claim.head
    aux = [tree.tokens[k] for k in tree.children(head, "aux", "auxpass")]
    if tree.tokens[head].pos != "VERB" or (not d.ahead and any(t.tag in ("MD", "TO") for t in aux)):
        return False
    if not d.ahead and tree.tokens[head].tag not in ("VBD", "VBN", "VBZ", "VBP") and not aux:
        return False
    if d.ahead and not any(t.tag == "MD" for t in aux):
        return False
    nominal, lists = table(_FILE)["nominal"], table(_FILE)
    particle = "_".join(tree.tokens[k].lemma.lower() for k in tree.children(head, "prt"))
    lemma = "_".join(w for w in (tree.tokens[head].lemma.lower(), particle) if w)
    verbs = [lemma]
    if lemma in lists["support"]["verbs"]:
        verbs += [nominal.get(tree.tokens[o].lemma.lower(), "") for o in tree.children(head, "dobj", "nsubjpass")]
    return any(same_act(v, d.verb) or v in lists["same"].get(d.verb, ()) for v in verbs if v)


def _one_matter(claim: Claim, d: Denied, collation: Collation) -> bool:
    """Whether an act told is the one denied: by what both are about, of the same time and by nobody else."""
    yes, no = claim.span.article, d.claim.span.article
    if collation.clearly_later(no, yes) or (d.ahead and collation.on_other_days(no, yes)):
        return False  # it may have come about since
    if _at_other_times(claim, d, collation):
        return False
    tree = collation.tree(yes)
    who = next(iter(tree.children(claim.head, "nsubj")), None)
    agent = collation.entity_of(yes, who) if who is not None else None
    if d.agent and (agent is None or agent.id != d.agent):
        return False  # another may have done it
    s = tree.sentence_of(claim.head)
    stems, names = _stems(list(range(s.first, s.last)), yes, collation)
    if len(d.about & stems) < _KEPT * len(d.about) or (d.names and not d.names & names):
        return False
    if len(d.about & stems) + len(d.names & names) >= _SHARED:
        return True
    around, named = _around(d.claim, collation)
    mine, called = _around(claim, collation)
    least = 1 if d.about else _PARTIES
    if len(named & called) < least or collation.on_other_days(no, yes) or _of_what_is_to_be_done(claim, tree):
        return False
    told = stem(d.verb)
    shared = len((around & mine) - {told}) + len(named & called)
    return shared >= _CONTEXT or collation.in_lead(claim)


def _of_what_is_to_be_done(claim: Claim, tree: Tree) -> bool:
    """Whether the act is of a further one ("agreed to meet"): then it may be another than the one there is none of."""
    return bool(tree.children(claim.head, "xcomp", "ccomp"))


def _around(claim: Claim, collation: Collation) -> tuple[frozenset[str], frozenset[str]]:
    """The stems and names of a claim's sentence, the one before and whoever says it."""
    article = claim.span.article
    tree = collation.tree(article)
    s = tree.sentence_of(claim.head)
    before = tree.sentence_of(s.first - 1) if s.first else s
    stems, names = _stems(list(range(before.first, s.last)), article, collation)
    a = collation.attributions.get(claim.attribution or "")
    source = collation.entity_at(a.sources[0].refers or a.sources[0].span) if a and a.sources else None
    return stems, names | ({source.id} if source else set())


def _at_other_times(claim: Claim, d: Denied, collation: Collation) -> bool:
    """Whether both name times that do not touch, or the act is told of a time long before the denial."""
    times = [[t for t in collation.times(s) if t.earliest and t.latest] for s in (claim.span, d.claim.span)]
    if all(times):
        return not any(touch(x, y) for x in times[0] for y in times[1])
    published = collation.article(d.claim.span).published
    return bool(
        published and times[0] and all(t.latest is not None and t.latest < published.earliest - _OLD for t in times[0])
    )
