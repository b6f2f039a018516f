"""Who may do what. One table, asked by every function that writes or gives out rejected rows: a hidden button protects nothing.

It knows no sign-in: `la21data.roles` turns a signed-in person into an `Actor`. A name or an e-mail address never gets here.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, get_args

from la21data import reference
from la21data.problems import CannotUse

Kind = Literal["viewer", "office", "province", "steward", "admin", "operator"]
Action = Literal[
    "look",
    "export",
    "rejected_rows",
    "dry_run",
    "import",
    "roll_back",
    "settle_aliases",
    "prune",
    "withdraw",
    "roles",
    "read_journal",
]
ACTIONS: tuple[Action, ...] = get_args(Action)

_EVERYBODY = frozenset[Action]({"look", "export"})
_LOCAL = _EVERYBODY | frozenset[Action]({"rejected_rows", "dry_run"})
_STEWARD = _LOCAL | frozenset[Action]({"import", "roll_back", "settle_aliases"})
GRANTS: dict[Kind, frozenset[Action]] = {
    "viewer": _EVERYBODY,
    "office": _LOCAL,
    "province": _LOCAL,
    "steward": _STEWARD,
    "admin": frozenset(ACTIONS),
    "operator": frozenset(ACTIONS),
}
# An office's steward may do these for rows of its own provinces only; a word or row for the whole country is not one.
OF_A_PROVINCE = frozenset[Action]({"rejected_rows", "dry_run", "import", "settle_aliases"})
NEEDS_AREA: tuple[Kind, ...] = ("office", "province")


@dataclass(frozen=True)
class Role:
    """`area`: an office's number for office and steward ('' = all offices), a province's code for province."""

    kind: Kind
    area: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.area}" if self.area else self.kind

    @cached_property
    def provinces(self) -> frozenset[str] | None:
        """Codes of the provinces that the role is bound to, as of now; None: to none, it stands for the whole country."""
        if not self.area:
            return None
        if self.kind == "province":
            return frozenset({self.area})
        return frozenset(code for code in reference.provinces() if reference.office_of(code) == int(self.area))

    @property
    def home(self) -> dict[str, str]:
        """The scope that the role lands on, as in a page's address; empty for a role of the whole country."""
        if not self.area:
            return {}
        return {"province": self.area} if self.kind == "province" else {"office": self.area}


@dataclass(frozen=True)
class Actor:
    """Whoever asks: a pseudonymous id (see `pseudonym`) and a role."""

    id: str
    role: Role

    @property
    def areas(self) -> frozenset[str] | None:
        """Provinces whose rows they may write or fetch; None: all."""
        return self.role.provinces

    def signature(self) -> dict[str, object]:
        """What the journal says of who did it."""
        return {"by": self.id, "role": str(self.role)}


NOBODY = Actor("", Role("viewer"))  # Not signed in, or no sign-in configured.
OPERATOR = Actor("command-line", Role("operator"))  # Whoever runs commands on the server: the machine's own accounts guard that.


def parse_role(text: str) -> Role:
    """`viewer`, `office:5`, `province:41`, `steward`, `steward:5` or `admin`. Raises CannotUse for any other text.

    `operator` is no role that a file or a claim can give.
    """
    kind, _, area = text.strip().partition(":")
    known: dict[str, set[str]] = {
        "viewer": {""},
        "office": set(map(str, reference.offices())),
        "province": set(reference.provinces()),
        "steward": {"", *map(str, reference.offices())},
        "admin": {""},
    }
    if kind not in known or area not in known[kind] or text.strip().endswith(":"):
        raise CannotUse(
            "unknown_role",
            f"ไม่รู้จักบทบาท «{text[:60]}» ใช้ viewer, office:<1–16>, province:<รหัส 2 หลัก>, steward, steward:<1–16> หรือ admin",
            f"unknown role «{text[:60]}»: use viewer, office:<1..16>, province:<2-digit code>, steward, steward:<1..16> or admin",
        )
    return Role(kind, area)  # type: ignore[arg-type]  # a key of `known`


def may(actor: Actor, action: Action, province: str | None = None) -> bool:
    """Whether somebody may do something. `province`: the code of what it is done to, '' = the whole country, None = not asked."""
    if action not in GRANTS[actor.role.kind]:
        return False
    areas = actor.areas
    return province is None or areas is None or action not in OF_A_PROVINCE or province in areas


def require(actor: Actor, action: Action, province: str | None = None) -> None:
    """Raises CannotUse (`not_allowed`) where somebody may not do something."""
    if not may(actor, action, province):
        where = "" if province is None else f" ({province or '*'})"
        raise CannotUse(
            "not_allowed",
            f"บทบาท {actor.role} ไม่มีสิทธิ์ทำรายการนี้: {action}{where} ติดต่อผู้ดูแลระบบ",
            f"the role {actor.role} may not do this: {action}{where}; ask an administrator",
        )


def pseudonym(key: str, issuer: str, subject: str) -> str:
    """The id under which the journal knows a person: only who has the key and the provider's subject can tell whose it is.

    Raises ValueError where the key is too short to keep that promise.
    """
    if len(key) < 16:
        raise ValueError("the key of the journal's ids has fewer than 16 characters")
    return hmac.new(key.encode(), f"{issuer}\n{subject}".encode(), hashlib.sha256).hexdigest()[:20]
