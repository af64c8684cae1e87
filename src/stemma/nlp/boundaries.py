"""Sentence boundaries by punctuation, aware of quotation marks and brackets.

A sentence ends after ``. ! ? …``, with the closing marks that follow it, where the next token can begin one: an
opening mark, a capital, a digit. Abbreviations never end one before a capital that belongs to them ("Gen. Dagan"),
and a closing quotation mark followed by a lower-case word goes on ("… stop?” he asked"). A stretch longer than any
sentence (a list, a text without full stops) is cut at its commas: what is done for each word of a sentence may look at
all others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from stemma.data import words

_LONGEST = 300
"""Tokens of a sentence. The longest of the news have some 150."""

_PAUSES = frozenset(",;:|•·–—-/)")
_ENDS = frozenset({".", "!", "?", "…", "...", "?!", "!!", "!?", "???", "!!!", "....", ".."})
_CLOSING = frozenset("\"”’'»)]“")
_OPENING = frozenset("\"“‘'«„([‚”")


def sentence_starts(tokens: Sequence[str], spaced: Sequence[bool]) -> set[int]:
    """Indices of the tokens that begin a sentence.

    Args:
        tokens: the tokens of one block of text.
        spaced: whether white space follows each token.
    """
    starts = {0} if tokens else set()
    straight_open = False
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token == '"':
            straight_open = not straight_open
        if _before_name(tokens, spaced, i):
            i += 1
        elif token in _ENDS or _abbreviation(token):
            after = i + 1
            closes = False
            while (
                after < len(tokens)
                and tokens[after] in _CLOSING
                and (not spaced[after - 1] or _lone_close(tokens, spaced, after))
            ):
                if tokens[after] == '"':
                    if not straight_open:
                        break
                    straight_open = False
                closes = True
                after += 1
            if after < len(tokens) and _can_begin(tokens, after, soft=token not in _ENDS, closed=closes):
                starts.add(after)
            i = after
        else:
            i += 1
    return starts | set(_within_reach(tokens, sorted(starts)))


def _within_reach(tokens: Sequence[str], starts: list[int]) -> Iterator[int]:
    """Further starts where a sentence would be longer than any is: behind the last pause in reach."""
    for start, end in pairwise([*starts, len(tokens)]):
        while end - start > _LONGEST:
            pauses = (i + 1 for i in range(start + _LONGEST - 1, start, -1) if tokens[i] in _PAUSES)
            start = next(pauses, start + _LONGEST)
            yield start


def _before_name(tokens: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    """Whether token `i` ends an abbreviation that belongs to the name or number behind it ("Col. Paredes", "No. 5").

    The tokenizer may have parted the full stop from its word."""
    token = tokens[i]
    if token == "." and i and not spaced[i - 1]:
        token = tokens[i - 1] + "."
    if token.lower() not in words("en/before_names.txt") or i + 1 >= len(tokens):
        return False
    following = tokens[i + 1][:1]
    if token.lower() in words("en/before_numbers.txt"):
        return following.isdigit()
    return following.isupper() or following.isdigit() or following.islower()


def _abbreviation(token: str) -> bool:
    return len(token) > 1 and token.endswith(".") and token[0].isalpha()


def _lone_close(tokens: Sequence[str], spaced: Sequence[bool], i: int) -> bool:
    """A closing mark set off by white space on its left and followed by white space too ("done. ” He")."""
    return tokens[i] in "”»" and (i + 1 == len(tokens) or spaced[i])


def _can_begin(tokens: Sequence[str], i: int, *, soft: bool, closed: bool) -> bool:
    """Whether token `i` can begin a sentence; `soft` after an abbreviation, where a capital alone is weak evidence."""
    word = next((t for t in tokens[i : i + 3] if t not in _OPENING and not t.isspace()), "")
    if not word:
        return False
    if word[0].islower():
        return False
    if soft and not closed:
        return word in words("en/starters.txt")
    return word[0].isalnum() or tokens[i] in _OPENING or word[0] in "-–—•*·$€£#@"
