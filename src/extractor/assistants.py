"""The extractor as a tool of the Model Context Protocol, for assistants. Needs the extra ``mcp``."""

from __future__ import annotations

from typing import Annotated

from mcp.server import MCPServer
from mcp.server.mcpserver.exceptions import ToolError
from mcp_types import CallToolResult, TextContent, ToolAnnotations
from pydantic import Field

from extractor.pipeline import Extractor
from extractor.schema import Extraction, check_iso_date
from extractor.version import __version__

INSTRUCTIONS = """\
Reads corporate deals out of English press articles by rules: who buys whom, for how much, funding, valuations and \
quotes. It gives only what the text says, each value with its span: text[start:end], in Unicode code points."""


def make_server(extractor: Extractor) -> MCPServer:
    """A server with one tool, ``extract_deals``; ``run()`` serves it on standard input and output."""
    server: MCPServer = MCPServer(
        "deal-extractor", instructions=INSTRUCTIONS, version=__version__, log_level="WARNING"
    )

    @server.tool(annotations=ToolAnnotations(read_only_hint=True, open_world_hint=False))
    def extract_deals(
        text: Annotated[str, Field(description="The article: headline, an empty line, paragraphs.")],
        published: Annotated[
            str | None,
            Field(description="When it appeared (YYYY-MM-DD): what 'today' and 'last month' relate to."),
        ] = None,
    ) -> Annotated[CallToolResult, Extraction]:
        """Extract the deals, financings, valuations and quotes of one press article."""
        if published is not None:
            try:
                check_iso_date(published)
            except ValueError as error:
                raise ToolError(str(error)) from None
        record = extractor.extract(text, published=published)
        return CallToolResult(
            content=[TextContent(text=record.to_json())], structured_content=record.model_dump()
        )

    return server
