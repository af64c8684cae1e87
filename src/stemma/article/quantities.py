"""Quantities: numbers with their units, hedges and what is counted.

Numbers are read as digits ("1,100", "€420m", "Rs. 3 crore"), as words (text2num) and as the collective numerals and
fractions of ``data/en/quantities.toml``; a hedge before them ("about", "more than") widens the value to an interval
(widths after Ferson et al. 2015). Units of measure are brought to the base unit of their dimension with pint; other
quantities are counts of the noun they modify. Ordinals count too ("the fifth round").

Left out: clock times and calendar dates (`stemma.article.times`), ages beside names, numbers inside names.
What it gets wrong: counts whose noun is far away ("seven of them", "the toll rose to 14") have the unit of the
nearest governing noun.
"""

from __future__ import annotations

import re
from functools import cache
from itertools import takewhile
from typing import Any

from msgspec.structs import replace
from text_to_num import text2num

from stemma.data import members, table
from stemma.model import Article, Parse, Quantity, Span
from stemma.nlp.tree import Tree

_DIGITS = re.compile(r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_ATTACHED = re.compile(r"(?P<number>\d[\d,.]*)\s?(?P<tail>[a-zA-Z%]+(?:/h)?)?")
_SIGNED = re.compile(r"(?P<sign>[^\W\d_]{1,4}\.?)(?P<number>\d.*)")
_ORDINAL_DIGITS = re.compile(r"(\d+)(?:st|nd|rd|th)")
_HEDGE_REACH = 4
_BASE = 10
_UNIT_REACH = 5
_COMPOUND = ("time", "length", "mass")
_AND_A_HALF = re.compile(r"\s+and a half\b(?! \w+s\b)", re.IGNORECASE)
_WITHIN = re.compile(r"\s+(?:and\s+)?", re.IGNORECASE)
_PAIRING = ("to", "and", "or", "-", "–", "—")


def find_quantities(article: Article, parse: Parse) -> tuple[Quantity, ...]:
    """The quantities of an article, in text order, not overlapping."""
    tree = Tree(parse)
    out: list[Quantity] = []
    i = 0
    while i < len(parse.tokens):
        found = number_at(tree, i)
        if found is None or _not_a_quantity(tree, i, found[1]):
            i += 1
            continue
        value, last, ordinal = found
        quantity = _quantity(article, tree, i, last, value, ordinal)
        if out and quantity.span.start < out[-1].span.end:  # the sign was the unit of the one before
            quantity = replace(quantity, span=Span(article.id, parse.tokens[i].start, quantity.span.end))
        out.append(quantity)
        i = max(last + 1, tree.within(quantity.span).stop)
    return tuple(_compounded(article.text, _share_units(article.text, out)))


def _share_units(text: str, found: list[Quantity]) -> list[Quantity]:
    """Give a bare number the unit of the one it is paired with ("from 150 to 180 tonnes", "three miles to five")."""
    out = list(found)
    for n in range(len(out) - 1):
        first, second = out[n], out[n + 1]
        if text[first.span.end : second.span.start].strip().lower() not in _PAIRING:
            continue
        bare, full = (first, second) if first.dimension == "count" else (second, first)
        written = written_number(text[full.span.start : full.span.end])
        if bare.dimension == "count" and full.dimension not in ("count", "ordinal") and full.value and written:
            factor = full.value / written
            scaled = {name: getattr(bare, name) * factor for name in ("value", "low", "high") if getattr(bare, name)}
            paired = replace(bare, unit=full.unit, dimension=full.dimension, rule="paired number", **scaled)
            out[n if bare is first else n + 1] = paired
    return out


def _compounded(text: str, found: list[Quantity]) -> list[Quantity]:
    """One quantity for a measure told in two units ("9 years 6 months"), or with a half behind it ("an hour and a
    half")."""
    out: list[Quantity] = []
    for q in found:
        factor = _unit_factor(q, text)
        if q.dimension in _COMPOUND and (half := _AND_A_HALF.match(text, q.span.end)):
            q = _added(q, factor / 2, half.end())
        before = out[-1] if out else None
        if (
            before is not None
            and before.dimension == q.dimension
            and q.dimension in _COMPOUND
            and _WITHIN.fullmatch(text, before.span.end, q.span.start)
            and not q.hedge
            and factor < _unit_factor(before, text)
            and q.value < _unit_factor(before, text)
        ):
            out[-1] = _added(before, q.value, q.span.end)
            continue
        out.append(q)
    return out


def _added(q: Quantity, more: float, end: int) -> Quantity:
    value, low = q.value + more, q.low + more
    high = None if q.high is None else q.high + more
    return replace(q, value=value, low=low, high=high, span=Span(q.span.article, q.span.start, end), rule="compound")


def _unit_factor(q: Quantity, text: str) -> float:
    """What one of the unit written is worth in the base unit."""
    return q.value / (written_number(text[q.span.start : q.span.end]) or q.value or 1.0)


def written_number(wording: str) -> float | None:
    """The number as written, before its unit was converted; None where it begins with no number."""
    digits = _DIGITS.search(wording)
    if digits:
        return float(re.sub(r"[,\u00a0\u202f]", "", digits[0]))
    first = wording.split()[0].lower()
    value = _words_value(first)
    return value if value is not None else _words_value(first.split("-")[0])  # "ten-foot"


def number_at(tree: Tree, i: int) -> tuple[float, int, bool] | None:
    """The number that begins at token `i`: its value, its last token, and whether it is an ordinal."""
    tokens = tree.tokens
    text = tokens[i].text
    lists = table("en/quantities.toml")
    if match := _ORDINAL_DIGITS.fullmatch(text):
        return float(match[1]), i, True
    lower = text.lower()
    if lower == "second" and i and tokens[i - 1].text.lower() == "per":
        return None  # the unit of time
    ordinals = lists["ordinals"]
    if lower in ordinals and tokens[i].pos in ("ADJ", "NOUN", "ADV") and not _sequence_adverb(tree, i):
        return float(ordinals.index(lower) + 1), i, True
    for size in range(min(3, len(tokens) - i) if lower in _openers() else 0, 0, -1):
        phrase = " ".join(t.text.lower() for t in tokens[i : i + size]).replace(" - ", "-")
        for name in ("fractions", "numerals"):
            if phrase in lists[name] and (size > 1 or tokens[i].pos in ("NUM", "NOUN", "DET")):
                # "a half" alone is a fraction, "half past" and "the second half" are not.
                if not _counts(tree, i, size, name):
                    return None
                return _run_on(tree, i, phrase) or (float(lists[name][phrase]), i + size - 1, False)
    if signed := _signed(text):
        text = signed[1]
    if match := _DIGITS.match(text):
        numeral = signed or tokens[i].pos in ("NUM", "ADJ", "NOUN", "PROPN", "ADV", "X")
        if not numeral or ":" in text or "/" in text:
            return None
        tail = text[match.end() :].lower().lstrip("-")
        if tail and tail not in lists["scales"] and tail not in lists["units"]:
            return None
        value = float(re.sub(r"[,\u00a0\u202f]", "", match[0]))
        return _scaled(tree, i, value * (lists["scales"].get(tail, 1) if tail != "m" or _millions(tree, i) else 1))
    if text[0].isalpha() and (tokens[i].pos == "NUM" or _words_value(lower) is not None):
        return _spelled(tree, i)
    return None


@cache
def _openers() -> frozenset[str]:
    """The words that fractions and collective numerals begin with."""
    lists = table("en/quantities.toml")
    phrases = [*lists["fractions"], *lists["numerals"]]
    return frozenset(word for p in phrases for word in (p.split()[0], p.split("-")[0]))


def _scaled(tree: Tree, i: int, value: float) -> tuple[float, int, bool]:
    """`value` times the scale word that follows ("487 million", "420 m" after a currency sign)."""
    scales = table("en/quantities.toml")["scales"]
    if i + 2 < len(tree.tokens) and tree.tokens[i + 1].text == "-" and len(tree.tokens[i + 2].text) > 1:
        i += tree.tokens[i + 2].text.lower() in scales  # "a 640-million-crown contract"
    following = tree.tokens[i + 1].text.lower().rstrip(".") if i + 1 < len(tree.tokens) else ""
    if following in scales and (len(following) > 1 or _money(tree, i) or _millions(tree, i + 1)):
        rest = tree.tokens[i + 2].text if i + 2 < len(tree.tokens) else ""
        if len(following) > 1 and rest.isdigit() and int(rest) < scales[following]:  # "4 thousand 700"
            below = _scaled(tree, i + 2, float(rest))
            if below[0] < scales[following]:
                return value * scales[following] + below[0], below[1], False
        return value * scales[following], i + 1, False
    return value, i, False


def _millions(tree: Tree, i: int) -> bool:
    """Whether the "m" at the end of token `i` stands for million: after a currency sign, or before what is counted."""
    return _money(tree, i) is not None or (i + 1 < len(tree.tokens) and tree.tokens[i + 1].tag in ("NNS", "NNPS"))


def _money(tree: Tree, i: int) -> str | None:
    """The currency whose sign or code is written before the number of token `i` ("Rs. 41 billion", "EUR 3m", "RM5")."""
    if signed := _signed(tree.tokens[i].text):
        return signed[0]
    at = _sign_at(tree, i)
    found = _currency(tree.tokens[at].text) if at < i else None
    counting = i + 1 < len(tree.tokens) and tree.tokens[i + 1].tag in ("NNS", "NNPS")
    return None if found and found == tree.tokens[at].text and counting else found  # "ALL 5 men" are no leks


def _sign_at(tree: Tree, i: int) -> int:
    """The token before the number of token `i`, past a full stop parted from its abbreviation; `i` at the start."""
    parted = i > 1 and tree.tokens[i - 1].text == "." and tree.tokens[i - 2].end == tree.tokens[i - 1].start
    return max(0, i - 1 - parted)


def _signed(text: str) -> tuple[str, str] | None:
    """A token that holds a currency's sign and a number ("Rs38bn"), as the currency and the number."""
    found = _SIGNED.fullmatch(text)
    currency = _currency(found["sign"]) if found else None
    if not found or not currency or (currency == found["sign"] and found["number"].isdigit()):
        return None  # "CUP2026" is no sum, "NOK3bn" is one
    return currency, found["number"]


def _currency(sign: str) -> str | None:
    """A currency by its sign, abbreviation or code: its ISO 4217 code, or the word for the money of several countries
    ("krone"); None where `sign` is none."""
    signs = table("en/quantities.toml")
    code: str | None = signs["currencies"].get(sign) or signs["money_signs"].get(sign.rstrip("."))
    return code or (sign if sign in _codes() else None)


@cache
def _codes() -> frozenset[str]:
    """The currencies of ISO 4217, as CLDR lists them."""
    from babel import Locale

    return frozenset(Locale("en").currencies)


def _run_on(tree: Tree, i: int, phrase: str) -> tuple[float, int, bool] | None:
    """The longer number that "a hundred" begins ("a hundred and fifty", "a thousand one hundred"), "a" read as one."""
    opening = phrase.split()
    if opening[0] != "a" or len(opening) == 1:
        return None
    best = None
    tokens = tree.tokens
    for last in range(i + len(opening), min(i + len(opening) + 6, len(tokens))):
        if not (
            tokens[last].pos == "NUM" or tokens[last].text.lower() in members("en/quantities.toml", "inside_numbers")
        ):
            break
        words = ["one", *(t.text.lower() for t in tokens[i + 1 : last + 1])]
        if (value := _words_value(" ".join(words).replace(" - ", "-"))) is not None:
            best = (value, last, False)
    return best


def _spelled(tree: Tree, i: int) -> tuple[float, int, bool] | None:
    """The longest run of number words from token `i` that text2num reads as one number."""
    best: tuple[float, int, bool] | None = None
    for last in range(i, min(i + 6, len(tree.tokens))):
        token = tree.tokens[last]
        if not (token.pos == "NUM" or token.text.lower() in members("en/quantities.toml", "inside_numbers")):
            break
        words = " ".join(t.text.lower() for t in tree.tokens[i : last + 1]).replace(" - ", "-")
        if words.endswith(" dozen") and (tens := _words_value(words.removesuffix(" dozen"))) is not None:
            best = (tens * 12, last, False)
        elif (value := _words_value(words)) is not None:
            best = (value, last, False)
    if best and (longer := _with_fraction(tree, best)):
        return longer
    if best and best[1] == i and "-" not in tree.tokens[i].text:
        return _scaled(tree, i, best[0])
    return best


def _with_fraction(tree: Tree, found: tuple[float, int, bool]) -> tuple[float, int, bool] | None:
    """A number with the half behind it, before what it counts ("two and a half years", "three and a half million"), or
    with its decimals ("four point two million")."""
    value, last, _ = found
    behind = [t.text.lower() for t in tree.tokens[last + 1 : last + 6]]
    if behind[:3] == ["and", "a", "half"]:
        return _scaled(tree, last + 3, value + 0.5)
    if behind[:1] != ["point"]:
        return None
    read = [_words_value(w) for w in behind[1:]]
    decimals = [f"{v:g}" for v in takewhile(lambda v: v is not None and v < _BASE, read)]
    return _scaled(tree, last + 1 + len(decimals), float(f"{value:g}.{''.join(decimals)}")) if decimals else None


@cache
def _words_value(words: str) -> float | None:
    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None


def _counts(tree: Tree, i: int, size: int, kind: str) -> bool:
    if kind == "numerals":
        return True
    following = tree.tokens[i + size].text.lower() if i + size < len(tree.tokens) else ""
    before = tree.tokens[i - 1].text.lower() if i else ""
    return following in ("of", "a", "the") and before not in members("en/quantities.toml", "before_parts")


def _sequence_adverb(tree: Tree, i: int) -> bool:
    """Whether "first" or "second" orders the text or the telling and counts nothing ("first reported", "First, …")."""
    token = tree.tokens[i]
    return token.dep in ("advmod", "npadvmod") or token.pos == "ADV" or token.start == tree.sentence_of(i).start


def _not_a_quantity(tree: Tree, i: int, last: int) -> bool:
    tokens = tree.tokens
    token = tokens[i]
    scaled = tokens[last].text.lower() in table("en/quantities.toml")["scales"]  # "two and a half million" is no date
    if token.ent in ("DATE", "TIME") and not scaled and not _duration(tree, i, last):
        return True
    if token.text.lower() == "one" and (token.dep != "nummod"):
        return True
    if _scored(tree, i, last):
        return True  # a score or a range without its unit: "20-0", "2018-19"
    if token.dep == "nummod" and token.head < i:
        return True  # a label: "Gate 2", "Channel 24"
    if token.dep == "appos" or (
        i and tokens[i - 1].text == "," and last + 1 < len(tokens) and tokens[last + 1].text in ",."
    ):
        return True  # an age: "Condori, 31, …"
    if token.ent in ("PRODUCT", "FAC", "LAW", "WORK_OF_ART") or (token.ent in ("ORG", "GPE") and token.pos == "PROPN"):
        return True
    return bool(re.fullmatch(r"(?:1[89]|20)\d\d", token.text)) and token.dep != "nummod"


def _scored(tree: Tree, i: int, last: int) -> bool:
    tokens = tree.tokens

    def digit(k: int) -> bool:
        return 0 <= k < len(tokens) and tokens[k].text[:1].isdigit()

    dash = ("-", "–")
    after = last + 2 < len(tokens) and tokens[last + 1].text in dash and digit(last + 2)
    before = i > 1 and tokens[i - 1].text in dash and digit(i - 2)
    inside = tokens[i].text[-1:].isdigit() and any(d in tokens[i].text for d in dash)
    return digit(i) and (after or before or inside)


def _duration(tree: Tree, i: int, last: int) -> bool:
    """Whether a number the parser takes for part of a date measures time ("nearly two months", "25-year")."""
    for k in range(last + 1, min(last + 3, len(tree.tokens))):
        lemma = tree.tokens[k].lemma
        if tree.tokens[k].text == "-":
            continue
        return lemma in members("en/quantities.toml", "time_units")
    return False


def _quantity(article: Article, tree: Tree, i: int, last: int, value: float, ordinal: bool) -> Quantity:
    lists = table("en/quantities.toml")
    hedge, first = _hedge(tree, i)
    money = _money(tree, i)
    sign = i if _signed(tree.tokens[i].text) else _sign_at(tree, i)
    if money:
        hedge, first = _hedge(tree, sign)
        first = min(first, sign)
    unit, dimension, factor, end = _unit(article, tree, i, last, ordinal)
    if money:
        unit, dimension, factor = money, "money", 1.0
    written = tree.tokens[last]
    closing = written.end - (len(written.text) > 1 and written.text[-1] == ".")  # "$340m." at the end of a sentence
    width = lists["hedges"].get(hedge, {"low": 1.0, "high": 1.0})
    value *= factor
    return Quantity(
        span=Span(
            article.id,
            tree.tokens[first if not hedge else sign if money else i].start,
            end if end > written.end else closing,
        ),
        value=value,
        low=value * width["low"],
        high=value * width["high"] if "high" in width else None,
        unit=unit,
        dimension=dimension,
        hedge=hedge,
        rule="ordinal" if ordinal else "number",
    )


def _hedge(tree: Tree, i: int) -> tuple[str, int]:
    """The hedge that ends right before token `i` and its first token ("" and `i` when there is none)."""
    hedges = table("en/quantities.toml")["hedges"]
    for size in range(_HEDGE_REACH, 0, -1):
        if i - size >= 0:
            words = " ".join(t.text.lower() for t in tree.tokens[i - size : i])
            place = tree.tokens[i - size].dep == "prep" and size == 1 and tree.tokens[i - size].head < i - size
            if words in hedges and not place and tree.sentence_of(i - size) == tree.sentence_of(i):
                return words, i - size
    return "", i


def _unit(article: Article, tree: Tree, i: int, last: int, ordinal: bool) -> tuple[str, str, float, int]:
    """Canonical unit, dimension, factor to the canonical unit, and where the unit ends in the text."""
    lists = table("en/quantities.toml")
    tokens = tree.tokens
    end = tokens[last].end
    if ordinal:
        return _counted(tree, i), "ordinal", 1.0, end
    attached = _ATTACHED.fullmatch(tokens[last].text)
    if (
        attached
        and not (attached["tail"] == "m" and _millions(tree, last))
        and attached["tail"]
        and (name := lists["units"].get(attached["tail"].lower()))
    ):
        return *_base(name), end
    start = last + 1
    while start < len(tokens) and tokens[start].text in ("-", "–"):
        start += 1
    for size in range(_UNIT_REACH, 0, -1):
        words = tokens[start : start + size]
        if len(words) < size:
            continue
        forms = {
            " ".join(t.text.lower() for t in words),
            " ".join([*(t.text.lower() for t in words[:-1]), words[-1].lemma]),
        }
        for form in sorted(forms):
            if name := lists["units"].get(form.replace(" / ", "/")):
                rate = _rate(tree, start + size)
                return (
                    (*_base(f"{name} / {rate}"), tokens[start + size + 1].end)
                    if rate
                    else (*_base(name), words[-1].end)
                )
    before_another = (
        start + 1 < len(tokens) and tokens[start + 1].text[:1].isdigit()
    )  # "12 €5m": the sign is the next's
    if start < len(tokens) and not before_another and (money := lists["currencies"].get(tokens[start].lemma)):
        return money, "money", 1.0, tokens[start].end
    return _counted(tree, last), "count", 1.0, end


def _rate(tree: Tree, i: int) -> str | None:
    """The unit that token `i`, "per", divides by ("40,000 litres per second"); None where no unit follows one."""
    following = tree.tokens[i : i + 2]
    if len(following) < 2 or following[0].text.lower() != "per":
        return None
    unit: str | None = table("en/quantities.toml")["units"].get(following[1].lemma)
    return unit if unit != "percent" else None


def _counted(tree: Tree, i: int) -> str:
    """The lemma of the noun token `i` modifies; of its governor where it stands alone."""
    head = tree.head(i)
    scales = table("en/quantities.toml")["scales"]
    while head is not None and (tree.tokens[head].pos == "NUM" or tree.tokens[head].lemma in scales):
        head = tree.head(head)
    if head is not None and tree.tokens[head].pos in ("NOUN", "PROPN"):
        return tree.tokens[head].lemma
    return ""


@cache
def _registry() -> Any:
    from pint import UnitRegistry

    return UnitRegistry()


@cache
def _base(name: str) -> tuple[str, str, float]:
    """(base unit, dimension, factor) of a pint unit; percent and durations keep units readers use."""
    if name in ("percent", "percentage_point"):
        return name, "share", 1.0
    durations = table("en/quantities.toml")["durations"]
    if name in durations:
        return "day", "time", float(durations[name])
    if known := table("units.toml")["units"].get(name):
        return known["base"], known["dimension"], known["factor"]
    return measured(name)


def measured(name: str) -> tuple[str, str, float]:
    """(base unit, dimension, factor) of a unit as pint has it."""
    quantity = _registry().Quantity(1, name)
    dimension = str(quantity.dimensionality).strip("[]").replace("[", "").replace("]", "")
    base = quantity.to_base_units()
    return str(base.units), dimension, float(f"{base.magnitude:.9g}")
