"""A worker: ``python -m extractor.batch.worker FD PARENT``, started by the pool. It dies with its parent."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from multiprocessing.connection import Connection

from extractor.batch.work import Work
from extractor.errors import ExtractorError

_PR_SET_PDEATHSIG = 1


def main() -> None:
    """Take the work, say what it goes by, then answer chunk after chunk until nobody asks any more."""
    descriptor, parent = map(int, sys.argv[1:])
    die_with(parent)
    with Connection(descriptor) as connection:
        try:
            work: Work = connection.recv()
            try:
                connection.send(work.fingerprint())
            except ExtractorError as error:
                connection.send(error)
                return
            while True:
                items, known = connection.recv()
                for outcome in work(items, known):
                    connection.send(outcome)
        except (EOFError, OSError):  # the parent has gone
            return


def die_with(parent: int) -> None:
    """Have this process killed when its parent ends, however that ends.

    Linux does it; elsewhere it ends when it next speaks to the parent.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit()


if __name__ == "__main__":
    main()
