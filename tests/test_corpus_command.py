"""``extractor corpus check`` and ``corpus stats``: each planted fault is named with its file, and nothing else is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT, RunExtractor, shared_path
from extractor.annotation.check import check_corpus
from extractor.annotation.stats import count_corpus

DEV = ROOT / "corpus" / "dev"
Json = dict[str, Any]

TEXT = """Alder to buy Birch for $40 million

OSLO — Alder Group said on Monday that it would buy 60% of Birch, which makes oars, for $40 million. Birch had
raised €5 million from Cedar Capital. “Oars are what we know best,” said Ada Nordby, chief executive of Alder.
“We paid a fair price.”
"""
USD: Json = {"amount": 40_000_000, "currency": "USD"}
LABELS: Json = {
    "id": "oars",
    "deals": [
        {
            "kind": "stake",
            "status": "announced",
            "acquirers": [["Alder Group", "Alder"]],
            "target": ["Birch"],
            "price": USD,
            "price_disclosed": True,
            "stake_percent": 60,
            "evidence": [{"text": "Alder to buy Birch"}],
        }
    ],
    "financings": [
        {"company": ["Birch"], "amount": {"amount": 5e6, "currency": "EUR"}, "investors": [["Cedar Capital"]]}
    ],
    "quotes": [
        {"text": "Oars are what we know best,", "speaker": ["Ada Nordby"], "title": "chief executive"},
        {"text": "We paid a fair price.", "speaker": ["Ada Nordby"]},
    ],
}


def write(folder: Path, name: str, labels: Json, text: str = TEXT) -> None:
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / f"{name}.gold.json").write_text(json.dumps(labels), encoding="utf-8")


def changed(change: Callable[[Json], object]) -> Json:
    labels: Json = json.loads(json.dumps(LABELS))
    change(labels)
    return labels


def deal(**fields: Any) -> Callable[[Json], object]:
    return lambda labels: labels["deals"][0].update(fields)


def quote(**fields: Any) -> Callable[[Json], object]:
    return lambda labels: labels["quotes"][0].update(fields)


FAULTS: list[tuple[Callable[[Json], object], str]] = [
    (deal(target=["Birtch"]), "deals[0].target: 'Birtch' does not stand in the text"),
    (deal(target=["Birch", "irch"]), "deals[0].target: 'irch' does not stand in the text"),
    (deal(sellers=[["Elm"]]), "deals[0].sellers[0]: 'Elm' does not stand in the text"),
    (deal(description="oars"), ""),
    (deal(description="paddles"), "deals[0].description: 'paddles' does not stand in the text"),
    (quote(title="chairman"), "quotes[0].title: 'chairman' does not stand in the text"),
    (quote(speaker=["Ada Nord"]), "quotes[0].speaker: 'Ada Nord' does not stand in the text"),
    (deal(price=USD | {"amount": 40}), "deals[0].price: USD 40 is no sum that the text states"),
    (deal(price=USD | {"currency": "EUR"}), "deals[0].price: EUR 40,000,000 is no sum that the text states"),
    (deal(price=USD | {"start": 23, "end": 34}), ""),
    (deal(price=USD | {"start": 22, "end": 34}), "deals[0].price: offsets 22–34 are not those of this sum"),
    (
        deal(price=USD | {"alternatives": [{"amount": 37e6, "currency": "EUR"}]}),
        "deals[0].price: EUR 37,000,000 is no sum that the text states",
    ),
    (
        deal(price=USD | {"alternatives": [USD]}),
        "deals[0].price: gives the same amount as its own alternative",
    ),
    (deal(stake_percent=61), "deals[0].stake_percent: 61 is no percentage that the text states"),
    (deal(price_disclosed=False), "deals[0].price_disclosed: is not true beside a price"),
    (deal(price=None), "deals[0].price_disclosed: is true without a price"),
    (
        deal(evidence=[{"text": "Alder bought Birch"}]),
        "deals[0].evidence: is not in the text, or not where the offsets say",
    ),
    (deal(acquirers=[["Alder", "Alder"]]), "deals[0].acquirers[0]: names 'Alder' twice"),
    (deal(investors=[["Cedar Capital"], ["Cedar Capital"]]), "deals[0].investors: has 'Cedar Capital' twice"),
    (deal(acquirers=[["Birch"]]), "deals[0].target: 'Birch' is an acquirer too"),
    (lambda labels: labels["deals"].append(labels["deals"][0]), "deals[1]: says the same as deals[0]"),
    (lambda labels: labels["deals"].append(labels["deals"][0] | {"status": "rumored"}), ""),
    (
        lambda labels: labels["financings"].append(labels["financings"][0]),
        "financings[1]: says the same as financings[0]",
    ),
    (
        lambda labels: labels["quotes"].append({"text": "what we know", "speaker": ["Ada Nordby"]}),
        "quotes[2]: overlaps quotes[0]",
    ),
    (lambda labels: labels.update(id="ores"), "id: is 'ores', but the file is that of 'oars'"),
    (
        quote(text="Oars are what we like,"),
        "quotes[0]: not in the text, or not where the offsets say",
    ),
    (deal(kind="gift"), "deals[0].kind: Input should be 'acquisition'"),
    (deal(mood="good"), "deals[0].mood: unknown field"),
    (deal(price=USD | {"currency": "US"}), "deals[0].price.currency: 'US' is not an ISO 4217"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS)
def test_each_fault_is_named(tmp_path: Path, change: Callable[[Json], object], message: str) -> None:
    write(tmp_path, "oars", changed(change))
    faults = [str(fault) for fault in check_corpus(tmp_path).faults]
    if not message:
        assert faults == []
    else:
        (fault,) = faults
        place = str(tmp_path / "oars.gold.json")
        assert re.match(rf"{re.escape(place)}(:1)?: {re.escape(message)}", fault)


@pytest.mark.parametrize(
    ("left", "place"),
    [
        ("{acquirer} said.", "'{acquirer}'"),
        ("<company> rose.", "'<company>'"),
        ("TODO", "'TODO'"),
        ("%s", "'%s'"),
    ],
)
def test_a_placeholder_is_named(tmp_path: Path, left: str, place: str) -> None:
    write(tmp_path, "oars", LABELS, f"{TEXT}{left}\n")
    (fault,) = check_corpus(tmp_path).faults
    assert f"text: {place} at {len(TEXT)} is a placeholder that was left open" in str(fault)


OTHER = """Fir and Gorse, two makers of kites, are to join forces

“A kite needs a string and two friends,” wrote Hal Dunn, who founded Fir with his sister in a shed.
"""
SHARED = "Pine Holdings said in its filing of June {n} that nobody should expect the talks with {who} to end well.\n"


@pytest.mark.parametrize(
    ("extra", "message"),
    [
        ("", None),
        ("The sea was calm.\n", None),
        (SHARED, "text: 'Pine Holdings said in its filing of June 9 that nobody shou…' stands in "),
    ],
)
def test_a_sentence_of_a_template_is_named(tmp_path: Path, extra: str, message: str | None) -> None:
    long, other = ((DEV / f"{name}.txt").read_text(encoding="utf-8") for name in ("roundup", "rumour"))
    write(tmp_path, "kites", {}, long + extra.format(n=7, who="Quince"))
    write(tmp_path, "oars", {}, other + extra.format(n=9, who="Rowan Brothers"))
    faults = [str(fault) for fault in check_corpus(tmp_path).faults]
    assert [fault.split("gold.json: ", 1)[1].startswith(message or "") for fault in faults] == [True] * bool(
        message
    )
    assert all(f"{tmp_path / 'kites.gold.json'} too, but for names and numbers" in fault for fault in faults)


def test_articles_too_alike_are_named_and_twins_too(tmp_path: Path) -> None:
    write(tmp_path, "a", {"id": "same"})
    write(tmp_path, "b", {"id": "same"})
    write(tmp_path, "c", {}, TEXT.replace("Birch", "Willow").replace("40", "90").replace(". ", "; ") + OTHER)
    faults = [str(fault) for fault in check_corpus(tmp_path).faults]
    a, b, c = (tmp_path / f"{name}.gold.json" for name in "abc")
    assert f"{b}:1: has the id of {a}: give each document one of its own" in faults
    assert f"{b}: text: is that of {a} too" in faults
    assert any(
        re.match(rf"{re.escape(str(c))}: text: shares \d+% of its runs of 5 words with {a}", one)
        for one in faults
    )


def test_what_is_missing_is_named(tmp_path: Path) -> None:
    write(tmp_path, "oars", LABELS)
    (tmp_path / "alone.txt").write_text("Nothing.", encoding="utf-8")
    (tmp_path / "bare.gold.json").write_text("{}", encoding="utf-8")
    (tmp_path / "old.txt").write_text("New.", encoding="utf-8")
    (tmp_path / "old.gold.json").write_text(json.dumps({"sha256": "0" * 64}), encoding="utf-8")
    checked = check_corpus(tmp_path)
    faults = "\n".join(map(str, checked.faults))
    assert checked.documents == 3
    assert "bare: text missing: no bare.txt beside" in faults
    assert "old: text changed: " in faults
    assert f"{tmp_path / 'alone.txt'}: has no alone.gold.json beside it" in faults
    assert len(checked.faults) == 3


def test_the_corpus_has_no_fault(run: RunExtractor) -> None:
    done = run("corpus", "check", str(DEV))
    count = len(list(DEV.glob("*.gold.json")))
    assert (done.code, done.out, done.err) == (0, f"{count} documents, 0 faults\n", "")


@pytest.mark.shared
def test_stand_off_gold_is_checked_against_texts_elsewhere(run: RunExtractor) -> None:
    done = run("corpus", "check", str(ROOT / "corpus" / "reference"), "--texts", str(shared_path("articles")))
    assert (done.code, done.out) == (0, "1 documents, 0 faults\n")


def test_the_command_prints_faults_and_exits_with_1(run: RunExtractor, tmp_path: Path) -> None:
    write(tmp_path / "gold", "oars", changed(deal(target=["Bir\x1bch"])))
    done = run("corpus", "check", "gold")
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines() == [
        r"gold/oars.gold.json:1: deals[0].target: 'Bir\x1bch' does not stand in the text",
        "1 documents, 1 faults",
    ]


@pytest.mark.parametrize("command", ["check", "stats"])
def test_no_gold_at_all(run: RunExtractor, command: str) -> None:
    done = run("corpus", command, "nowhere")
    assert (done.code, done.out) == (2, "")
    assert done.err == "extractor: nowhere: no such folder: give one that holds *.gold.json files\n"


def test_stats_count_what_is_there(run: RunExtractor, tmp_path: Path) -> None:
    write(tmp_path / "gold", "oars", LABELS)
    done = run("corpus", "stats", "gold", "--json", "stats.json")
    assert (done.code, done.err) == (0, "")
    rows = [re.split(r"\s*[│┃]\s*", line.strip()) for line in done.out.splitlines()]
    assert ["document", "words", "deals", "financings", "valuations", "quotes"] in rows
    assert ["oars", str(len(TEXT.split())), "1", "1", "0", "2"] in rows
    for row in (["stake", "1"], ["USD", "1"], ["EUR", "1"], ["deals.price", "1"], ["quotes.title", "1"]):
        assert row in rows
    assert ["deals.sellers", "0"] in rows
    told = json.loads((tmp_path / "stats.json").read_text(encoding="utf-8"))
    assert told["documents"]["oars"]["quotes"] == 2
    assert told["currency"] == {"USD": 1, "EUR": 1}


def test_stats_are_those_of_the_datasheet() -> None:
    readme = (ROOT / "corpus" / "README.md").read_text(encoding="utf-8")
    told = {
        name: int(dev.replace(",", ""))
        for name, dev in re.findall(r"^\| (\w+) \| ([\d,]+) \|", readme, re.MULTILINE)
    }
    stats = count_corpus(DEV)
    assert told["articles"] == len(stats.documents)
    for name in ("words", "deals", "financings", "valuations", "quotes"):
        assert told[name] == sum(sizes[name] for sizes in stats.documents.values())
    assert {name: told[name] for name in stats.counts["status"]} == stats.counts["status"]
