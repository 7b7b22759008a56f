"""Asks PyPI for known faults of the packages in ``requirements.lock``; where it cannot be asked, says so and goes on.

Exit code 1 where one has a fault.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parent.parent / "requirements.lock"


def main() -> None:
    """Ask for one package, and, where that is answered, for all."""
    lock = LOCK.read_text(encoding="utf-8")
    one = re.search(r"^spacy==(?:.*\\\n)*.*\n", lock, re.MULTILINE)
    assert one is not None
    if not audited(one.group()):
        print("audit: PyPI's list of faults cannot be asked from here: nothing was audited")
        return
    packages = audited(lock)
    faults = [(each, fault) for each in packages for fault in each["vulns"]]
    for package, fault in faults:
        fixed = f"; mended in {', '.join(fault['fix_versions'])}" if fault["fix_versions"] else ""
        print(f"audit: {package['name']} {package['version']}: {fault['id']}{fixed}")
    print(f"audit: {len(packages)} packages, {len(faults)} faults")
    sys.exit(bool(faults))


def audited(requirements: str) -> list[dict[str, Any]]:
    """What is known of each of the packages that PyPI knows; nothing where it does not answer."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        file.write(requirements)
        file.flush()
        command = [
            sys.executable, "-m", "pip_audit", "--requirement", file.name, "--disable-pip", "--require-hashes",
            "--format", "json", "--progress-spinner", "off",
        ]  # fmt: skip
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    told = json.loads(done.stdout)["dependencies"] if done.stdout.startswith("{") else []
    return [package for package in told if "vulns" in package]


if __name__ == "__main__":
    main()
