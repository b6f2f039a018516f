"""The command line: `python -m la21data …`.

Exit status: 0 done; 1 done, but rows were rejected or `check` found something; 2 the call or a file cannot be used.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

from la21data.commands.parser import build_parser
from la21data.problems import CannotUse


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status. Nothing but one clear line reaches a user who called it wrongly."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # A Windows console may not be UTF-8.
    options = build_parser().parse_args(arguments)
    try:
        return int(options.run(options))
    except CannotUse as error:
        print(f"la21data: {error.problem.th} / {error.problem.en}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        sys.stderr.close()  # The reader of our output (head, less) has gone; that is no fault.
        return 0
    except OSError as error:  # A file, a folder or the disk, whichever command met it.
        what = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        print(f"la21data: ใช้ไฟล์หรือดิสก์ไม่ได้ / a file or the disk cannot be used: {what}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
