"""What README and the pages of docs show is what happens: their code blocks are run, in order.

A page's blocks share one folder (``documents_world``) and one Python session. ``console``: each ``$ `` line
prints the lines after it, ``...`` standing for any others. ``python``: a doctest, or a script. ``sql``: a
query on the DuckDB that the page has made. ``json``: well-formed, one value or one a line. ``text`` is no code, or
commands that another test runs (``ELSEWHERE``).
A block with a title is a file that another test runs.
"""

from __future__ import annotations

import doctest
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from conftest import ROOT
from documents_world import make_world

PAGES = [
    page for folder in ("", "docs", "corpus", "benchmarks") for page in sorted((ROOT / folder).glob("*.md"))
]
BLOCK = re.compile(r"^```(\w*(?: title=[^\n]*)?)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
COMMAND = re.compile(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", re.MULTILINE)
SUMMARY = re.compile(r"^extractor: documents: .*\n", re.MULTILINE)
"""What a run into a file says at its end: a page may show it or leave it out."""
ELSEWHERE = {
    "pip install": "test_packaging.py",
    "extractor serve": "service/serving.py",
    "curl": "service/test_service.py",
    "python benchmarks/load.py": "service/test_load.py",
}
"""Commands of ``text`` blocks, and the file of tests that runs them."""
CODE = {page: BLOCK.findall(page.read_text(encoding="utf-8")) for page in PAGES}


@pytest.mark.parametrize(
    "page", [page for page in PAGES if CODE[page]], ids=lambda page: str(page.relative_to(ROOT))
)
def test_blocks(page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_world(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
    monkeypatch.delenv("COLUMNS", raising=False)
    session: dict[str, Any] = {}
    for language, block in CODE[page]:
        if " title=" in language:
            continue
        assert language in RUN, f"{page.name} has a block of {language or 'no language'}:\n{block}"
        RUN[language](block, session)


def run_console(block: str, _: dict[str, Any]) -> None:
    commands = COMMAND.findall(block)
    assert commands, f"no $ line in\n{block}"
    for command, expected in commands:
        done = subprocess.run(
            ["bash", "-c", command],
            env=dict(os.environ),  # as Python has it: readline puts a COLUMNS of its own beside it
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=120,
            check=False,
        )
        printed = done.stdout if SUMMARY.search(expected) else SUMMARY.sub("", done.stdout)
        may_fail = "extractor: " in expected  # shows what a failed document is told
        assert done.returncode in ({0, 1} if may_fail else {0}), f"$ {command}\n{done.stdout}"
        assert doctest.OutputChecker().check_output(expected, printed, doctest.ELLIPSIS), (
            f"$ {command}\n{done.stdout}"
        )


def run_python(block: str, session: dict[str, Any]) -> None:
    if ">>> " not in block:
        exec(compile(block, "<documentation>", "exec"), session)
        return
    test = doctest.DocTestParser().get_doctest(block, session, "documentation", None, 0)
    report: list[str] = []
    doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, out=report.append, clear_globs=False)
    assert not report, "".join(report)
    session.update(test.globs)


def run_sql(block: str, _: dict[str, Any]) -> None:
    (database,) = Path.cwd().glob("*.duckdb")
    with duckdb.connect(database, read_only=True) as connection:
        connection.execute(block).fetchall()


def check_json(block: str, _: dict[str, Any]) -> None:
    try:
        json.loads(block)
    except ValueError:
        for line in block.splitlines():
            json.loads(line)


RUN: dict[str, Callable[[str, dict[str, Any]], None]] = {
    "console": run_console,
    "python": run_python,
    "sql": run_sql,
    "json": check_json,
    "text": lambda block, session: None,
}


def test_no_block_is_left_to_nobody() -> None:
    for page, blocks in CODE.items():
        fences = re.findall(r"^( *)```\w", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert fences.count("") == len(blocks), f"{page.name}: BLOCK finds {len(blocks)} of its blocks"
        for language, block in blocks:
            for command, _ in COMMAND.findall(block) if language == "text" else ():
                assert command.startswith(tuple(ELSEWHERE)), f"{page.name}: who runs {command}?"


@pytest.mark.parametrize(
    "target", sorted({t for p in PAGES for t in re.findall(r"`make ([a-z-]+)`", p.read_text())})
)
def test_make_targets(target: str) -> None:
    done = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_command_is_shown() -> None:
    help_text = subprocess.run(
        [sys.executable, "-m", "extractor.cli", "--help"], capture_output=True, text=True, check=True
    ).stdout
    commands = re.findall(r"^  ([a-z]+)  ", help_text.partition("Commands:")[2], re.MULTILINE)
    assert len(commands) >= 4
    for name in commands:
        assert any(
            f"extractor {name} " in block
            for page in PAGES
            for language, block in CODE[page]
            if language == "console"
        ), f"no page runs {name}"


def test_generated_parts_are_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, "tools/pages.py", "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
