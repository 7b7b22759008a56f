"""The command that answers over HTTP: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from extractor.cli.shared import answering, tell_reduced_mode
from extractor.extras import load_extra
from extractor.output.sink import STDOUT


def serve(
    host: Annotated[
        str,
        typer.Option("--host", metavar="ADDRESS", help="Whom to listen to; by default this machine only."),
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=0, max=65535, help="Where to listen.")] = 8000,
    workers: Annotated[
        int | None,
        typer.Option(
            "--workers", min=1, metavar="N", help="Processes that read; by default one a core, up to 4."
        ),
    ] = None,
    queue: Annotated[
        int, typer.Option("--queue", min=0, metavar="N", help="How many requests may wait; more get 429.")
    ] = 32,
    most_bytes: Annotated[
        int,
        typer.Option(
            "--max-bytes", min=1, metavar="N", help="How long a request may be; longer ones get 413."
        ),
    ] = 200_000,
    timeout: Annotated[
        float,
        typer.Option(
            "--timeout", min=0.1, metavar="SECONDS", help="How long one may take; slower ones get 408."
        ),
    ] = 30.0,
) -> None:
    """Answer over HTTP: articles in, records out, and a page to try it on; see docs/service.md."""
    with answering(STDOUT):
        for module in ("fastapi", "uvicorn", "prometheus_client"):
            load_extra(module, extra="serve", need=f"serve needs {module}")
        tell_reduced_mode()
        from extractor.service.limits import Limits
        from extractor.service.server import serve as run

        given = {"workers": workers} if workers else {}
        run(host, port, Limits(**given, queue=queue, body=most_bytes, seconds=timeout))
