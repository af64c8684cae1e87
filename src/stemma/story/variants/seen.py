"""Seen: a document that one report says its outlet has in hand, and a report resting on it says another has.

"A draft seen by the Courier" in the Courier becomes "a draft seen by the Post" in the Post. Two outlets may well have
one document each; so the second report must rest on the first and tell the same of the document (or be later and tell
it nearly in the same words), and not say that it has it too ("also seen", "reported by the Courier, seen by the Post").

What it gets wrong: a report that got the document after it had the news from another, and does not say so.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

from stemma.data import members, words
from stemma.model import Noun, Reading, Severity, Span, Variant
from stemma.nlp.tree import Tree
from stemma.story.variants.clauses import stem
from stemma.story.variants.collation import Collation, make
from stemma.story.variants.telling import one_line, quoted
from stemma.story.variants.utterances import quoted_words

_STEMS = 3  # that the sentences of two documents share
_SHARE = 0.34  # of the shorter one's
_STEMS_ALONE, _SHARE_ALONE = 5, 0.6  # of both, where nothing else says that one report rests on the other
_OWN = "en/relays.toml"


class Sight(Noun, frozen=True, kw_only=True):
    """A document in somebody's hands: `span` is the phrase that says so ("seen by the Courier"), `holder` who it is in
    plain letters, `own` when it is the report's own outlet, `noun` the document."""

    span: Span
    holder: str
    own: bool
    noun: str
    sentence: Span


def sight_variants(collation: Collation) -> list[Variant]:
    """Documents in the hands of one outlet that a report resting on it puts into those of another."""
    found = [s for article in collation.layers for s in _sights(article, collation)]
    out: list[Variant] = []
    for pair in combinations(found, 2):
        for first, second in (pair, pair[::-1]):
            if first.own and _passed_on(first, second, collation):
                readings = [Reading(text=one_line(collation.text(s.span)), at=(s.span,)) for s in (first, second)]
                text = (
                    f"A {first.noun} that one outlet has seen is told as seen by another: {quoted(readings, collation)}"
                )
                a, b = first.span.article, second.span.article
                sure = collation.rests_on(b, a) and not _tells_of(b, first, collation)
                severity: Severity = "medium" if sure else "low"
                out.append(make("attribution", "source", severity, text, readings, confidence=0.65, rule="seen"))
                break
    return _told_once(out)


def _passed_on(first: Sight, second: Sight, collation: Collation) -> bool:
    a, b = first.span.article, second.span.article
    if a == b or first.holder == second.holder or not _same_kind(first, second) or collation.rests_on(a, b):
        return False
    beside = collation.text(second.sentence).lower()
    if set(re.findall(r"\w+", beside)) & members(_OWN, "having_too") or _letters(collation.outlet(a)) in _letters(
        beside
    ):
        return False
    x, y = (_told(s, collation) for s in (first, second))
    if not collation.rests_on(b, a):
        x, y = ({stem(w) for w in collation.content(s.sentence)} - _phrase(s, collation) for s in (first, second))
        return collation.clearly_later(a, b) and len(x & y) >= max(_STEMS_ALONE, _SHARE_ALONE * len(x | y))
    return len(x & y) >= max(_STEMS, _SHARE * min(len(x), len(y)))


def _same_kind(first: Sight, second: Sight) -> bool:
    plain = members(_OWN, "any_document")
    return first.noun == second.noun or first.noun in plain or second.noun in plain


def _told(sight: Sight, collation: Collation) -> set[str]:
    """What a report tells of a document: the stems of the sentence and the one before it."""
    sentences = collation.layers[sight.span.article].parse.sentences
    at = next((n for n, s in enumerate(sentences) if s.start == sight.sentence.start), 0)
    around = [Span(sight.span.article, s.start, s.end) for s in sentences[max(0, at - 1) : at + 2]]
    return {stem(w) for s in around for w in collation.content(s)}


def _phrase(sight: Sight, collation: Collation) -> set[str]:
    """The words that say what is seen and by whom, told of alike by nobody."""
    plain = members(_OWN, "any_document") | members("en/source_nouns.toml", "document")
    return {stem(w) for w in collation.content(sight.span) | plain}


def _tells_of(article: str, sight: Sight, collation: Collation) -> bool:
    """Whether a report names the outlet of another one anywhere."""
    name = _letters(collation.outlet(sight.span.article))
    return bool(name) and name in _letters(collation.layers[article].article.text)


# -- sights


def _sights(article: str, collation: Collation) -> list[Sight]:
    tree = collation.tree(article)
    verbs, documents = (
        members(_OWN, "in_private"),
        members("en/source_nouns.toml", "document") | members(_OWN, "any_document"),
    )
    said = [u.span for u in quoted_words(collation) if u.span.article == article]
    out = []
    for i, token in enumerate(tree.tokens):
        if token.pos != "VERB" or token.lemma.lower() not in verbs or any(q.contains(tree.span(i, i)) for q in said):
            continue
        if tree.children(i, "neg"):
            continue
        found = _held(i, tree)
        if found is None:
            continue
        document, holder = found
        noun = _document(document, tree, documents)
        if noun is None:
            continue
        who, own = _holder(holder, article, tree, collation)
        if not who:
            continue
        phrase = [i, holder, *tree.children(holder, "det", "compound", "nmod", "amod", "poss")]
        first, last = min(phrase), max(phrase)
        sentence = tree.sentence_of(i)
        out.append(
            Sight(
                span=tree.span(first, last),
                holder=who,
                own=own,
                noun=noun,
                sentence=Span(article, sentence.start, sentence.end),
            )
        )
    return out


def _held(i: int, tree: Tree) -> tuple[int, int] | None:
    """The document and who has it: "a draft seen by X", "a draft, which X has seen", "X has seen a draft", "a draft was
    shown to X"."""
    tokens = tree.tokens
    subject = next(iter(tree.children(i, "nsubj")), None)
    passive = next(iter(tree.children(i, "nsubjpass")), None)
    governor = tree.head(i)
    modified = governor if tokens[i].dep in ("acl", "relcl") else None
    if tokens[i].tag == "VBN" and subject is None:
        ways = [
            k for k in tree.children(i, "agent", "prep", "dative") if tokens[k].lemma in members(_OWN, "into_hands")
        ]
        holder = next((o for k in ways for o in tree.children(k, "pobj")), None)
        document = modified if passive is None or tokens[passive].pos == "PRON" else passive
        return (document, holder) if document is not None and holder is not None else None
    if subject is None:
        return None
    thing = next(iter(tree.children(i, "dobj")), None)
    if modified is not None and (thing is None or tokens[thing].pos == "PRON"):
        return modified, subject
    return (thing, subject) if thing is not None else None


def _document(i: int, tree: Tree, documents: frozenset[str]) -> str | None:
    """The noun of a document; of "a copy of the draft" the draft."""
    lemma = tree.tokens[i].lemma.lower()
    if lemma in members(_OWN, "copies"):
        inner = [o for k in tree.children(i, "prep") for o in tree.children(k, "pobj")]
        lemma = tree.tokens[inner[0]].lemma.lower() if inner else lemma
        return lemma if lemma in documents or not inner else None
    return lemma if lemma in documents else None


def _holder(i: int, article: str, tree: Tree, collation: Collation) -> tuple[str, bool]:
    """Who has it, in plain letters, and whether it is the report's own outlet; "" where it is no outlet by name."""
    inside = tree.subtree(i)
    worded = " ".join(tree.tokens[k].text for k in inside)
    outlet = _letters(collation.outlet(article))
    if tree.tokens[inside[0]].text.lower() in ("we", "us", *members(_OWN, "own")):
        return outlet, True
    name = [
        w for k in inside if tree.tokens[k].text[:1].isupper() for w in re.findall(r"\w+", tree.tokens[k].text.lower())
    ]
    if _same_outlet(name, collation.outlet(article)):
        return outlet, True
    person = collation.entity_of(article, i)
    if not name or (person is not None and person.kind in ("person", "place")):
        return "", False
    known = (collation.outlet(a) for a in collation.layers)
    medium = set(re.findall(r"\w+", worded.lower())) & members("en/source_nouns.toml", "outlet")
    return next((_letters(o) for o in known if _same_outlet(name, o)), "".join(name) if medium else ""), False


def _same_outlet(name: Sequence[str], outlet: str) -> bool:
    """Whether words name an outlet, if in short ("the Courier", "TT")."""
    full = [w for w in re.findall(r"\w+", outlet.lower()) if w not in words("en/stopwords.txt")]
    own = [w for w in name if w not in words("en/stopwords.txt")]
    letters = "".join(own)
    if not own or not full:
        return False
    return set(own) <= set(full) or set(full) <= set(own) or letters in ("".join(full), "".join(w[0] for w in full))


def _letters(text: str) -> str:
    """Letters and figures alone, without an article before them."""
    text = re.sub(r"^(the|a|an)\s+", "", text.strip().lower())
    return re.sub(r"\W+", "", text)


def _told_once(variants: list[Variant]) -> list[Variant]:
    out: dict[object, Variant] = {}
    for v in variants:
        out.setdefault(frozenset(s.article for r in v.readings for s in r.at), v)
    return list(out.values())
