"""Denying: where a report says that somebody calls untrue what another says, and what that is.

Read from the parse, by the ways English has of denying (Quirk et al. 1985, 10.54-70; Reject_claim of FrameNet):

- a verb of denial with its clause, gerund or noun ("denied that …", "denied doing …", "denies it");
- a claim that is turned down ("rejected the accusation", "dismissed reports that …");
- a name that says it is untrue ("called that a fairy tale", "described as incorrect the reports about …");
- a copula with one ("the claims are false", "it is not correct that …", "… are devoid of foundation");
- what points back and denies ("did no such thing", "nothing of the kind was agreed", "there is no such document");
- a predication left out ("the army says it did not").

Each denial has its words, and either what is denied or, where it points back, nothing: that is for its reader to find.
"""

from __future__ import annotations

from collections.abc import Iterator

from stemma.data import members, table, words
from stemma.model import Noun, Span
from stemma.nlp.tree import Tree
from stemma.story.variants.collation import Collation

_FILE = "en/denials.toml"
_POINTING = ("it", "this", "that", "these", "those", "them", "so")
_CLAUSES = ("ccomp", "xcomp", "acl", "pcomp")
_NO = ("no", "neither", "nobody", "none", "nothing", "few", "nor")
_NEAR = 12  # tokens between a noun and "according to which"
_WHICH = ["according", "to", "which"]
_APART = 12  # tokens between a verb of naming and the name


class Denying(Noun, frozen=True, kw_only=True):
    """A denial: the words that deny, the clause with whoever denies, what is denied where it is told, and the noun
    that speaks of it where it is a claim. `charge` where what it goes back to is one; `general` where it may be
    anything ("no such thing")."""

    cue: Span
    clause: Span
    verb: int
    denier: int | None = None
    content: Span | None = None
    claim: int | None = None
    charge: bool = False
    general: bool = False
    way: str


def denying(article: str, collation: Collation) -> tuple[Denying, ...]:
    """The denials that a report tells, in its order."""
    return collation.once(f"denying {article}", lambda: tuple(_all(article, collation)))


def untrue(article: str, collation: Collation) -> list[Span]:
    """What a report has somebody call untrue; not what he will not be reproached with, which may well be so."""
    tree, faults = collation.tree(article), members(_FILE, "faults")
    told = [
        d for d in denying(article, collation) if d.claim is None or tree.tokens[d.claim].lemma.lower() not in faults
    ]
    return [d.content for d in told if d.content is not None]


def _all(article: str, collation: Collation) -> Iterator[Denying]:
    tree = collation.tree(article)
    taken: set[int] = set()
    for i in range(len(tree.tokens)):
        for find in (_by_name, _by_verb, _by_copula, _by_such, _by_ellipsis):
            found = [d for d in find(i, tree) if not _asked(d.verb, tree)]
            if found and i not in taken:
                taken.add(i)
                yield found[0]


# -- the ways of denying


def _by_verb(i: int, tree: Tree) -> Iterator[Denying]:
    """ "denied that …", "denied it", "rejected the accusation", "has been denied by …"."""
    token, lists = tree.tokens[i], table(_FILE)
    lemma = token.lemma.lower()
    denies, dismisses = lemma in lists["denying"], lemma in lists["dismissing"]
    if token.pos != "VERB" or not (denies or dismisses) or _not_done(i, tree):
        return
    who = _subject(i, tree)
    if who is not None and _none(who, tree):
        return
    if tree.children(i, "nsubjpass", "auxpass") or (token.dep == "acl" and token.tag == "VBN"):
        who = next((o for a in tree.children(i, "agent") for o in tree.children(a, "pobj")), None)
        told = tree.children(i, "nsubjpass") or [tree.tokens[i].head]
        for c in told:
            if _is_claim(c, tree):
                yield _of_claim(i, c, who, tree, "verb")
            elif tree.tokens[c].text.lower() in _POINTING and not tree.children(i, "dobj"):
                yield _back(i, [c], who, tree, "verb" if denies else "refusal")
        return
    if who is None:
        return
    for c in tree.children(i, "ccomp", "xcomp") if denies else ():
        if c > i:
            yield _made(i, [c], who, tree, "verb", content=tree.subtree_span(c))
            return
    for o in tree.children(i, "dobj"):
        if o < i:
            if token.dep == "relcl" and tree.tokens[o].text.lower() == "which":
                over = tree.tokens[i].head
                yield (
                    _of_claim(i, over, who, tree, "verb") if _is_claim(over, tree) else _back(i, [o], who, tree, "verb")
                )
            continue
        word = tree.tokens[o].text.lower()
        if word in _POINTING:
            yield _back(i, [o], who, tree, "verb" if denies else "refusal")
        elif _is_claim(o, tree) and lemma not in lists["contradicting"] and not _for(o, tree):
            yield _of_claim(i, o, who, tree, "verb")
        elif denies and (tree.tokens[o].tag == "VBG" or _is_matter(o, i, tree)):
            yield _made(i, [o], who, tree, "verb", content=tree.subtree_span(o))


def _by_name(i: int, tree: Tree) -> Iterator[Denying]:
    """ "called that a fairy tale", "described as incorrect the reports about …", "rejects as false that …"."""
    token, lists = tree.tokens[i], table(_FILE)
    if token.pos != "VERB" or token.lemma.lower() not in lists["naming"] or _not_done(i, tree):
        return
    s = tree.sentence_of(i)
    ahead = range(i + 1, min(s.last, i + _APART))
    name = next((k for k in ahead if _untruth(k, tree) and i in tree.ancestors(k)), None)
    who = _subject(i, tree)
    if name is None or who is None or _none(who, tree) or any(tree.tokens[k].text in ";:" for k in range(i, name)):
        return
    between = [k for k in range(i + 1, name) if tree.tokens[k].pos != "PUNCT"]
    as_ = next((k for k in between if tree.tokens[k].lemma.lower() == "as"), None)
    first = next((k for k in between if tree.tokens[k].pos not in ("DET", "ADJ", "ADV")), None)
    if between and tree.tokens[between[0]].text.lower() in _POINTING and not _goes_with(between[0], between, tree):
        yield _back(i, [name], who, tree, "name")
        return
    nouns = [k for k in between if _is_claim(k, tree)] if as_ is None or (first is not None and first != as_) else []
    if not nouns:
        nouns = [k for k in range(name + 1, min(s.last, name + 6)) if _is_claim(k, tree)] if as_ is not None else []
    if nouns:
        yield _of_claim(i, nouns[0], who, tree, "name", last=name)
        return
    that = next((k for k in range(name + 1, min(s.last, name + 3)) if tree.tokens[k].lemma.lower() == "that"), None)
    if as_ is not None and that is not None and tree.tokens[that].dep == "mark":
        yield _made(i, [name], who, tree, "name", content=tree.subtree_span(tree.tokens[that].head))
        return
    objects = [o for o in tree.children(i, "dobj") if o != name and tree.tokens[o].pos in ("NOUN", "PROPN")]
    if objects:
        yield _made(i, [name], who, tree, "name", content=tree.subtree_span(objects[0]))


def _by_copula(i: int, tree: Tree) -> Iterator[Denying]:
    """ "the claims are false", "it is not correct that …", "allegations … are devoid of foundation"."""
    token, lists = tree.tokens[i], table(_FILE)
    if token.lemma.lower() not in members(_FILE, "copulas") or _supposed(i, tree):
        return
    partly = any(
        tree.children(k, "advmod", "npadvmod", "nummod") for k in tree.children(i, "acomp")
    )  # "not quite true"
    negated = bool(tree.children(i, "neg")) and not partly
    after = [k for k in tree.children(i, "attr", "acomp", "oprd", "prep", "dobj", "ccomp", "advmod") if k > i]
    after += [o for p in after for o in tree.children(p, "pobj", "prep", "amod")]
    after += [o for p in after for o in tree.children(p, "pobj")]
    said = {tree.tokens[k].lemma.lower() for k in after}
    lacking = (
        said | {token.lemma.lower()} | {tree.tokens[d].lemma.lower() for k in after for d in tree.children(k, "det")}
    )
    truth = lists["truth"]
    not_so = (
        (negated and said & set(truth["words"]))
        or (not negated and any(_untruth(k, tree) for k in after))
        or (not negated and said & set(truth["without"]) and lacking & set(truth["lacking"]))
    )
    if not not_so:
        return
    last = max([k for k in after if k > i], default=i)
    ahead = range(tree.sentence_of(i).first, i)
    hung = [k for k in ahead if _is_claim(k, tree) and _according(k, tree) is not None]  # hung below what it is of
    for c in tree.children(i, "nsubj", "csubj") or hung[-1:]:
        word = tree.tokens[c].text.lower()
        clauses = [
            k
            for h in (i, *after)
            for k in tree.children(h, "ccomp", "csubj", "advcl", "acl", "relcl")
            if _with_that(k, tree)
        ]
        if word == "it" and clauses:
            yield _made(i, [i], None, tree, "copula", content=tree.subtree_span(clauses[0]))
        elif word in _POINTING and word != "it":
            yield _back(i, [c, min(last, i + 4)], None, tree, "copula")
        elif _is_claim(c, tree):
            yield _of_claim(i, c, None, tree, "copula", last=last)


def _by_such(i: int, tree: Tree) -> Iterator[Denying]:
    """ "did no such thing", "nothing of the kind was agreed", "no one made such a call"."""
    token = tree.tokens[i]
    below = {tree.tokens[k].lemma.lower() for k in tree.children(i)}
    no_such = token.pos == "NOUN" and "such" in below and ("no" in below or ("a" in below and _in_negation(i, tree)))
    kind = {tree.tokens[o].lemma.lower() for p in tree.children(i, "prep") for o in tree.children(p, "pobj")}
    of_kind = token.lemma.lower() == "nothing" and kind & {"kind", "sort"}
    over = next((k for k in tree.ancestors(i) if tree.tokens[k].pos in ("VERB", "AUX")), None)
    if not (no_such or of_kind) or over is None or _supposed(over, tree):
        return
    general = bool(of_kind) or token.lemma.lower() in words("en/light_words.txt") | {"thing"}
    yield _made(over, [i], None, tree, "such", general=general)


def _by_ellipsis(i: int, tree: Tree) -> Iterator[Denying]:
    """ "the army says it did not": an auxiliary with its negation and nothing behind."""
    token = tree.tokens[i]
    if token.pos != "AUX" or not tree.children(i, "neg") or token.dep in ("aux", "auxpass"):
        return
    kept = [k for k in tree.children(i) if tree.tokens[k].pos != "PUNCT"]
    if any(tree.tokens[k].dep not in ("nsubj", "neg", "expl", "mark", "nsubjpass", "ccomp", "parataxis") for k in kept):
        return
    subject = tree.children(i, "nsubj", "expl", "nsubjpass")
    negation = tree.children(i, "neg")[0]
    behind = [k for k in kept if k > negation and tree.tokens[k].dep == "ccomp"]
    if not subject or behind or tree.tokens[subject[0]].pos not in ("PRON", "PROPN", "NOUN"):
        return
    over = tree.head(i)
    within = [k for k in kept if tree.tokens[k].dep == "ccomp"]  # "it was not, says the company" is parsed so, or so:
    saying = [
        k for k in (over, *within) if k is not None and tree.tokens[k].lemma.lower() in words("en/speech_verbs.txt")
    ]
    if tree.tokens[i].dep == "conj" and not saying:
        return
    yield _back(i, [i], None, tree, "ellipsis")


# -- what is denied


def _of_claim(i: int, noun: int, who: int | None, tree: Tree, way: str, last: int | None = None) -> Denying:
    """A claim that is denied: with what it is of, else as pointing back."""
    lemma = tree.tokens[noun].lemma.lower()
    content = claimed(noun, tree)
    least = [k for k in (last, noun) if k is not None]
    return _made(i, least, who, tree, way, content=content, claim=noun, charge=lemma in table(_FILE)["charges"])


def claimed(noun: int, tree: Tree) -> Span | None:
    """What a report, claim or rumour is of: its clause, else the phrase behind "of"."""
    s = tree.sentence_of(noun)
    if (reported := _according(noun, tree)) is not None:
        return reported
    clauses = [c for c in tree.subtree(noun) if c != noun and tree.tokens[c].dep in (*_CLAUSES, "relcl")]
    clauses = [c for c in clauses if _with_that(c, tree) or tree.tokens[c].tag == "VBG"]
    that = next(
        (
            k
            for k in range(noun + 1, min(s.last, noun + 12))
            if tree.tokens[k].lemma.lower() == "that" and tree.tokens[k].dep == "mark"
        ),
        None,
    )
    if clauses:
        return tree.subtree_span(clauses[0])
    if noun + 1 < s.last and tree.tokens[noun + 1].lemma.lower() == "that":  # taken for the object of a verb below
        verbs = [c for c in tree.children(noun, *_CLAUSES, "relcl") if noun + 1 in tree.subtree(c)]
        if verbs:
            return tree.subtree_span(verbs[0])
    if that is not None and tree.tokens[that].head > that:  # hung elsewhere by the parser
        return tree.subtree_span(tree.tokens[that].head)
    for of in tree.children(noun, "prep"):
        if tree.tokens[of].lemma in ("of", "about", "concerning", "regarding", "over"):
            for o in tree.children(of, "pobj", "pcomp"):
                return tree.subtree_span(o)
    inner = [k for k in tree.children(noun, "relcl", "acl") if tree.tokens[k].tag in ("VBD", "VBZ", "VBN")]
    clause = [c for k in inner for c in tree.children(k, "ccomp")]
    return tree.subtree_span(clause[0]) if clause else None


def _according(noun: int, tree: Tree) -> Span | None:
    """What stands behind "according to which" of a report or claim, wherever the parser hangs it."""
    s = tree.sentence_of(noun)
    near = range(noun + 1, min(s.last - 2, noun + _NEAR))
    which = next((k + 2 for k in near if [t.text.lower() for t in tree.tokens[k : k + 3]] == _WHICH), None)
    if which is None:
        return None
    told = [v for v in range(which + 1, s.last) if any(c > which for c in tree.children(v, "nsubj", "nsubjpass"))]
    inside = [k for k in tree.subtree(told[0]) if k > which] if told else []
    return tree.span(inside[0], inside[-1]) if inside else None


def _back(i: int, least: list[int], who: int | None, tree: Tree, way: str) -> Denying:
    return _made(i, least, who, tree, way)


def _made(
    i: int, least: list[int], who: int | None, tree: Tree, way: str, *, content: Span | None = None,
    claim: int | None = None, charge: bool = False, general: bool = False,
) -> Denying:  # fmt: skip
    """A denial with its clause: from whoever denies, or says so, to the last word that denies."""
    cue = tree.span(min(i, *least), max(i, *least))
    inside = {i, *least}
    s = tree.sentence_of(i)
    own = tree.children(i, "nsubj", "nsubjpass", "expl", "neg", "aux", "auxpass", "agent", "mark")
    for k in [*own, *((who,) if who is not None else ())]:
        inside.update(k for k in tree.subtree(k) if k >= s.first)
    saying = words("en/speech_verbs.txt")
    over = next((k for k in tree.ancestors(i)[:3] if tree.tokens[k].lemma.lower() in saying), None)
    if over is not None and tree.tokens[i].dep not in ("conj", "advcl"):
        inside.update([over, *(k for c in tree.children(over, "nsubj") for k in tree.subtree(c))])
    for k in tree.children(i, "ccomp") if way in ("ellipsis", "such", "copula") else ():
        if tree.tokens[k].lemma.lower() in words("en/speech_verbs.txt"):
            inside.update(tree.subtree(k))
    if content is None and claim is not None:
        inside.update(tree.subtree(claim))
    first, last = min(inside), max(inside)
    return Denying(
        cue=cue,
        clause=tree.span(first, last),
        verb=i,
        denier=who,
        content=content,
        claim=claim,
        charge=charge,
        general=general,
        way=way,
    )


# -- small questions


def _subject(i: int, tree: Tree) -> int | None:
    found = tree.children(i, "nsubj", "nsubjpass")
    while not found and tree.tokens[i].dep in ("conj", "xcomp", "advcl", "acl") and tree.head(i) is not None:
        i = tree.tokens[i].head
        found = tree.children(i, "nsubj")
    return found[0] if found else None


def _none(who: int, tree: Tree) -> bool:
    """Whether nobody denies ("nobody denies it", "no one disputes that")."""
    lemmas = {tree.tokens[k].lemma.lower() for k in (who, *tree.children(who, "det", "neg", "amod"))}
    return bool(lemmas & set(_NO))


def _not_done(i: int, tree: Tree) -> bool:
    """Whether an act is denied itself, or only may or should be done ("could not deny", "refused to deny")."""
    aux = {tree.tokens[k].tag for k in tree.children(i, "aux")}
    if tree.children(i, "neg") or aux & {"MD", "TO"}:
        return True
    near = {tree.tokens[k].lemma.lower() for k in tree.children(i, "preconj", "cc", "mark")}
    over = tree.head(i)
    if tree.tokens[i].dep == "conj" and over is not None:
        near |= {tree.tokens[k].lemma.lower() for k in tree.children(over, "cc", "preconj", "neg")} & {"nor", "neither"}
        if {tree.tokens[k].tag for k in tree.children(over, "aux")} & {"MD", "TO"} and not tree.children(i, "nsubj"):
            return True
    return bool(near & {"neither", "nor", "if", "unless", "whether"})


def _supposed(i: int, tree: Tree) -> bool:
    marks = {tree.tokens[k].lemma.lower() for k in tree.children(i, "mark")}
    aux = {tree.tokens[k].tag for k in tree.children(i, "aux")}
    return bool(marks & {"if", "unless", "whether"}) or "MD" in aux


def _asked(i: int, tree: Tree) -> bool:
    s = tree.sentence_of(i)
    return tree.tokens[s.last - 1].text == "?" or any(t.text == "?" for t in tree.tokens[i : s.last])


def _with_that(i: int, tree: Tree) -> bool:
    marks = [k for k in tree.children(i, "mark") if tree.tokens[k].lemma.lower() == "that"]
    according = [p for p in tree.children(i, "prep") if tree.tokens[p].lemma.lower() in ("to", "according")]
    return bool(marks) or bool(according and tree.children(i, "nsubj"))


def _is_claim(i: int, tree: Tree) -> bool:
    token = tree.tokens[i]
    noun = token.pos in ("NOUN", "PROPN") or token.dep in ("dobj", "pobj")  # "the rebels' claim" is taken for a verb
    return noun and token.lemma.lower() in members(_FILE, "claims")


def _is_matter(o: int, verb: int, tree: Tree) -> bool:
    """Whether what is denied is the likes of "responsibility", and not what somebody was refused."""
    return tree.tokens[o].lemma.lower() in members(_FILE, "matters") and not tree.children(verb, "dative")


def _in_negation(i: int, tree: Tree) -> bool:
    """Whether a noun stands behind a negative one ("no one of its staff made such a call")."""
    for k in (i, *tree.ancestors(i)):
        subjects = tree.children(k, "nsubj", "nsubjpass")
        near = (d for n in (k, *subjects) for d in (n, *tree.children(n, "det", "neg")))
        if any(tree.tokens[d].lemma.lower() in _NO for d in near):
            return True
        if tree.tokens[k].pos in ("VERB", "AUX"):
            return False
    return False


def _for(i: int, tree: Tree) -> bool:
    """Whether a claim is one to something ("a claim for back pay")."""
    behind = [p for p in tree.children(i, "prep") if p > i]
    return bool(behind) and tree.tokens[behind[0]].lemma.lower() in ("for", "to", "on")


def _goes_with(i: int, between: list[int], tree: Tree) -> bool:
    """Whether a "that" or "this" stands before a noun of its own ("that figure")."""
    return len(between) > 1 and tree.tokens[between[1]].pos in ("NOUN", "PROPN") and not _untruth(between[1], tree)


def _untruth(i: int, tree: Tree) -> bool:
    token, lists = tree.tokens[i], table(_FILE)
    if token.pos not in ("NOUN", "PROPN", "ADJ", "VERB") or not (
        {token.lemma.lower(), token.text.lower()} & members(_FILE, "untruths")
    ):
        return False
    if token.pos == "VERB" and token.tag != "VBN":
        return False
    beside = lists["beside"].get(token.lemma.lower())
    return beside is None or any(tree.tokens[k].lemma.lower() in beside for k in tree.children(i))
