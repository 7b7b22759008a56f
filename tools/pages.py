"""Writes what is generated into the pages of documentation, between its two markers.

``pages.py`` writes; ``pages.py --check`` writes nothing and exits with 1 where a page is out of date.
"""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from extractor.schema import (
    DateValue,
    Deal,
    Document,
    Extraction,
    Financing,
    Money,
    Party,
    Provenance,
    Quote,
    Span,
    Stake,
    Target,
    Trace,
    Valuation,
)

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "docs" / "examples" / "quillon.txt"
MODELS = (
    Extraction, Document, Deal, Party, Target, Money, DateValue, Stake, Span, Financing, Valuation, Quote, Trace, Provenance,
)  # fmt: skip


def main() -> None:
    """Fill every region, or compare it."""
    is_check = "--check" in sys.argv[1:]
    stale = []
    for page, region, make in REGIONS:
        before, present, after = _parts(page, region)
        content = make()
        if content != present:
            stale.append(page)
            if not is_check:
                (ROOT / page).write_text(before + content + after, encoding="utf-8")
    if stale and is_check:
        sys.exit(f"{', '.join(stale)}: out of date; run 'make pages' and commit what it writes")


def _parts(page: str, region: str) -> tuple[str, str, str]:
    """A page before, between and after the markers of ``region``."""
    start, end = f"<!-- {region}:start -->\n", f"<!-- {region}:end -->"
    before, opened, rest = (ROOT / page).read_text(encoding="utf-8").partition(start)
    between, closed, after = rest.partition(end)
    if not (opened and closed):
        sys.exit(f"{page}: lacks {start.strip()} and {end}; put them where the part goes")
    return before + opened, between, closed + after


def scores() -> str:
    """README's table of scores."""
    return _parts("README.md", "scores")[1]


def article() -> str:
    """The article that the examples are read from."""
    return "".join(f"> {line}".rstrip() + "\n" for line in EXAMPLE.read_text(encoding="utf-8").splitlines())


def fields() -> str:
    """A table for each model of the contract: field, type, meaning, and what the example has there."""
    command = [
        "extract",
        str(EXAMPLE.relative_to(ROOT)),
        "--published",
        "2024-03-05",
        "--trace",
        "--with-text",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "extractor.cli", *command], cwd=ROOT, stdout=subprocess.PIPE, check=True
    )
    record = Extraction.model_validate_json(done.stdout)
    return "\n".join(_model_section(model, record) for model in MODELS)


def _model_section(model: type[BaseModel], record: Extraction) -> str:
    examples = [each for each in _models_in(record) if type(each) is model]
    rows = "".join(
        f"| `{name}` | {_type(field.annotation)} | {_cell(field.description)} | {_example(model, name, field, examples)} |\n"
        for name, field in model.model_fields.items()
    )
    return (
        f"### {model.__name__}\n\n{(model.__doc__ or '').strip()}\n\n"
        f"| field | type | meaning | in the example |\n|---|---|---|---|\n{rows}"
    )


def _models_in(value: object) -> Iterator[BaseModel]:
    """Every model inside ``value``, itself first, in field order."""
    if isinstance(value, tuple):
        for item in value:
            yield from _models_in(item)
    elif isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from _models_in(getattr(value, name))


def _example(model: type[BaseModel], name: str, field: FieldInfo, examples: list[BaseModel]) -> str:
    """The first value that the example has for a field, else the one that the field itself gives."""
    found = [value for each in examples if (value := getattr(each, name)) not in (None, ())]
    values = (*found, *(field.examples or ()))
    if not values:
        sys.exit(
            f"{model.__name__}.{name}: write a sentence for it into {EXAMPLE}, or give Field(examples=[…])"
        )
    return f"`{_short(values[0])}`"


def _short(value: object) -> str:
    """A value on one line: models by their words or name, long words cut."""
    match value:
        case tuple():
            return f"[{', '.join(_short(item) for item in value[:2])}{', …' if len(value) > 2 else ''}]"
        case Money() | DateValue() | Stake() | Quote():
            return _short(value.span)
        case Span():
            return _short(value.text)
        case Party():
            return _short(value.name)
        case Deal():
            return f"Deal {value.id}"
        case Financing() | Valuation():
            return _short(value.evidence)
        case Trace():
            return f"{value.path}: {value.rule}"
        case BaseModel():
            return "{…}"
    shown = json.dumps(value, ensure_ascii=False)
    return _cell(shown if len(shown) <= 60 else shown[:56].rstrip() + ' …"')


def _type(annotation: Any) -> str:
    """A field's type as a reader of JSON calls it, linked to the table that tells it."""
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _type(arguments[0])
    if origin is tuple:
        return f"list of {_type(arguments[0])}"
    if origin is dict:
        return "object"
    if origin is Literal:
        return ", ".join(f"`{each}`" for each in arguments)
    if origin in (types.UnionType, Union):
        return " or ".join(dict.fromkeys(_type(each) for each in arguments))
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    return {str: "string", bool: "boolean", int: "number", float: "number", types.NoneType: "null"}[
        annotation
    ]


def _cell(text: str | None) -> str:
    return " ".join((text or "").replace("``", "`").replace("|", "\\|").split())


REGIONS: tuple[tuple[str, str, Callable[[], str]], ...] = (
    ("docs/limits.md", "scores", scores),
    ("docs/contract.md", "article", article),
    ("docs/contract.md", "fields", fields),
)

if __name__ == "__main__":
    main()
