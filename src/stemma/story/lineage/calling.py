"""Calling: where a report has the name of an outlet of the collection, in full or as people cut it short.

"The Times", "the Ledger": the last word of a newspaper's name; "Selm" for Radio Selm, "Orlan" for Orlan Wire: the name
without the word that says what it is. A short form stands for the one outlet of the collection that is called so, where
the report has given the full name, or where it says or is told something.

What it gets wrong: an outlet called like a person or place of the story, when the parser does not tell them apart.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache

from stemma.data import members, table, words
from stemma.model import Article, Layers, Span
from stemma.nlp.tree import Tree
from stemma.story.lineage.naming import bare, brief_keys, kind_of, name_keys, squeeze

_NO_CREDIT = ("caption", "navigation", "advertisement", "follow", "related", "copyright", "counter")
_TOKEN = re.compile(r"(?:[.’'-]{0,9}\w+)+|&")  # marks without end are no word, and took time by their square
_LAST_WORD = re.compile(r"([a-z]+),?\s(?:the\s)?[\"“«„]?$")
_DESCRIBED = re.compile(r"[”\"»]?,\s(?:an?|the)\s((?:[\w’'-]+ ?){1,5})(?=[,.;]|\b(?:in|of|from|for|based|published)\b)")
_LONGEST_NAME = 6
_TELLING = 7  # letters of the beginning of a name that stands for all of it
_SOMEWHERE = re.compile(r"\b(?:in|In|near|Near|outside|across|around)\s+([A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)?)")

_RULED_BY = {
    "by": ("accounts", "questioning"),
    **dict.fromkeys(("in", "from", "with"), ("accounts", "emerging")),
    "on": ("accounts", "emerging", "referring"),
    "to": ("referring",),
}
"""Prepositions before who brings something out, and the lists of en/relays.toml that hold what rules them."""

Keys = frozenset[str]
"""The forms under which spellings of one outlet's name meet."""


class Callings:
    """The outlets of a collection and how they may be called.

    Args:
        names: the outlets of the reports that have one (report id → name).
        keys: the forms of the outlet of each report.
    """

    def __init__(self, layers: Sequence[Layers], names: Mapping[str, str], keys: Mapping[str, Keys]) -> None:
        self.names, self.keys = names, keys
        self.forms = Keys().union(*keys.values())
        self.distinct = sorted({k for k in keys.values() if k}, key=sorted)
        self.bodies = Keys().union(
            *(keys[one.article.id] for one in layers if not of_the_press(one.article, names))
        )  # fmt: skip
        self.lower = {w for one in layers for w in re.findall(r"\b[^\W\d_A-Z]\w+", one.article.text)}
        self.brief = self._brief(layers)

    def _brief(self, layers: Sequence[Layers]) -> dict[str, Keys]:
        """The short forms that stand for one outlet only, and for no place of the story."""
        held: dict[str, set[Keys]] = defaultdict(set)
        for i, name in sorted(self.names.items()):
            for form in brief_keys(name):
                held[form].add(self.keys[i])
        places = {squeeze(m.name.split()) for one in layers for m in one.mentions if m.kind == "place"}
        for one in layers if held else ():
            places |= {squeeze(m.group(1).split()) for m in _SOMEWHERE.finditer(one.article.text)}
        free = {f for f in held if len(held[f]) == 1 and f not in self.forms | places}
        return {form: next(iter(held[form])) for form in sorted(free)}

    def named_in(self, wording: str, own: Keys) -> Keys:
        """The keys of the outlet of the collection that a wording names."""
        grams = set(_grams(wording))
        for keys in self.distinct:
            if keys & grams and not keys & own:
                return keys
        return Keys()

    def short(self, article: Article) -> dict[str, tuple[str, Keys]]:
        """What "the Times", "the Post" stand for in an article: the one outlet named in full there, else the only one
        of the collection, that is called so by its last word; its name, and its keys when it is in the collection."""
        own = self.keys[article.id]
        out: dict[str, tuple[str, Keys]] = {}
        for word in dict.fromkeys(w.lower() for w in re.findall(r"\b[Tt]he ([A-Z][a-z]+)\b", article.text)):
            if word not in table("outlet_words.toml")["last"] or any(ends(k, word) for k in own):
                continue
            full = {
                m.group(): name_keys(m.group())
                for m in re.finditer(rf"(?:(?!The\b)[A-Z][\w.’'-]*[ ]+)+{word.capitalize()}\b", article.text)
                if bare(m.group()).lower() != word
            }
            held = [keys for keys in self.distinct if any(ends(k, word) for k in keys)]
            for keys in held if len(held) == 1 else ():
                if all(keys & forms for forms in full.values()):
                    out[word] = (next(n for i, n in sorted(self.names.items()) if self.keys[i] == keys), keys)
            if word not in out and full and all(a & b for a in full.values() for b in full.values()):
                name = bare(min(full, key=lambda n: (len(n), n)))
                out[word] = (name, self.named_in(name, own))
        return out

    def called(self, one: Layers, short: Mapping[str, tuple[str, Keys]]) -> list[tuple[str, Span]]:
        """Where a report has the name of an outlet of the collection, with a form of its name. A name of one everyday
        word is left to the attribution stage: here it counts only when it is written in capitals or never occurs in
        lower case; a last word alone ("the Times") when it is told whose it is; that of a firm or another body whose
        statement is in the collection where it speaks, not where it acts."""
        article = one.article
        out: list[tuple[str, Span]] = []
        cut: list[tuple[Keys, Span]] = []
        tokens = [(m.start(), m.end(), m.group()) for m in _TOKEN.finditer(article.text)]
        squeezed = [squeeze([word]) for _, _, word in tokens]
        for n, (start, _, word) in enumerate(tokens):
            if not word[0].isupper() or squeezed[n] == "the":
                continue
            known = short.get(word.lower(), ("", Keys()))[1]
            if known and n and tokens[n - 1][2] == "the":
                out.append((min(known), Span(article.id, start, tokens[n][1])))
            form = ""
            for m in range(n, min(n + _LONGEST_NAME, len(tokens))):
                form += squeezed[m]
                end = tokens[m][1]
                if (form not in self.forms and form not in self.brief) or tokens[m][2] == "&":
                    continue
                if "\n" in article.text[start:end]:
                    continue
                if m == n and not word.isupper() and word.lower() in self.lower:
                    continue
                span = Span(article.id, start, end)
                if any(f.span.overlap(span) and f.kind in _NO_CREDIT for f in article.furniture):
                    continue
                if form in self.brief:
                    if _alone(article.text, span):
                        cut.append((self.brief[form], span))
                elif form not in self.bodies or speaks(one, span) or _said_to_be_press(article.text, span):
                    out.append((form, span))
        full = {form for form, _ in out}
        for keys, span in cut:
            if not any(span.overlap(s) for _, s in out) and (
                keys & full or speaks(one, span) or _noun_before(one.article.text, span)
            ):
                out.append((min(keys), span))
        return out


def _alone(text: str, span: Span) -> bool:
    """Whether a name is not part of a longer one."""
    before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 3]
    led = re.search(r"([^\W\d_][\w’'-]*)[ ]$", before)
    if led and led.group(1)[0].isupper() and not re.search(r"(?:^|[.!?:]\s+)$", before[: led.start()]):
        return False
    return re.match(r"[ -][A-Z]", after) is None


def _said_to_be_press(text: str, span: Span) -> bool:
    """Whether a noun for outlets stands before a name or behind it ("the channel X", "X, a weekly from Selm")."""
    if _noun_before(text, span):
        return True
    behind = _DESCRIBED.match(text[span.end : span.end + 80])
    nouns = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")
    return behind is not None and bool(set(behind[1].split()) & nouns)


def _noun_before(text: str, span: Span) -> bool:
    """Whether a noun for outlets stands before a name ("the channel X")."""
    before = re.search(r"([a-z]+)\s+[\"“«„]?$", text[max(0, span.start - 30) : span.start])
    nouns = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")
    return before is not None and before.group(1) in nouns


def of_the_press(article: Article, names: Mapping[str, str]) -> bool:
    """Whether an outlet is known as one by its address, its name or the lists; else it may be a body that speaks for
    itself."""
    name = names.get(article.id, "")
    parts = bare(name).lower().split()
    known = table("outlet_words.toml")
    return bool(
        article.url
        or kind_of(name) != "outlet"
        or (parts and (parts[-1] in known["last"] or parts[0] in known["first"]))
    )


def speaks(one: Layers, span: Span) -> bool:
    """Whether a name stands for who says something or is told it, beside a document ("in a statement by the firm"), or
    on a line of its own; who declines to say something says nothing."""
    tree = Tree(one.parse)
    inside = tree.within(span)
    verb = next((n for i in inside[-1:] for n in tree.ancestors(i) if tree.tokens[n].pos == "VERB"), None)
    if verb is not None and tree.tokens[verb].lemma in members("en/relays.toml", "saying_nothing"):
        return False
    if any(
        s.span is not None and s.span.overlap(span) for a in one.attributions for s in (*a.sources, *a.chain)
    ) or any(c.span.overlap(span) for c in one.credits):
        return True
    if not inside:
        return False
    sentence = tree.sentence_of(inside[0])
    around = range(sentence.first, sentence.last)
    if all(n in inside or not tree.tokens[n].text.isalnum() for n in around):
        return True  # a line of its own: a byline
    above = [tree.tokens[n] for n in tree.ancestors(inside[-1]) if n not in inside]
    while above and above[0].pos in ("ADP", "NOUN", "PROPN"):
        above.pop(0)
    if above and above[0].lemma in _verbs_of_saying():
        return True
    if above and above[0].tag == "VBN" and above[0].lemma in members("en/relays.toml", "carrying"):
        return True  # "carried by X"; what a body carries itself may be anything
    cleft = re.match(r"\s+(?:that|who|which)\s+([a-z]+)", one.article.text[span.end : span.end + 30])
    if cleft and any(t.start == span.end + cleft.start(1) and t.lemma in _verbs_of_saying() for t in one.parse.tokens):
        return True  # "it was X that revealed …"
    if re.search(r"\b(?:[Pp]er|[Ss]ource:)\s+(?:the\s+)?$", one.article.text[max(0, span.start - 16) : span.start]):
        return True
    if _brings_out(tree, inside) or _given_as_source(one.article.text, span):
        return True
    documents = members("en/source_nouns.toml", "document")
    return any(tree.tokens[n].pos == "NOUN" and tree.tokens[n].lemma.lower() in documents for n in around)


def _brings_out(tree: Tree, inside: Sequence[int]) -> bool:
    """Whether a name stands for who brings something out ("the revelations in X", "X's report", "it emerged in X",
    "interviewed by X", "relying on X")."""
    for n in inside:
        head = tree.head(n)
        if head is None or head in inside:
            continue
        dep, lemma = tree.tokens[n].dep, tree.tokens[head].lemma.lower()
        if dep == "poss":
            return lemma in members("en/relays.toml", "accounts")
        if dep == "nsubj":
            return lemma in members("en/relays.toml", "questioning")
        if tree.tokens[head].pos == "ADP" and (over := tree.head(head)) is not None:
            ruling = tree.tokens[over].lemma.lower()
            return any(ruling in members("en/relays.toml", k) for k in _RULED_BY.get(lemma, ()))
    return False


def _given_as_source(text: str, span: Span) -> bool:
    """Whether a name stands behind "via" or "by way of", or behind "from" with a colon after it."""
    before, after = text[max(0, span.start - 20) : span.start], text[span.end : span.end + 1]
    if re.search(r"\b(?:[Vv]ia|[Bb]y way of)\s(?:the\s)?$", before):
        return True
    return after == ":" and re.search(r"\b[Ff]rom\s(?:the\s)?$", before) is not None


@cache
def _verbs_of_saying() -> frozenset[str]:
    relays = (members("en/relays.toml", kind) for kind in ("transmitting", "citing", "saying_to"))
    return words("en/reporting_verbs.txt").union(members("en/denials.toml", "denying"), *relays)


def as_press(one: Layers, span: Span) -> bool:
    """Whether a report speaks of a name as one does of the press: a noun for outlets stands before it, it publishes
    something, or somebody tells it something."""
    tree = Tree(one.parse)
    before = one.article.text[max(0, span.start - 30) : span.start]
    nouns = members("en/source_nouns.toml", "outlet") | members("en/source_nouns.toml", "agency")
    noun = _LAST_WORD.search(before)
    if (noun is not None and noun[1] in nouns) or _said_to_be_press(one.article.text, span):
        return True
    for n in tree.within(span):
        head = tree.head(n)
        if head is None or tree.tokens[head].pos != "VERB":
            continue
        lemma, dep = tree.tokens[head].lemma, tree.tokens[n].dep
        if dep == "nsubj" and lemma in members("en/relays.toml", "publishing"):
            return True
        if dep in ("dobj", "dative") and lemma in members("en/relays.toml", "telling"):
            return True
    return False


def told_in_passing(one: Layers, span: Span) -> bool:
    """Whether an outlet is only told something in a clause that says who somebody is ("the two men who told the Ledger
    of the chain")."""
    tree = Tree(one.parse)
    inside = tree.within(span)
    at: int | None = inside[-1] if inside else None
    while at is not None and tree.tokens[at].pos not in ("VERB", "AUX"):
        if tree.tokens[at].dep in ("nsubj", "nsubjpass"):
            return False
        at = tree.head(at)
    return (
        at is not None
        and tree.tokens[at].dep == "relcl"
        and tree.tokens[at].lemma in members("en/relays.toml", "telling")
    )


def _grams(wording: str) -> list[str]:
    """The forms of all runs of words in a wording that begin with a capital or a digit."""
    parts = _TOKEN.findall(wording)
    return [
        squeeze(parts[n : n + length])
        for n, word in enumerate(parts)
        if word[0].isupper() or word[0].isdigit()
        for length in range(1, _LONGEST_NAME + 1)
        if n + length <= len(parts)
    ]


def ends(key: str, word: str) -> bool:
    """Whether a form of a name ends with a word and holds more."""
    return key.endswith(word) and key != word


def begins(key: str, word: str) -> bool:
    """Whether a form of a name begins with a longish word and holds more ("Harbour News" for Harbour News Service)."""
    return len(word) >= _TELLING and key.startswith(word) and key != word
