"""The command that prints the contracts."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from extractor.cli.shared import answering
from extractor.output.sink import STDOUT, open_output


class Contract(StrEnum):
    """What has a JSON Schema."""

    extraction = "extraction"
    gold = "gold"


def schema(
    contract: Annotated[Contract, typer.Argument(help="Which contract.")] = Contract.extraction,
) -> None:
    """Print the JSON Schema of records or gold labels."""
    from extractor.evaluation import gold_json_schema
    from extractor.output.formats import extraction_json_schema

    described = gold_json_schema() if contract is Contract.gold else extraction_json_schema()
    with answering(STDOUT), open_output(STDOUT) as write:
        write(described)
