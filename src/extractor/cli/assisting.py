"""The command that serves assistants: mcp."""

from __future__ import annotations

from extractor.cli.shared import answering, tell_reduced_mode
from extractor.errors import ExtractorError
from extractor.output.sink import STDOUT, OutputClosedError


def mcp() -> None:
    """Serve assistants over the Model Context Protocol, on standard input and output."""
    with answering(STDOUT):
        try:
            from extractor.assistants import make_server
        except ModuleNotFoundError:
            raise ExtractorError(
                "the Model Context Protocol needs mcp: pip install 'deal-extractor[mcp]'"
            ) from None
        tell_reduced_mode()
        from extractor import Extractor

        is_heard = True
        try:
            make_server(Extractor()).run()
        except* BrokenPipeError:
            is_heard = False
        if not is_heard:
            raise OutputClosedError
