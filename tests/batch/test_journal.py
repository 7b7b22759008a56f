"""A run that was cut off anywhere goes on to the very file that it would have written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pytest
from brisk import news

from extractor.batch.journal import open_journal
from extractor.batch.work import Done, Failure, Outcome, Unchanged, Work, digest_of
from extractor.output.sink import OutputError

RUN = {"extractor": "1", "trace": False}


def record(id: str, text: str = "text") -> Done:
    """A record as the journal sees it: what it says of its document, and its deals."""
    line = json.dumps({"document": {"id": id, "text": text}, "deals": [{}]}) + "\n"
    return Done(id, line, deals=1, words=1)


def go(
    path: Path, outcomes: Iterable[Outcome], *, until: int | None = None, resume: bool = True
) -> list[str]:
    """Write ``outcomes`` as a run does, ``until`` one that it does not come to; the ids that had to be done."""
    done = []
    with open_journal(str(path), resume=resume) as journal:
        journal.begin(RUN)
        for number, outcome in enumerate(outcomes):
            if number == until:
                return done
            if isinstance(outcome, Done):
                known = journal.known.get(outcome.id)
                if known and known.digest == digest_of(json.loads(outcome.line)["document"]):
                    outcome = Unchanged(outcome.id, known.deals)
                else:
                    done.append(outcome.id)
            journal.write(outcome)
        journal.finish()
    return done


def text_of(outcomes: Iterable[Outcome]) -> str:
    return "".join(outcome.line for outcome in outcomes if isinstance(outcome, Done))


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


ABC = [record("a"), record("b", "é\u2028"), record("c")]


def test_cut_at_any_byte(tmp_path: Path) -> None:
    out, partial = tmp_path / "out", tmp_path / "out.partial"
    go(out, [*ABC, record("never")], until=3)
    whole, run = partial.read_bytes(), (tmp_path / "out.partial.run").read_bytes()
    assert whole.decode() == text_of(ABC)
    for cut in range(len(whole) + 1):
        partial.write_bytes(whole[:cut])
        (tmp_path / "out.partial.run").write_bytes(run)
        kept = whole[:cut].count(b"\n")
        assert go(out, ABC) == ["a", "b", "c"][kept:]
        assert out.read_bytes() == whole
        assert left(tmp_path) == ["out"]


@pytest.mark.parametrize(
    "tail", [b"\0" * 5000, b'{"document": {"id": "b"}}\n', b"[]\n", b"\xff\xfe\n", b"7\n"]
)
def test_what_is_no_record_is_cut_off(tmp_path: Path, tail: bytes) -> None:
    go(tmp_path / "out", ABC, until=2)
    with (tmp_path / "out.partial").open("ab") as file:
        file.write(tail + ABC[2].line.encode())
    assert go(tmp_path / "out", ABC) == ["c"]
    assert (tmp_path / "out").read_text() == text_of(ABC)


CHANGES = {
    "nothing": (ABC, []),
    "one changed": ([ABC[0], record("b", "new"), ABC[2]], ["b"]),
    "the first changed": ([record("a", "new"), *ABC[1:]], ["a"]),
    "the last changed": ([*ABC[:2], record("c", "new")], ["c"]),
    "one new in front": ([record("0"), *ABC], ["0"]),
    "one new within": ([ABC[0], record("aa"), *ABC[1:]], ["aa"]),
    "one gone": ([ABC[0], ABC[2]], []),
    "the last gone": (ABC[:2], []),
    "all gone": ([], []),
    "another order": (ABC[::-1], []),
    "one fails now": ([ABC[0], Failure("b", "b.txt", "reading", "gone"), ABC[2]], []),
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("again", [None, 0, 1, 2])
def test_documents_that_changed_meanwhile(tmp_path: Path, change: str, again: int | None) -> None:
    """``again``: the resumed run is cut off too, after so many documents, and resumed in its turn."""
    outcomes, done = CHANGES[change]
    go(tmp_path / "out", [*ABC, record("never")], until=3)
    if again is not None and again < len(outcomes):
        first = go(tmp_path / "out", outcomes, until=again)
        assert first == [each for each in done if each in {o.id for o in outcomes[:again]}]
        done = [each for each in done if each not in first]
    assert go(tmp_path / "out", outcomes) == done
    assert (tmp_path / "out").read_text() == text_of(outcomes)
    assert left(tmp_path) == ["out"]


def test_what_was_set_aside_survives_a_kill_while_it_is_taken_up(tmp_path: Path) -> None:
    changed = [record("0"), *ABC]
    go(tmp_path / "out", [*ABC, record("never")], until=3)
    go(tmp_path / "out", changed, until=1)
    assert left(tmp_path) == ["out.partial", "out.partial.rest", "out.partial.run"]
    rest = (tmp_path / "out.partial.rest").read_bytes()
    with (tmp_path / "out.partial").open("ab") as file:
        file.write(rest[: len(rest) // 2])
    assert go(tmp_path / "out", changed) == []
    assert (tmp_path / "out").read_text() == text_of(changed)
    assert left(tmp_path) == ["out"]


def test_without_resume_it_starts_again(tmp_path: Path) -> None:
    changed = [record("0"), *ABC]
    go(tmp_path / "out", [*ABC, record("never")], until=3)
    go(tmp_path / "out", changed, until=1)
    assert go(tmp_path / "out", ABC, resume=False) == ["a", "b", "c"]
    assert (tmp_path / "out").read_text() == text_of(ABC)
    assert left(tmp_path) == ["out"]


def test_another_run_is_not_gone_on_with(tmp_path: Path) -> None:
    go(tmp_path / "out", ABC, until=1)
    before = (tmp_path / "out.partial").read_bytes()
    run = tmp_path / "out.partial.run"
    for written in (b'{"extractor": "1", "trace": true}', b'{"extractor": "1"', b"[]", b"7", None):
        run.unlink() if written is None else run.write_bytes(written)
        with pytest.raises(OutputError, match=r"cannot go on .* start again without --resume"):
            go(tmp_path / "out", ABC)
        assert (tmp_path / "out.partial").read_bytes() == before


def test_nothing_is_left_where_nothing_was_done(tmp_path: Path) -> None:
    go(tmp_path / "out", ABC, until=0)
    assert left(tmp_path) == []


def test_one_journal_at_a_time(tmp_path: Path) -> None:
    with (
        open_journal(str(tmp_path / "out")),
        pytest.raises(OutputError, match="another run is writing it"),
        open_journal(str(tmp_path / "out"), resume=True),
    ):
        pass


def test_a_document_is_known_by_all_that_its_record_says_of_it() -> None:
    work = Work()
    from extractor.batch.work import Known
    from extractor.pipeline import document_of
    from extractor.reading.item import Item, read_item

    item = Item("a", "a.txt", news(1), source="a.txt", published="2024-05-06")
    known = {"a": Known(digest_of(document_of(read_item(item)).model_dump(mode="json")), 3)}
    assert list(work([item], known)) == [Unchanged("a", 3)]
