"""The tool for assistants, asked by the protocol's own client through the command that users start."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from typing import Any

from mcp import Client, StdioServerParameters, stdio_client
from mcp_types import CallToolResult, Tool

from conftest import ROOT
from extractor import extract

COMMAND = StdioServerParameters(
    command=sys.executable, args=["-m", "extractor.cli", "mcp"], env=dict(os.environ)
)
TEXT = "Quillon to buy Bramble\n\nQuillon Corp agreed on Monday to buy Bramble Ltd for €30 million.\n"


def call_all(*arguments: dict[str, Any]) -> tuple[list[Tool], list[CallToolResult]]:
    """The tools that the server lists, and its answer to each call; the calls are made all at once."""

    async def converse() -> tuple[list[Tool], list[CallToolResult]]:
        async with Client(stdio_client(COMMAND)) as client:
            tools = (await client.list_tools()).tools
            answers = await asyncio.gather(*(client.call_tool("extract_deals", each) for each in arguments))
            return tools, list(answers)

    return asyncio.run(converse())


def test_the_tool_gives_the_contracts_record() -> None:
    (tool,), (answer,) = call_all({"text": TEXT, "published": "2024-03-05"})
    schema = json.loads((ROOT / "schemas" / "extraction.schema.json").read_text(encoding="utf-8"))
    assert (tool.name, tool.output_schema) == (
        "extract_deals",
        {k: v for k, v in schema.items() if k != "$schema"},
    )
    assert tool.annotations is not None
    assert tool.annotations.read_only_hint
    assert not answer.is_error
    record = extract(TEXT, published="2024-03-05").to_json()
    assert answer.structured_content == json.loads(record)
    assert [part.text for part in answer.content] == [record]  # type: ignore[union-attr]
    assert answer.structured_content["deals"][0]["announced_on"]["value"] == "2024-03-04"


def test_bad_calls_are_told_and_the_others_answered() -> None:
    calls: list[tuple[dict[str, Any], str | int]] = [
        ({"text": TEXT, "published": "last week"}, "'last week' is not an ISO date: write YYYY-MM-DD"),
        ({"article": TEXT}, "text\n  Field required"),
        ({"text": 5}, "text\n  Input should be a valid string"),
        ({"text": ""}, 0),
        ({"text": "\x00“$9e999 (((\x1b]0;\x07" * 1000}, 0),
        ({"text": TEXT}, 1),
    ]
    _, answers = call_all(*(arguments for arguments, _ in calls))
    for (arguments, expected), answer in zip(calls, answers, strict=True):
        if isinstance(expected, str):
            assert answer.is_error, arguments
            assert expected in answer.content[0].text, arguments  # type: ignore[union-attr]
        else:
            assert answer.structured_content is not None, arguments
            assert len(answer.structured_content["deals"]) == expected, arguments


def test_it_answers_what_it_can_and_ends_when_its_input_does() -> None:
    sent = b'no JSON\n{"jsonrpc": "2.0", "id": 1, "method": "none"}\n'
    done = subprocess.run(
        [COMMAND.command, *COMMAND.args], input=sent, capture_output=True, timeout=60, check=False
    )
    assert done.returncode == 0
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == [1]


def test_it_ends_quietly_when_nobody_reads_on() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    ping = b'{"jsonrpc": "2.0", "id": 1, "method": "ping"}\n'
    done = subprocess.run(
        [COMMAND.command, *COMMAND.args],
        input=ping,
        stdout=writer,
        stderr=subprocess.PIPE,
        timeout=60,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (141, b"")


def test_without_its_library_it_says_what_to_install() -> None:
    hidden = "import sys; sys.modules['mcp'] = None; from extractor.cli import main; sys.argv = ['x', 'mcp']; main()"
    done = subprocess.run([sys.executable, "-c", hidden], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr == "extractor: the Model Context Protocol needs mcp: pip install 'deal-extractor[mcp]'\n"
    )
