"""Clients that are slow, greedy or broken get the right status, or are let go; the others are served meanwhile."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest
from serving import TEXT, Service, read_all, running

POST = b"POST /extract HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\n"


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    """Of little patience."""
    with running(queue=1, seconds=2.0, idle=0.5, connections=60, body=20_000) as service:
        yield service


@pytest.fixture(autouse=True)
def healthy(service: Service) -> Iterator[None]:
    """Whatever came, it answers after it, when it has done what was asked before."""
    yield
    assert service.ask("GET", "/health").status == 200
    while (status := service.extract().status) in (408, 429):
        pass
    assert status == 200


SAID = [
    # what a client sends, and the status of the answer
    ("no HTTP", [b"\x16\x03\x01\x02\x00\x01\x00"], 400),
    ("another protocol", [b"SSH-2.0-OpenSSH_9.6\r\n\r\n"], 400),
    ("a head of one header without end", [b"GET / HTTP/1.1\r\na: ", b"b" * 100_000], 431),
    ("a head of headers without end", [b"GET / HTTP/1.1\r\n", b"a: b\r\n" * 20_000], 431),
    ("many headers, all at once", [b"GET / HTTP/1.1\r\nhost: a\r\n" + b"x: y\r\n" * 3_000 + b"\r\n"], 431),
    ("two hosts", [b"GET / HTTP/1.1\r\nhost: a\r\nhost: b\r\n\r\n"], 400),
    ("no host", [b"GET / HTTP/1.1\r\n\r\n"], 400),
    ("two lengths", [POST, b"content-length: 1\r\ncontent-length: 2\r\n\r\nab"], 400),
    ("a length below nothing", [POST, b"content-length: -1\r\n\r\n"], 400),
    ("a length beyond all", [POST, b"content-length: " + b"9" * 400 + b"\r\n\r\n"], 400),
    ("a length that is too long", [POST, b"content-length: 99999999\r\n\r\n"], 413),
    ("chunks that are none", [POST, b"transfer-encoding: chunked\r\n\r\nzz\r\n"], 400),
    ("a coding that is not known", [POST, b"transfer-encoding: gzip\r\n\r\nab"], 501),
    ("chunks without end", [POST, b"transfer-encoding: chunked\r\n\r\n", b"400\r\n" + b"a" * 1024 + b"\r\n"] + [b"400\r\n" + b"a" * 1024 + b"\r\n"] * 30, 413),
    ("half a head", [b"GET /health HTTP/1.1\r\nho"], 408),
    ("half a body", [POST, b"content-length: 100\r\n\r\nAcme bought"], 408),
    ("a body that waits to be asked for, too long", [POST, b"expect: 100-continue\r\ncontent-length: 30000\r\n\r\n"], 413),
]  # fmt: skip


@pytest.mark.parametrize(("pieces", "status"), [row[1:] for row in SAID], ids=[row[0] for row in SAID])
def test_what_is_said_wrongly(service: Service, pieces: list[bytes], status: int) -> None:
    """The answer is a problem, and the connection is let go before long."""
    head, _, body = service.say(*pieces).partition(b"\r\n\r\n")
    assert head.split(b" ", 2)[1] == str(status).encode()
    assert b"application/problem+json" in head
    assert json.loads(body)["status"] == status


def test_a_head_that_trickles(service: Service) -> None:
    """Each byte in time, the whole never: the clock runs for the whole."""
    with service.connect() as connection:
        connection.settimeout(0.1)
        received = b""
        for byte in b"GET /health HTTP/1.1\r\nx: " + b"a" * 200:
            try:
                connection.sendall(bytes([byte]))
                received += connection.recv(65536)
            except TimeoutError:
                continue
            except OSError:
                break
            if received:
                break
    assert received.startswith(b"HTTP/1.1 408 ")


def test_silent_connections_are_let_go(service: Service) -> None:
    with service.connect() as connection:
        assert read_all(connection) == b""


def test_a_client_that_never_reads(service: Service) -> None:
    """It is let go, whatever it still asks for."""
    asked = b"GET /openapi.json HTTP/1.1\r\nhost: a\r\n\r\n" * 200
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", service.port))
        is_let_go = False
        while not is_let_go:
            try:
                connection.sendall(asked)
            except ConnectionError:
                is_let_go = True


def test_a_thousand_idle_connections(service: Service) -> None:
    """As many as are allowed are kept for a moment, the others told so; then all are gone."""
    with ExitStack() as opened:
        idle = [opened.enter_context(service.connect()) for _ in range(1000)]
        received = [_read_or_reset(connection) for connection in idle]
    told = Counter(answer.split(b"\r\n")[0] for answer in received)
    assert set(told) <= {b"", b"HTTP/1.1 503 Service Unavailable"}
    assert told[b"HTTP/1.1 503 Service Unavailable"] > 500


def _read_or_reset(connection: socket.socket) -> bytes:
    try:
        return read_all(connection)
    except ConnectionResetError:
        return b""


def test_no_more_may_wait_than_the_queue_holds(service: Service) -> None:
    text = (TEXT + "\n\n") * 100
    with ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: service.extract(text), range(12)))
    statuses = Counter(answer.status for answer in answers)
    assert set(statuses) <= {200, 408, 429}
    assert statuses[429] >= 1
    refused = next(answer for answer in answers if answer.status == 429)
    assert refused.headers["retry-after"] == "1"


def test_work_that_takes_too_long() -> None:
    """The place is taken until the work is done; then others are served."""
    with running(seconds=0.05, queue=0) as hasty:
        text = (TEXT + "\n\n") * 100
        answer = hasty.extract(text)
        assert answer.status == 408
        assert answer.json["detail"] == "Not done within 0.05 seconds."
        assert hasty.extract().status == 429
        assert hasty.ask("GET", "/health").status == 200
        metrics = ""
        while "extractor_taken 0.0" not in metrics:
            metrics = hasty.ask("GET", "/metrics").body.decode()


def test_two_requests_in_one_piece(service: Service) -> None:
    asked = b"GET /health HTTP/1.1\r\nhost: a\r\n\r\n"
    received = service.say(asked + asked.replace(b"\r\n\r\n", b"\r\nconnection: close\r\n\r\n"))
    assert received.count(b"HTTP/1.1 200 OK") == 2


def test_a_client_that_leaves(service: Service) -> None:
    with service.connect() as connection:
        connection.sendall(POST + b"content-length: 100\r\n\r\nAcme")
    with service.connect() as connection:
        connection.sendall(POST + b"content-length: 15\r\n\r\nAcme bought Bo.")
    service.ask("GET", "/health")
    assert "fault" not in "".join(service.log)


def test_a_worker_that_is_killed(service: Service) -> None:
    (worker,) = service.workers()
    os.kill(worker, signal.SIGKILL)
    statuses = [service.extract().status for _ in range(3)]
    assert set(statuses) <= {200, 408, 503}
    while service.extract().status != 200:  # the new worker loads its model
        pass
    assert service.workers() != [worker]


def test_answers_of_many_at_once_are_each_ones_own() -> None:
    names = [f"Quill{chr(97 + n)}ow" for n in range(20)]
    with running(workers=2) as service, ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(lambda name: service.extract(f"Acme bought {name} for $5 million."), names))
    for name, answer in zip(names, answers, strict=True):
        assert set(names) & {deal["target"]["name"] for deal in answer.json["deals"]} == {name}


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_what_was_asked_is_answered(ending: signal.Signals) -> None:
    text = (TEXT + "\n\n") * 100
    with running() as service:
        workers = service.workers()
        assert len(workers) == 1
        with service.connect() as connection:
            connection.sendall(POST + b"content-length: %d\r\n\r\n" % len(text) + text.encode())
            while b"extractor_taken 1.0" not in service.ask("GET", "/metrics").body:
                pass
            service.process.send_signal(ending)
            assert read_all(connection).startswith(b"HTTP/1.1 200 OK")
        assert service.process.wait(30) == 0
        assert not any(map(_lives, workers))


def test_its_workers_end_with_it() -> None:
    with running() as service:
        workers = service.workers()
        assert len(workers) == 1
        service.process.kill()
        service.process.wait(30)
        while any(map(_lives, workers)):
            pass


def _lives(process: int) -> bool:
    state = subprocess.run(
        ["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False
    ).stdout
    return bool(state) and not state.startswith("Z")
