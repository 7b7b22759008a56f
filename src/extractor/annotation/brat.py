"""brat standoff: ``<id>.txt`` and ``<id>.ann`` with entities, relations and attributes; ``annotation.conf`` beside them.

Attributes that take a word of a list are brat's attributes; free ones are the entity's note, as JSON.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

from extractor.annotation.files import FormatError, dump, find_files, id_of, path_of, read_file, write_file
from extractor.annotation.model import Annotated, Link, Mark
from extractor.annotation.scheme import CHOICES, LABELS, LINKS, OWNERS

LOSES = (
    "nothing: figures and dates are in an entity's note, as JSON; a span over a line end is written in pieces"
)

_ENTITY = re.compile(r"T(\d+)\t(\S+) (\d+(?: \d+;\d+)* \d+)(?:\t.*)?")
_RELATION = re.compile(r"R(\d+)\t(\S+) \w+:T(\d+) \w+:T(\d+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\d+\t(\S+) T(\d+)(?: (.*))?")
_NOTE = re.compile(r"#\d*\t\S+ T(\d+)\t(.*)")
_LINE_END = re.compile(r"[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+")


def write(documents: Iterable[Annotated], folder: Path) -> list[FormatError]:
    """One pair of files a document."""
    write_file(folder / "annotation.conf", configuration().encode())
    for document in documents:
        write_file(path_of(folder, document.id, ".txt"), document.text.encode())
        lines = "".join(f"{line}\n" for line in standoff(document))
        write_file(path_of(folder, document.id, ".ann"), lines.encode())
    return []


def read(folder: Path) -> Iterator[Annotated | FormatError]:
    """Every ``*.ann`` with the text beside it."""
    for path in find_files(folder, ".ann"):
        try:
            text, lines = read_file(path.with_suffix(".txt")), read_file(path).split("\n")
            yield parse(id_of(path, folder), text, lines, path)
        except FormatError as error:
            yield error


def standoff(document: Annotated) -> Iterator[str]:
    """The lines of an ``.ann`` file."""
    attributes = 0
    for number, mark in enumerate(document.marks, start=1):
        pieces = list(_pieces(mark, document.text))
        offsets = ";".join(f"{start} {end}" for start, end in pieces)
        words = " ".join(document.text[start:end] for start, end in pieces)
        yield f"T{number}\t{mark.label} {offsets}\t{words}"
        for name in (name for name in mark.attributes if name in CHOICES):
            attributes += 1
            yield f"A{attributes}\t{name} T{number} {mark.attributes[name]}"
        free = {name: value for name, value in mark.attributes.items() if name not in CHOICES}
        if free:
            yield f"#{number}\tAnnotatorNotes T{number}\t{dump(free)}"
    for number, link in enumerate(document.links, start=1):
        yield f"R{number}\t{link.label} Arg1:T{link.source + 1} Arg2:T{link.target + 1}"


def parse(document_id: str, text: str, lines: Iterable[str], path: Path) -> Annotated:
    """The document of an ``.ann`` file; FormatError that names file and line of what cannot be read."""
    entities: dict[int, tuple[str, int, int]] = {}
    attributes: defaultdict[int, dict[str, str]] = defaultdict(dict)
    relations: dict[int, tuple[str, int, int]] = {}
    for number, line in enumerate(lines, start=1):
        if found := _ENTITY.fullmatch(line):
            ends = re.findall(r"\d+", found[3])
            entities[int(found[1])] = found[2], int(ends[0]), int(ends[-1])
        elif found := _RELATION.fullmatch(line):
            relations[int(found[1])] = found[2], int(found[3]), int(found[4])
        elif found := _ATTRIBUTE.fullmatch(line):
            attributes[int(found[2])][found[1]] = (found[3] or "true").strip()
        elif found := _NOTE.fullmatch(line):
            attributes[int(found[1])].update(_note(found[2], f"{path}:{number}"))
        elif line.strip():
            raise FormatError(
                f"{path}:{number}: is no entity, relation, attribute or note of one: {line:.60}"
            )
    order = {entity: place for place, entity in enumerate(sorted(entities))}
    lost = [entity for _, *ends in relations.values() for entity in ends if entity not in order]
    if lost:
        raise FormatError(f"{path}: a relation names T{lost[0]}, which is not there")
    return Annotated(
        document_id,
        text,
        tuple(Mark(*entities[entity], attributes[entity]) for entity in order),
        tuple(
            Link(label, order[source], order[target])
            for _, (label, source, target) in sorted(relations.items())
        ),
    )


def configuration() -> str:
    """``annotation.conf``: the scheme as brat asks for it."""
    relations = (
        f"{name}\tArg1:{'|'.join(sources)}, Arg2:{target}" for name, (sources, target) in LINKS.items()
    )
    attributes = (
        f"{name}\tArg:{'|'.join(OWNERS[name])}, Value:{'|'.join(CHOICES[name])}" for name in CHOICES
    )
    overlap = "<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"
    sections = {
        "entities": LABELS,
        "relations": (*relations, overlap),
        "events": (),
        "attributes": attributes,
    }
    return "\n".join(
        f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in sections.items()
    )


def _pieces(mark: Mark, text: str) -> Iterator[tuple[int, int]]:
    """The mark's stretches between line ends: brat shows none that crosses one."""
    at = mark.start
    for gap in _LINE_END.finditer(text, mark.start, mark.end):
        if at < gap.start():
            yield at, gap.start()
        at = gap.end()
    if at < mark.end:
        yield at, mark.end


def _note(note: str, place: str) -> dict[str, str]:
    """The free attributes of a note; a note in plain words is for people."""
    if not note.lstrip().startswith("{"):
        return {}
    try:
        return {
            str(name): value if isinstance(value, str) else dump(value)
            for name, value in json.loads(note).items()
        }
    except ValueError as error:
        raise FormatError(f"{place}: the note is not JSON: {error}") from None
