"""Which texts are copies, and what their signatures may cost."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from extractor.merging.duplicates import Duplicates, signature

WIRE = """\
Kestrel Mining Corp said on Tuesday that it had agreed to buy Dunlin, a maker of looms in Leeds, for $40 million in
cash. The board of Dunlin backs the offer, which is a third more than the shares cost on Monday. Kestrel expects to
close the deal by the end of June, once the shareholders and the regulator have agreed. "Looms are what we lacked,"
said Ann Poe, who runs Kestrel. Dunlin was founded in 1911 and employs 230 people; it lost money in two of the last
three years. Analysts at Plover called the price fair, and the plan to move the looms abroad less so.
"""
LEAD, _, REST = WIRE.partition("cash. ")

PAIRS = [
    ("the same", WIRE, True),
    ("in capitals, other quotes, other lines", WIRE.upper().replace('"', "“").replace("\n", "\r\n"), True),
    ("repeated to more subscribers", f"RPT-{WIRE}", True),
    ("a later version", WIRE.replace("Tuesday", "Wednesday").replace("230", "240"), True),
    ("with one sentence more", WIRE + "Shares of Dunlin rose by a quarter in early trade.", True),
    ("the lead alone", LEAD, False),
    ("two thirds of it", WIRE[: len(WIRE) * 2 // 3], False),
    ("half of it new", REST + " ".join(f"word{number}" for number in range(80)), False),
    (
        "another story on the same form",
        WIRE.replace("Kestrel", "Osprey").replace("Dunlin", "Gannet").replace("looms", "kilns"),
        False,
    ),
    ("the same words in another order", " ".join(reversed(WIRE.split())), False),
    ("nothing", "", False),
]


@pytest.mark.parametrize(("text", "is_copy"), [pair[1:] for pair in PAIRS], ids=[pair[0] for pair in PAIRS])
def test_copies(text: str, is_copy: bool) -> None:
    for first, second in ((WIRE, text), (text, WIRE)):
        seen = Duplicates()
        assert seen.first_like("first", signature(first)) is None
        assert seen.first_like("second", signature(second)) == ("first" if is_copy else None)


def test_the_first_is_named_and_a_copy_is_no_original() -> None:
    seen = Duplicates()
    versions = [WIRE, "Nothing like it at all.", WIRE.replace("230", "240"), WIRE]
    firsts = [seen.first_like(str(number), signature(text)) for number, text in enumerate(versions)]
    assert firsts == [None, None, "0", "0"]


@pytest.mark.parametrize("text", ["", " \n", "…!?", "\ud800", "\x00"])
def test_texts_without_words_are_no_copies_of_each_other(text: str) -> None:
    seen = Duplicates()
    assert signature(text) == b""
    assert [seen.first_like(id, signature(text)) for id in "ab"] == [None, None]


@pytest.mark.parametrize(
    "text", ["one", "a\ud800b", "Straße Ørsted 東京 е́", "x " * 300_000, "9" * 1_000_000], ids=len
)
def test_odd_texts_are_their_own_copies(text: str) -> None:
    seen = Duplicates()
    looks = signature(text)
    assert len(looks) < 1000
    assert [seen.first_like(id, looks) for id in "ab"] == [None, "a"]


def test_signatures_do_not_depend_on_the_process() -> None:
    program = "import sys; from extractor.merging.duplicates import signature; print(signature(sys.stdin.read()).hex())"
    found = {
        subprocess.run(
            [sys.executable, "-c", program],
            input=WIRE,
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert found == {signature(WIRE).hex()}
