import copy
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from gold_by_hand import GOLD, TEXT, Json, usd

from extractor.errors import GoldError
from extractor.evaluation import gold_json_schema, load_gold, load_gold_dir
from extractor.evaluation.gold import GoldStretch
from extractor.evaluation.goldset import place_stretches

ROOT = Path(__file__).parents[2]
SHA = hashlib.sha256(TEXT.encode()).hexdigest()


def write(folder: Path, stem: str, gold: Any = GOLD, text: str | bytes | None = TEXT) -> Path:
    path = folder / f"{stem}.gold.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(gold if isinstance(gold, str) else json.dumps(gold), encoding="utf-8")
    if text is not None:
        (folder / f"{stem}.txt").write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def put(path: str, value: Any) -> Callable[[Json], None]:
    """``put("deals.0.kind", "gift")``: set that."""

    def change(gold: Json) -> None:
        *steps, last = [int(step) if step.isdigit() else step for step in path.split(".")]
        place: Any = gold
        for step in steps:
            place = place[step]
        place[last] = value

    return change


FAULTS = [
    (put("deals.0.aquirers", []), "deals[0].aquirers: unknown field"),
    (put("deals.0.kind", "gift"), "deals[0].kind: Input should be 'acquisition'"),
    (put("deals.0.price.currency", "USB"), "deals[0].price.currency: 'USB' is not an ISO 4217 currency"),
    (put("deals.0.price.amount", "1.3bn"), "deals[0].price.amount"),
    (put("deals.0.price.amount_max", 2), "amount_max goes with the qualifier 'range'"),
    (put("deals.0.announced_on", "6 May 2024"), "deals[0].announced_on: '6 May 2024' is not an ISO date"),
    (put("deals.0.target", []), "deals[0].target"),
    (put("deals.0.target", "Quillon"), "deals[0].target"),
    (put("deals.1", {"kind": "merger", "status": "rumored"}), "names at least one of acquirer, target"),
    (put("deals.0.stake_percent", 140), "deals[0].stake_percent"),
    (put("financings.0.amount", usd(5, qualifier="range")), "amount_max goes with"),
    (put("quotes.0.text", ""), "quotes[0].text"),
    (put("quotes.0", {"speaker": ["Ada Nordby"]}), "quotes[0]: give the text, or start and end"),
    (put("quotes.0", {"start": 9, "end": 4}), "quotes[0]: ends at 4, not after its start 9"),
    (put("quotes.0", {"start": 9, "end": 14}), "quotes by offsets need the text's sha256"),
    (put("sha256", "abc"), "sha256"),
    (put("published", "yesterday"), "published: 'yesterday' is not an ISO date"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_a_fault_is_named_with_file_and_field(
    tmp_path: Path, change: Callable[[Json], None], message: str
) -> None:
    gold = copy.deepcopy(GOLD)
    change(gold)
    path = write(tmp_path, "a", gold)
    with pytest.raises(GoldError) as caught:
        load_gold(path)
    assert str(path) in str(caught.value)
    assert message in str(caught.value)


@pytest.mark.parametrize("content", ["", "{", "[]", "null", '{"deals": 3}', "\x00"])
def test_what_is_not_gold_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(GoldError, match=r"a\.gold\.json"):
        load_gold(write(tmp_path, "a", content))


def test_gold_pairs_with_its_text_beside_it_and_below(tmp_path: Path) -> None:
    write(tmp_path, "b")
    write(tmp_path / "deep", "a", text=b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    gold = load_gold_dir(tmp_path)
    assert [document.id for document in gold.documents] == ["b", "deep/a"]
    assert not gold.problems
    assert gold.documents[1].text == TEXT.replace("\n", "\r\n")  # no mark, and no newline translated


def test_texts_are_found_in_their_own_folder_at_the_same_place_or_anywhere(tmp_path: Path) -> None:
    for stem in ("one", "two"):
        write(tmp_path / "gold" / "sub", stem, GOLD | {"sha256": SHA}, text=None)
    for place in ("texts/sub/one.txt", "texts/other/two.txt"):
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text(TEXT, encoding="utf-8", newline="")
    gold = load_gold_dir(tmp_path / "gold", tmp_path / "texts")
    assert [document.id for document in gold.documents] == ["sub/one", "sub/two"]
    assert not gold.problems


def test_of_texts_with_one_name_the_one_that_was_labelled_counts(tmp_path: Path) -> None:
    write(tmp_path, "a", GOLD | {"sha256": SHA}, text="another article")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(TEXT, encoding="utf-8", newline="")
    assert load_gold_dir(tmp_path, tmp_path / "texts").documents[0].text == TEXT


def test_what_cannot_be_scored_is_named(tmp_path: Path) -> None:
    write(tmp_path, "changed", GOLD | {"sha256": SHA}, text=TEXT + "!")
    write(tmp_path, "invalid", GOLD | {"deal": []})
    write(tmp_path, "latin", GOLD, text="Zürich".encode("latin-1"))
    write(tmp_path, "lost", GOLD, text=None)
    write(tmp_path, "misquoted", GOLD | {"quotes": [{"text": "never said"}]})
    write(tmp_path, "outside", GOLD | {"sha256": SHA, "quotes": [{"start": 5, "end": 9999}]})
    write(tmp_path, "sound", GOLD | {"sha256": SHA})
    gold = load_gold_dir(tmp_path)
    assert [document.id for document in gold.documents] == ["sound"]
    assert [(problem.kind, problem.subject) for problem in gold.problems] == [
        ("text changed", "changed"),
        ("gold invalid", "invalid"),
        ("text missing", "latin"),
        ("text missing", "lost"),
        ("gold invalid", "misquoted"),
        ("gold invalid", "outside"),
    ]
    assert "--texts" in gold.problems[3].message
    assert "quotes[0]" in gold.problems[4].message


def test_a_folder_that_is_absent_or_empty_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such folder"):
        load_gold_dir(tmp_path / "nowhere")
    with pytest.raises(GoldError, match="holds no"):
        load_gold_dir(tmp_path)
    with pytest.raises(GoldError, match="no such folder"):
        load_gold_dir(tmp_path, tmp_path / "nowhere")


def test_one_file_is_a_set_too(tmp_path: Path) -> None:
    assert [document.id for document in load_gold_dir(write(tmp_path, "a")).documents] == ["a"]


def test_a_prediction_may_name_a_document_by_path_or_by_stem(tmp_path: Path) -> None:
    for folder in ("x", "y"):
        write(tmp_path / folder, "same")
    write(tmp_path / "y", "alone", GOLD | {"id": "its own id"})
    gold = load_gold_dir(tmp_path)
    assert gold.find_id("x/same") == "x/same"
    assert gold.find_id("alone") == "y/alone"
    assert gold.find_id("runs/3/alone") == "y/alone"
    assert gold.find_id("its own id") == "y/alone"
    assert gold.find_id("same") is None  # two answers: none


PLACES = [
    # text, stretches, where each is expected to begin
    ("he said “no way”, no way", ["no way"], [9]),
    ("no way. “no way,” he said", ["no way"], [9]),
    ("“yes we can” … “yes we can”", ["yes we can", "yes we can"], [1, 16]),
    ("“a b c” “d e f” “a b c”", ["d e f", "a b c"], [9, 17]),
    ("“a b c” “d e f” “a b c”", ["a b c", "d e f"], [1, 9]),
    ("“a b c”", ["a b c", "a b c"], [1, None]),
    ("nothing", ["a b c"], [None]),
    ("😀 “a b c”", ["a b c"], [3]),
    ("a.c abc", ["a.c"], [0]),
]


@pytest.mark.parametrize(("text", "stretches", "expected"), PLACES)
def test_repeated_words_are_placed_in_reading_order_within_marks(
    text: str, stretches: list[str], expected: list[int | None]
) -> None:
    places = place_stretches([GoldStretch(text=words) for words in stretches], text)
    assert [place[0] if place else None for place in places] == expected


def test_offsets_stand_unless_the_words_are_others() -> None:
    assert place_stretches([GoldStretch(start=2, end=4)], "abcdef") == [(2, 4)]
    assert place_stretches([GoldStretch(start=2, end=4, text="cd")], "abcdef") == [(2, 4)]
    assert place_stretches([GoldStretch(start=2, end=4, text="de")], "abcdef") == [None]


def test_the_schema_in_the_repo_is_generated_from_the_models() -> None:
    assert (ROOT / "schemas" / "gold.schema.json").read_text(encoding="utf-8") == gold_json_schema(), (
        "run: make schemas"
    )
