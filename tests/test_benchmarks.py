"""The benchmarks' own reckoning: how a record becomes slots, when names agree, what is printed."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT
from extractor.confidence import RARE_RULE
from extractor.evaluation import load_gold_dir, run_evaluation
from extractor.schema import Deal, Document, Extraction, Party, Provenance, Span, Target

sys.path.insert(0, str(ROOT / "benchmarks"))

import fit_confidence
import mixed
import newswire
import speed
import weak
from material import block_of, write_block

TEXT = """Kestrel Mining
Corp said it agreed to buy Dunlin Inc, a Leeds-based maker of looms, from Osprey. Terms
were not disclosed. Kestrel bought Dunlin's rival in May.
"""


def span(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start=start, end=start + len(words), text=words)


def party(*mentions: Span, model: type[Party] = Party, **more: Any) -> Any:
    return model(name=mentions[0].text, mentions=mentions, **more)


KESTREL = party(span("Kestrel Mining"), span("Kestrel", 1))
DUNLIN = party(
    span("Dunlin"),
    span("Dunlin", 1),
    model=Target,
    description=span("a Leeds-based maker of looms"),
    location=span("Leeds"),
)


def record(**fields: Any) -> Extraction:
    deal = {"id": "0" * 16, "kind": "acquisition", "status": "announced"} | fields
    return Extraction(
        document=Document(id="a", sha256=hashlib.sha256(TEXT.encode()).hexdigest(), characters=len(TEXT)),
        deals=(Deal(**deal),),
        provenance=Provenance(extractor_version="0", rules_version="0", model="none"),
    )


SLOTS: list[tuple[str, dict[str, Any], dict[str, list[str]]]] = [
    (
        "names with their legal form, over a line's end",
        {"acquirers": (KESTREL,), "target": DUNLIN},
        {
            "PURCHASER": ["Kestrel Mining Corp"],
            "ACQUIRED": ["Dunlin Inc"],
            "ACQLOC": ["Leeds"],
            "ACQBUS": ["looms"],
        },
    ),
    ("a seller", {"sellers": (party(span("Osprey")),)}, {"SELLER": ["Osprey"]}),
    (
        "the verb with what leads up to it",
        {"acquirers": (KESTREL,), "status_trigger": span("buy")},
        {"PURCHASER": ["Kestrel Mining Corp"], "STATUS": ["agreed to buy"]},
    ),
    (
        "the verb alone",
        {"acquirers": (KESTREL,), "status_trigger": span("bought")},
        {"PURCHASER": ["Kestrel Mining Corp"], "STATUS": ["bought"]},
    ),
    (
        "not disclosed",
        {"acquirers": (KESTREL,), "undisclosed": span("Terms\nwere not disclosed")},
        {"PURCHASER": ["Kestrel Mining Corp"], "DLRAMT": ["not disclosed"]},
    ),
]


@pytest.mark.parametrize(("fields", "wanted"), [row[1:] for row in SLOTS], ids=[row[0] for row in SLOTS])
def test_slots_of_the_main_deal(fields: dict[str, Any], wanted: dict[str, list[str]]) -> None:
    found = newswire.slots_of(record(**fields), TEXT)
    assert {slot: fillers for slot, fillers in found.items() if fillers} == wanted


@pytest.mark.parametrize(
    ("given", "wanted", "exactly", "roughly"),
    [
        ("Dunlin Inc", "DUNLIN\nINC", True, True),
        ("Dunlin", "Dunlin Inc", False, True),
        ("Dunlin", "Dunlin Sand and Gravel", False, False),
        ("Dunlin Gravel", "Dunlin Sand", False, True),
        ("Kestrel", "Dunlin", False, False),
        ("undisclosed", "not disclosed", False, True),
        ("undisclosed", "40 mln dlrs", False, False),
        ("40 mln dlrs", "undisclosed", False, False),
    ],
)
def test_fillers_agree(given: str, wanted: str, exactly: bool, roughly: bool) -> None:
    assert newswire.agree_exactly(given, wanted) is exactly
    assert newswire.agree_roughly(given, wanted) is roughly


@pytest.mark.parametrize(
    ("given", "key", "right"),
    [
        (["a", "b"], [["b"], ["a"]], 2),
        (["a"], [["x", "a"]], 1),
        (["a", "a"], [["a"]], 1),
        (["a"], [["a"], ["a"]], 1),
        (["a"], [], 0),
        ([], [["a"]], 0),
    ],
)
def test_each_filler_counts_once(given: list[str], key: list[list[str]], right: int) -> None:
    assert newswire.count_right(given, key, exact=True) == right


@pytest.mark.parametrize(
    ("ours", "label", "same"),
    [
        ("Kestrel Mining Corp", "Kestrel", True),
        ("Kestrel", "Kestrel  Mining", True),
        ("the Kestrel Co.", "KESTREL", True),
        ("Kestrel Mining", "Kestrel Sand", False),
        ("Dunlin", "Kestrel", False),
        ("Kestrel", "", False),
    ],
)
def test_weak_names_agree(ours: str, label: str, same: bool) -> None:
    assert weak.agree(ours, label) is same


@pytest.mark.parametrize(
    ("kind", "acquirer", "target", "right"),
    [
        ("acquisition", "Kestrel", "Dunlin", (True, True)),
        ("acquisition", "Dunlin", "Kestrel", (False, False)),
        ("acquisition", "Kestrel", "Osprey", (True, False)),
        ("merger", "Dunlin", "Kestrel", (True, True)),
        ("merger", "Kestrel", "Osprey", (True, False)),
    ],
)
def test_weak_labels_judge_both_sides(
    kind: str, acquirer: str, target: str, right: tuple[bool, bool]
) -> None:
    deal = record(kind=kind, acquirers=(KESTREL,), target=DUNLIN).deals[0]
    assert weak.judge(deal, acquirer, target) == right


@pytest.mark.parametrize(
    ("written", "iso"),
    [("March 8th, 2018", "2018-03-08"), ("May 1st, 2018", "2018-05-01"), ("soon", None), (None, None)],
)
def test_dates_of_weak_stories(written: str | None, iso: str | None) -> None:
    assert weak.published(written) == iso


def test_ways_take_turns() -> None:
    turns: list[str] = []
    times = speed.medians(
        [lambda texts: turns.append("bare"), lambda texts: turns.append("ours")], ["a"], rounds=2
    )
    assert turns == ["bare", "ours"] * 3  # the first doesn't count
    assert len(times) == 2


@pytest.mark.parametrize(
    ("script", "fields", "options", "wanted"),
    [
        ("newswire", {"key": {"ACQUIRED": [["Dunlin Inc"]]}}, ["--errors", "1"], "1 documents"),
        ("weak", {"acquirer": "Kestrel", "target": "Dunlin"}, ["--errors"], "both right          1 of 1"),
        ("stream", {"title": "News"}, ["--sample", "3", "--seed", "1"], "Kestrel"),
    ],
)
def test_each_runs_on_a_file_of_its_form(
    script: str, fields: dict[str, Any], options: list[str], wanted: str, tmp_path: Path
) -> None:
    data = tmp_path / "texts.jsonl.gz"
    told = {"id": "1", "text": "Kestrel Corp agreed to buy Dunlin Inc for $40 million."}
    data.write_bytes(gzip.compress(json.dumps(told | fields).encode()))
    done = subprocess.run(
        [sys.executable, ROOT / "benchmarks" / f"{script}.py", "--data", data, *options],
        capture_output=True,
        text=True,
        env=os.environ,
        timeout=120,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert wanted in done.stdout


def test_the_fit_finds_what_made_the_deals_right() -> None:
    """Of 400 deals with a price four in five are right, of 400 without one in four."""
    examples = [
        fit_confidence.Example(str(n), {"price": 1.0, "rule: buys": 1.0} if priced else {}, n % 20 < right)
        for priced, right in ((True, 16), (False, 5))
        for n in range(400)
    ]
    weights = fit_confidence.fit(fit_confidence.pool_rare_rules(examples), ["m 1"])
    assert weights.probability({"price": 1.0, "rule: buys": 1.0}) == pytest.approx(0.8, abs=0.02)
    assert weights.probability({}) == pytest.approx(0.25, abs=0.02)
    assert len(fit_confidence.cross_validated(examples)) == len(examples)


def test_rules_seldom_seen_are_one() -> None:
    few = fit_confidence.MIN_SEEN - 1
    examples = [fit_confidence.Example("a", {"rule: seldom": 1.0, "seldom": 1.0}, True)] * few
    assert fit_confidence.pool_rare_rules(examples)[0].features == {RARE_RULE: 1.0, "seldom": 1.0}


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ({"PURCHASER": [["Kestrel Mining Corp"]], "ACQUIRED": [["Dunlin Inc"]]}, True),
        ({"PURCHASER": [["Osprey"], ["KESTREL", "Kestrel"]], "ACQUIRED": [["Dunlin"]]}, True),
        ({"PURCHASER": [["Osprey"]], "ACQUIRED": [["Dunlin"]]}, False),
        ({"ACQUIRED": [["Dunlin"]]}, False),
        ({}, False),
    ],
)
def test_the_main_deal_meets_a_key(key: dict[str, list[list[str]]], right: bool) -> None:
    assert fit_confidence.meets(record(acquirers=(KESTREL,), target=DUNLIN), key) is right


@pytest.mark.parametrize(
    ("script", "page", "region"),
    [
        ("scores", "README.md", "scores"),
        ("pipelines", "docs/embedding.md", "pipelines"),
        ("speed", "benchmarks/README.md", "speed"),
        ("newswire", "benchmarks/README.md", "newswire"),
        ("fit_confidence", "benchmarks/README.md", "confidence"),
        ("capacity", "docs/scaling.md", "capacity"),
        ("merging", "docs/merging.md", "merging"),
        ("load", "docs/service.md", "load"),
    ],
)
def test_figures_in_pages_are_written_by_a_script(script: str, page: str, region: str) -> None:
    assert f'"{region}"' in (ROOT / "benchmarks" / f"{script}.py").read_text(encoding="utf-8")
    assert block_of(ROOT / page, region)[1].strip()


def test_a_block_is_written_between_its_markers(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_bytes(b"# One\n\n<!-- two:start -->\nold\n<!-- two:end -->\nthree\n")
    write_block(page, "two", ["| é |", "|---|"])
    assert (
        page.read_bytes() == "# One\n\n<!-- two:start -->\n| é |\n|---|\n<!-- two:end -->\nthree\n".encode()
    )
    with pytest.raises(SystemExit, match=r"page.md: lacks <!-- one:start --> and <!-- one:end -->"):
        write_block(page, "one", [])


def test_mixed_key_gives_gold(tmp_path: Path) -> None:
    """Each label of the key is gold by its schema, and a deal is scored against it."""
    key = json.loads(mixed.KEY.read_text(encoding="utf-8"))
    assert [len(labelled) for labelled in key.values()] == [90, 335, 88]
    for labelled in key.values():
        for source, deals in labelled.items():
            for parties in (d[role] for d in deals for role in ("acquirers", "sellers")):
                assert parties == sorted(
                    parties, key=lambda forms: forms[0].casefold()
                )  # not the text's order
            names = [n for d in deals for p in (*d["acquirers"], d["target"] or [], *d["sellers"]) for n in p]
            mixed.write_gold(tmp_path, source.replace(":", "-"), "\n".join(names), deals)
    assert not load_gold_dir(tmp_path).problems
    (tmp_path / "two").mkdir()
    deal = {"kind": "acquisition", "status": "announced", "sellers": [], "price": None}
    labelled = {
        "stream:0": [deal | {"acquirers": [["Kestrel Mining"]], "target": ["Dunlin Inc"]}],
        "stream:1": [],
    }
    for source, deals in labelled.items():
        mixed.write_gold(tmp_path / "two", source.replace(":", "-"), TEXT, deals)

    def found(text: str, *, id: str, published: str | None) -> Extraction:
        told = record(acquirers=(KESTREL,), target=DUNLIN)
        return told.model_copy(update={"document": told.document.model_copy(update={"id": id})})

    cells = mixed.cells_of(run_evaluation(tmp_path / "two", extractor=found), labelled)
    assert cells[:3] == ["2", "1", ".500 / 1.000 / .667"]
    assert cells[-1] == "1 of 1"
