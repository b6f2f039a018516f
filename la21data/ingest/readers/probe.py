"""A trial reading in a process of its own, for files whose damage can end the process that reads them.

The old .xls states sizes that its reader believes: a broken one asks for petabytes, and the process is gone. So it is read once
where that hurts nobody; a server that takes uploads must not die of one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

_SECONDS = 120
_READ_ALL = """
import sys
import python_calamine
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (1 << 32, 1 << 32))
except ImportError:
    pass  # Windows has no such limit.
with python_calamine.CalamineWorkbook.from_path(sys.argv[1]) as workbook:
    for about in workbook.sheets_metadata:
        workbook.get_sheet_by_name(about.name)
"""


def survives_reading(path: Path) -> bool:
    """Whether a process that reads the file ends of itself. An error that it reports is for the real reading to tell."""
    try:
        trial = subprocess.run(
            [sys.executable, "-c", _READ_ALL, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return trial.returncode in (0, 1)
