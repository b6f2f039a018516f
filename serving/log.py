"""The server's log as JSON, one object a line, for machines that collect logs (`LA21_LOG=json`).

No personal data: of other libraries' messages only the fixed text is kept, never the values put into it; of an error its kind and where
it happened, never its words (they may quote a cell or an address). Our own messages are written to hold neither.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import traceback
from typing import Any

from streamlit import config
from streamlit.logger import update_formatter

from la21data.settings import LOG

OURS = ("la21",)


class JsonRecord(logging.LogRecord):
    """A record whose message is already the line: whichever library's handler prints it, it prints JSON."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.line = json.dumps(_told(self), ensure_ascii=False)
        self.exc_info, self.exc_text, self.stack_info = None, None, None

    def getMessage(self) -> str:
        return self.line


def set_up_log() -> None:
    """Have every logger of the process write JSON, where LA21_LOG asks for it. Before the first logger says anything."""
    if LOG.text() != "json":
        return
    config.set_option("logger.enableRich", False)
    config.set_option("logger.messageFormat", "%(message)s")
    update_formatter()  # Streamlit's loggers that are there already.
    logging.setLogRecordFactory(JsonRecord)
    logging.basicConfig(format="%(message)s", level=logging.INFO, force=True)


def _told(record: logging.LogRecord) -> dict[str, object]:
    ours = record.name.split(".")[0] in OURS
    told: dict[str, object] = {
        "at": dt.datetime.fromtimestamp(record.created, dt.UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "logger": record.name,
        "message": str(record.msg) % record.args if ours and record.args else str(record.msg),
    }
    if isinstance(record.exc_info, tuple) and record.exc_info[0] is not None:
        kind, _, trace = record.exc_info
        told["error"] = kind.__name__
        told["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)[-8:]]
    return told
