"""What README shows is what happens: its console and Python blocks are run."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```$", README, re.DOTALL | re.MULTILINE)
COMMANDS = [
    (command, expected)
    for language, block in BLOCKS
    if language == "console"
    for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
ELLIPSIS = doctest.ELLIPSIS
SUMMARY = re.compile(r"^extractor: documents: \d+, .*\n", re.MULTILINE)
"""What a run into a file says at its end."""


@pytest.mark.parametrize(("command", "expected"), COMMANDS, ids=[command for command, _ in COMMANDS])
def test_commands(command: str, expected: str) -> None:
    """Each ``$ `` line prints the lines after it; ``...`` stands for any others."""
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    environment.pop("COLUMNS", None)
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, SUMMARY.sub("", done.stderr)) == (0, "")
    assert doctest.OutputChecker().check_output(expected, done.stdout, ELLIPSIS), done.stdout


def test_python() -> None:
    session = "\n".join(block for language, block in BLOCKS if language == "python")
    test = doctest.DocTestParser().get_doctest(session, {}, "README.md", "README.md", 0)
    assert test.examples
    report: list[str] = []
    doctest.DocTestRunner(optionflags=ELLIPSIS).run(test, out=report.append)
    assert not report, "".join(report)


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`make ([a-z-]+)`", README))))
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
        assert any(f"extractor {name} " in command for command, _ in COMMANDS), f"README does not run {name}"
