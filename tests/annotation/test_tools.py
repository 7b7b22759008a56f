"""Each format as its own tool reads and writes it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from labelled import TEXT, article

from conftest import ROOT
from extractor.annotation import brat, docbin, doccano, label_studio, prodigy, xmi
from extractor.annotation.files import FormatError
from extractor.annotation.from_gold import annotate_gold
from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.scheme import LABELS, LINKS
from extractor.annotation.to_gold import gold_of
from extractor.evaluation.goldset import load_gold_dir
from extractor.extras import MissingPackageError

SMALL = Annotated(
    "small",
    "Alder bought\nBirch for $4m.",
    (
        Mark("Deal", 6, 12, {"kind": "acquisition", "status": "completed"}),
        Mark("Party", 0, 5),
        Mark("Party", 13, 18),
        Mark("Money", 23, 26, {"amount": "4000000", "currency": "USD", "qualifier": "exact"}),
        Mark("Evidence", 0, 26),
    ),
    (Link("acquirer", 0, 1), Link("target", 0, 2), Link("price", 0, 3), Link("evidence", 0, 4)),
)


def only(found: Any) -> Any:
    (one,) = found
    return one


# brat


def test_brat_writes_what_brat_reads() -> None:
    assert list(brat.standoff(SMALL)) == [
        "T1\tDeal 6 12\tbought",
        "A1\tkind T1 acquisition",
        "A2\tstatus T1 completed",
        "T2\tParty 0 5\tAlder",
        "T3\tParty 13 18\tBirch",
        "T4\tMoney 23 26\t$4m",
        "A3\tqualifier T4 exact",
        '#4\tAnnotatorNotes T4\t{"amount": "4000000", "currency": "USD"}',
        "T5\tEvidence 0 12;13 26\tAlder bought Birch for $4m",
        "R1\tacquirer Arg1:T1 Arg2:T2",
        "R2\ttarget Arg1:T1 Arg2:T3",
        "R3\tprice Arg1:T1 Arg2:T4",
        "R4\tevidence Arg1:T1 Arg2:T5",
    ]


def test_brat_has_a_configuration_of_all_labels() -> None:
    sections = brat.configuration().split("[")
    assert [section.partition("]")[0] for section in sections[1:]] == [
        "entities", "relations", "events", "attributes",
    ]  # fmt: skip
    assert all(f"\n{label}\n" in sections[1] for label in LABELS)
    assert all(f"\n{name}\tArg1:" in sections[2] for name in LINKS)
    assert "kind\tArg:Deal, Value:acquisition|merger|stake|asset_purchase\n" in sections[4]


def test_brat_numbers_decide_the_order_and_plain_notes_are_for_people() -> None:
    lines = ["T9\tParty 13 18\tBirch", "#1\tAnnotatorNotes T9\tsure?", "T2\tParty 0 5\tAlder", ""]
    found = brat.parse("small", SMALL.text, lines, Path("small.ann"))
    assert [mark.start for mark in found.marks] == [0, 13]
    assert [dict(mark.attributes) for mark in found.marks] == [{}, {}]


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["T1 Party"], "small.ann:1: is no entity, relation, attribute or note of one: T1 Party"),
        (["T1\tParty 0 5\tAlder", "#1\tAnnotatorNotes T1\t{oh"], "small.ann:2: the note is not JSON"),
        (["R1\ttarget Arg1:T1 Arg2:T2"], "small.ann: a relation names T1, which is not there"),
    ],
)
def test_brat_names_the_line_at_fault(lines: list[str], message: str) -> None:
    with pytest.raises(FormatError) as caught:
        brat.parse("small", SMALL.text, lines, Path("small.ann"))
    assert str(caught.value).startswith(message)


def test_brat_without_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.ann").touch()
    assert "a.txt: cannot be read" in str(only(brat.read(tmp_path)))


# Label Studio


def test_label_studio_s_own_sdk_takes_interface_tasks_and_relations() -> None:
    interface_of = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    interface = interface_of(label_studio.configuration())
    interface.validate()
    documents = [article(), *map(annotate_gold, load_gold_dir(ROOT / "corpus" / "dev").documents)]
    for document in documents:
        task = label_studio.task_of(document)
        assert interface.validate_task({"data": task["data"]})
        result = only(task["annotations"])
        assert interface.validate_prediction(result, return_errors=True) == []
        assert interface.validate_annotation(result)
        relations = [one for one in result["result"] if one["type"] == "relation"]
        assert len(relations) == len(document.links)


def test_label_studio_s_own_sdk_refuses_another_label() -> None:
    interface_of = pytest.importorskip("label_studio_sdk.label_interface").LabelInterface
    interface = interface_of(label_studio.configuration())
    right, wrong = (Annotated("a", "Alder", (Mark(label, 0, 5),)) for label in ("Party", "Colour"))
    assert interface.validate_annotation(only(label_studio.task_of(right)["annotations"]))
    assert not interface.validate_annotation(only(label_studio.task_of(wrong)["annotations"]))


def test_label_studio_gets_predictions_from_a_program() -> None:
    made = Annotated(SMALL.id, SMALL.text, SMALL.marks, SMALL.links, made_by="deal-extractor 9")
    task = label_studio.task_of(made)
    assert "annotations" not in task
    assert only(task["predictions"])["model_version"] == "deal-extractor 9"
    assert label_studio.document_of(task, "") == SMALL


def test_label_studio_s_annotation_goes_before_the_prediction() -> None:
    task = label_studio.task_of(SMALL) | {"predictions": [{"result": []}]}
    task["annotations"].append({"was_cancelled": True, "result": []})
    assert label_studio.document_of(task, "") == SMALL
    task["annotations"].append({"result": []})
    with pytest.raises(FormatError, match="task 1: has 2 annotations; export each annotator's by itself"):
        label_studio.document_of(task, "t.json: task 1")


# INCEpTION


def test_a_cas_has_the_layers_of_inception(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    assert xmi.write([article()], tmp_path) == []
    types = cassis.load_typesystem((tmp_path / "typesystem.xml").read_bytes().decode())
    cas = cassis.load_cas_from_xmi((tmp_path / "sails.xmi").read_bytes().decode(), typesystem=types)
    assert cas.sofa_string == TEXT
    covered = {(span.label, span.get_covered_text()) for span in cas.select(xmi.SPAN)}
    assert {("Money", "£1.2bn"), ("Party", "Ada Nordby")} <= covered
    for relation in cas.select(xmi.RELATION):
        assert (relation.begin, relation.end) == (relation.Dependent.begin, relation.Dependent.end)
        assert relation.Governor.type.name == xmi.SPAN


def test_what_an_annotator_adds_in_inception_comes_last(tmp_path: Path) -> None:
    cassis = pytest.importorskip("cassis")
    xmi.write([SMALL], tmp_path)
    types = cassis.load_typesystem((tmp_path / "typesystem.xml").read_bytes().decode())
    cas = cassis.load_cas_from_xmi((tmp_path / "small.xmi").read_bytes().decode(), typesystem=types)
    cas.add(types.get_type(xmi.SPAN)(begin=19, end=22, label="Party"))
    (tmp_path / "small.xmi").write_text(cas.to_xmi(), encoding="utf-8")
    (tmp_path / "typesystem.xml").rename(tmp_path / "TypeSystem.xml")
    marks = only(xmi.read(tmp_path)).marks
    assert marks == (*SMALL.marks, Mark("Party", 19, 22))


def test_a_text_that_xml_cannot_hold_is_told_and_the_others_are_written(tmp_path: Path) -> None:
    pytest.importorskip("cassis")
    failure = only(xmi.write([Annotated("bell", "A\x07B"), SMALL], tmp_path))
    assert str(failure).startswith("bell: XML cannot hold this text")
    assert only(xmi.read(tmp_path)) == SMALL


def test_without_dkpro_cassis_the_message_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(MissingPackageError, match=r"pip install 'deal-extractor\[annotation\]'"):
        xmi.write([SMALL], tmp_path)


# prodigy


def test_prodigy_s_tokens_spans_and_relations_agree() -> None:
    line = prodigy.line_of(article())
    for span in line["spans"]:
        tokens = line["tokens"][span["token_start"] : span["token_end"] + 1]
        assert (tokens[0]["start"], tokens[-1]["end"]) == (span["start"], span["end"])
    for relation in line["relations"]:
        assert relation["head"] == relation["head_span"]["token_end"]
    told = "".join(token["text"] + " " * token["ws"] for token in line["tokens"])
    assert told == TEXT


def test_prodigy_s_rejected_tasks_are_left_and_its_own_spans_are_found(tmp_path: Path) -> None:
    line = prodigy.line_of(SMALL)
    new = {"start": 0, "end": 5, "label": "Party", "token_start": 0, "token_end": 0}
    line["spans"][1] = new
    line["relations"][0]["child_span"] = new
    rejected = line | {"answer": "reject", "meta": {"document": "other"}}
    lines = (json.dumps(one) for one in (line | {"answer": "accept"}, rejected))
    (tmp_path / "out.jsonl").write_text("\n".join(lines), encoding="utf-8")
    assert only(prodigy.read(tmp_path)) == SMALL


# doccano


def test_doccano_shows_the_choices_in_the_label() -> None:
    line = doccano.line_of(SMALL)
    assert line["entities"][0] == {
        "id": 1,
        "label": "Deal kind=acquisition status=completed",
        "start_offset": 6,
        "end_offset": 12,
    }
    assert line["relations"][0] == {"id": 1, "from_id": 1, "to_id": 2, "type": "acquirer"}


def test_doccano_numbers_anew_and_a_sum_that_moved_is_read_from_its_words() -> None:
    line = doccano.line_of(SMALL)
    line["id"], line["Comments"] = 77, []
    line["text"] = line["text"].replace("$4m.", "$4m, or $5m.")
    for entity in line["entities"]:
        entity["id"] += 500
    for relation in line["relations"]:
        relation["from_id"] += 500
        relation["to_id"] += 500
    line["entities"][3] |= {"start_offset": 31, "end_offset": 34}
    price = gold_of(doccano.document_of(line)).deals[0].price
    assert price is not None
    assert (price.amount, price.start) == (5_000_000, 31)


# DocBin


def test_docbin_is_spacy_s_own(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    docbin.write([article()], tmp_path)
    doc = only(DocBin().from_disk(tmp_path / "annotations.spacy").get_docs(spacy.blank("en").vocab))
    assert doc.text == TEXT
    spans = [(span.label_, span.text) for span in doc.spans["extractor"]]
    assert spans == [(mark.label, TEXT[mark.start : mark.end]) for mark in article().marks]
    assert {("Party", "Harrow Capital"), ("Money", "340p")} <= {(ent.label_, ent.text) for ent in doc.ents}


def test_docbin_of_somebody_else(tmp_path: Path) -> None:
    import spacy
    from spacy.tokens import DocBin

    DocBin(docs=[spacy.blank("en")("Alder bought Birch.")]).to_disk(tmp_path / "a.spacy")
    (tmp_path / "b.spacy").write_bytes(b"no")
    first, second = map(str, docbin.read(tmp_path))
    assert "a.spacy: document 1: has no marks of ours under 'extractor'" in first
    assert "b.spacy: is no DocBin" in second


# files of the wrong kind


@pytest.mark.parametrize(
    ("format", "name", "content", "message"),
    [
        (label_studio, "a.json", "{", "a.json: is not JSON"),
        (label_studio, "a.json", '[{"data": {}}]', "a.json: task 1: is no task of this interface"),
        (label_studio, "a.json", "[7]", "a.json: task 1: is no task of this interface"),
        (prodigy, "a.jsonl", "{}\n", "a.jsonl:1: is no task of prodigy with spans"),
        (prodigy, "a.jsonl", "\n[]\n", "a.jsonl:2: is no task of prodigy with spans"),
        (doccano, "a.jsonl", '{"text": "x"}', "a.jsonl:1: is no document of doccano with relations"),
        (doccano, "a.jsonl", "nope", "a.jsonl:1: is not JSON"),
    ],
)
def test_files_of_another_kind_are_named(
    tmp_path: Path, format: Any, name: str, content: str, message: str
) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    error = only(format.read(tmp_path))
    assert isinstance(error, FormatError)
    assert message in str(error)


@pytest.mark.parametrize("format", [brat, label_studio, prodigy, doccano, docbin])
def test_an_empty_folder_is_named(tmp_path: Path, format: Any) -> None:
    with pytest.raises(FormatError, match="file; name the folder that was exported to"):
        list(format.read(tmp_path))
