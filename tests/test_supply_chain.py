"""What it stands on: pinned with hashes, the model's files as they were measured, nothing unpickled, nothing fetched."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT, SURROUNDINGS
from extractor import Extractor, ModelError
from extractor.language import pinned_model
from extractor.weights import check_weights

LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PYTHONS = ["3.11", "3.12", "3.13"]


def locked() -> dict[str, list[tuple[Requirement, int]]]:
    """Each package's lines in the lock file, and how many hashes each has."""
    found: dict[str, list[tuple[Requirement, int]]] = {}
    for entry in re.split(r"\n(?=[a-z])", re.sub(r"^\s*#.*\n", "", LOCK, flags=re.MULTILINE)):
        line, *hashes = entry.rstrip().split(" \\\n    --hash=sha256:")
        assert all(re.fullmatch("[0-9a-f]{64}", each) for each in hashes), entry
        found.setdefault(canonicalize_name(Requirement(line).name), []).append(
            (Requirement(line), len(hashes))
        )
    return found


@pytest.mark.parametrize("python", PYTHONS)
def test_the_lock_file_is_what_the_project_asks_for(python: str) -> None:
    """Otherwise: make lock."""
    here = {"python_version": python, "python_full_version": f"{python}.0"}
    lines = locked()
    for each in [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]]:
        wanted = Requirement(each)
        if wanted.marker and not wanted.marker.evaluate(here):
            continue
        rows = [
            row
            for row, _ in lines[canonicalize_name(wanted.name)]
            if not row.marker or row.marker.evaluate(here)
        ]
        (version,) = [specifier.version for row in rows for specifier in row.specifier]
        assert wanted.specifier.contains(version, prereleases=True), f"{each}: {version} is locked"


def test_every_line_of_the_lock_file_has_hashes_and_comes_from_anywhere() -> None:
    assert all(hashes for rows in locked().values() for _, hashes in rows)
    assert not re.search(r"^\s*--(?!hash)|://|file:|/opt/", LOCK, re.MULTILINE)


def test_the_setup_takes_nothing_that_is_not_in_it() -> None:
    made = subprocess.run(
        ["make", "-n", "-B", "setup"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    installs = [line for line in made.splitlines() if "pip install" in line]
    assert len(installs) == 2
    assert "--require-hashes" in installs[0]
    assert {"--no-deps", "--no-build-isolation"} <= set(installs[1].split())


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """The pinned model once more, as a package that is found first."""
    data = pinned_model()
    assert data is not None
    metadata = next(data.parent.parent.glob(f"{data.parent.name}-*.dist-info"))
    shutil.copytree(data.parent, tmp_path / data.parent.name)
    shutil.copytree(metadata, tmp_path / metadata.name)
    return tmp_path / data.parent.name / data.name


def test_the_model_is_the_pinned_one(copy: Path) -> None:
    check_weights(copy)
    notes = (
        {"meta.json", "accuracy.json"}
        | {path.name for path in copy.iterdir() if path.name.isupper()}
        | {"README.md"}
    )
    for path in [each for each in copy.rglob("*") if each.is_file() and each.name not in notes]:
        right = path.read_bytes()
        for wrong in (right[:-1] + bytes([right[-1] ^ 1]), right + b"\n", None):
            path.unlink()
            if wrong is not None:
                path.write_bytes(wrong)
            with pytest.raises(
                ModelError, match=f"{re.escape(str(path))} is not the pinned model's: install "
            ):
                check_weights(copy)
        path.write_bytes(right)
    check_weights(copy)


def test_a_changed_model_is_not_loaded_unless_it_is_asked_for(copy: Path) -> None:
    """Not a line of the package's code is run either."""
    (copy.parent / "__init__.py").write_text("raise SystemExit('its code was run')", encoding="utf-8")
    script = "from extractor import Extractor; print(Extractor().extract('Quillon bought Tarnbrook.').deals[0].target.name)"
    command = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(copy.parent.parent)!r}); {script}"]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout == "Tarnbrook\n"
    weights = copy / "ner" / "model"
    changed = bytearray(weights.read_bytes())
    changed[len(changed) // 2] ^= 1
    weights.write_bytes(changed)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1].startswith(
        f"extractor.errors.ModelError: {weights} is not the pinned model's: "
    )
    assert Extractor(str(copy)).extract("Quillon bought Tarnbrook.").deals


ARTICLE = """<html><head><script src="https://example.com/a.js">fetch("/x")</script></head><body><article>
<h1>Quillon to buy Tarnbrook for $5 million</h1><img src="http://127.0.0.1:9/pixel.gif"><iframe src="file:///etc/passwd"></iframe>
<p>Quillon agreed to buy Tarnbrook for $5 million, it said on Monday at https://example.com/?q=$(touch ran). The $(touch ran) and
`touch ran` and {{7*7}} and ${jndi:ldap://127.0.0.1:9/a} and __import__('os').system('touch ran') are no deals.</p>
<p>“We buy it; DROP TABLE deals,” said Ada Nordby, the chief executive of Quillon, in the third quarter of 2023.</p></article></body></html>
"""
WATCH = """
import pickle, sys
import _pickle

def refuse(*args, **options):
    raise SystemExit("unpickled")

for module in (pickle, _pickle):
    for name in ("load", "loads", "Unpickler"):
        setattr(module, name, refuse)
pickle._Unpickler = pickle._load = pickle._loads = refuse

WATCHED = ("socket.connect", "socket.getaddrinfo", "socket.gethostby", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.fork",
           "pickle.", "urllib.", "ftplib.", "smtplib.", "webbrowser.", "code.__new__", "shutil.", "os.remove", "os.rename")

def watch(event, args):
    if event.startswith(WATCHED):
        raise SystemExit(f"{event} {args}")
    if event == "open" and isinstance(args[1], str) and set(args[1]) & set("wax+"):
        raise SystemExit(f"written: {args}")

sys.addaudithook(watch)
sys.argv = ["extractor", *sys.argv[1:]]
from extractor.cli import main
main()
"""


@pytest.mark.parametrize(
    "deed", ["pickle.loads(b'N.')", "open('a', 'w')", "__import__('socket').create_connection(('127.0.0.1', 9))", "__import__('os').system('true')"]
)  # fmt: skip
def test_the_watch_watches(tmp_path: Path, deed: str) -> None:
    script = WATCH.partition("sys.argv")[0] + deed
    assert (
        subprocess.run(
            [sys.executable, "-c", script], cwd=tmp_path, capture_output=True, check=False
        ).returncode
        == 1
    )


@pytest.mark.parametrize("name", ["article.html", pytest.param("article.txt", marks=pytest.mark.slow)])
def test_nothing_is_unpickled_fetched_run_or_written(tmp_path: Path, name: str) -> None:
    """The whole of ``extractor extract``: loading the model, HTML, dates, amounts, quotes."""
    (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", WATCH, "extract", name, "--trace", "--published", "2023-06-26"],
        cwd=tmp_path, env=SURROUNDINGS, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["deals"][0]["target"]["name"] == "Tarnbrook"
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_no_module_of_ours_unpickles() -> None:
    """What passes between our own processes on one machine, multiprocessing packs and unpacks itself."""
    unpickling = re.compile(
        r"\b(?:import (?:\w+, )*(?:pickle|cloudpickle|dill|shelve|marshal|joblib)\b|allow_pickle|from (?:pickle|shelve|marshal) )"
    )
    assert not [
        path for path in (ROOT / "src").rglob("*.py") if unpickling.search(path.read_text(encoding="utf-8"))
    ]


@pytest.mark.slow
def test_the_bill_of_materials(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "tools/bom.py", tmp_path / "bom.json"], cwd=ROOT, check=True)
    bom = json.loads((tmp_path / "bom.json").read_text(encoding="utf-8"))
    scopes = {canonicalize_name(each["name"]): each["scope"] for each in bom["components"]}
    direct = {canonicalize_name(Requirement(each).name) for each in PROJECT["dependencies"]}
    assert {name for name in direct if scopes[name] == "required"} == direct
    assert {scopes["fastapi"], scopes["pyarrow"]} == {"optional"}
    assert not {"pytest", "mypy", "hypothesis", "deal-extractor"} & scopes.keys()
    assert bom["metadata"]["component"]["name"] == "deal-extractor"


def test_without_a_network_the_audit_says_so_and_goes_on() -> None:
    nowhere = SURROUNDINGS | {"HTTPS_PROXY": "http://127.0.0.1:9", "https_proxy": "http://127.0.0.1:9"}
    done = subprocess.run(
        [sys.executable, "tools/audit.py"], cwd=ROOT, env=nowhere, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (
        0,
        "audit: PyPI's list of faults cannot be asked from here: nothing was audited\n",
    )
