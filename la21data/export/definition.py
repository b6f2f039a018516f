"""What a meeting pack holds, as a small record that can be kept and run again: name, for whom, scope, parts, what was gathered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

from la21data.blocks.catalogue import recipes
from la21data.problems import CannotUse

PARTS = ("figures", "map", "ladder", "flow", "peers", "activities", "waiting", "standard", "quality", "definitions")
MOST_PIECES = 40
LONGEST = 2_000  # Letters of one value.


@dataclass(frozen=True)
class Piece:
    """A block that somebody gathered: its id, the scope it was seen in, and the choices of its page."""

    chart: str
    scope: str = ""
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """`scope` as in an address; `parts`: codes of `PARTS`; `gathered`: blocks in a person's own order, in place of the parts."""

    name: str = ""
    scope: str = ""
    parts: tuple[str, ...] = PARTS
    gathered: tuple[Piece, ...] = ()

    def to_json(self) -> str:
        return json.dumps(asdict(self), ensure_ascii=False, indent=2)


def read(path: Path) -> Definition:
    """A kept definition. Raises CannotUse where it cannot be read or names what does not exist."""
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise CannotUse("definition", f"อ่านรายการชุดประชุม {path} ไม่ได้", f"the pack definition {path} cannot be read") from error


def parse(text: str) -> Definition:
    """A definition from its JSON. Raises CannotUse as `read` does."""
    try:
        record = json.loads(text)
        pieces = tuple(
            Piece(str(one["chart"]), str(one.get("scope", ""))[:LONGEST], {str(k): str(v) for k, v in dict(one.get("options", {})).items()})
            for one in list(record.get("gathered", ()))
        )
        found = Definition(
            str(record.get("name", ""))[:200], str(record.get("scope", ""))[:LONGEST], tuple(map(str, record.get("parts", PARTS))), pieces
        )
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise CannotUse("definition", "รายการชุดประชุมไม่อยู่ในรูปแบบที่อ่านได้", "this is no pack definition") from error
    unknown = [part for part in found.parts if part not in PARTS] + [one.chart for one in pieces if one.chart not in recipes()]
    if unknown:
        named = ", ".join(unknown)[:100]
        raise CannotUse("definition", f"รายการชุดประชุมอ้างถึงสิ่งที่ไม่มี: {named}", f"the pack definition names what does not exist: {named}")
    if len(pieces) > MOST_PIECES:
        raise CannotUse("definition", f"ชุดประชุมมีได้ไม่เกิน {MOST_PIECES} ชิ้น", f"a pack holds at most {MOST_PIECES} blocks")
    return found
