"""What a crowd of clients may cost: descriptors and memory are bounded, and all of it is given back."""

from __future__ import annotations

import asyncio
import gzip
import json
import os
import resource
import socket
import sys
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import httpx
import pytest
from serving import PLAIN, TEXT, Service, read_all, running

from extractor.service.app import make_app
from extractor.service.limits import Limits

GET = b"GET /health HTTP/1.1\r\nhost: a\r\n\r\n"
POST = b"POST /extract HTTP/1.1\r\nhost: a\r\ncontent-type: text/plain\r\n"
IDLE, MOST = 1000, Limits().connections
reads_proc = pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
PER_CONNECTION = 64 << 10
"""Bytes that an open connection may cost at most."""
BOMB = gzip.compress(bytes(50_000_000))


def memory(service: Service, *, peak: bool = False) -> int:
    """Bytes of the process that speaks to clients: resident now, or at most since :func:`forget_peak`."""
    status = Path(f"/proc/{service.process.pid}/status").read_text(encoding="ascii")
    told = dict(line.split(":", 1) for line in status.splitlines())
    return int(told["VmHWM" if peak else "VmRSS"].split()[0]) << 10


def forget_peak(service: Service) -> None:
    Path(f"/proc/{service.process.pid}/clear_refs").write_text("5", encoding="ascii")


def descriptors(service: Service) -> int:
    return len(os.listdir(f"/proc/{service.process.pid}/fd"))  # noqa: PTH208


@pytest.fixture
def many_files() -> None:
    """As many descriptors as two thousand connections need."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < 4 * IDLE:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(4 * IDLE, hard), hard))


@reads_proc
@pytest.mark.slow
@pytest.mark.usefixtures("many_files")
def test_a_thousand_connections_open_at_once() -> None:
    """By the limits as they are shipped: 800 stay and are served, 200 are told so; then all is given back."""
    with running(idle=60.0) as service, ExitStack() as opened:
        service.extract()
        before, files = memory(service), descriptors(service)
        idle = [opened.enter_context(service.connect()) for _ in range(IDLE)]
        kept, refused = idle[:MOST], idle[MOST:]
        statuses = Counter(read_all(connection).partition(b"\r\n")[0] for connection in refused)
        assert statuses == {b"HTTP/1.1 503 Service Unavailable": IDLE - MOST}
        assert descriptors(service) - files <= MOST
        for connection in kept[::50]:
            connection.sendall(GET)
            assert connection.recv(65536).startswith(b"HTTP/1.1 200 ")
        assert memory(service) - before < IDLE * PER_CONNECTION
        opened.close()
        while descriptors(service) > files:
            pass
        assert service.extract().status == 200
        assert memory(service) - before < IDLE * PER_CONNECTION


@reads_proc
@pytest.mark.slow
@pytest.mark.usefixtures("many_files")
def test_three_hundred_slow_bodies() -> None:
    """Each waits for its own end; another is served meanwhile."""
    with running(seconds=5.0) as service, ExitStack() as opened:
        service.extract()
        before = memory(service)
        slow = [opened.enter_context(service.connect()) for _ in range(300)]
        for connection in slow:
            connection.sendall(POST + b"content-length: 100000\r\n\r\n" + b"a" * 1000)
        assert service.extract().status == 200
        answers = Counter(read_all(connection).partition(b"\r\n")[0] for connection in slow)
        assert answers == {b"HTTP/1.1 408 Request Timeout": 300}
        assert service.extract().status == 200
        assert memory(service) - before < 300 * PER_CONNECTION


GREEDY = [
    # a body, what is said of it, and the status
    ("far too long", b"a" * 5_000_000, {}, 413),
    ("a bomb, packed as it says", BOMB, {"content-encoding": "gzip"}, 415),
    ("a bomb that does not say so", BOMB, {}, 422),
    ("far too many headers", TEXT.encode(), {f"x-{n}": "y" * 400 for n in range(99)}, 431),
    ("JSON too deep", b"[" * 100_000, {"content-type": "application/json"}, 400),
]  # fmt: skip


@pytest.fixture(scope="module")
def service() -> Iterator[Service]:
    with running(queue=100) as service:
        service.extract()
        yield service


@reads_proc
def test_the_greedy_get_nothing(service: Service) -> None:
    """Eight at a time: the memory that they take is that of the bodies that are allowed."""
    with ThreadPoolExecutor(8) as pool:
        forget_peak(service)
        before = memory(service, peak=True)
        asked = GREEDY * 8
        answers = pool.map(lambda row: service.ask("POST", "/extract", row[1], PLAIN | row[2]), asked)
        assert [answer.status for answer in answers] == [row[3] for row in asked]
        assert memory(service, peak=True) - before < 24 << 20
        assert service.extract().status == 200


def test_nothing_that_an_article_names_is_fetched(service: Service) -> None:
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.setblocking(False)
        url = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        told = f'<img src="{url}"><script src="{url}"></script>\n\n{TEXT} See {url}a.html.'
        assert service.extract(told, f"?source={url}").status == 200
        body = json.dumps({"text": told, "source": url, "id": url})
        assert service.ask("POST", "/extract", body, {"content-type": "application/json"}).status == 200
        assert service.ask("POST", "/view", told, PLAIN).status == 200
        with pytest.raises(BlockingIOError):
            trap.accept()
        assert url not in "".join(service.log)


class _Broken:
    """Workers that fail with words of an article, in a place that nobody should see."""

    taken = 0
    is_ready = True

    async def run(self, *_: Any, **__: Any) -> None:
        raise RuntimeError("Zanzibarium bought /srv/secret/articles.txt")


def test_a_fault_of_ours_tells_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither the client nor the log reads what went wrong with a text; the log has the place in our code."""

    async def ask() -> httpx.Response:
        transport = httpx.ASGITransport(make_app(_Broken(), Limits()))  # type: ignore[arg-type]
        async with httpx.AsyncClient(transport=transport, base_url="http://a") as client:
            return await client.post("/extract", content="Zanzibarium", headers=PLAIN)

    answer = asyncio.run(ask())
    assert answer.status_code == 500
    assert answer.json()["detail"] == "The service failed; please report it with the article."
    logged = capsys.readouterr().err
    assert "RuntimeError" in logged
    for told in (answer.text + str(answer.headers), logged):
        assert "Zanzibarium" not in told
        assert "secret" not in told
    assert ".py" not in answer.text
