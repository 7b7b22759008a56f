"""Files of a folder that is written or read: names from outside never lead out of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from extractor.annotation.model import Mark
from extractor.errors import ExtractorError


class FormatError(ExtractorError):
    """A file of an annotators' format cannot be read or written."""


def path_of(folder: Path, document_id: str, suffix: str) -> Path:
    """The file of a document below ``folder``; FormatError where its id would lead elsewhere."""
    parts = document_id.split("/")
    if not {"", ".", ".."}.isdisjoint(parts) or "\0" in document_id:
        raise FormatError(f"{document_id!r}: is no name for a file; give the document another id")
    return folder.joinpath(*parts[:-1], parts[-1] + suffix)


def write_file(path: Path, content: bytes) -> None:
    """Write a file, its folders made first."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        raise FormatError(f"{path}: cannot be written ({error.strerror}); choose another folder") from error


def read_file(path: Path) -> str:
    """The text of a file, no newline translated, a byte order mark left out."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise FormatError(f"{path}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise FormatError(f"{path}: is not UTF-8 text: {error}") from error


def find_files(folder: Path, *suffixes: str) -> list[Path]:
    """The files of these suffixes below ``folder``, or the one file that is given; FormatError where there are none."""
    if folder.is_file():
        return [folder]
    found = sorted(path for suffix in suffixes for path in folder.rglob(f"*{suffix}") if path.is_file())
    if not found:
        raise FormatError(
            f"{folder}: holds no *{' or *'.join(suffixes)} file; name the folder that was exported to"
        )
    return found


def id_of(path: Path, folder: Path) -> str:
    """A file's path below ``folder``, without suffix."""
    return (path.relative_to(folder) if path != folder else Path(path.name)).with_suffix("").as_posix()


def json_lines(paths: list[Path]) -> Iterator[tuple[str, Any]]:
    """What each line of the files holds, with its place for messages; the value is a FormatError for a broken line."""
    for path in paths:
        for number, line in enumerate(read_file(path).split("\n"), start=1):
            if line.strip():
                place = f"{path}:{number}"
                try:
                    yield place, json.loads(line)
                except ValueError as error:
                    yield place, FormatError(f"{place}: is not JSON: {error}")


def mark_of(label: Any, start: Any, end: Any, attributes: Mapping[str, Any] | None = None) -> Mark:
    """A mark of what a file says; ValueError or TypeError where that is none."""
    told = {
        str(name): value if isinstance(value, str) else dump(value)
        for name, value in (attributes or {}).items()
    }
    return Mark(str(label), int(start), int(end), told)


def dump(value: Any, *, indent: int | None = None) -> str:
    """JSON whose every line end is a line end to all readers."""
    shown = json.dumps(value, ensure_ascii=False, indent=indent)
    return shown.replace("\x85", "\\u0085").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
