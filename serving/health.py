"""Health: whether the process answers, and whether there is a snapshot that opens, which one, and how old it is."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from la21data.problems import CannotUse
from la21data.store import Store
from la21data.store.snapshot import Snapshot

NO_STORE = {"cache-control": "no-store"}


def live(_: Request) -> Response:
    """The process answers."""
    return JSONResponse({"status": "live"}, headers=NO_STORE)


def ready(_: Request) -> Response:
    """The store has a snapshot that opens; 503 and one line where it has none. `notice` says when it is not the current one."""
    try:
        snapshot = Store().open()
        age = age_of(snapshot)
    except CannotUse as error:
        return PlainTextResponse(f"not ready: {error.problem.code}\n", status_code=503, headers=NO_STORE)
    notice = snapshot.notice.code if snapshot.notice else None
    return JSONResponse(
        {"status": "ready", "snapshot": snapshot.id, "age_seconds": age, "as_of": str(snapshot.meta.as_of), "notice": notice},
        headers=NO_STORE,
    )


def age_of(snapshot: Snapshot) -> int:
    """Whole seconds since a snapshot was published; 0 where the clock has been set back since."""
    made = snapshot.meta.created_at.replace(tzinfo=dt.UTC)
    return max(0, int((dt.datetime.now(dt.UTC) - made).total_seconds()))
