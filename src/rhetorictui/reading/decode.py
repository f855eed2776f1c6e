"""Bytes to text, exactly: only a byte-order mark is dropped, line ends stay what they are.

UTF-8 first, UTF-16 and UTF-32 by their marks; what is neither is guessed, and the guess is named.
Data that is no text is refused with a word on what it is.
"""

from __future__ import annotations

import codecs
import re

from rhetorictui import patterns
from rhetorictui.reading.english import english_share

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BINARY = (
    (b"%PDF-", "a PDF; extract its text first, for example with pdftotext"),
    (b"PK\x03\x04", "a zip archive or an office document; unpack it or save it as text first"),
    (b"\xd0\xcf\x11\xe0", "an office document; save it as text first"),
    (b"{\\rtf", "rich text (RTF); save it as plain text first"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\x1f\x8b", "compressed data within compressed data; unpack it once"),
    (b"7z\xbc\xaf", "a 7z archive; unpack it first"),
    (b"SQLite format 3", "an SQLite database; export its table as JSONL or CSV first"),
)
# A surrogate, or a pair of them, written as if it were a character, as Java and MySQL do.
_SURROGATES = patterns.compile(
    rb"\xed[\xa0-\xaf][\x80-\xbf]\xed[\xb0-\xbf][\x80-\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
)
_REPLACED = "\ufffd".encode()
_CONTROL = bytes(set(range(32)) - set(b"\t\n\r\f\x1b\x08"))
# What a file in a single-byte encoding holds beyond ASCII when it is English.
_WINDOWS = patterns.compile(rb"[\x80\x85\x91-\x97\x99\xa0-\xff]")


class DecodeError(ValueError):
    """Bytes that are no text; the message says what they seem to be and what to do."""


def mark_of(head: bytes) -> tuple[str, int] | None:
    """The encoding that a byte-order mark at the start of ``head`` tells, and its length."""
    for mark, name in _MARKS:
        if head.startswith(mark):
            return name, len(mark)
    return None


def decode(data: bytes, encoding: str | None = None) -> tuple[str, str | None]:
    """The text of ``data`` and a notice when its encoding had to be guessed or mended.

    Raises DecodeError for binary data and for bytes that ``encoding``, if given, does not allow.
    """
    mark = mark_of(data)
    if encoding is not None:
        if mark and codecs.lookup(encoding).name.replace("_", "-") in (mark[0], mark[0][:6]):
            data, encoding = data[mark[1] :], mark[0]
        try:
            return data.decode(encoding), None
        except UnicodeError as error:
            where = f" at byte {error.start:,}" if isinstance(error, UnicodeDecodeError) else ""
            raise DecodeError(
                f"not {encoding}{where}; leave the encoding out to have it detected"
            ) from None
    if mark:
        name, size = mark
        return _marked(data[size:], name)
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise DecodeError(f"not text but {what}")
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _guess(data, error)
    if "\0" in text:
        wide = _without_mark(data)
        if wide is not None:
            return wide
    _texty(data)
    return text, None


def _texty(data: bytes) -> None:
    """Raises DecodeError where there are more control characters than text has."""
    if len(data.translate(None, _CONTROL)) < 0.98 * len(data):
        raise DecodeError("not text but binary data; give text, Markdown, HTML, JSON or CSV")


def _marked(data: bytes, name: str) -> tuple[str, str | None]:
    try:
        return data.decode(name), None
    except UnicodeDecodeError:
        text = data.decode(name, "replace")
        return text, f"marked as {name} but damaged; what cannot be read became U+FFFD"


def _without_mark(data: bytes) -> tuple[str, str] | None:
    """UTF-16 that does not say so: in English every other byte is zero."""
    sample = data[:4096]
    for name, even in (("utf-16-le", 1), ("utf-16-be", 0)):
        zeros = sample[even::2].count(0)
        if zeros > 0.7 * (len(sample) // 2) and sample[1 - even :: 2].count(0) * 10 < zeros:
            try:
                return data.decode(name), f"read as {name}, which it does not say of itself"
            except UnicodeDecodeError:
                break
    return None


def _guess(data: bytes, error: UnicodeDecodeError) -> tuple[str, str]:
    if b"\0" in data and (wide := _without_mark(data)):
        return wide
    _texty(data)
    if mended := mended_utf8(data):
        return mended[0], _broken(mended[1], error.start)
    name = encoding_of(data)
    return data.decode(name, "replace"), guessed(name)


def mended_utf8(data: bytes) -> tuple[str, int] | None:
    """The text of UTF-8 with faults, and how many became U+FFFD; None for another encoding.

    It may have a few broken bytes, as a cut-off or badly joined file has. What has surrogates and
    no other fault is UTF-8 however many they are.
    """
    joined, surrogates = _SURROGATES.subn(_character, data)
    mended = joined.decode("utf-8", "replace")
    broken = mended.count("\ufffd") - data.count(_REPLACED)
    whole = len(data) - len(mended.encode("ascii", "ignore"))
    if whole > 8 * broken or (surrogates and mended.encode() == joined):
        return mended, broken
    return None


def _character(m: re.Match[bytes]) -> bytes:
    """What a pair of surrogates stands for; U+FFFD for one alone."""
    wide = m[0].decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")
    return wide.decode("utf-16-le", "replace").encode()


def _broken(count: int, first: int) -> str:
    if not count:
        return f"UTF-8 with split characters (surrogate pairs) from byte {first:,} on; joined"
    if count == 1:
        return f"UTF-8 with one broken place, at byte {first:,}; it became U+FFFD"
    return f"UTF-8 with {count:,} broken places, the first at byte {first:,}; each became U+FFFD"


def lone_surrogates(count: int) -> str:
    """The notice on escapes in JSON that are half a character each."""
    if count == 1:
        return "one escape is half a character (a lone surrogate); it became U+FFFD"
    return f"{count:,} escapes are half a character (lone surrogates); each became U+FFFD"


def encoding_of(data: bytes) -> str:
    """The likeliest encoding of text that is not UTF-8. Raises DecodeError when none fits."""
    # Every code page of Windows fits a handful of quotation marks and accents. For a text in
    # English, and for a scrap, the Western one is the plain reading.
    beyond = len(data) - len(data.translate(None, bytes(range(128, 256))))
    words = data.decode("ascii", "replace").split()
    if len(_WINDOWS.findall(data)) == beyond and (english_share(words) > 0.15 or len(words) < 8):
        return "cp1252"
    # 40 ms, only for bytes that are not UTF-8.
    from charset_normalizer import from_bytes

    best = from_bytes(data[: 1 << 20]).best()
    if best is None:
        raise DecodeError("not text in any known encoding; give its encoding by name")
    return best.encoding


def guessed(name: str) -> str:
    """The notice that goes with a guess."""
    return f"not UTF-8; read as {name}, a guess: name the encoding if that is wrong"
