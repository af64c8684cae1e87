"""Spelling: whether two spellings can be one name.

Words are compared after folding accents (anyascii) and rewriting the usual transliterations of one sound to a common
key (``data/transliteration.toml``); what is left is measured by an edit distance whose costs say how often
transliteration exchanges two letters (weighted edit distance after Damerau 1964 and Kukich 1992). Whole names of
people are aligned word by word, so that a shared surname never outweighs a different given name.

What it gets wrong: forms of one name in different languages (Vladimir, Volodymyr), nicknames that are not English,
names abbreviated inside.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Literal

from anyascii import anyascii
from nicknames import NickNamer

from stemma.data import members, table, words
from stemma.model import Noun

Verdict = Literal["same", "variant", "initials", "shorter", "nickname", "order", "partial", "different"]

SAME_WORD = 0.85
"""Similarity from which two words of a name count as spellings of one."""

_TURNED = 0.95
_FAR = 0.2
"""Distance for each letter beyond which two words have no likeness."""

_VOWELS = set("aeiou")
_LOGOGRAPHIC = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Likeness(Noun, frozen=True, kw_only=True):
    """How like two names are: `score` 0 to 1, what kind of likeness, and one line for a reader."""

    score: float
    verdict: Verdict
    because: str


@lru_cache(maxsize=100_000)
def fold(name: str) -> str:
    """A name in lower-case Latin letters without accents, full stops and doubled spaces."""
    plain = re.sub(r"[åÅ]", "aa", name)
    plain = anyascii(plain).lower().replace("’", "'")
    plain = re.sub(r"[^a-z0-9' \-&]", " ", plain.replace(".", " "))
    return re.sub(r"\s+", " ", plain).strip()


def name_words(name: str, *, particles: bool = False) -> list[str]:
    """The words of a person's name, folded; particles and generation suffixes left out unless asked for."""
    return list(_name_words(name, particles))


@lru_cache(maxsize=100_000)
def _name_words(name: str, particles: bool) -> tuple[str, ...]:
    out = []
    for word in re.split(r"\s+", fold(name)):
        pieces = [p for p in word.strip("'-").split("-") if p]
        while not particles and len(pieces) > 1 and pieces[0] in words("particles.txt"):
            pieces = pieces[1:]
        if not pieces:
            continue
        joined = "".join(pieces).replace("'", "")
        if (
            not particles
            and (joined in words("particles.txt") or joined in members("en/name_contexts.toml", "generations"))
            and len(joined) > 1
        ):
            continue
        out.append(joined)
    return tuple(out) or tuple(w for w in re.split(r"[\s\-]+", fold(name)) if w)


@lru_cache(maxsize=100_000)
def key(word: str) -> str:
    """The common key of the transliterations of a folded word."""
    data = table("transliteration.toml")
    out = str(data["words"].get(word, word))
    for old, new in data["rewrites"]:
        out = out.replace(old, new)
    if out.startswith("x"):
        out = "s" + out[1:]
    out = re.sub(r"(.)\1+", r"\1", out)
    return out[:-1] if len(out) > 3 and out.endswith("h") else out


@lru_cache(maxsize=1)
def _costs() -> dict[tuple[str, str], float]:
    data = table("transliteration.toml")
    out: dict[tuple[str, str], float] = {}
    for part in ("letters", "vowels"):
        for pair, cost in data[part].items():
            out[pair[0], pair[1]] = out[pair[1], pair[0]] = float(cost)
    return out


def _substitution(a: str, b: str) -> float:
    if a == b:
        return 0.0
    found = _costs().get((a, b))
    if found is not None:
        return found
    return 0.7 if a in _VOWELS and b in _VOWELS else 1.0


def _gap(word: str, i: int) -> float:
    """The cost of a letter that only one of two words has."""
    letter = word[i]
    if i and word[i - 1] == letter:
        return 0.15
    if letter == "h":
        return 0.3
    if letter in _VOWELS:
        return 0.6 if i == len(word) - 1 else 0.45
    return 1.0


@lru_cache(maxsize=100_000)
def _gaps(word: str) -> tuple[float, ...]:
    return tuple(_gap(word, i) for i in range(len(word)))


def _distance(a: str, b: str, limit: float) -> float:
    """The weighted edit distance of two words; infinite once it is sure to be beyond `limit`, as it is for most."""
    gaps = _gaps(b)
    above: list[float] = []
    row = [0.0, *accumulate(gaps)]
    for i, (letter, gap) in enumerate(zip(a, _gaps(a), strict=True)):
        before, above, row = above, row, [row[0] + gap]
        for j, other in enumerate(b):
            best = above[j] if letter == other else above[j] + _substitution(letter, other)
            if (dropped := above[j + 1] + gap) < best:
                best = dropped
            if (added := row[j] + gaps[j]) < best:
                best = added
            if i and j and letter == b[j - 1] and a[i - 1] == other and letter != other:
                best = min(best, before[j - 1] + 0.5)
            row.append(best)
        if min(row) > limit and min(above) > limit:
            return math.inf
    return row[-1]


@lru_cache(maxsize=200_000)
def same_word(a: str, b: str) -> float:
    """How like two folded words are, 1 for one key, 0 for words that nobody takes for one. Short words must agree in
    full."""
    if a == b:
        return 1.0
    best = 0.0
    for x in _readings(a):
        for y in _readings(b):
            if x == y:
                best = max(best, 0.99)
                continue
            longest = max(len(x), len(y))
            if longest <= 3:
                continue
            best = max(best, 1.0 - _distance(x, y, _FAR * longest) / longest)
    return best if best >= 1.0 - _FAR else 0.0


def _readings(word: str) -> tuple[str, ...]:
    """A word's key and, where it has them, the readings of Scandinavian aa, of Russian ё and of the bare letters."""
    out = [key(word)]
    if "aa" in word:
        out.append(key(word.replace("aa", "o")))
    if "yo" in word:
        out.append(key(word.replace("yo", "e")))  # Russian ё
    if "ei" in word or "ey" in word:
        out.append(key(word.replace("ei", "i").replace("ey", "i")))
    if len(word) > 3:
        out.append(word)
    return tuple(dict.fromkeys(out))


def gendered_pair(a: str, b: str) -> bool:
    """Whether two alike given names part by an ending that can mark gender or another name (Julio/Julia, Paul/Paula,
    Salim/Salima, Min-ho/Min-hee): one ends in -a and the other does not, or both end in vowels of different classes."""
    x, y = key(a), key(b)
    if x == y or not x or not y:
        return False
    if (x[-1] == "a") != (y[-1] == "a"):
        return True
    if x[-1] in _VOWELS and y[-1] in _VOWELS and x[-1] != y[-1]:
        return _substitution(x[-1], y[-1]) > 0.5
    return False


def same_name(a: str, b: str) -> Likeness:
    """How like two names of people are.

    "same" and "variant" are full names in two spellings; "initials" has given names as letters; "shorter" leaves out
    middle names or a second surname; "nickname" has the usual short form of the given name; "order" has the family
    name at the other end; "partial" is one word of the other.
    """
    return _same_name(a, b) if a <= b else _same_name(b, a)


@lru_cache(maxsize=200_000)
def _same_name(a: str, b: str) -> Likeness:
    if _LOGOGRAPHIC.search(a) and _LOGOGRAPHIC.search(b):
        # Romanisation hides which character it was: within one such script only equality counts.
        equal = re.sub(r"\s|·", "", a) == re.sub(r"\s|·", "", b)
        return Likeness(score=float(equal), verdict="same" if equal else "different", because="character by character")
    if _generation(a) != _generation(b):
        return Likeness(score=0.0, verdict="different", because="of two generations")
    x, y = name_words(a), name_words(b)
    if x == y and x:
        return Likeness(score=1.0, verdict="same", because="the same words")
    if not x or not y:
        return Likeness(score=0.0, verdict="different", because="no words to compare")
    if len(x) > len(y):
        x, y = y, x
    glued = (key("".join(x)), key("".join(y)))
    if glued[0] == glued[1] and min(len(glued[0]), len(glued[1])) > 4:
        return Likeness(score=0.98, verdict="variant", because="the same sounds")
    if len(x) == 1:
        best = max(same_word(x[0], w) for w in (y[-1], y[0]))
        if len(y) == 1:
            verdict: Verdict = "variant" if best >= SAME_WORD else "different"
            return Likeness(score=best, verdict=verdict, because="one word each")
        if best >= 0.95:
            return Likeness(score=0.6 * best, verdict="partial", because=f"one word of {len(y)}")
        return Likeness(score=0.0, verdict="different", because="no word in common")
    if len(x) == len(y):
        return _aligned(x, y)
    return _shorter(x, y)


def without_generation(name: str) -> str:
    """A name without "Jr.", "III" and the like."""
    return re.sub(r",$", "", name.rsplit(" ", 1)[0].rstrip()) if _generation(name) and " " in name else name


@lru_cache(maxsize=1)
def _nicknames() -> NickNamer:
    return NickNamer()


def nicknamed(a: str, b: str) -> bool:
    """Whether one of two folded given names is an English short form of the other (Bill, William)."""
    if min(len(a), len(b)) < 2 or gendered_pair(a, b):
        return False
    return b in _nicknames().canonicals_of(a) or a in _nicknames().canonicals_of(b)


def _generation(name: str) -> str:
    last = fold(name).split(" ")[-1:]
    return last[0] if last and last[0] in members("en/name_contexts.toml", "generations") else ""


def _word_score(a: str, b: str, given: bool) -> float:
    if len(a) == 1 or len(b) == 1:
        return 0.8 if a[:1] == b[:1] or key(a)[:1] == key(b)[:1] else 0.0
    if given and gendered_pair(a, b):
        return 0.0
    return same_word(a, b)


def _aligned(x: Sequence[str], y: Sequence[str]) -> Likeness:
    n = len(x)
    if _word_score(x[-1], y[-1], given=False) < SAME_WORD:  # most pairs: other surnames, or the words turned round
        return _turned(x, y)
    scores = [_word_score(p, q, given=i < n - 1) for i, (p, q) in enumerate(zip(x, y, strict=True))]
    if min(scores) >= SAME_WORD:
        return Likeness(score=min(scores), verdict="variant", because="each word a spelling of the other")
    if n > 1 and min(scores[1:]) >= 0.95 and scores[0] < SAME_WORD and nicknamed(x[0], y[0]):
        return Likeness(score=0.88, verdict="nickname", because="short form of the given name")
    initials = [len(p) == 1 or len(q) == 1 for p, q in zip(x, y, strict=True)]
    if (
        any(initials)
        and not initials[-1]
        and all(s >= SAME_WORD or (i and s) for s, i in zip(scores, initials, strict=True))
    ):
        return Likeness(score=0.8 * scores[-1], verdict="initials", because="given name as initial")
    return _turned(x, y)


def _turned(x: Sequence[str], y: Sequence[str]) -> Likeness:
    for turned in ([*y[1:], y[0]], [y[-1], *y[:-1]]):
        if same_word(x[0], turned[0]) >= _TURNED:
            score = min(same_word(p, q) for p, q in zip(x, turned, strict=True))
            if score >= _TURNED:
                return Likeness(score=_TURNED * score, verdict="order", because="the words in another order")
    return Likeness(score=0.0, verdict="different", because="a word differs")


def _shorter(x: Sequence[str], y: Sequence[str]) -> Likeness:
    """`x` has fewer words: all must be in `y` in order, the first with the first."""
    first = _word_score(x[0], y[0], given=True)
    if len(y[0]) == 1 and x[0] == y[1]:
        first, y = 1.0, y[1:]  # "W. Mark Holt", called Mark Holt
    verdict: Verdict = "shorter"
    if first < 0.8 and nicknamed(x[0], y[0]):
        first, verdict = 0.9, "nickname"
    if first < 0.8:
        return Likeness(score=0.0, verdict="different", because="given names differ")
    letters = {w for w in x[1:] if len(w) == 1}
    if letters and {w for w in y[1:] if len(w) == 1} - letters:
        return Likeness(score=0.0, verdict="different", because="middle initials differ")
    scores, at, used = [first], 1, {0}
    for i, p in enumerate(x[1:], 1):
        found = None
        for j in range(at, len(y) - (len(x) - 1 - i)):
            s = same_word(p, y[j])
            if s >= 0.9:
                found = (j, s)
                break
        if found is None:
            return Likeness(score=0.0, verdict="different", because="a word differs")
        at = found[0] + 1
        used.add(found[0])
        scores.append(found[1])
    # A middle initial is left out far more often than a name.
    initials = all(len(w) == 1 for j, w in enumerate(y) if j not in used)
    score = (0.96 if initials else 0.92) * sum(scores) / len(scores)
    return Likeness(score=score, verdict=verdict, because="middle names or second surname left out")
