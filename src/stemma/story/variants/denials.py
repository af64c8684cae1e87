"""Denials: what a report says somebody calls untrue, set against reports that have it as so.

A denial is read from the parse: the clause or noun phrase that hangs on a verb of denial ("denied that …"), on a claim
that is dismissed ("dismissed reports that …") or on one called an untruth ("talk of … is an invention"). Another report
says so when a claim of it tells the same event of the same names. A report that has both the claim and its denial
gives an account of the dispute and is not set against itself or others.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import table, words
from stemma.model import Claim, Noun, Reading, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import in_reports, one_line

_STEM = 5  # letters: "resign" and "resignation" are of one stem
_MEANING, _MEANING_FEW = 0.4, 0.55
_SUBJECT = 5  # tokens of what is denied, in which its subject stands
_CLAUSES = ("ccomp", "xcomp", "acl", "pcomp")


class Denial(Noun, frozen=True, kw_only=True):
    """What is denied, and the words that deny it."""

    content: Span
    cue: Span


def denial_variants(collation: Collation) -> list[Variant]:
    """Conflicts between a denial and the reports that have what is denied."""
    denied = {a: list(denials(a, collation)) for a in collation.layers}
    out = []
    for article, found in denied.items():
        for d in found:
            asserted = [
                c.span
                for c in _asserted(d, collation)
                if not any(_same(o.content, d.content, collation) for o in denied[c.span.article])
                and not collation.also_says(c, "negative")
            ]
            if not asserted or _also_says(d, article, collation):
                continue
            order = collation.original_first(asserted)
            readings = [
                Reading(text=collation.text(order[0]), at=tuple(order)),
                Reading(text=collation.text(d.content), at=(d.content,)),
            ]
            has = "has" if len({s.article for s in order}) == 1 else "have"
            content = one_line(readings[1].text).removeprefix("that ")
            text = (
                f"{collation.outlet(article)} has a denial (“{one_line(collation.text(d.cue))}”) of “{content}”; "
                f"{in_reports(readings[0], collation)} {has} it as so: “{one_line(readings[0].text)}”"
            )
            out.append(make("conflict", "fact", "high", text, readings, confidence=0.65, rule="denial"))
    return out


def denials(article: str, collation: Collation) -> Iterator[Denial]:
    """What a report says somebody denies, dismisses or calls an untruth."""
    tree = collation.tree(article)
    lists = table("en/denials.toml")
    for i, token in enumerate(tree.tokens):
        if token.pos == "VERB" and token.lemma in lists["verbs"] and not tree.children(i, "neg"):
            for c in tree.children(i, "ccomp", "xcomp"):
                yield Denial(content=tree.subtree_span(c), cue=tree.span(i, i))
        if token.pos == "VERB" and token.lemma in lists["dismissals"] and not tree.children(i, "neg"):
            for c in tree.children(i, "dobj", "nsubjpass"):
                if tree.tokens[c].lemma in lists["claims"]:
                    yield from (Denial(content=s, cue=tree.span(min(i, c), max(i, c))) for s in _claimed(c, tree))
        if token.lemma in lists["untruths"] and token.dep in ("attr", "acomp", "oprd"):
            verb = tree.head(i)
            for c in tree.children(verb, "nsubj") if verb is not None and not tree.children(verb, "neg") else []:
                if tree.tokens[c].lemma in lists["claims"]:
                    yield from (Denial(content=s, cue=tree.span(i, i)) for s in _claimed(c, tree))
            if verb is not None and not tree.children(verb, "neg"):  # "it is untrue that ..."
                it = any(tree.tokens[k].lemma.lower() == "it" for k in tree.children(verb, "nsubj", "expl"))
                for c in (c for k in (verb, i) for c in tree.children(k, "ccomp")) if it else ():
                    yield Denial(content=tree.subtree_span(c), cue=tree.span(i, i))


def under_denial(verb: int, tree: Tree) -> bool:
    """Whether a clause is what somebody denies ("denied at the time that a sale was planned")."""
    lists = table("en/denials.toml")
    over = next((k for k in tree.ancestors(verb) if tree.tokens[k].pos == "VERB"), None)
    return over is not None and tree.tokens[over].lemma in (*lists["verbs"], *lists["dismissals"])


def of_the_rest(verb: int, tree: Tree) -> bool:
    """Whether a clause is of the others only ("nobody else was hurt"): some may have been."""
    subjects = tree.children(verb, "nsubj", "nsubjpass", "expl")
    words = {tree.tokens[i].lemma.lower() for s in subjects for i in (s, *tree.children(s))}
    return bool(words & set(table("en/undone.toml")["nobody"]["rest"]))


def _claimed(noun: int, tree: Tree) -> Iterator[Span]:
    """What a report, claim or rumour is of: its clause, else the phrase behind "of"."""
    clauses = [c for c in tree.subtree(noun) if c != noun and tree.tokens[c].dep in _CLAUSES]
    if clauses:
        yield tree.subtree_span(clauses[0])
        return
    for of in tree.children(noun, "prep"):
        if tree.tokens[of].lemma in ("of", "about"):
            yield from (tree.subtree_span(o) for o in tree.children(of, "pobj"))


def _asserted(d: Denial, collation: Collation) -> list[Claim]:
    """The claims of other reports that have what is denied."""
    candidates = [
        c
        for c in collation.claims.values()
        if c.span.article != d.content.article
        and c.polarity == "positive"
        and (c.modality not in ("denied", "demanded", "conditional", "possible") or _reported(c, collation))
        and c.form not in ("nominal", "apposition")
        and not _denied_beside(c, collation)
        and _tells(c, d, collation)
        and _kinship(d.content, c.span, collation) > 0
        and _of_the_denier(d, c, collation)
    ]
    if not candidates:
        return []
    vectors = collation.meaning([d.content, *(c.span for c in candidates)])
    best: dict[str, tuple[float, Claim]] = {}
    for row, c in enumerate(candidates, 1):
        meaning = float(vectors[0] @ vectors[row])
        least = _MEANING if _kinship(d.content, c.span, collation) > 1 else _MEANING_FEW
        if meaning >= least and meaning > best.get(c.span.article, (0.0, c))[0]:
            best[c.span.article] = (meaning, c)
    return [c for _, c in best.values() if not (_ahead(c, collation) and _behind(d, collation))]


def _ahead(c: Claim, collation: Collation) -> bool:
    """Whether a claim is of what will be or is planned: to deny that it has come about denies nothing of it."""
    tree = collation.tree(c.span.article)
    will = any(tree.tokens[k].lemma.lower() in ("will", "shall") for k in tree.children(c.head, "aux"))
    return will or c.modality in ("planned", "expected") or tree.tokens[c.head].lemma in _plans()


def _of_the_denier(d: Denial, c: Claim, collation: Collation) -> bool:
    """Whether a claim is of what is the denier's own, where that is denied ("denied that any of its ships …"): its
    sentence names the denier."""
    tree = collation.tree(d.content.article)
    own = [i for i in tree.within(d.content) if tree.tokens[i].tag == "PRP$"]
    verb = next((i for i in tree.within(d.cue) if tree.tokens[i].pos == "VERB"), None)
    who = next(iter(tree.children(verb, "nsubj")), None) if verb is not None else None
    denier = collation.entity_of(d.content.article, who) if who is not None else None
    if not own or denier is None or own[0] > tree.within(d.content).start + _SUBJECT:
        return True
    return any(e.id == denier.id for _, e in collation.mentions(collation.sentence(c)))


def _plans() -> list[str]:
    return list(table("en/force.toml")["intentions"]["verbs"])


def _behind(d: Denial, collation: Collation) -> bool:
    """Whether what is denied is that something has come about: a clause in the past or perfect."""
    tree = collation.tree(d.content.article)
    inside = tree.within(d.content)
    root = next((i for i in inside if tree.tokens[i].head not in inside or tree.tokens[i].head == i), None)
    if root is None or tree.tokens[root].pos != "VERB":
        return False
    aux = [tree.tokens[k] for k in tree.children(root, "aux", "auxpass")]
    return not any(t.tag == "MD" for t in aux) and (
        tree.tokens[root].tag == "VBD" or any(t.lemma == "have" or t.tag == "VBD" for t in aux)
    )


def _denied_beside(c: Claim, collation: Collation) -> bool:
    """Whether the claim's own sentence has a verb of denial: then it may be what is denied there."""
    lists = table("en/denials.toml")
    sentence = collation.tree(c.span.article).sentence_of(c.head)
    tokens = collation.tree(c.span.article).tokens[sentence.first : sentence.last]
    return any(t.pos == "VERB" and t.lemma in lists["verbs"] for t in tokens)


def _reported(c: Claim, collation: Collation) -> bool:
    """Whether a "would" may be the "will" of somebody whose words are reported."""
    attribution = collation.attributions.get(c.attribution or "")
    return c.modality == "conditional" and attribution is not None and attribution.kind == "indirect"


def _tells(c: Claim, d: Denial, collation: Collation) -> bool:
    """Whether what the claim says happened, or its object, is among the words denied."""
    tree = collation.tree(c.span.article)
    core = [c.head, *tree.children(c.head, "xcomp", "ccomp", "dobj", "nsubjpass")]
    core += [o for k in core for o in tree.children(k, "dobj")]
    light = tree.tokens[c.head].lemma in words("en/light_verbs.txt")  # "goes back to a request"
    core += [
        o for k in core for p in tree.children(k, "prep") if k != c.head or light for o in tree.children(p, "pobj")
    ]
    return bool({tree.tokens[i].lemma.lower()[:_STEM] for i in core} & _stems(d.content, collation))


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


def _same(a: Span, b: Span, collation: Collation) -> bool:
    return _kinship(a, b, collation) > 0


def _also_says(d: Denial, article: str, collation: Collation) -> bool:
    """Whether the report that has the denial also has the claim: then it tells of the dispute."""
    own = [
        c.span
        for c in collation.layers[article].claims
        if c.polarity == "positive" and not c.span.overlap(d.content) and not c.span.overlap(d.cue)
    ]
    near = [s for s in own if _kinship(d.content, s, collation) > 1]
    if not near:
        return False
    vectors = collation.meaning([d.content, *near])
    return any(float(vectors[0] @ v) >= _MEANING_FEW for v in vectors[1:])
