import json

from made_by_hand import FULL, record, span

from extractor.output.formats import json_array, json_lines
from extractor.schema import Extraction, Quote


def test_json_lines() -> None:
    assert list(json_lines([FULL, record()])) == [FULL.to_json() + "\n", record().to_json() + "\n"]


def test_a_record_is_one_line_to_every_reader() -> None:
    text = '"one\u2028two\u2029three\x85four"'
    odd = record(text, quotes=(Quote(span=span(text[1:-1], text)),))
    (line,) = json_lines([odd])
    assert len(line.splitlines()) == 1
    assert Extraction.model_validate_json(line) == odd


def test_json_array() -> None:
    records = [FULL, record()]
    text = "".join(json_array(records))
    assert json.loads(text) == [json.loads(each.to_json()) for each in records]
    assert text.startswith('[\n  {\n    "schema_version"')
    assert text.endswith("\n  }\n]\n")


def test_json_array_of_nothing() -> None:
    assert "".join(json_array([])) == "[]\n"
