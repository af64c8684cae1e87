"""Roles: the title, office or apposition that goes with a person's name, and the gender they tell."""

from __future__ import annotations

from stemma.article.names import lexicon
from stemma.article.names.chunks import Chunk
from stemma.article.names.lexicon import Gender
from stemma.data import gazetteer, members
from stemma.model import Span
from stemma.nlp.tree import Tree

_STOP = {",", ".", ";", ")", "]", ":", "—", "–", "(", '"', "“", "”", "!", "?", "|"}
_LONGEST = 16
_FIELD = 8
"""Words of an office with its field before a name."""

_IN_FIELD = {"NOUN", "PROPN", "ADJ", "ADP", "DET", "CCONJ"}


def role_of(tree: Tree, c: Chunk) -> Span | None:
    """The characters of a person's title in front, with an office in apposition before it; the office in apposition
    behind where there is no title or only a courtesy title or rank."""
    title = _before(tree, c) or office_with_field(tree, c)
    apposed = _apposed_before(tree, title[0] if title else c.first, c)
    if title and apposed:
        return _bare(tree, apposed[0], title[1])
    weak = title is not None and all(
        lexicon.is_honorific(tree.tokens[k].text) or tree.tokens[k].text == "." for k in range(title[0], title[1] + 1)
    )
    if title is None or weak:
        behind = _after(tree, c)
        if behind:
            return _bare(tree, *behind)
    found = title or apposed
    return _bare(tree, *found) if found else None


def _bare(tree: Tree, first: int, last: int) -> Span:
    """A role without leading article or conjunction."""
    articles = members("en/grammar.toml", "articles")
    while first < last and (tree.tokens[first].text.lower() in articles or tree.tokens[first].pos == "CCONJ"):
        first += 1
    return tree.span(first, last)


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


def _before(tree: Tree, c: Chunk) -> tuple[int, int] | None:
    if not c.role:
        return None
    first, last = c.role
    tokens = tree.tokens
    k = first - 1
    while k >= 0:
        word = tokens[k].text
        country = word[:1].isupper() and (gazetteer.demonym(word) or gazetteer.country(word))
        if not country and not (lexicon.is_modifier(word) and tokens[k].pos not in {"DET", "PRON", "ADP"}):
            break
        first = k
        k -= 1
    return first, last


def office_with_field(tree: Tree, c: Chunk) -> tuple[int, int] | None:
    """ "the director of personnel Ivo Renn": an office with its field in small letters right before a full name, as
    translations from languages without articles have it."""
    tokens = tree.tokens
    if c.last == c.first:
        return None
    k = c.first - 1
    while k > 0 and c.first - k <= _FIELD and tokens[k].text.islower() and tokens[k].pos in _IN_FIELD:
        of = tokens[k + 1].text in {"of", "for"}
        if of and lexicon.is_office(tokens[k].text) and tokens[k].tag == "NN":
            first = k
            while first > 0 and tokens[first - 1].text.islower() and _belongs(tree, first - 1):
                first -= 1
            return (first, c.first - 1) if tokens[c.first - 1].pos in {"NOUN", "PROPN"} else None
        k -= 1
    return None


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
    owner = _possessor_end(tree, first)
    k = owner + 1 if owner is not None else k
    head: int | None = None
    last = k
    while k < len(tokens) and k - first < _LONGEST:
        t = tokens[k]
        verbal = t.pos in {"VERB", "AUX"} and t.dep not in {"amod", "compound"} and not lexicon.is_modifier(t.text)
        if t.text in _STOP or t.tag in {"WP", "WDT", "WRB", "WP$"} or verbal:
            break
        field_next = k + 1 < len(tokens) and lexicon.is_portfolio(tokens[k + 1].text)
        if t.text == "and" and head is not None and not field_next:
            break
        if lexicon.is_office(t.text) and t.pos in {"NOUN", "PROPN"} and head in {None, k - 1}:
            head = k
        if head is None and (t.text in members("en/grammar.toml", "before_offices") or k - first > 7):
            return None
        last = k
        k += 1
    if head is None:
        return None
    lead = tokens[first].text
    opens = (
        lexicon.is_office(lead) or gazetteer.demonym(lead) or lexicon.is_portfolio(lead) or lexicon.is_modifier(lead)
    )
    # A capitalised word may begin the next name of a list ("Roth, General Stein"): an office must open it.
    if lead[:1].isupper() and not opens and owner is None:
        return None
    # "X, President Y said": a title with a name of its own is another person.
    if head + 1 <= last and tokens[head + 1].text[:1].isupper() and tokens[head + 1].pos == "PROPN":
        return None
    return first, last


def _possessor_end(tree: Tree, first: int) -> int | None:
    """The possessive of an owner that opens a phrase ("President Donald Trump's special envoy"); None without one."""
    for k in range(first, min(first + 7, len(tree.tokens))):
        t = tree.tokens[k]
        if t.text in {"'s", "’s"}:
            return k
        if t.text in _STOP or t.pos in {"VERB", "AUX"}:
            return None
    return None


def _apposed_before(tree: Tree, start_of_name: int, c: Chunk) -> tuple[int, int] | None:
    """ "the regional governor, X": an office between its determiner or owner and a comma before the name."""
    tokens = tree.tokens
    comma = start_of_name - 1
    if comma < 1 or tokens[comma].text != ",":
        return None
    after = tokens[c.last + 1].text if c.last + 1 < len(tokens) else "."
    if after not in _STOP | {"'s", "’s"} and tokens[c.last + 1].pos not in {"VERB", "AUX"}:
        return None
    office: int | None = None
    k = comma - 1
    while k >= 0 and comma - k <= _LONGEST:
        t = tokens[k]
        if (
            t.text in _STOP
            or (t.pos in {"VERB", "AUX", "SCONJ"} and not lexicon.is_modifier(t.text))
            or t.text == "and"
        ):
            break
        complement = k > 0 and tokens[k - 1].text in {"of", "for", "to"}
        if lexicon.is_office(t.text) and t.tag in {"NN", "NNP"} and (office is None or _takes(tree, k)):
            office = k
        if office is not None and not complement and (t.pos == "DET" or t.tag == "PRP$" or t.text in {"'s", "’s"}):
            break
        if t.pos == "ADP" and t.text not in {"of", "for", "to"}:
            break
        k -= 1
    if office is None or tokens[comma - 1].pos not in {"NOUN", "PROPN"}:
        return None
    if office < comma - 1 and not _takes(tree, office):
        return None
    first = office
    while first > max(k, 0) and _belongs(tree, first - 1):
        first -= 1
    if tokens[first].text in {"'s", "’s"}:
        first -= 1
        while first > 0 and tokens[first - 1].pos in {"NOUN", "PROPN", "ADJ"}:
            first -= 1
    return max(first, 0), comma - 1


def _takes(tree: Tree, k: int) -> bool:
    """Whether a complement follows the noun at `k` ("commander of …")."""
    return k + 1 < len(tree.tokens) and tree.tokens[k + 1].text in {"of", "for", "to"}


def _belongs(tree: Tree, k: int) -> bool:
    t = tree.tokens[k]
    return (
        lexicon.is_modifier(t.text)
        or lexicon.is_portfolio(t.text)
        or t.pos in {"ADJ", "PROPN", "PART"}
        or t.text in {"-", "the"}
    )
