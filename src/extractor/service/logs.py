"""Lines of JSON on standard error; nothing of an article is in them."""

from __future__ import annotations

import json
import logging
import sys
import traceback
from datetime import UTC, datetime


def log(event: str, **what: object) -> None:
    """One line."""
    now = datetime.now(UTC).isoformat(timespec="milliseconds")
    print(json.dumps({"time": now, "event": event, **what}), file=sys.stderr, flush=True)


def log_fault(error: BaseException) -> None:
    """A fault of ours: its kind and place, not what it says, which may quote a text."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f"{frames[-1].filename}, line {frames[-1].lineno}" if frames else None
    log("fault", kind=type(error).__name__, where=where)


class JsonLines(logging.Handler):
    """What libraries have to say, without what they were speaking of."""

    def emit(self, record: logging.LogRecord) -> None:
        """One line, and one more for an exception."""
        log("notice", by=record.name, level=record.levelname.lower(), message=str(record.msg).strip())
        if record.exc_info and record.exc_info[1]:
            log_fault(record.exc_info[1])
