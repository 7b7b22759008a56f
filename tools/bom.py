"""Writes the bill of materials of a release (CycloneDX): every package that an installation brings, as installed here.

``python tools/bom.py FILE``. What only an extra brings is optional; what only developers need is left out.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from extractor.version import __version__
from licences import ROOT, closure, groups


def main() -> None:
    """Write it to the path that is given; its folder is made."""
    told = json.dumps(shipped(environment()), indent=2) + "\n"
    if fault := JsonStrictValidator(SchemaVersion.V1_6).validate_str(told):
        sys.exit(f"not as CycloneDX has it: {fault}")
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(told, encoding="utf-8")


def environment() -> dict[str, Any]:
    """All that is installed here, and what needs what."""
    command = [
        sys.executable, "-m", "cyclonedx_py", "environment", sys.executable, "--pyproject", str(ROOT / "pyproject.toml"),
        "--spec-version", "1.6", "--output-reproducible", "--output-file", "-",
    ]  # fmt: skip
    bom: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    return bom


def shipped(bom: dict[str, Any]) -> dict[str, Any]:
    """The part of it that is the package and what the package and its extras bring."""
    wanted = {extra: closure(requirements) for extra, requirements in groups().items()}
    direct = {canonicalize_name(Requirement(each).name) for each in groups()[""]}
    root = bom["metadata"]["component"] | {"version": __version__}
    kept, needed = [], []
    for component in bom["components"]:
        name = canonicalize_name(component["name"])
        if any(name in names for names in wanted.values()):
            kept.append(component | {"scope": "required" if name in wanted[""] else "optional"})
        if name in direct:
            needed.append(component["bom-ref"])
    refs = {component["bom-ref"] for component in kept}
    edges = [
        edge | {"dependsOn": sorted(refs & set(edge.get("dependsOn", ())))}
        for edge in bom["dependencies"]
        if edge["ref"] in refs
    ]
    return bom | {
        "metadata": bom["metadata"] | {"component": root},
        "components": kept,
        "dependencies": [{"ref": root["bom-ref"], "dependsOn": sorted(needed)}, *edges],
    }


if __name__ == "__main__":
    main()
