"""Denials: what somebody calls untrue in one report, set against reports, or other sources, that have it as so.

What is denied is read from the words of the denial (`denying`). A claim says so when it is near in meaning, tells the
same act (its verb, or one of its meaning), and has most of the words and names of what is denied. A denial and a claim
of one report are set against one another too: each is somebody's word.

What it gets wrong: a claim that tells less than what is denied ("was awarded the contract", denied: "was awarded the
contract against a better offer").
"""

from __future__ import annotations

from stemma.data import members, table, words
from stemma.model import Claim, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, cluster, make
from stemma.story.variants.denying import Denying, denying
from stemma.story.variants.predicates import same_act
from stemma.story.variants.propositions import acts
from stemma.story.variants.telling import quoted

_STEM = 5  # letters: "resign" and "resignation" are of one stem
_MEANING, _MEANING_FEW = 0.45, 0.55  # where three words or names are shared, and where fewer
_COUNTED = 10  # a smaller number may be of another matter
_COVERED = 0.4  # of the words and names of what is denied
_SUBJECT = 5  # tokens of what is denied, in which its subject stands
_FORMS = ("main", "coordinated", "complement", "relative", "participle", "adverbial", "headline")


def denial_variants(collation: Collation) -> list[Variant]:
    """Conflicts between a denial and what others have as so."""
    found: list[tuple[Denying, list[Span]]] = []
    for article in collation.layers:
        for d in denying(article, collation):
            thing = d.way == "name" and d.claim is None and d.content is not None and not _clause(d.content, collation)
            asserted = _asserted(d, d.content, collation) if d.content is not None and not thing else []
            if asserted and not all(_has_both(c, d, asserted, collation) for c in asserted):
                found.append((d, [c.span for c in asserted]))
    groups = cluster(found, lambda a, b: not set(a[1]).isdisjoint(b[1]))
    return [_told(group, collation) for group in groups if not _agreed(group)]


def _agreed(group: list[tuple[Denying, list[Span]]]) -> bool:
    """Whether several reports tell both the denial and what is denied, and none tells one of them alone."""
    denying_ones = {d.cue.article for d, _ in group}
    return len(denying_ones) > 1 and denying_ones == {s.article for _, spans in group for s in spans}


def _clause(content: Span, collation: Collation) -> bool:
    """Whether what is denied is a clause, and not a thing that is called a forgery."""
    tree = collation.tree(content.article)
    return any(tree.tokens[i].dep in ("nsubj", "nsubjpass", "expl") for i in tree.within(content))


def _has_both(c: Claim, d: Denying, asserted: list[Claim], collation: Collation) -> bool:
    """Whether the report of a claim tells of its denial as well, and that of the denial of the claim: where all do so,
    they agree on who says what."""
    if not any(o.span.article == d.cue.article for o in asserted):
        return False
    tree = collation.tree(c.span.article)
    s = tree.sentence_of(c.head)
    behind = tree.sentence_of(min(s.last, len(tree.tokens) - 1))
    near = Span(c.span.article, s.start, behind.end)
    told = denying(c.span.article, collation)
    return c.span.article == d.cue.article or any(near.overlap(o.cue) for o in told)


def _told(group: list[tuple[Denying, list[Span]]], collation: Collation) -> Variant:
    """One conflict of all denials that deny the same claims."""
    order = collation.original_first({s for _, spans in group for s in spans})
    whole = [_whole(d, collation) for d, _ in group]
    readings = [
        Reading(text=collation.text(order[0]), at=tuple(order)),
        Reading(text=collation.text(whole[0]), at=tuple(sorted(set(whole)))),
    ]
    text = f"What one report tells, somebody denies in another: {quoted(readings, collation)}"
    return make("conflict", "fact", "high", text, readings, confidence=0.65, rule="denial")


def _whole(d: Denying, collation: Collation) -> Span:
    """The denial with what it denies, where that stands behind or before it."""
    assert d.content is not None
    return Span(d.clause.article, min(d.clause.start, d.content.start), max(d.clause.end, d.content.end))


def under_denial(verb: int, tree: Tree) -> bool:
    """Whether a clause is what somebody denies ("denied at the time that a sale was planned")."""
    over = next((k for k in tree.ancestors(verb) if tree.tokens[k].pos == "VERB"), None)
    return over is not None and tree.tokens[over].lemma in members("en/denials.toml", "denying") | members(
        "en/denials.toml", "dismissing"
    )


def _asserted(d: Denying, content: Span, collation: Collation) -> list[Claim]:
    """The claims that have what is denied, the likest of each report."""
    tree = collation.tree(content.article)
    s = tree.sentence_of(d.verb)
    own = Span(content.article, s.start, s.end)
    candidates = [
        c
        for c in collation.claims.values()
        if c.polarity == "positive"
        and c.form in _FORMS
        and (c.modality not in ("denied", "demanded", "conditional", "possible") or _reported(c, collation))
        and not c.span.overlap(own)
        and (
            (_same_act(c, content, collation) and _covered(content, c, collation)) or _one_number(content, c, collation)
        )
        and not _open(c, collation)
        and _of_the_denier(d, content, c, collation)
    ]
    if not candidates:
        return []
    vectors = collation.meaning([content, *(c.span for c in candidates)])
    best: dict[str, tuple[float, Claim]] = {}
    for row, c in enumerate(candidates, 1):
        meaning = float(vectors[0] @ vectors[row])
        near = _kinship(content, c.span, collation) > 1 or _one_number(content, c, collation)
        least = _MEANING if near else _MEANING_FEW
        if meaning >= least and meaning > best.get(c.span.article, (0.0, c))[0]:
            best[c.span.article] = (meaning, c)
    return [c for _, c in best.values() if not _of_different_times(c, content, collation)]


def _open(c: Claim, collation: Collation) -> bool:
    """Whether a claim is denied, negated or asked where it stands."""
    tree = collation.tree(c.span.article)
    if any(o.content is not None and c.span.overlap(o.content) for o in denying(c.span.article, collation)):
        return True
    negative = table("en/modality.toml")["negation"]["words"]
    tokens = [tree.tokens[i] for i in tree.within(c.span)]
    s = tree.sentence_of(c.head)
    asked = tree.tokens[s.last - 1].text == "?" or (bool(tokens) and tokens[0].tag in ("WRB", "WP"))
    whether = any(tree.tokens[k].lemma.lower() in ("whether", "if") for k in tree.children(c.head, "mark"))
    return asked or whether or any(t.lemma.lower() in negative for t in tokens) or under_denial(c.head, tree)


def _same_act(c: Claim, content: Span, collation: Collation) -> bool:
    """Whether a claim tells the act that is denied: by its verb, or by another word of its stem."""
    tree, other = collation.tree(content.article), collation.tree(c.span.article)
    roots = _roots(content, tree)
    verbs = [other.tokens[i] for i in other.within(c.span) if other.tokens[i].pos in ("VERB", "NOUN", "ADJ")]
    for r in roots:
        lemma = tree.tokens[r].lemma.lower()
        told = acts(lemma).union(
            *(acts(f"{lemma}_{tree.tokens[k].lemma.lower()}") for k in tree.children(r, "oprd", "prt", "dobj"))
        )
        if any(same_act(lemma, t.lemma.lower()) or acts(t.lemma.lower()) & told for t in verbs):
            return True
    return False


def _one_number(content: Span, c: Claim, collation: Collation) -> bool:
    """Whether a claim counts as many of one thing as what is denied: then its verb may be any."""
    here, there = (
        {
            (q.value, q.unit)
            for q in collation.quantities(s)
            if q.dimension != "ordinal" and q.value >= _COUNTED and q.unit
        }
        for s in (content, c.span)
    )
    return bool(here & there) and not _of_different_times(c, content, collation)


def _roots(content: Span, tree: Tree) -> list[int]:
    """The word that tells what is denied: its verb, or what a verb that tells little has with it."""
    inside = tree.within(content)
    roots = [i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i][:1]
    light = words("en/light_verbs.txt") | {"be", "have"}
    for i in list(roots):
        if tree.tokens[i].lemma.lower() in light:
            roots = [k for k in tree.children(i, "attr", "acomp", "dobj", "prep") if k in inside]
            roots += [o for p in roots for o in tree.children(p, "pobj")]
            roots += [o for p in roots for o in tree.children(p, "xcomp")]  # "is ready to accept"
    return [i for i in roots if tree.tokens[i].pos in ("VERB", "NOUN", "ADJ")]


def _covered(content: Span, c: Claim, collation: Collation) -> bool:
    """Whether a claim has enough of the words and names of what is denied, and something beside the act."""
    stems, names = _stems(content, collation), _names(content, collation)
    sentence = collation.sentence(c)
    shared = len(stems & _stems(c.span, collation)) + len(names & _names(sentence, collation))
    return shared >= min(2, len(stems) + len(names)) and shared >= _COVERED * (len(stems) + len(names))


def _of_different_times(c: Claim, content: Span, collation: Collation) -> bool:
    """Whether one is of what has come about and the other of what will."""
    tree = collation.tree(content.article)
    first = next(
        (i for i in tree.within(content) if tree.tokens[i].dep in ("aux", "ROOT", "ccomp", "acl", "relcl")), None
    )
    denied_ahead = first is not None and tree.tokens[first].lemma.lower() in ("will", "shall")
    ahead = _ahead(c, collation)
    return (ahead and _behind(content, collation)) or (denied_ahead and not ahead)


def _ahead(c: Claim, collation: Collation) -> bool:
    """Whether a claim is of what will be or is planned: to deny that it has come about denies nothing of it."""
    tree = collation.tree(c.span.article)
    will = any(tree.tokens[k].lemma.lower() in ("will", "shall") for k in tree.children(c.head, "aux"))
    return will or c.modality in ("planned", "expected") or tree.tokens[c.head].lemma in _plans()


def _of_the_denier(d: Denying, content: Span, c: Claim, collation: Collation) -> bool:
    """Whether a claim is not the denier's own word, and is of what is his where that is denied ("denied that any of its
    ships …"): its sentence names him."""
    tree = collation.tree(content.article)
    denier = collation.entity_of(content.article, d.denier) if d.denier is not None else None
    a = collation.attributions.get(c.attribution or "")
    speakers = [collation.entity_at(s.refers or s.span) for s in a.sources] if a else []
    if denier is None:
        return True
    if any(s is not None and s.id == denier.id for s in speakers):
        return False
    own = [i for i in tree.within(content) if tree.tokens[i].tag == "PRP$"]
    if not own or own[0] > tree.within(content).start + _SUBJECT:
        return True
    return any(e.id == denier.id for _, e in collation.mentions(collation.sentence(c)))


def _plans() -> list[str]:
    return list(table("en/force.toml")["intentions"]["verbs"])


def _behind(content: Span, collation: Collation) -> bool:
    """Whether what is denied is that something has come about: a clause in the past or perfect."""
    tree = collation.tree(content.article)
    inside = tree.within(content)
    root = next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), None)
    if root is None or tree.tokens[root].pos != "VERB":
        return False
    aux = [tree.tokens[k] for k in tree.children(root, "aux", "auxpass")]
    return not any(t.tag == "MD" for t in aux) and (
        tree.tokens[root].tag == "VBD" or any(t.lemma == "have" or t.tag == "VBD" for t in aux)
    )


def _reported(c: Claim, collation: Collation) -> bool:
    """Whether a "would" may be the "will" of somebody whose words are reported."""
    attribution = collation.attributions.get(c.attribution or "")
    return c.modality == "conditional" and attribution is not None and attribution.kind == "indirect"


def _kinship(a: Span, b: Span, collation: Collation) -> int:
    """2 where two stretches share three stems, or two and a name, or one and two names; 1 where a stem and a name."""
    stems = len(_stems(a, collation) & _stems(b, collation))
    names = len(_names(a, collation) & _names(b, collation))
    if stems >= 3 or (stems >= 2 and names) or (stems and names >= 2):
        return 2
    return 1 if stems and names else 0


def _stems(span: Span, collation: Collation) -> set[str]:
    tree = collation.tree(span.article)
    named = {i for m, _ in collation.mentions(span) if m.form != "role" for i in tree.within(m.span)}
    inside = [tree.tokens[i] for i in tree.within(span) if i not in named]
    kept = [t for t in inside if t.pos in ("NOUN", "VERB", "ADJ") and t.lemma in collation.content(span)]
    return {t.lemma.lower()[:_STEM] for t in kept}


def _names(span: Span, collation: Collation) -> set[str]:
    return {e.id for m, e in collation.mentions(span)}
