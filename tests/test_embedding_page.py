"""docs/embedding.md and its examples do what they say: the page's blocks, the script and the notebook are run."""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from conftest import ROOT

PAGE = ROOT / "docs" / "embedding.md"
EXAMPLES = ROOT / "docs" / "examples"


def test_the_script(tmp_path: Path) -> None:
    paths = [tmp_path / "a.txt", tmp_path / "b.txt"]
    for path in paths:
        path.write_text("Quillon Corp agreed to buy Bramble for $30 million.", encoding="utf-8")
    command = [sys.executable, EXAMPLES / "spacy_pipe.py", tmp_path / "deals.spacy", *paths]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    told = "".join(f"{path}\n  Quillon Corp → Bramble (announced)\n" for path in paths)
    assert done.stdout == told + f"2 deals; Docs and records in {tmp_path / 'deals.spacy'}\n"


def test_the_notebook(capsys: pytest.CaptureFixture[str]) -> None:
    notebook = json.loads((EXAMPLES / "deals.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    session: dict[str, Any] = {}
    record, frame, marked = (run_cell(cell, session) for cell in cells)
    assert "<td>Bramble Ltd</td>" in record._repr_html_()
    assert frame["target"].to_list() == ["Bramble Ltd", "Marl Dairy"]
    assert "target" in marked


def run_cell(cell: str, session: dict[str, Any]) -> Any:
    """Run it, and give the value of its last expression, which a notebook shows."""
    *body, last = ast.parse(cell).body
    assert isinstance(last, ast.Expr)
    exec(compile(ast.Module(body, []), "<cell>", "exec"), session)
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), session)
