"""Bytes to text: which encoding a file is in, and what of it is changed.

Byte order marks and UTF-8 come first; UTF-16 without a mark is told by its zero bytes; what is none of these is an
older 8-bit or East Asian encoding, which charset-normalizer tells from the shape of the text. UTF-8 with a few damaged
bytes stays UTF-8: each becomes U+FFFD and is counted, because reading all of it as Latin-1 would damage every quotation
mark instead. Where whole lines are UTF-8 and others are not, those others are read as Windows-1252.

Of the characters only these are changed, once, before anything points at them: CR LF, CR and the line and paragraph
separators of Unicode become LF; NUL and a byte order mark at the start go, an unpaired surrogate becomes U+FFFD; of
more white space in a row than any page needs, the first hundred characters stay.

What it gets wrong: a short text in an 8-bit encoding may be taken for a neighbour of it (Windows-1250 for 1252).
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from stemma import data

SAMPLE = 128 * 1024
"""As many bytes as the guess at an older encoding looks at."""

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_OLDER = (
    *("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "koi8_u"),
    *("iso8859_2", "iso8859_5", "iso8859_15", "gb18030", "big5", "cp932", "euc_jp", "euc_kr", "mac_roman", "cp437"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_EMPTY = re.compile(r"(\s{100})\s+")
_SURROGATE = re.compile(r"[\ud800-\udfff]")


class Undecodable(ValueError):
    """The bytes are no text: `reason` says what they seem to be, `advice` what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason, self.advice = reason, advice


class Decoded(NamedTuple):
    text: str
    encoding: str
    damaged: int


def decode(raw: bytes, declared: str | None = None) -> Decoded:
    """The text of `raw`. `declared` is the encoding the file itself names (a page's ``meta charset``).

    Raises:
        Undecodable: the bytes are a picture, a PDF or another format that is no text, or in no encoding known.
    """
    raw = raw.removeprefix(codecs.BOM_UTF8)  # a mark that older editors also put before texts in other encodings
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            marked = raw.decode(encoding, errors="replace")
            return Decoded(clean(marked), encoding, marked.count("\ufffd"))
    if other := known_format(raw):
        raise Undecodable(f"is a {other['name']}, not text", other["advice"])
    if b"\0" in raw[:SAMPLE] and (text := _utf16(raw)) is not None:
        return Decoded(clean(text), "utf-16", 0)
    if len(_CONTROL.findall(raw[:SAMPLE])) > 2 + 0.02 * len(raw[:SAMPLE]):
        raise Undecodable("is no text (it holds control bytes as programs and pictures do)", "leave it out")
    try:
        return Decoded(clean(raw.decode("utf-8")), "utf-8", 0)
    except UnicodeDecodeError:
        pass
    mended = raw.decode("utf-8", errors="replace")
    damaged = mended.count("\ufffd")
    if sum(c > "\x7f" for c in mended) - damaged >= 4 * damaged:
        return Decoded(clean(mended), "utf-8", damaged)
    if (mixed := _mixed(raw)) is not None:
        return Decoded(clean(mixed), "utf-8 and cp1252", 0)
    if declared and (text := _try(raw, declared)) is not None:
        return Decoded(clean(text), declared, 0)
    best = from_bytes(raw[:SAMPLE], cp_isolation=list(_OLDER), enable_fallback=False).best()
    if best is not None and (text := _try(raw, best.encoding)) is not None:
        return Decoded(clean(text), best.encoding, 0)
    raise Undecodable("is in no encoding known here", "save it as UTF-8 text")


def clean(text: str) -> str:
    """`text` with its newlines as LF, without NULs, a leading byte order mark and unpaired surrogates."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    return _SURROGATE.sub("\ufffd", text)


def settled(text: str) -> str:
    """The cleaned text of one report, its separators of lines and paragraphs as LF, without white space without end."""
    return _EMPTY.sub(r"\1", text.strip("\ufeff").replace("\u2028", "\n").replace("\u2029", "\n"))


def known_format(raw: bytes) -> dict[str, str] | None:
    """The entry of ``data/formats.toml`` whose signature `raw` begins with."""
    for entry in data.table("formats.toml")["format"]:
        if any(raw.startswith(bytes.fromhex(s)) for s in entry["signatures"]):
            found: dict[str, str] = entry
            return found
    return None


def _mixed(raw: bytes) -> str | None:
    """`raw` as lines in UTF-8 among lines in Windows-1252, as reports pasted together have them; None when no line with
    more than ASCII is UTF-8 (such sequences hardly ever come about otherwise)."""
    lines = []
    found = False
    for line in raw.split(b"\n"):
        text = _try(line, "utf-8")
        found = found or (text is not None and not line.isascii())
        lines.append(text if text is not None else line.decode("cp1252", errors="replace"))
    return "\n".join(lines) if found else None


def _utf16(raw: bytes) -> str | None:
    """`raw` as UTF-16 without a mark, when zero bytes stand in every other place as in Latin text, or None."""
    even, odd = raw[0:SAMPLE:2].count(0), raw[1:SAMPLE:2].count(0)
    half = len(raw[:SAMPLE]) // 2
    for zeros, others, encoding in ((odd, even, "utf-16-le"), (even, odd, "utf-16-be")):
        if zeros > 0.4 * half and others < 0.05 * half:
            return _try(raw[: len(raw) - len(raw) % 2], encoding)
    return None


def _try(raw: bytes, encoding: str) -> str | None:
    try:
        return raw.decode("cp1252" if encoding.lower() in ("latin-1", "latin1", "iso-8859-1", "ascii") else encoding)
    except (UnicodeDecodeError, LookupError):
        return None
