"""What is handed to users: the files of the release, the wheel in an empty environment, the workflow files."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from conftest import ROOT
from extractor.version import __version__

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = {
    name: needed
    for name, needed in PROJECT["optional-dependencies"].items()
    if name not in {"dev", "docs", "hardening", "recipes"}
}
SHIPPED = [PROJECT["dependencies"], *EXTRAS.values()]


def run(*command: str | Path, cwd: Path = ROOT, stdin: str = "") -> str:
    """What the command prints; it runs without this process's paths, and must succeed."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(
        [*map(str, command)], cwd=cwd, env=clean, input=stdin, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The sdist, and the wheel that is made from it."""
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder)
    (sdist,), (wheel,) = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


@pytest.mark.slow
def test_the_release_holds_what_it_should(release: tuple[Path, Path]) -> None:
    sdist, wheel = release
    source = ROOT / "src"
    wanted = {
        str(path.relative_to(source))
        for path in (source / "extractor").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    with zipfile.ZipFile(wheel) as archive:
        packed = set(archive.namelist())
        metadata = archive.read(f"deal_extractor-{__version__}.dist-info/METADATA").decode()
    assert {name for name in packed if ".dist-info/" not in name} == wanted
    assert f"\nVersion: {__version__}\n" in metadata
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert {f"src/{name}" for name in wanted} <= names
    assert {
        "README.md",
        "LICENSE",
        "Makefile",
        "tests/conftest.py",
        "corpus/README.md",
    } <= names
    assert not [name for name in names if "__pycache__" in name or name.startswith((".venv", "build/"))]


@pytest.mark.slow
def test_the_wheel_works_in_an_empty_environment(release: tuple[Path, Path], tmp_path: Path) -> None:
    venv.create(tmp_path / "env", with_pip=True)
    commands = tmp_path / "env" / "bin"
    run(commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", release[1])
    run(commands / "python", "-m", "pip", "check")
    assert run(commands / "extractor", "--version", cwd=tmp_path) == f"extractor {__version__}\n"
    record = json.loads(
        run(commands / "extractor", "extract", "-", cwd=tmp_path, stdin="Quillon agreed to buy Bramble.")
    )
    assert record["deals"][0]["target"]["name"] == "Bramble"


def test_the_version_stands_in_one_place() -> None:
    assert "version" in PROJECT["dynamic"]
    assert [
        path.name
        for path in [ROOT / "pyproject.toml", ROOT / "Dockerfile", *(ROOT / "src").rglob("*.py")]
        if re.search(rf"[\"']{re.escape(__version__)}[\"']", path.read_text(encoding="utf-8"))
    ] == ["version.py"]


@pytest.mark.parametrize("extra", sorted(EXTRAS))
def test_extras_are_documented_and_tested(extra: str) -> None:
    assert f"`deal-extractor[{extra}]`" in (ROOT / "docs" / "installing.md").read_text(encoding="utf-8")
    assert set(EXTRAS[extra]) <= set(PROJECT["optional-dependencies"]["dev"]), "developers lack what it needs"


def test_every_range_is_bounded() -> None:
    assert not [each for group in SHIPPED for each in group if not re.search("<|==", each)]


def test_licences_are_listed_and_let_us(tmp_path: Path) -> None:
    run(sys.executable, "tools/licences.py", tmp_path / "licences.md")
    row = re.compile(r"^\| (?!package)(\S+) \| (.+) \| .+ \|$", re.MULTILINE)
    for name, licence in row.findall((tmp_path / "licences.md").read_text(encoding="utf-8")):
        assert re.search("MIT|BSD|Apache|PSF|MPL|Mozilla|ISC", licence), f"{name} is under {licence}"
    listed = row.findall((ROOT / "docs" / "licences.md").read_text(encoding="utf-8"))
    direct = {canonicalize_name(Requirement(each).name) for group in SHIPPED for each in group}
    assert direct <= {canonicalize_name(name) for name, _ in listed}, "run 'make licences'"


@pytest.mark.parametrize(
    "workflow", sorted((ROOT / ".github" / "workflows").glob("*.yml")), ids=lambda p: p.name
)
def test_workflows_are_valid(workflow: Path) -> None:
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    targets = re.findall(r"\bmake ([a-z -]+)$", workflow.read_text(encoding="utf-8"), re.MULTILINE)
    run("make", "-n", *" ".join(targets).split())
