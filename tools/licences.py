"""Writes ``docs/licences.md``: every package that an installation brings, with its licence, as installed here.

Markers of other systems and Pythons are left out; so are what only tests and documentation need.
"""

from __future__ import annotations

import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
FOR_DEVELOPERS = frozenset({"dev", "docs", "hardening", "recipes"})
PAGE = """# Licences of dependencies

deal-extractor itself is under the [MIT licence](https://opensource.org/license/mit). Every package that an installation
brings, as its own metadata names its licence; written by `make licences`.

| package | licence | comes with |
|---|---|---|
{rows}"""


def main() -> None:
    """Write the page, or to the path that is given."""
    page = Path(sys.argv[1]) if sys.argv[1:] else ROOT / "docs" / "licences.md"
    comes_with: dict[str, list[str]] = {}
    for extra, requirements in groups().items():
        for name in closure(requirements):
            comes_with.setdefault(name, []).append(extra)
    rows = "".join(
        f"| {found.name} | {_licence(found)} | {'the package' if '' in groups else ', '.join(f'`[{g}]`' for g in groups)} |\n"
        for name, groups in sorted(comes_with.items())
        for found in [distribution(name)]
    )
    page.write_text(PAGE.format(rows=rows), encoding="utf-8")


def groups() -> dict[str, list[str]]:
    """The requirements of the package (under ``""``) and of each extra for users."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    return {"": project["dependencies"]} | {
        name: extras[name] for name in extras if name not in FOR_DEVELOPERS
    }


def closure(requirements: Iterable[str], extra: str = "") -> set[str]:
    """The names of all that ``requirements`` need here."""
    seen: set[tuple[str, str]] = set()
    todo = [(Requirement(each), extra) for each in requirements]
    while todo:
        required, within = todo.pop()
        if required.marker and not required.marker.evaluate({"extra": within}):
            continue
        name = canonicalize_name(required.name)
        for asked in ("", *required.extras):
            if (name, asked) in seen:
                continue
            seen.add((name, asked))
            try:
                needed = distribution(name).requires or ()
            except PackageNotFoundError:
                sys.exit(f"{name} is not installed: pip install '.[{','.join(filter(None, groups()))}]'")
            todo += [(Requirement(each), asked) for each in needed]
    return {name for name, _ in seen}


def _licence(found: Distribution) -> str:
    """The licence by SPDX expression, classifier or name, whichever the metadata has."""
    told = {
        name: found.metadata.get_all(name) or [] for name in ("License-Expression", "Classifier", "License")
    }
    classified = [each.rpartition(" :: ")[2] for each in told["Classifier"] if each.startswith("License ::")]
    named = [line for text in told["License"] for line in text.strip().splitlines()[:1]]
    licence = told["License-Expression"] or [each for each in classified if each != "OSI Approved"] or named
    if not licence:
        sys.exit(f"{found.name}: its metadata names no licence; look it up and teach {Path(__file__).name}")
    return ", ".join(licence)


if __name__ == "__main__":
    main()
