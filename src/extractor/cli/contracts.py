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
    merged_deal = "merged-deal"


def schema(
    contract: Annotated[Contract, typer.Argument(help="Which contract.")] = Contract.extraction,
) -> None:
    """Print the JSON Schema of records, gold labels or merged deals."""
    with answering(STDOUT), open_output(STDOUT) as write:
        write(_described(contract))


def _described(contract: Contract) -> str:
    from extractor.evaluation import gold_json_schema
    from extractor.merging.model import merged_deal_json_schema
    from extractor.output.formats import extraction_json_schema

    match contract:
        case Contract.extraction:
            return extraction_json_schema()
        case Contract.gold:
            return gold_json_schema()
        case Contract.merged_deal:
            return merged_deal_json_schema()
