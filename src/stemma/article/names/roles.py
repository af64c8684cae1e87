"""Roles: the title, office or apposition that goes with a person's name, and the gender they tell."""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunks import Chunk
from stemma.article.names.lexicon import Gender
from stemma.data import gazetteer
from stemma.model import Span
from stemma.nlp.tree import Tree

_STOP = {",", ".", ";", ")", "]", ":", "—", "–", "(", '"', "“", "”", "!", "?", "|"}
_LONGEST = 16


def role_of(tree: Tree, c: Chunk) -> Span | None:
    """The characters of a person's title in front, else of the office in apposition behind or in front."""
    before = _before(tree, c)
    after = _after(tree, c)
    if before and (after is None or not all(lexicon.is_courtesy(w) or w == "." for w in before[2])):
        return tree.span(before[0], before[1])
    if after:
        return tree.span(*after)
    apposed = _apposed_before(tree, c)
    if apposed:
        return tree.span(*apposed)
    return tree.span(before[0], before[1]) if before else None


def gender_of(tree: Tree, c: Chunk, role: Span | None) -> Gender:
    """The gender that a title or role tells ("Ms", "spokeswoman"); empty when it tells none."""
    if c.role:
        for k in range(c.role[0], c.role[1] + 1):
            if found := lexicon.role_gender(tree.tokens[k].text):
                return found
    if role:
        for k in tree.within(role):
            if tree.tokens[k].pos == "NOUN" and (found := lexicon.role_gender(tree.tokens[k].text)):
                head = tree.tokens[tree.tokens[k].head].text
                return "" if lexicon.is_office(head) and head != tree.tokens[k].text else found
    return ""


def _before(tree: Tree, c: Chunk) -> tuple[int, int, list[str]] | None:
    if not c.role:
        return None
    first, last = c.role
    tokens = tree.tokens
    # An owner or a demonym in front belongs to the role: "Netanyahu's military adviser", "the Israeli ambassador".
    k = first - 1
    while k >= 0:
        word = tokens[k].text
        if (word[:1].isupper() and (gazetteer.demonym(word) or gazetteer.country(word))) or (
            lexicon.is_modifier(word) and tokens[k].pos in {"ADJ", "NOUN", "PROPN"}
        ):
            first = k
        else:
            break
        k -= 1
    return first, last, [tokens[i].text for i in range(first, last + 1)]


def _after(tree: Tree, c: Chunk) -> tuple[int, int] | None:
    """ ", secretary of the national security council" behind a name, up to the end of the phrase."""
    tokens = tree.tokens
    k = c.last + 1
    if k + 1 >= len(tokens) or tokens[k].text not in {",", "("}:
        return None
    k += 1
    if tokens[k].text.isdigit() and k + 2 < len(tokens) and tokens[k + 1].text == ",":
        k += 2
    first = k
    head: int | None = None
    last = k
    while k < len(tokens) and k - first < _LONGEST:
        t = tokens[k]
        if (
            t.text in _STOP
            or t.tag in {"WP", "WDT", "WRB"}
            or (t.pos in {"VERB", "AUX"} and t.dep not in {"amod", "compound"})
        ):
            break
        if (
            t.text == "and"
            and head is not None
            and not (k + 1 < len(tokens) and lexicon.is_portfolio(tokens[k + 1].text))
        ):
            break
        if (head is None and lexicon.is_office(t.text) and t.pos in {"NOUN", "PROPN"}) or (
            head == k - 1 and lexicon.is_office(t.text) and t.pos in {"NOUN", "PROPN"}
        ):
            head = k
        if head is None and (t.text in {"of", "for", "to", "in", "at", "from"} or k - first > 7):
            return None
        last = k
        k += 1
    if head is None:
        return None
    lead = tokens[first]
    if lead.text[:1].isupper() and not lexicon.is_office(lead.text) and not _possessor(tree, first):
        # A capitalised word may begin the next name of a list ("Leiter, General Gofman"): an office must open it.
        if not (gazetteer.demonym(lead.text) or lexicon.is_portfolio(lead.text) or lexicon.is_modifier(lead.text)):
            return None
    # "X, President Y said": a title with a name of its own is another person.
    if head + 1 <= last and tokens[head + 1].text[:1].isupper() and tokens[head + 1].pos == "PROPN":
        return None
    return first, last


def _possessor(tree: Tree, k: int) -> bool:
    tokens = tree.tokens
    while k + 1 < len(tokens) and tokens[k].text[:1].isupper():
        k += 1
    return tokens[k].text in {"'s", "’s", "'", "’"}


def _apposed_before(tree: Tree, c: Chunk) -> tuple[int, int] | None:
    """ "the regional governor, X": an office between its determiner or owner and a comma before the name."""
    tokens = tree.tokens
    comma = c.first - 1
    if comma < 1 or tokens[comma].text != ",":
        return None
    after = tokens[c.last + 1].text if c.last + 1 < len(tokens) else "."
    if after not in _STOP | {"'s", "’s"} and tokens[c.last + 1].pos not in {"VERB", "AUX"}:
        return None
    start = comma
    office: int | None = None
    for k in range(comma - 1, max(comma - _LONGEST, -1), -1):
        t = tokens[k]
        if t.text in _STOP or t.pos in {"VERB", "AUX", "SCONJ"}:
            break
        if lexicon.is_office(t.text) and t.pos in {"NOUN", "PROPN"}:
            office = k
        start = k
        if t.pos == "DET" or t.tag == "PRP$":
            break
    if office is None or start == comma:
        return None
    # Only words before the office that can belong to it.
    first = office
    while first > start and (
        lexicon.is_modifier(tokens[first - 1].text)
        or lexicon.is_portfolio(tokens[first - 1].text)
        or tokens[first - 1].pos in {"ADJ", "PROPN", "PART"}
        or tokens[first - 1].text in {"-", "the"}
    ):
        first -= 1
        if tokens[first].pos == "DET":
            break
    if tokens[comma - 1].pos not in {"NOUN", "PROPN"}:
        return None
    return first, comma - 1
