"""The service as a process of its own, on a free port of this machine."""

from __future__ import annotations

import http.client
import json
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

TEXT = "Harrow & Pell agreed to buy Tidewell for $240 million, it said on Tuesday."
PLAIN = {"content-type": "text/plain"}
_START = (
    "import sys, json; from extractor.service.server import serve; from extractor.service.limits import Limits;"
    "serve('127.0.0.1', 0, Limits(**json.loads(sys.argv[1])))"
)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class Service:
    process: subprocess.Popen[str]
    port: int
    log: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            data = body.encode() if isinstance(body, str) else body
            connection.request(method, path, data, dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, named, answer.read())
        finally:
            connection.close()

    def extract(self, text: str = TEXT, query: str = "") -> Answer:
        return self.ask("POST", f"/extract{query}", text, PLAIN)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=60)

    def say(self, *pieces: bytes) -> bytes:
        """What comes back for some bytes, until the service closes the connection."""
        with self.connect() as connection:
            for piece in pieces:
                connection.sendall(piece)
            return read_all(connection)

    def workers(self) -> list[int]:
        """The processes below it that hold a model."""
        listed = subprocess.run(
            ["ps", "-ww", "-o", "pid=,args=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=False,
        ).stdout.splitlines()
        return [int(line.split()[0]) for line in listed if "spawn_main" in line]


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while piece := connection.recv(65536):
        received += piece
    return received


@contextmanager
def running(*command: str, **limits: Any) -> Iterator[Service]:
    """By a command line, or with limits that it has no options for; stopped at the end."""
    args = (
        ["-m", "extractor.cli", *command] if command else ["-c", _START, json.dumps({"workers": 1} | limits)]
    )
    process = subprocess.Popen([sys.executable, *args], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        ready = json.loads(process.stderr.readline())
        assert ready["event"] == "ready", ready
        service = Service(process, ready["address"][1])
        reader = threading.Thread(target=lambda: service.log.extend(process.stderr or ()), daemon=True)
        reader.start()
        yield service
        process.send_signal(signal.SIGTERM)
        reader.join(60)
    finally:
        process.kill()
        process.wait(60)
