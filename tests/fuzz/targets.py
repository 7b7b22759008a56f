"""What the fuzzer feeds, and what must be true whatever it comes upon: bytes in, AssertionError for a fault."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from extractor.errors import ReadingError
from extractor.mentions.dates import find_dates
from extractor.mentions.money import find_money
from extractor.mentions.quotations import find_paragraphs, find_quotations
from extractor.reading.item import Item, read_item
from extractor.reading.items import find_items
from extractor.schema import check_iso_date

TODAY = date(2023, 6, 26)
SUFFIXES = (".txt", ".html", ".jsonl", ".csv", ".tsv", ".warc", ".zip", ".tar", ".jsonl.gz", ".csv.zst")
"""The first byte of what the fuzzer makes for ``reading`` says which of these the rest is."""
_CODE = re.compile("[A-Z]{3}")


def as_text(data: bytes) -> str:
    """Any bytes as a text; half characters stay, as they do in a Python string."""
    return data.decode("utf-8", "surrogateescape")


def check_money(data: bytes) -> None:
    """Amounts lie in the text one after another, are finite, and can be read again from their words."""
    text, end = as_text(data), 0
    for money in find_money(text):
        assert end <= money.start < money.end <= len(text), money
        end = money.end
        assert 0 <= money.amount <= 10**18, money
        assert math.isfinite(money.amount), money
        assert _CODE.fullmatch(money.currency), money
        assert (money.qualifier == "range") == (money.amount_max is not None), money
        assert money.amount_max is None or money.amount < money.amount_max <= 10**18, money
        if money.qualifier_start is not None and money.qualifier_end is not None:
            assert 0 <= money.qualifier_start < money.qualifier_end <= len(text), money
        # "60p" is money where a share is near; whose dollar "$" is, the whole text tells
        words = text[money.start : money.end]
        told = {
            (again.amount, again.amount_max)
            for frame in (words, f"{words} a share", f"{words}\n\n{text}")
            for again in find_money(frame)
        }
        assert (money.amount, money.amount_max) in told, (money, words)


def check_dates(data: bytes) -> None:
    """Dates lie in the text one after another; one with a year is read again from its words."""
    text, end = as_text(data), 0
    for published in (TODAY, None, date(1, 1, 1), date(9999, 12, 31)):
        end = 0
        for found in find_dates(text, published):
            assert end <= found.start < found.end <= len(text), found
            end = found.end
            if found.value is None:
                continue
            check_iso_date(found.value)
            words = text[found.start : found.end]
            frames = (words, f"in {words}", f"({words})", f"it comes {words}", f"its {words} deal")
            told = {again.value for frame in frames for again in find_dates(frame, published)}
            ahead = {
                again.value
                for frame in (f"to close on {words}", f"to close in {words}", f"to close {words}")
                for again in find_dates(frame, published)
            }
            assert found.value in (told | ahead if found.relative else told), (found, words)


def check_quotations(data: bytes) -> None:
    """Stretches lie in the text one after another, without white space around them, each in its paragraph."""
    text, end = as_text(data), 0
    paragraphs = list(find_paragraphs(text))
    for quotation in find_quotations(text):
        assert end <= quotation.start < quotation.end <= len(text), quotation
        end = quotation.end
        words = text[quotation.start : quotation.end]
        assert words == words.strip(), quotation
        first, last = paragraphs[quotation.paragraph]
        assert first <= quotation.start < quotation.end <= last, (quotation, first, last)
        assert quotation.closed or not text[quotation.end : last].strip(), quotation


def check_reading(data: bytes) -> None:
    """A file gives articles, or one line for what is none; its text is that of its bytes."""
    if not data:
        return
    with TemporaryDirectory() as folder:
        path = Path(folder, "article" + SUFFIXES[data[0] % len(SUFFIXES)])
        path.write_bytes(data[1:])
        found = list(find_items([str(path)]))
    assert found
    for one in found:
        if not isinstance(one, Item):
            _check_message(one.message, str(path))
            continue
        assert one.id
        assert not one.id.startswith("/")
        assert not {"", ".", ".."} & set(one.id.split("/")), one.id
        try:
            article = read_item(one)
        except ReadingError as error:
            _check_message(str(error), str(path))
            continue
        assert article.text
        article.text.encode()
        if article.published is not None:
            check_iso_date(article.published)
        if article.encoding and not article.is_derived:
            assert isinstance(one.data, bytes)
            assert article.text.encode(article.encoding) in (one.data, one.data[3:]) or (
                article.encoding.startswith("utf-") and one.data.decode(article.encoding) == article.text
            )


def _check_message(message: str, path: str) -> None:
    """One line, that names the file, says what to do, and cannot steer a terminal."""
    assert message.startswith(path), message
    assert len(message.splitlines()) == 1, message
    assert message.isprintable(), message
    assert "; " in message, message


TARGETS: dict[str, Callable[[bytes], None]] = {
    "money": check_money,
    "dates": check_dates,
    "quotations": check_quotations,
    "reading": check_reading,
}
