"""Label Studio: ``tasks.json`` to import, and ``label_config.xml``, the labelling interface that shows it.

What a program made comes as predictions, what a person made as annotations.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from extractor.annotation.files import FormatError, dump, find_files, mark_of, read_file, write_file
from extractor.annotation.model import Annotated, Link
from extractor.annotation.scheme import CHOICES, LABELS, LINKS, OWNERS

LOSES = "nothing"
_LABEL, _TEXT = "label", "text"


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """All documents in one file."""
    write_file(folder / "label_config.xml", configuration().encode())
    write_file(folder / "tasks.json", (dump([task_of(one) for one in documents], indent=1) + "\n").encode())
    return []


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every task of the ``*.json`` files."""
    for path in find_files(folder, ".json"):
        try:
            tasks = json.loads(read_file(path))
        except (ValueError, FormatError) as error:
            yield error if isinstance(error, FormatError) else FormatError(f"{path}: is not JSON: {error}")
            continue
        for number, task in enumerate(tasks if isinstance(tasks, list) else [tasks], start=1):
            try:
                yield document_of(task, f"{path}: task {number}")
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                yield FormatError(f"{path}: task {number}: is no task of this interface ({error!r})")
            except FormatError as error:
                yield error


def task_of(document: Annotated) -> dict[str, Any]:
    """One task."""
    result = [*_regions(document), *(_relation(link) for link in document.links)]
    data = {"text": document.text, "document": document.id}
    if document.made_by:
        return {"data": data, "predictions": [{"model_version": document.made_by, "result": result}]}
    return {"data": data, "annotations": [{"result": result}]}


def document_of(task: dict[str, Any], place: str) -> Annotated:
    """The document of a task: its last annotation that was not cancelled, or else its prediction."""
    made = [one for one in task.get("annotations") or () if not one.get("was_cancelled")]
    if len(made) > 1:
        raise FormatError(f"{place}: has {len(made)} annotations; export each annotator's by itself")
    suggested = [one for one in task.get("predictions") or () if isinstance(one, dict)]
    result = (made or suggested or [{"result": []}])[-1]["result"]
    regions: dict[str, dict[str, Any]] = {}
    attributes: dict[str, dict[str, str]] = {}
    for one in result:
        if one["type"] == "labels":
            regions[one["id"]] = one["value"]
        elif one["type"] in ("choices", "textarea"):
            said = one["value"].get("choices") or one["value"].get("text") or []
            told = "\n".join([said] if isinstance(said, str) else said)
            if told:
                attributes.setdefault(one["id"], {})[one["from_name"]] = told
    order = {region: number for number, region in enumerate(regions)}
    return Annotated(
        str(task["data"]["document"]),
        task["data"]["text"],
        tuple(
            mark_of(value["labels"][0], value["start"], value["end"], attributes.get(region, {}))
            for region, value in regions.items()
        ),
        tuple(
            Link(label, order[one["from_id"]], order[one["to_id"]])
            for one in result
            if one["type"] == "relation"
            for label in one.get("labels") or [""]
        ),
    )


def configuration() -> str:
    """The labelling interface."""
    labels = "".join(f"\n    <Label value={quoteattr(label)}/>" for label in LABELS)
    controls = []
    for name, owners in OWNERS.items():
        shown = f'name="{name}" toName="{_TEXT}" perRegion="true" whenTagName="{_LABEL}" whenLabelValue="{",".join(owners)}"'
        if name in CHOICES:
            values = "".join(f'<Choice value="{value}"/>' for value in CHOICES[name])
            controls.append(f'  <Choices {shown} choice="single-radio" showInline="true">{values}</Choices>')
        else:
            controls.append(f'  <TextArea {shown} editable="true" maxSubmissions="1" placeholder="{name}"/>')
    relations = "".join(f'\n    <Relation value="{name}"/>' for name in LINKS)
    return (
        f'<View>\n  <Labels name="{_LABEL}" toName="{_TEXT}">{labels}\n  </Labels>\n'
        f'  <Text name="{_TEXT}" value="$text"/>\n'
        + "\n".join(controls)
        + f"\n  <Relations>{relations}\n  </Relations>\n</View>\n"
    )


def _regions(document: Annotated) -> Iterator[dict[str, Any]]:
    for number, mark in enumerate(document.marks):
        words = document.text[mark.start : mark.end]
        own = {"id": _region(number), "to_name": _TEXT}
        ends = {"start": mark.start, "end": mark.end}
        yield own | {
            "from_name": _LABEL,
            "type": "labels",
            "value": ends | {"text": words, "labels": [mark.label]},
        }
        for name, value in mark.attributes.items():
            kind, key = ("choices", "choices") if name in CHOICES else ("textarea", "text")
            yield own | {"from_name": name, "type": kind, "value": ends | {key: [value]}}


def _relation(link: Link) -> dict[str, Any]:
    return {
        "type": "relation",
        "from_id": _region(link.source),
        "to_id": _region(link.target),
        "direction": "right",
        "labels": [link.label],
    }


def _region(number: int) -> str:
    return f"m{number + 1}"
