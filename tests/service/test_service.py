"""The service answers what the command line writes, says what it is, and tells of nothing else."""

from __future__ import annotations

import doctest
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import PLAIN, TEXT, Answer, Service, running

from conftest import ROOT, RunExtractor, shared_path
from documents_world import make_world
from extractor.schema import Extraction

JSON = {"content-type": "application/json"}
ARTICLES = sorted((ROOT / "corpus" / "dev").glob("*.txt"))[:6]


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running("serve", "--port", "0", "--workers", "1", "--queue", "3", "--max-bytes", "60000") as service:
        yield service


def test_a_text_gets_the_record_of_the_command_line(service: Service, run: RunExtractor) -> None:
    line = run("extract", "-", "--published", "2024-03-05", stdin=TEXT.encode()).out
    stated = json.loads(line)["document"]
    query = f"?id={stated['id']}&published=2024-03-05"
    assert service.extract(TEXT, query).body.decode() + "\n" == line
    (deal,) = Extraction.model_validate_json(line).deals
    assert (deal.acquirers[0].name, deal.price and deal.price.amount) == ("Harrow & Pell", 240_000_000)


@pytest.mark.parametrize("options", ["", "trace", "with_text", "trace with_text"])
def test_files_get_the_records_of_the_command_line(service: Service, run: RunExtractor, options: str) -> None:
    named = [str(path) for path in ARTICLES]
    flags = [f"--{option.replace('_', '-')}" for option in options.split()]
    lines = run("extract", *named, *flags).out.splitlines()
    query = "&".join(f"{option}=true" for option in options.split())
    for path, line in zip(ARTICLES, lines, strict=True):
        about = f"id={path.stem}&source={path}&{query}".rstrip("&")
        answer = service.ask("POST", f"/extract?{about}", path.read_bytes(), PLAIN)
        assert answer.body.decode() == line


def test_several_in_json_are_several_in_order(service: Service) -> None:
    texts = [path.read_bytes().decode() for path in ARTICLES]
    body = json.dumps([{"id": path.stem, "text": text} for path, text in zip(ARTICLES, texts, strict=True)])
    answer = service.ask("POST", "/extract", body, JSON)
    assert answer.status == 200
    records = [Extraction.model_validate(record, strict=False) for record in answer.json]
    assert [record.document.id for record in records] == [path.stem for path in ARTICLES]
    for record, text in zip(records, texts, strict=True):
        record.check_grounding(text)


@pytest.mark.shared
def test_the_reference_article(service: Service, run: RunExtractor) -> None:
    path = shared_path("articles", "databricks-mosaicml.txt")
    answer = service.ask("POST", f"/extract?id={path.stem}&source={path}", path.read_bytes(), PLAIN)
    assert answer.body.decode() + "\n" == run("extract", str(path)).out
    assert len(answer.json["deals"]) == 2


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-16"), "utf-16"),
        ("Cafés buy Bolt.".encode("cp1252"), "cp1252"),
    ],
)
def test_bytes_are_decoded_as_those_of_a_file(service: Service, data: bytes, encoding: str) -> None:
    assert service.ask("POST", "/extract", data, PLAIN).json["document"]["encoding"] == encoding


def test_what_it_says_of_itself(service: Service) -> None:
    assert service.ask("GET", "/health").json["status"] == "running"
    assert service.ask("GET", "/ready").json == {"status": "ready"}
    schema = (ROOT / "schemas" / "extraction.schema.json").read_text(encoding="utf-8")
    assert service.ask("GET", "/schema").body.decode() == schema


def test_it_counts(service: Service) -> None:
    def count(name: str) -> float:
        found = re.search(
            rf"^{re.escape(name)} (\S+)$", service.ask("GET", "/metrics").body.decode(), re.MULTILINE
        )
        return float(found[1]) if found else 0

    names = ("extractor_articles_total", 'extractor_requests_total{path="/extract",status="200"}')
    before = [count(name) for name in names]
    service.extract()
    assert [count(name) for name in names] == [number + 1 for number in before]
    assert count("extractor_taken") == 0


def test_each_example_of_the_description_is_answered(service: Service) -> None:
    described = service.ask("GET", "/openapi.json").json
    content = described["paths"]["/extract"]["post"]["requestBody"]["content"]
    for example in content["application/json"]["examples"].values():
        answer = service.ask("POST", "/extract", json.dumps(example["value"]), JSON)
        assert answer.status == 200
        assert all(
            record["deals"] for record in ([answer.json] if isinstance(answer.json, dict) else answer.json)
        )
    assert service.extract(content["text/plain"]["example"]).json["deals"]
    references = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(described)))
    assert references <= set(described["components"]["schemas"])


ARTICLE = json.dumps({"text": TEXT})
REFUSED = [
    # what is wrong, the request, and the status
    ("an unknown path", ("GET", "/etc/passwd", None, {}), 404),
    ("a method that a path has not", ("GET", "/extract", None, {}), 405),
    ("no body", ("POST", "/extract", None, PLAIN), 422),
    ("no type", ("POST", "/extract", TEXT, {}), 415),
    ("another type", ("POST", "/extract", "<p>", {"content-type": "text/html"}), 415),
    ("a form", ("POST", "/extract", "text=a", {"content-type": "application/x-www-form-urlencoded"}), 415),
    ("another encoding", ("POST", "/extract", TEXT, {"content-type": "text/plain; charset=utf-7"}), 415),
    ("compressed", ("POST", "/extract", b"\x1f\x8b\x08", PLAIN | {"content-encoding": "gzip"}), 415),
    ("compressed twice", ("POST", "/extract", b"x", JSON | {"content-encoding": "br, zstd"}), 415),
    ("not in the encoding it names", ("POST", "/extract", b"\xff\xfe\xfd", {"content-type": "text/plain; charset=utf-8"}), 400),
    ("binary", ("POST", "/extract", b"\x7fELF\x00\x01\xff", PLAIN), 422),
    ("NUL", ("POST", "/extract", "Acme\0", PLAIN), 422),
    ("no JSON", ("POST", "/extract", "{", JSON), 400),
    ("JSON that is not UTF-8", ("POST", "/extract", b'{"text": "\xff"}', JSON), 400),
    ("half a character", ("POST", "/extract", '{"text": "\\ud800"}', JSON), 400),
    ("JSON too deep", ("POST", "/extract", "[" * 50_000, JSON), 400),
    ("a number", ("POST", "/extract", "1e999", JSON), 422),
    ("a wrong type", ("POST", "/extract", '{"text": 5}', JSON), 422),
    ("no text", ("POST", "/extract", "{}", JSON), 422),
    ("an empty text", ("POST", "/extract", '{"text": ""}', JSON), 422),
    ("a field that is not known", ("POST", "/extract", '{"text": "a", "url": "http://127.0.0.1/"}', JSON), 422),
    ("a date that is none", ("POST", "/extract", '{"text": "a", "published": "2024-02-30"}', JSON), 422),
    ("no article", ("POST", "/extract", "[]", JSON), 422),
    ("two of one id", ("POST", "/extract", json.dumps([{"id": "a", "text": "b"}] * 2), JSON), 422),
    ("too many", ("POST", "/extract", json.dumps([{"text": "b"}] * 101), JSON), 413),
    ("too long", ("POST", "/extract", "a" * 60_001, PLAIN), 413),
    ("far too long", ("POST", "/extract", "a" * 5_000_000, PLAIN), 413),
    ("an unknown parameter", ("POST", "/extract?fetch=http://x", TEXT, PLAIN), 422),
    ("a wrong parameter", ("POST", "/extract?trace=perhaps", TEXT, PLAIN), 422),
    ("a date that is none, of a text", ("POST", "/extract?published=soon", TEXT, PLAIN), 422),
    ("said twice where", ("POST", "/extract?id=a", ARTICLE, JSON), 422),
    ("an address too long", ("GET", "/" + "a" * 9_000, None, {}), 414),
    ("JSON for the page", ("POST", "/view", ARTICLE, JSON), 415),
]  # fmt: skip


@pytest.mark.parametrize(
    ("request_", "status"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_what_is_refused(
    service: Service, request_: tuple[str, str, bytes | str | None, dict[str, str]], status: int
) -> None:
    answer = service.ask(*request_)
    assert answer.status == status
    check_problem(answer)
    assert service.ask("GET", "/health").status == 200


def check_problem(answer: Answer) -> None:
    """RFC 9457, and nothing of ours in it."""
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json
    assert set(problem) - {"errors"} == {"type", "title", "status", "detail"}
    assert problem["status"] == answer.status
    assert not re.search(r"Traceback|\.py\b|/home|/work|/usr|site-packages|pydantic", answer.body.decode())


@pytest.mark.parametrize("path", ["/", "/health", "/schema", "/metrics", "/openapi.json", "/nowhere"])
def test_headers_of_every_answer(service: Service, path: str) -> None:
    headers = service.ask("GET", path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert "server" not in headers
    assert not [name for name in headers if name.startswith("access-control")]


def test_the_log_has_no_word_of_an_article(service: Service) -> None:
    secret = "Zanzibarium"
    service.extract(f"{secret} Corp bought Bolt Inc for $5 million.", f"?id={secret}&source=http://{secret}/")
    service.ask("POST", "/extract", json.dumps({"text": 1, secret: secret}), JSON)
    service.ask("GET", f"/{secret}?{secret}")
    service.ask("GET", "/health")
    lines = [json.loads(line) for line in service.log]
    assert {line["event"] for line in lines} == {"request"}
    assert {"/extract", "/health", "other"} <= {line["path"] for line in lines}
    assert {"time", "event", "method", "path", "status", "milliseconds", "bytes"} == set(lines[-1])
    assert secret.lower() not in "".join(service.log).lower()


@pytest.mark.skipif(shutil.which("curl") is None, reason="needs curl: apt-get install curl")
def test_what_the_page_asks_with_curl(service: Service, tmp_path: Path) -> None:
    make_world(tmp_path)
    page = (ROOT / "docs" / "service.md").read_text(encoding="utf-8")
    shown = re.findall(r"^\$ (curl .+)\n(.+\n)", page, re.MULTILINE)
    assert len(shown) == 2
    for command, expected in shown:
        here = command.replace("http://127.0.0.1:8000", service.url)
        answer = subprocess.run(
            ["bash", "-c", here], cwd=tmp_path, stdout=subprocess.PIPE, text=True, check=True
        )
        assert doctest.OutputChecker().check_output(expected, answer.stdout + "\n", doctest.ELLIPSIS), command
