"""Where records are written to: standard output, a special file, or a file or folder that appears only when whole."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from extractor.errors import ExtractorError

Write = Callable[[str], None]
"""Writes a text as UTF-8, at once."""
STDOUT = "-"
PARTIAL = ".partial"
"""Ends the name of what is not whole yet."""


class OutputError(ExtractorError):
    """The output cannot be written, or would destroy an input."""


class OutputClosedError(ExtractorError):
    """Whoever read the output has gone."""


@contextmanager
def open_output(path: str, *, inputs: Iterable[str] = (), keep_partial: bool = True) -> Iterator[Write]:
    """A way to write to ``path`` (``-``: standard output), whatever the locale.

    A regular file is written as ``<path>.partial`` and renamed at the end, so that nothing half-written ever
    stands under its own name; what an interrupted run leaves stays under the partial name, if it is kept.

    Raises OutputError where ``path`` cannot be written or is one of ``inputs``.
    """
    if path == STDOUT or _is_same(Path(path), 1):
        if sys.stdout is None:
            raise OutputError("standard output: is closed; name a file with --output")
        _refuse_inputs("standard output", [1], inputs)
        yield _writer("standard output", 1)
        return
    if is_special(path):
        with _open_special(path) as fd:
            yield _writer(path, fd)
        return
    with open_partial(path, inputs=inputs, keep_partial=keep_partial) as partial:
        yield partial.write
        partial.finish()


def is_special(path: str) -> bool:
    """Whether ``path`` is written straight: standard output, a pipe or a device."""
    try:
        return path == STDOUT or _is_same(Path(path), 1) or not stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:  # it is not there yet, or cannot be: told where it is opened
        return False


@dataclass(frozen=True, slots=True)
class Partial:
    """A file that is not whole yet, this run's alone."""

    name: str
    """Of the whole file, as given."""
    final: Path
    path: Path
    fd: int

    def write(self, text: str) -> None:
        """Add ``text`` as UTF-8, at once. Raises OutputError."""
        _writer(self.name, self.fd)(text)

    def finish(self) -> None:
        """Give the file its final name. Raises OutputError."""
        _finish(self.name, self.final, self.path, self.fd)


@contextmanager
def open_partial(
    path: str, *, inputs: Iterable[str] = (), resume: bool = False, keep_partial: bool = True
) -> Iterator[Partial]:
    """``<path>.partial``, emptied unless the run is to ``resume`` with what an earlier one left.

    Where nothing came, none is left; where the run is cut off, what came is left if it is to be kept.

    Raises OutputError where ``path`` cannot be written, is one of ``inputs``, or another run's.
    """
    final = Path(os.path.realpath(path))
    partial = final.with_name(final.name + PARTIAL)
    _refuse_inputs(path, [final, partial], inputs)
    fd = _claim(path, final, partial, resume=resume)
    try:
        yield Partial(path, final, partial, fd)
    finally:
        if not (keep_partial and os.fstat(fd).st_size) and _is_same(partial, fd):
            partial.unlink()
        os.close(fd)


@contextmanager
def open_workplace(
    path: str,
    *,
    inputs: Iterable[str] = (),
    folder: bool = False,
    keep_partial: bool = False,
    resume: bool = False,
) -> Iterator[Path]:
    """A name in the folder ``<path>.partial``, under which a library makes a file (or a ``folder``) of its own.

    At the end that becomes ``path``. A file may stand there before, a folder must be new or empty. The partial
    folder goes, whatever happens, unless what an interrupted run made is to be kept; one that is to ``resume``
    finds it under that name.

    Raises OutputError where ``path`` cannot be written or is one of ``inputs``.
    """
    if path == STDOUT or _is_same(Path(path), 1):
        raise OutputError("standard output: takes text only; name a file for the output")
    final = Path(os.path.realpath(path))
    partial = final.with_name(final.name + PARTIAL)
    _refuse_inputs(path, [final, partial / final.name], inputs)
    mode = _mode_of_replaced(path, final, folder)
    made = partial / final.name
    fd = _claim_folder(path, made, resume=resume)
    try:
        yield made
        if mode is not None:
            made.chmod(mode)
        for file in made.iterdir() if folder else [made]:
            _sync(file)
        _finish(path, final, made, fd)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        if not (keep_partial and made.exists()):
            shutil.rmtree(partial, ignore_errors=True)
        os.close(fd)


def _writer(name: str, fd: int) -> Write:
    def write(text: str) -> None:
        rest = memoryview(text.encode())
        try:
            while rest:
                rest = rest[os.write(fd, rest) :]
        except BrokenPipeError:
            raise OutputClosedError(f"{name}: nobody reads it any more") from None
        except OSError as error:
            raise unwritable(name, error) from error

    return write


@contextmanager
def _open_special(path: str) -> Iterator[int]:
    """A pipe or a device, written straight."""
    try:
        fd = os.open(path, os.O_WRONLY)
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield fd
    finally:
        os.close(fd)


def _claim(path: str, final: Path, partial: Path, *, resume: bool) -> int:
    """Open the partial file, for this run alone."""
    try:
        mode = _mode_of(final)
        fd = os.open(partial, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_NONBLOCK, mode)
    except OSError as error:
        raise unwritable(path, error) from error
    _lock(path, partial, fd, lambda: None if resume else os.ftruncate(fd, 0))
    return fd


def _claim_folder(path: str, made: Path, *, resume: bool) -> int:
    """Make the folder of ``made``, for this run alone, clear of what a killed run left unless it is to ``resume``."""
    partial = made.parent
    try:
        partial.mkdir(exist_ok=True)
        fd = os.open(partial, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    except OSError as error:
        raise unwritable(path, error) from error
    _lock(path, partial, fd, lambda: None if resume else _clear(made))
    return fd


def _lock(path: str, partial: Path, fd: int, clear: Callable[[], None]) -> None:
    """Keep other runs from ``partial``, open as ``fd``, and clear it; ``fd`` is closed where that fails."""
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not _is_same(partial, fd):  # the other run has just renamed it
            raise BlockingIOError
        clear()
    except BlockingIOError:
        os.close(fd)
        raise OutputError(f"{path}: another run is writing it; wait, or choose another name") from None
    except OSError as error:
        os.close(fd)
        raise unwritable(path, error) from error


def _clear(made: Path) -> None:
    for left in sorted(made.parent.iterdir()):
        if not left.name.startswith(made.name):  # nothing of ours
            raise OSError(errno.ENOTEMPTY, f"{left.parent.name} is not empty")
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def _sync(file: Path) -> None:
    fd = os.open(file, os.O_RDONLY)  # a folder, too
    try:
        os.fsync(fd)
    finally:
        os.close(fd)


def _finish(path: str, final: Path, partial: Path, fd: int) -> None:
    try:
        os.fsync(fd)
        partial.replace(final)
    except OSError as error:
        raise unwritable(path, error) from error


def _mode_of_replaced(path: str, final: Path, folder: bool) -> int | None:
    """The permissions of the file that will be replaced, None where nothing is; OutputError for another kind."""
    try:
        if not final.exists() or (folder and final.is_dir() and not any(final.iterdir())):
            return None
        if folder:
            raise OutputError(f"{path}: is there already; name a new folder for the output")
        if not final.is_file():
            raise OutputError(f"{path}: is no regular file; choose another file for the output")
        return _mode_of(final)
    except OSError as error:
        raise unwritable(path, error) from error


def _mode_of(final: Path) -> int:
    """The permissions that the file has, or a new one gets; OSError where it may not be written."""
    if final.is_symlink():  # all links were followed: this one leads back
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))
    if not final.exists():
        return 0o666
    if not os.access(final, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    return stat.S_IMODE(final.stat().st_mode)


def _refuse_inputs(name: str, outputs: Iterable[Path | int], inputs: Iterable[str]) -> None:
    written = {_identity(output) for output in outputs} - {None}
    for path in inputs:
        if _identity(0 if path == "-" else Path(path)) in written:
            raise OutputError(f"{name}: is one of the inputs; choose another file for the output")


def _identity(file: Path | int) -> tuple[int, int] | None:
    """What a regular file is, under whatever name; None for others."""
    try:
        status = os.fstat(file) if isinstance(file, int) else file.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _is_same(path: Path, fd: int) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(fd))
    except OSError:
        return False


def unwritable(path: str, error: OSError) -> OutputError:
    """The system's refusal as a line that says what to do next."""
    remedy = "make room, or " if error.errno in (errno.ENOSPC, errno.EDQUOT) else ""
    return OutputError(
        f"{path}: cannot be written ({error.strerror}); {remedy}choose another file for the output"
    )
