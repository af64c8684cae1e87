"""Direction: whether a clause speaks of the past or the future, seen from the day of publication.

"said on Monday" is past, "will meet on Monday" ahead; "was to meet on Monday" may be either. The verb that governs the
expression decides, its auxiliaries first, then its governors (an infinitive lies ahead of "agreed", "expected",
"due"); under a noun ("Tuesday's disaster", "ahead of Monday's vote") the preposition, then the clause.

Gets wrong: what the parser attaches to the wrong verb ("said Tuesday it will …" mostly comes out right), headlines in
the present tense, and free indirect speech.
"""

from __future__ import annotations

from typing import Literal

from stemma.data import table
from stemma.model import Span, Token
from stemma.nlp.tree import Tree

Direction = Literal["past", "future", ""]


def direction_of(span: Span, tree: Tree) -> tuple[Direction, str]:
    """The direction the clause around a time expression tells (empty: it does not), and why in a few words."""
    inside = tree.within(span)
    if not inside:
        return "", ""
    words = table("en/tense.toml")["future"]
    tokens = tree.tokens
    top = next((i for i in inside if (h := tree.head(i)) is None or h not in inside), inside[0])
    before = " ".join(t.text.lower() for t in tokens[max(0, inside[0] - 5) : inside[0]])
    if any(f" {before} ".rstrip().endswith(p) or f"{p} the" in before for p in words["prepositions"]):
        return "future", "stands after a preposition of what lies ahead"
    head = tree.head(top)
    if f" {before}".endswith(" since") or (head is not None and tokens[head].text.lower() == "since"):
        return "past", "since"
    if (settled := _by_what_is_dated(top, tree)) is not None:
        return settled
    planned = nominal = False
    for i in tree.ancestors(top):
        token = tokens[i]
        ahead = token.tag in ("VBN", "JJ") or token.pos == "ADJ" or _due_to(i, tree)
        if token.lemma in words["planned"] and ahead:
            if _past_passive(i, tree):
                return "", f"{token.text}: planned in the past, held or not"
            return "future", f"{token.text} lies ahead"
        if token.pos not in ("VERB", "AUX"):
            nominal = nominal or token.pos in ("NOUN", "PROPN")
            continue
        told = _tense(i, tree, words)
        if told == "present":
            # "the collapse in December" under a present tense tells nothing; "talks open on Monday" a plan.
            return ("", "") if nominal and not planned else _answer("future", token)
        if told != "open":
            if planned and told == "past" and token.lemma == "be":
                return "", f"{token.text} to: planned in the past, held or not"
            if planned and told == "past" and token.lemma in words["governors"]:
                return "future", f"infinitive after {token.text}"
            if told == "none" and _until(top, tree) and token.tag == "VBN" and not _past_passive(i, tree):
                return "future", f"{token.text} until"  # "is closed until Thursday"
            if told == "past" and _until(top, tree):
                return "", f"{token.text}: past tense, its end told or to come"
            return _answer(told, token)
        if token.tag == "VB" or _passive_infinitive(i, tree):
            planned = True
    return "", ""


def _by_what_is_dated(top: int, tree: Tree) -> tuple[Direction, str] | None:
    """What the words between the verb and the expression say: an event called next or last, a date that is set for
    the expression or moved to it. None where they say nothing."""
    tokens, words = tree.tokens, table("en/tense.toml")["future"]
    behind = table("en/tense.toml")["past"]["behind"]
    preposition: int | None = None
    for i in tree.ancestors(top):
        token = tokens[i]
        if token.pos in ("ADP", "SCONJ", "PART") and preposition is None:
            preposition = i
            if i and tokens[i - 1].dep == "pobj" and tokens[tokens[i - 1].head].text.lower() in ("of", "before"):
                # "lost ahead of their next game on November 19", whatever the parser ties the day to
                called = {tokens[c].lemma.lower() for c in tree.children(i - 1, "amod")}
                if called & set(words["ahead"]):
                    return "future", f"{tokens[i - 1].text} lies ahead"
        elif token.pos in ("NOUN", "PROPN"):
            called = {tokens[c].lemma.lower() for c in tree.children(i, "amod")}
            if called & set(words["ahead"]):
                return "future", f"{token.text} lies ahead"
            if called & set(behind):
                return "past", f"{token.text} lies behind"
            if preposition is not None and tokens[preposition].head == i and tokens[preposition].lemma == "of":
                known = {tokens[c].text.lower() for c in tree.children(i, "det", "poss")}
                if known - {"a", "an"} and token.lemma.lower() in table("en/tense.toml")["past"]["of_day"]:
                    return "past", f"{token.text} of that day: it has happened"
        elif token.pos in ("VERB", "AUX"):
            if preposition is None:
                return None
            by = tokens[preposition].text.lower()
            over = tokens[preposition].head
            near = over == i or (tokens[over].head == i and tokens[over].dep in ("dobj", "prt"))
            if near and token.lemma in words["moving"] and by in ("until", "till", "to"):
                return "future", f"{token.text} {by}"
            if near and token.lemma in words["setting"] and by == "for" and not _past_passive(i, tree):
                return "future", f"{token.text} for"
            return None
    return None


def _until(top: int, tree: Tree) -> bool:
    head = tree.head(top)
    return head is not None and tree.tokens[head].text.lower() in ("until", "till")


def _answer(told: str, token: Token) -> tuple[Direction, str]:
    if told == "past":
        return "past", f"{token.text}: past tense"
    if told == "future":
        return "future", f"{token.text}: future or present of plans"
    return "", f"{token.text}: tense tells nothing"


def _due_to(i: int, tree: Tree) -> bool:
    """ "due to end": the parser takes "due" for a preposition; under it stands what is to happen."""
    return tree.tokens[i].lemma == "due" and bool(tree.children(i, "pcomp", "xcomp", "prep"))


def _passive_infinitive(i: int, tree: Tree) -> bool:
    """ "is to be held": the infinitive of a passive, which is ahead of the verb above it."""
    helpers = [tree.tokens[c] for c in tree.children(i, "aux", "auxpass")]
    return any(h.tag == "TO" for h in helpers) and any(h.tag == "VB" and h.lemma == "be" for h in helpers)


def _past_passive(i: int, tree: Tree) -> bool:
    return any(tree.tokens[c].tag in ("VBD", "VBN") for c in tree.children(i, "aux", "auxpass")) or (
        (head := tree.head(i)) is not None
        and tree.tokens[head].lemma == "be"
        and tree.tokens[head].tag in ("VBD", "VBN")
    )


def _tense(i: int, tree: Tree, words: dict[str, list[str]]) -> str:
    """ "past", "future", "present", "none" (finite, tells nothing) or "open" (not finite: look further up)."""
    token = tree.tokens[i]
    helpers = [tree.tokens[c] for c in tree.children(i, "aux", "auxpass")]
    if any(h.tag == "MD" for h in helpers) or token.tag == "MD":
        perfect = any(h.lemma == "have" for h in helpers)
        return "past" if perfect else "future"
    if any(h.tag in ("VBD", "VBN") for h in helpers) or token.tag == "VBD":
        # "was to meet": planned, held or not.
        return "none" if token.tag == "VB" and any(h.lemma == "be" for h in helpers) else "past"
    if any(h.tag in ("VBP", "VBZ") and h.lemma == "have" for h in helpers):
        return "past"
    if token.tag == "VBG" and any(h.tag in ("VBP", "VBZ") and h.lemma == "be" for h in helpers):
        return "future"
    if _passive_infinitive(i, tree):
        return "open"
    if token.tag == "VBN":
        return "past" if not any(h.tag in ("VBP", "VBZ") for h in helpers) else "none"
    if token.tag in ("VBP", "VBZ"):
        return "present"
    return "open"
