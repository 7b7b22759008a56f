"""What repeats an earlier document is marked, and a run that goes on marks what a run that was never cut off marks."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

import pytest
from brisk import Brisk, install

from extractor.batch.copies import mark_copies, marked
from extractor.batch.journal import open_journal
from extractor.batch.run import open_staff
from extractor.batch.work import Unchanged, Work
from extractor.reading.item import Item

brisk = pytest.fixture(install)
WORK = Work("brisk_pipeline", mark_duplicates=True)


def wire(number: int) -> str:
    """An article of sixty words that are in that of no other number."""
    return " ".join(f"word{number}x{place}" for place in range(60))


def reprint(number: int) -> str:
    return wire(number) + ".\n\nThis story was first told elsewhere."


def item(id: str, text: str) -> Item:
    return Item(id, f"{id}.txt", text)


RAISER = "Raiser Inc bought Bramble."
NIGHT = [
    item("a", wire(1)),
    item("b", wire(2)),
    item("c", reprint(1)),
    item("d", reprint(2)),
    item("e", wire(3)),
    item("f", reprint(1)),
]
MARKS = {"a": None, "b": None, "c": "a", "d": "b", "e": None, "f": "a"}

NEXT_NIGHTS = {
    "the same": (NIGHT, MARKS),
    "an original comes before all": (
        [item("0", wire(1)), *NIGHT],
        MARKS | {"0": None, "a": "0", "c": "0", "f": "0"},
    ),
    "an original goes": (NIGHT[1:], {**MARKS, "c": None, "f": "c"}),
    "an original is another text now": (
        [item("a", wire(9)), *NIGHT[1:]],
        {**MARKS, "c": None, "f": "c"},
    ),
    "an original fails now": ([item("a", RAISER), *NIGHT[1:]], {**MARKS, "c": None, "f": "c"}),
    "a copy is an original now": ([*NIGHT[:3], item("d", wire(9)), *NIGHT[4:]], {**MARKS, "d": None}),
    "another order": (NIGHT[::-1], {"f": None, "e": None, "d": None, "c": "f", "b": "d", "a": "f"}),
}


def go(path: Path, items: Sequence[Item], *, until: int | None = None) -> list[str]:
    """Run as the command does, ``until`` a document that it does not come to; the ids that were not done again."""
    with open_journal(str(path), resume=True) as journal, open_staff(WORK) as staff:
        journal.begin(staff.fingerprint())
        kept = []
        for outcome in islice(mark_copies(staff.run(items, journal.known)), until):
            journal.write(outcome)
            kept += [outcome.id] if isinstance(outcome, Unchanged) else []
        if until is None:
            journal.finish()
    return kept


def marks(path: Path) -> dict[str, str | None]:
    documents = [json.loads(line)["document"] for line in path.read_bytes().splitlines()]
    return {document["id"]: document["duplicate_of"] for document in documents}


def test_the_first_is_named_by_each_that_repeats_it(brisk: Brisk, tmp_path: Path) -> None:
    go(tmp_path / "out", NIGHT)
    assert marks(tmp_path / "out") == MARKS


@pytest.mark.parametrize("change", NEXT_NIGHTS)
@pytest.mark.parametrize("until", [1, 3, 6])
def test_going_on_marks_what_one_run_would_have_marked(
    brisk: Brisk, tmp_path: Path, change: str, until: int
) -> None:
    items, expected = NEXT_NIGHTS[change]
    ids = [each.id for each in items if each.data != RAISER]
    changed = {each.id for each in items if each not in NIGHT}
    go(tmp_path / "out", [*NIGHT, item("never", "read")], until=until)
    kept = go(tmp_path / "out", items)
    assert kept == [id for id in ids if id not in changed and id in {each.id for each in NIGHT[:until]}]
    go(tmp_path / "whole", items)
    assert (tmp_path / "out").read_bytes() == (tmp_path / "whole").read_bytes()
    assert marks(tmp_path / "out") == {id: expected[id] for id in ids}


def test_a_mark_changes_nothing_else(brisk: Brisk) -> None:
    (done,) = Work()([item("a", "\u2028 Acorn agreed to buy Bramble for €3.10 million, “a 12.5% stake”.")])
    line = done.line  # type: ignore[union-attr]
    assert marked(line, "b") == line.replace('"duplicate_of":null', '"duplicate_of":"b"') != line
    assert marked(marked(line, "b"), None) == line


def test_the_command(brisk: Brisk) -> None:
    """With one process and two, and where a run was killed before its last document."""
    texts = {f"n{number:02}": f"{wire(number % 7)} edition {number}" for number in range(30)}
    brisk.write(**texts)
    pipe = brisk.folder / "late.txt"
    os.mkfifo(pipe)
    command = ("in", "late.txt", "--mark-duplicates", "-o")
    with brisk.start(*command, "out") as process, pipe.open("wb"):
        process.kill()
        process.wait()
    pipe.unlink()
    pipe.write_text(reprint(3), encoding="utf-8")
    brisk.write(n02=texts["n02"], n04=wire(50))
    assert brisk.run("in", "late.txt", "-o", "out", "--resume").returncode == 2  # that is another run
    done = brisk.run(*command, "out", "--resume", "--jobs", "2")
    assert "documents: 31 (29 from the earlier run), " in done.stderr
    assert brisk.run(*command, "one").returncode == 0
    assert brisk.run(*command, "two", "--jobs", "2").returncode == 0
    assert brisk.read("out") == brisk.read("one") == brisk.read("two")
    found = marks(brisk.folder / "one")
    assert found["n02"] is None
    assert found["n09"] == "n02"
    assert found["n11"] is None, "what it repeated has changed"
    assert found["n18"] == "n11"
    assert found["late"] == "n03"
    assert json.loads(brisk.read("one").splitlines()[9])["document"]["text"] is None
