"""A pack made in a process of its own, at low priority: whoever reads a page meanwhile does not wait for it."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from la21data.export import files, queue
from la21data.export.definition import Definition
from la21data.problems import CannotUse
from la21data.view import View

ROOT = Path(__file__).parents[2]
PATIENCE = 300  # Seconds for one pack on a busy machine.
NICENESS = 10


def zipped_pack(view: View, definition: Definition) -> bytes:
    """The four files of a pack in one zip. Waits its turn. Raises CannotUse with the reason of the process that failed."""
    store = view.snapshot.path.parent.parent
    with queue.turn(), tempfile.TemporaryDirectory(prefix="la21-pack-") as name:
        folder = Path(name)
        kept = folder / "definition.json"
        kept.write_text(definition.to_json(), encoding="utf-8")
        out = folder / "out"
        call = [sys.executable, "-m", "la21data", "pack", "--store", str(store), "--definition", str(kept), "--out", str(out)]
        call += ["--scope", view.scope.to_url() + ("&lang=en" if view.lang == "en" and view.scope.lang != "en" else "")]
        call += ["--snapshot", view.snapshot.id]
        try:
            ran = subprocess.run(
                call,
                cwd=ROOT,
                capture_output=True,
                text=True,
                encoding="utf-8",
                timeout=PATIENCE,
                check=False,
                preexec_fn=_yield if hasattr(os, "nice") else None,
            )
        except subprocess.TimeoutExpired as error:
            raise CannotUse("pack_slow", "สร้างชุดประชุมนานเกินไป ลองใหม่ภายหลัง", "the pack took too long: try again later") from error
        if ran.returncode:
            reason = ran.stderr.strip().splitlines()[-1:] or ["?"]
            raise CannotUse("pack_failed", f"สร้างชุดประชุมไม่สำเร็จ: {reason[0]}", f"the pack could not be made: {reason[0]}")
        return files.zipped({path.name: path.read_bytes() for path in sorted(out.iterdir())})


def _yield() -> None:
    os.nice(NICENESS)
