"""Who signed out, kept where every server of the dashboard sees it at once: a small file a person in a folder that they share.

A file is named by the person's pseudonymous id and holds a time; it counts for as long as a sign-in lasts, then the next one that is
written sweeps it away. Where the folder cannot be written, or no key makes ids, a sign-out holds in this process alone.
"""

from __future__ import annotations

import logging
import os
import secrets
import threading
import time
from pathlib import Path

from la21data.settings import SESSION_HOURS, SOURCE, store_path

log = logging.getLogger("la21.sign_outs")
_here: dict[str, float] = {}  # Person -> time, of this process.
_lock = threading.Lock()


def folder() -> Path:
    """`signed-out/` in the store that servers share: the one that they follow, where it is a directory, else their own."""
    source = SOURCE.text()
    return (Path(source) if source and "://" not in source else store_path()) / "signed-out"


def add(person: str, name: str | None, at: float) -> None:
    """Have the sign-ins of `person` up to `at` (seconds of the epoch) end. `name`: the pseudonymous id, None where there is no key."""
    with _lock:
        _here[person] = max(at, _here.get(person, 0.0))
    if name is None:
        return
    place = folder()
    beside = place / f".new-{secrets.token_hex(8)}"
    try:
        place.mkdir(parents=True, exist_ok=True)
        beside.write_text(repr(_here[person]), encoding="ascii")
        os.replace(beside, place / name)
        _sweep(place)
    except OSError as error:
        log.warning("a sign-out could not be told to other servers (%s): it holds in this process alone", type(error).__name__)


def last(person: str, name: str | None) -> float:
    """Until when the sign-ins of a person have ended; 0 where they never signed out. Looked up anew each time."""
    told = 0.0
    if name is not None:
        try:
            told = float((folder() / name).read_text(encoding="ascii"))
        except (OSError, ValueError):
            told = 0.0
    return max(told, _here.get(person, 0.0))


def _sweep(place: Path) -> None:
    """Remove what no sign-in is old enough for any more."""
    for file in place.iterdir():
        if file.stat().st_mtime < time.time() - SESSION_HOURS.number() * 3600 - 3600:
            file.unlink(missing_ok=True)
