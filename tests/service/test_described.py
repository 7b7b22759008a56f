"""What schemathesis makes of the service's own description: 2,000 requests that fit it or just do not."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from serving import running

pytestmark = pytest.mark.slow

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
)


def test_no_request_makes_it_fail(tmp_path: Path) -> None:
    pytest.importorskip("schemathesis", reason="needs schemathesis: pip install schemathesis")
    command = [str(Path(sys.executable).with_name("st")), "run", "--no-color", "--seed", "7"]
    limits = ["--max-examples", "1100", "--continue-on-failure", "--checks", ",".join(CHECKS)]
    with running(workers=2) as service:
        done = subprocess.run(
            [*command, *limits, f"{service.url}/openapi.json"],
            capture_output=True, text=True, check=False, cwd=tmp_path, timeout=1500,
        )  # fmt: skip
        healthy = service.extract().status
    assert done.returncode == 0, done.stdout[-6000:]
    cases = re.search(r"(\d+) generated", done.stdout)
    assert cases is not None
    assert int(cases[1]) >= 2000, done.stdout[-2000:]
    assert healthy == 200
    assert not [line for line in service.log if '"status": 5' in line or '"fault"' in line]
