import codecs

import pytest

from extractor.errors import ReadingError
from extractor.reading.decoding import decode

READ = [
    ("plain", b"Acme bought Beta.", "Acme bought Beta.", "utf-8"),
    ("UTF-8", "Zoë paid €3bn".encode(), "Zoë paid €3bn", "utf-8"),
    ("UTF-8 with a mark", codecs.BOM_UTF8 + b"Acme", "Acme", "utf-8"),
    ("a second mark is text", codecs.BOM_UTF8 * 2 + b"Acme", "\ufeffAcme", "utf-8"),
    ("UTF-16, little end first", codecs.BOM_UTF16_LE + "€3bn".encode("utf-16-le"), "€3bn", "utf-16"),
    ("UTF-16, big end first", codecs.BOM_UTF16_BE + "€3bn".encode("utf-16-be"), "€3bn", "utf-16"),
    ("UTF-32, little end first", codecs.BOM_UTF32_LE + "€3bn".encode("utf-32-le"), "€3bn", "utf-32"),
    ("UTF-32, big end first", codecs.BOM_UTF32_BE + "€3bn".encode("utf-32-be"), "€3bn", "utf-32"),
    ("Windows-1252", b"\x93Caf\xe9\x94 for \x80\x33bn", "“Café” for €3bn", "cp1252"),
    ("every line end stays", b"a\r\nb\rc\nd\x0ce", "a\r\nb\rc\nd\x0ce", "utf-8"),
    ("white space alone is a text", b" \n", " \n", "utf-8"),
    ("a few bytes above ASCII in a short line", b"\x97 \x97", "— —", "cp1252"),
    ("an escape in UTF-8 is text", b"\x1b[1mAcme", "\x1b[1mAcme", "utf-8"),
]

REFUSED = [
    ("nothing", b"", "is empty; give a file that holds an article's text"),
    ("a mark alone", codecs.BOM_UTF8, "is empty but for a byte order mark"),
    ("NUL", b"Acme\0Beta", "holds NUL bytes"),
    ("UTF-16 without a mark", "Acme".encode("utf-16-le"), "holds NUL bytes"),
    ("PNG", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "is binary"),
    ("gzip", b"\x1f\x8b\x08\x01abc", "is binary"),
    ("Russian in Windows-1251", "Сбербанк купил".encode("cp1251"), "is neither UTF-8 nor Windows-1252"),
    ("Japanese in Shift JIS", "日本電産が買収".encode("shift-jis"), "is neither UTF-8 nor Windows-1252"),
    ("a byte that Windows-1252 lacks", b"Acme paid \x81 for Beta", "is neither UTF-8 nor cp1252 (byte 10)"),
    ("half a UTF-16 character", codecs.BOM_UTF16_LE + b"a\0b", "is neither UTF-8 nor utf-16 (byte 4)"),
    ("a lone surrogate", codecs.BOM_UTF16_LE + b"\x00\xd8a\0", "is neither UTF-8 nor utf-16"),
]


@pytest.mark.parametrize(
    ("data", "text", "encoding"), [row[1:] for row in READ], ids=[row[0] for row in READ]
)
def test_reads(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(("data", "message"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_refuses(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError) as refusal:
        decode(data)
    assert message in str(refusal.value)
    assert ";" in str(refusal.value), "the message does not say what to do next"
