"""The recipes of docs/scaling.md are run as they stand there."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from conftest import ROOT
from extractor.batch.work import Done, Failure, Work
from extractor.reading.item import Item

pytestmark = pytest.mark.slow
PAGE = (ROOT / "docs" / "scaling.md").read_text(encoding="utf-8")
BLOCKS = dict(re.findall(r'^```python(?: title="(\w+).py")?\n(.*?)^```$', PAGE, re.DOTALL | re.MULTILINE))
TEXTS = [
    f"Acorn {number} Inc agreed to buy Bramble {number} Ltd for ${number} million." for number in range(40)
]
TEXTS[7] = ""


@pytest.mark.parametrize(("recipe", "package"), [("on_ray", "ray"), ("on_spark", "pyspark")])
def test_recipe(tmp_path: Path, recipe: str, package: str) -> None:
    if importlib.util.find_spec(package) is None:
        pytest.skip(f"needs {package}: pip install 'deal-extractor[recipes]'")
    if package == "pyspark" and not (shutil.which("java") or os.environ.get("JAVA_HOME")):
        pytest.skip("needs Java 17 or later for Spark")
    pyarrow = pytest.importorskip("pyarrow", reason="needs pyarrow: pip install 'deal-extractor[parquet]'")
    parquet = pytest.importorskip("pyarrow.parquet")
    ids = [f"n{number}" for number in range(len(TEXTS))]
    (tmp_path / "news").mkdir()
    parquet.write_table(pyarrow.table({"id": ids, "text": TEXTS}), tmp_path / "news" / "night.parquet")
    (tmp_path / "recipe.py").write_text(BLOCKS[""] + BLOCKS[recipe])
    done = subprocess.run(
        [sys.executable, "recipe.py"],
        cwd=tmp_path,
        env=os.environ | {"PYSPARK_PYTHON": sys.executable, "RAY_USAGE_STATS_ENABLED": "0"},
        capture_output=True,
        text=True,
        timeout=500,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    rows = parquet.read_table(tmp_path / "deals").to_pylist()
    found = {row["id"]: (row["record"], row["error"]) for row in rows}
    assert len(found) == len(rows)
    outcomes = Work()([Item(id, id, text) for id, text in zip(ids, TEXTS, strict=True)])
    assert found == {
        id: (
            outcome.line if isinstance(outcome, Done) else None,
            outcome.message if isinstance(outcome, Failure) else None,
        )
        for id, outcome in zip(ids, outcomes, strict=True)
    }
