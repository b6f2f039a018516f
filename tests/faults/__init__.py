"""Every fault of docs/faults.md as a function: it breaks something, says what the one clear thing was, and mends it as the table says.

A function gets a `Patient` and returns the text that somebody was told ('' = nobody needs to be told). `BLIND` lists the few where
nothing can be looked at until it is mended.
"""

from tests.faults import disks, files, pictures, processes, settings, stores
from tests.faults.patient import BLIND, FAULTS, Patient

__all__ = ["BLIND", "FAULTS", "Patient", "disks", "files", "pictures", "processes", "settings", "stores"]
