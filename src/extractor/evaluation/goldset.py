"""A folder of gold, each label paired with the text that it is about."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Literal

from extractor.errors import GoldError
from extractor.evaluation.gold import Gold, GoldStretch, load_gold
from extractor.evaluation.json_lines import line_of

SUFFIX = ".gold.json"
OPENING = "\"'“‘„‚«‹`"
CLOSING = "\"'”’“»›´"

ProblemKind = Literal[
    "gold invalid",
    "text missing",
    "text changed",
    "no prediction",
    "no gold",
    "two predictions",
    "prediction invalid",
    "other text",
    "extraction failed",
    "one label",
    "two labels",
    "other words",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """What kept something from being scored as it should: named and counted, never skipped in silence."""

    kind: ProblemKind
    subject: str
    """The document's id, the file, or the file and line."""
    message: str

    def __str__(self) -> str:
        return f"{self.kind}: {self.subject}: {self.message}"


@dataclass(frozen=True)
class GoldDocument:
    """One article: its labels and its text."""

    id: str
    """The path below the gold folder, without suffix."""
    gold: Gold
    text: str
    path: Path
    places: tuple[tuple[int, int], ...]
    """Where each of the gold's quotes stands in the text."""

    @cached_property
    def sha256(self) -> str:
        """Of the text, as predictions carry it."""
        return sha256_of(self.text)


@dataclass(frozen=True)
class GoldSet:
    """The documents that can be scored, and the problems of those that cannot."""

    documents: tuple[GoldDocument, ...]
    problems: tuple[Problem, ...] = ()
    _ids: dict[str, str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_ids", _index(self.documents))

    def find_id(self, name: str) -> str | None:
        """The document that a prediction's id means: its id, or its bare stem where only one has that."""
        return self._ids.get(name) or self._ids.get(PurePosixPath(name).name)


def load_gold_dir(gold_dir: str | Path, texts_dir: str | Path | None = None) -> GoldSet:
    """Read every ``*.gold.json`` below a folder (or one such file) with its text.

    The text ``<stem>.txt`` stands beside its gold or below ``texts_dir``. Raises GoldError where there is
    no gold at all; a file that is at fault becomes one of the set's problems.
    """
    root = Path(gold_dir)
    texts = Path(texts_dir) if texts_dir is not None else None
    if not root.exists():
        raise GoldError(f"{root}: no such folder: give one that holds *{SUFFIX} files")
    if texts is not None and not texts.is_dir():
        raise GoldError(f"{texts}: no such folder: give the one that holds the gold's texts")
    paths = [root] if root.is_file() else sorted(root.rglob(f"*{SUFFIX}"))
    if not paths:
        raise GoldError(f"{root}: holds no *{SUFFIX} file")
    base = root.parent if root.is_file() else root
    finder = _TextFinder(base, texts)
    documents: list[GoldDocument] = []
    problems: list[Problem] = []
    for path in paths:
        paired = _pair(path, finder)
        if isinstance(paired, GoldDocument):
            documents.append(paired)
        else:
            problems.append(paired)
    problems += _namesakes(documents)
    return GoldSet(tuple(documents), tuple(problems))


def pair_gold(document_id: str, gold: Gold, text: str, path: Path | None = None) -> GoldDocument:
    """Gold with its text, its quotes placed.

    Raises GoldError where offsets or quotes do not fit the text.
    """
    places = place_stretches(gold.quotes, text)
    lost = [number for number, place in enumerate(places) if place is None]
    if lost:
        fields = ", ".join(f"quotes[{number}]" for number in lost)
        where = f"{path}:{line_of(read_text(path), ('quotes', lost[0]))}: " if path else ""
        raise GoldError(f"{where}{fields}: not in the text, or not where the offsets say")
    return GoldDocument(document_id, gold, text, path or Path(), tuple(place for place in places if place))


def place_stretches(stretches: Sequence[GoldStretch], text: str) -> list[tuple[int, int] | None]:
    """Where each stretch stands in the text; None for one that is not there.

    Offsets are taken at their word if the text agrees. Words that occur once stand there. Words that occur
    more often take, in reading order, the first occurrence between their neighbours that is free,
    rather one within quotation marks.
    """
    options = [_occurrences(stretch, text) for stretch in stretches]
    places: list[tuple[int, int] | None] = []
    for stretch, found in zip(stretches, options, strict=True):
        sure = len(found) == 1 and (stretch.start is not None or found[0] not in places)
        places.append(found[0] if sure else None)
    for number, found in enumerate(options):
        if len(found) > 1:
            places[number] = _choose(found, places, number, text)
    return places


def read_text(path: Path) -> str:
    """The text of a file as the contract counts it: UTF-8, no mark at the start, no newline translated."""
    return path.read_bytes().decode("utf-8-sig")


def sha256_of(text: str) -> str:
    """The sum of a text's UTF-8 bytes."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class _TextFinder:
    """Finds ``<stem>.txt``: beside the gold, at the same place below the texts' folder, or anywhere in it."""

    def __init__(self, root: Path, texts: Path | None) -> None:
        self.root = root
        self.texts = texts

    def candidates(self, path: Path) -> Iterator[Path]:
        name = stem_of(path) + ".txt"
        beside = path.with_name(name)
        if beside.is_file():
            yield beside
        if self.texts is not None:
            same_place = self.texts / path.relative_to(self.root).with_name(name)
            if same_place.is_file():
                yield same_place
            yield from (found for found in self._by_name.get(name, ()) if found != same_place)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        by_name: dict[str, list[Path]] = {}
        for path in sorted(self.texts.rglob("*.txt")) if self.texts else ():
            by_name.setdefault(path.name, []).append(path)
        return by_name

    def where(self, path: Path) -> str:
        """Where was looked, for the message."""
        places = f"beside {path}"
        return f"{places} nor below {self.texts}" if self.texts else places


def stem_of(path: Path) -> str:
    """The name of a gold file without its suffix."""
    return path.name.removesuffix(SUFFIX)


def _pair(path: Path, finder: _TextFinder) -> GoldDocument | Problem:
    document_id = path.relative_to(finder.root).with_name(stem_of(path)).as_posix()
    try:
        gold = load_gold(path)
    except GoldError as error:
        return Problem("gold invalid", document_id, str(error))
    found: Path | None = None
    for found in finder.candidates(path):
        try:
            text = read_text(found)
        except (OSError, UnicodeDecodeError) as error:
            return Problem("text missing", document_id, f"{found} cannot be read as UTF-8 text: {error}")
        if gold.sha256 is None or gold.sha256 == sha256_of(text):
            break
    else:
        if found is None:
            message = f"no {stem_of(path)}.txt {finder.where(path)}: say where the texts are with --texts"
            return Problem("text missing", document_id, message)
        where = f"{path}:{line_of(read_text(path), ('sha256',))}"
        message = (
            f"{found} is not the text that was labelled: its sha256 is {sha256_of(text)}, not {gold.sha256}"
            f" ({where})"
        )
        return Problem("text changed", document_id, message)
    try:
        return pair_gold(document_id, gold, text, path)
    except GoldError as error:
        return Problem("gold invalid", document_id, str(error))


def _namesakes(documents: Sequence[GoldDocument]) -> Iterator[Problem]:
    """Labels that give one id to two documents: a prediction with that id could mean either."""
    named: dict[str, GoldDocument] = {}
    for document in documents:
        name = document.gold.id or document.id
        first = named.setdefault(name, document)
        if first is not document:
            where = f"{document.path}:{line_of(read_text(document.path), ('id',))}"
            message = f"{where}: has the id of {first.path}: give each document one of its own"
            yield Problem("two labels", name, message)


def _index(documents: Sequence[GoldDocument]) -> dict[str, str]:
    """Every name that means one document alone; full ids come first."""
    meant: dict[str, set[str]] = {}
    for document in documents:
        for name in {document.gold.id or document.id, PurePosixPath(document.id).name}:
            meant.setdefault(name, set()).add(document.id)
    index = {name: ids.pop() for name, ids in meant.items() if len(ids) == 1}
    return index | {document.id: document.id for document in documents}


def _occurrences(stretch: GoldStretch, text: str) -> list[tuple[int, int]]:
    if stretch.start is not None and stretch.end is not None:
        fits = stretch.end <= len(text) and stretch.text in (None, text[stretch.start : stretch.end])
        return [(stretch.start, stretch.end)] if fits else []
    words = stretch.text or ""
    return [
        (found.start(), found.start() + len(words)) for found in re.finditer(f"(?={re.escape(words)})", text)
    ]


def _choose(
    found: list[tuple[int, int]], places: Sequence[tuple[int, int] | None], number: int, text: str
) -> tuple[int, int] | None:
    """The best free occurrence: within quotation marks, in reading order, the first."""
    taken = [place for place in places if place]
    after = max((place[1] for place in places[:number] if place), default=0)
    before = min((place[0] for place in places[number + 1 :] if place), default=len(text))
    free = [place for place in found if all(end <= place[0] or place[1] <= start for start, end in taken)]

    def merit(place: tuple[int, int]) -> tuple[int, bool, int]:
        start, end = place
        marks = (text[start - 1 : start] or " ") in OPENING, (text[end : end + 1] or " ") in CLOSING
        return (-sum(marks), not after <= start < end <= before, start)

    return min(free, key=merit, default=None)
