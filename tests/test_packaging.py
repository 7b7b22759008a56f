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
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.utils import canonicalize_name
from ruamel.yaml import YAML

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


def names_of(rows: list[tuple[str, str]]) -> set[str]:
    return {canonicalize_name(name) for name, _ in rows}


def test_licences_are_listed_and_let_us(tmp_path: Path) -> None:
    run(sys.executable, "tools/licences.py", tmp_path / "licences.md")
    row = re.compile(r"^\| (?!package)(\S+) \| (.+) \| .+ \|$", re.MULTILINE)
    here = row.findall((tmp_path / "licences.md").read_text(encoding="utf-8"))
    for name, licence in here:
        assert re.search("MIT|BSD|Apache|PSF|MPL|Mozilla|ISC", licence), f"{name} is under {licence}"
    listed = names_of(row.findall((ROOT / "docs" / "licences.md").read_text(encoding="utf-8")))
    assert names_of(here) <= listed, "run 'make licences'"
    locked = re.findall(r"^(\S+)==", (ROOT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    assert listed <= {canonicalize_name(name) for name in locked}, "run 'make lock' or 'make licences'"


WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))


def steps(workflow: Path) -> Iterator[dict[str, Any]]:
    for job in YAML(typ="safe").load(workflow)["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_are_valid_and_call_what_there_is(workflow: Path) -> None:
    run(sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows", workflow)
    commands = "\n".join(step["run"] for step in steps(workflow) if "run" in step)
    run("make", "-n", *" ".join(re.findall(r"^make ([a-z -]+)$", commands, re.MULTILINE)).split())
    for tool in re.findall(r"\.venv/bin/(\w+)", commands):
        assert any(re.match(rf"{tool}\b", each) for each in PROJECT["optional-dependencies"]["dev"]), tool
    for snippet in re.findall(r"python -c '(.+?)'", commands):
        assert run(sys.executable, "-c", snippet) == f"{__version__}\n"
    for extracted in re.findall(r"echo .+ \| .+ extract -", commands):
        assert '"Quillon agreed to buy Bramble."' in extracted
    made = {"dist", "build/site", "build/deal-extractor.cdx.json"}
    for step in steps(workflow):
        if "upload" in step.get("uses", ""):
            assert step["with"]["path"] in made


def test_the_matrix_has_the_pythons_that_the_package_names() -> None:
    named = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    jobs = YAML(typ="safe").load(ROOT / ".github" / "workflows" / "ci.yml")["jobs"]
    assert jobs["test"]["strategy"]["matrix"]["python"] == named
    assert PROJECT["requires-python"] == f">={named[0]}"
    for workflow in WORKFLOWS:
        for step in steps(workflow):
            assert step.get("with", {}).get("python-version", "${{ matrix.python }}") in {
                *named,
                "${{ matrix.python }}",
            }


def test_the_image_is_made_of_what_there_is() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    sent = [
        line.removeprefix("!")
        for line in (ROOT / ".dockerignore").read_text().splitlines()
        if line[:1] == "!"
    ]
    (copied,) = re.findall(r"^COPY (\S+ .+) \./$", dockerfile, re.MULTILINE)
    assert {*copied.split(), "src"} == set(sent)
    assert all((ROOT / name).exists() for name in sent)
    assert {"README.md", *PROJECT["license-files"]} <= set(sent), "the build reads them"
    (extras,) = re.findall(r"^ARG EXTRAS=(\S+)$", dockerfile, re.MULTILINE)
    assert set(extras.split(",")) <= EXTRAS.keys()
    for python in re.findall(r"^FROM python:([\d.]+)-slim", dockerfile, re.MULTILINE):
        assert f"Programming Language :: Python :: {python}" in PROJECT["classifiers"]
    assert re.search(r"^USER [1-9]\d*$", dockerfile, re.MULTILINE), "it runs as root"
    (check,) = re.findall(r"^HEALTHCHECK .+\\\n +CMD (.+)$", dockerfile, re.MULTILINE)
    program, *arguments = json.loads(check)
    assert program == "python"
    run(sys.executable, *arguments)
    (entry,) = re.findall(r"^ENTRYPOINT (.+)$", dockerfile, re.MULTILINE)
    assert json.loads(entry)[0] in PROJECT["scripts"]
