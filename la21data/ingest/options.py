"""How an import was called: kept in the journal, so that `rebuild` makes the same call again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from la21data.ingest.registry import Mode
from la21data.problems import CannotUse


@dataclass(frozen=True)
class Options:
    """`kind` of records or auto; `as_of` of registry lists; `today`, by which ranges are judged; `areas`: provinces, None = all."""

    kind: str = "auto"
    as_of: dt.date | None = None
    mode: Mode = "auto"
    today: dt.date = field(default_factory=dt.date.today)
    areas: tuple[str, ...] | None = None

    @property
    def registry_mode(self) -> Mode:
        """Some provinces' rows are never a full list of the country: absent LAOs must not end.

        Raises CannotUse where a full list was asked for all the same.
        """
        if self.areas is None:
            return self.mode
        if self.mode == "full":
            raise CannotUse(
                "full_list_of_an_area",
                "ทะเบียนฉบับเต็ม (--full) นำเข้าได้เฉพาะผู้ดูแลทั้งประเทศ ใช้ --amend",
                "a full registry (--full) is for who looks after the whole country: use --amend",
            )
        return "amendment"

    def to_json(self) -> dict[str, Any]:
        return {
            "kind": self.kind,
            "as_of": self.as_of and self.as_of.isoformat(),
            "mode": self.mode,
            "today": self.today.isoformat(),
            "areas": self.areas and list(self.areas),
        }

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Options:
        return cls(
            told["kind"],
            told["as_of"] and dt.date.fromisoformat(told["as_of"]),
            told["mode"],
            dt.date.fromisoformat(told["today"]),
            told["areas"] and tuple(told["areas"]),
        )
