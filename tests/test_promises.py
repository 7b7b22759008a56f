"""Each test that the page of promises names is there, under that name and in that file."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest

from conftest import ROOT

TESTS = ROOT / "tests"
PAGE = (ROOT / "docs" / "promises.md").read_text(encoding="utf-8")
FUNCTIONS = {
    path.relative_to(ROOT): {
        node.name
        for node in ast.parse(path.read_text(encoding="utf-8")).body
        if isinstance(node, ast.FunctionDef)
    }
    for path in sorted(TESTS.rglob("*.py"))
}


def named() -> Iterator[tuple[str, str]]:
    """Files and functions as the page names them, "*" for what it leaves out.

    A name without a file is of the file named last, also in a table's head; "…_at_length" goes on from the name before.
    """
    file = before = ""
    for word in re.findall(r"`([^`\n]+)`", PAGE):
        if path := re.fullmatch(r"((?:\w+/)*\w+\.py)(?:::(\w+…?))?", word):
            file, name = path.groups(default="")
            if file.startswith(("tests/", "test_")) or name:
                yield file, name.replace("…", "*")
            before = name
        elif re.fullmatch(r"test_\w+…?", word):
            yield file, word.replace("…", "*")
            before = word
        elif re.fullmatch(r"…\w+", word):
            yield file, before + word.replace("…", "*")
        elif word.startswith("tests/"):
            yield word, ""


NAMED = sorted(set(named()))


def test_many_are_named() -> None:
    assert sum(name != "" for _, name in NAMED) > 30


@pytest.mark.parametrize(("file", "name"), NAMED)
def test_what_is_named_is_there(file: str, name: str) -> None:
    if not file.endswith(".py"):
        assert any((ROOT / file).glob("test_*.py")), file
        return
    found = [functions for path, functions in FUNCTIONS.items() if f"/{path}".endswith(f"/{file}")]
    assert len(found) == 1, f"{file} is there {len(found)} times"
    assert not name or any(fnmatchcase(function, name) for function in found[0]), f"{file} has no {name}"
