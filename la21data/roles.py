"""From a signed-in person to an `Actor`: what a provider's token says, and the file that gives people their roles.

The claims of a token come in as they stand; out comes a pseudonymous id and a role. Names and addresses stay here.
"""

from __future__ import annotations

import json
import os
import time
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from la21data import sign_outs
from la21data.access import NOBODY, Actor, Role, parse_role, pseudonym, require
from la21data.problems import CannotUse, Problem
from la21data.settings import PERSON_KEY, ROLE_CLAIM, ROLES, SESSION_HOURS

CLOCK_SKEW_SECONDS = 120  # Two machines' clocks: as much as the sign-in library allows.
Claims = Mapping[str, object]


@dataclass(frozen=True)
class RolesFile:
    """`roles`: subject, or verified e-mail address -> role. `issuer`: the one provider whose people they are ('' = any)."""

    issuer: str = ""
    roles: dict[str, str] = field(default_factory=dict)


# ------------------------------------------------------------ sessions
def providers(auth: Mapping[str, object]) -> dict[str, str]:
    """Name -> client id of each provider in the `[auth]` section of the secrets; one without a name is `default`."""
    named = {name: str(section["client_id"]) for name, section in auth.items() if isinstance(section, Mapping) and "client_id" in section}
    return {"default": str(auth["client_id"]), **named} if "client_id" in auth else named


def holds(claims: Claims, known: Mapping[str, str], now: float | None = None) -> bool:
    """Whether a sign-in still counts: meant for us, not older than LA21_SESSION_HOURS, not from the future, not signed out.

    `known`: what `providers` found.
    """
    now = time.time() if now is None else now
    issued = claims.get("iat")
    audience = claims.get("aud")
    if not claims.get("is_logged_in") or not claims.get("sub") or not isinstance(issued, int | float):
        return False
    if known.get(str(claims.get("provider"))) not in (audience if isinstance(audience, list) else [audience]):
        return False
    if not now - SESSION_HOURS.number() * 3600 < issued <= now + CLOCK_SKEW_SECONDS:
        return False
    return issued > sign_outs.last(_who(claims), _id(claims))


def end_session(claims: Claims, now: float | None = None) -> None:
    """Have this sign-in of a person, its copies and those before it count no more, on every server; nothing where nobody is signed in.

    Which sign-in is before which is told by the provider's clock (`iat`); of our own clock only what two clocks may differ is believed.
    """
    if not claims.get("sub"):
        return
    now = time.time() if now is None else now
    issued = claims.get("iat")
    at = max(now - CLOCK_SKEW_SECONDS, float(issued) if isinstance(issued, int | float) else 0.0)
    sign_outs.add(_who(claims), _id(claims), at)


def _who(claims: Claims) -> str:
    return f"{claims.get('iss', '')}\n{claims.get('sub', '')}"


def _id(claims: Claims) -> str | None:
    """The pseudonymous id; None where no key makes one."""
    try:
        return pseudonym(PERSON_KEY.text(), str(claims.get("iss", "")), str(claims.get("sub", "")))
    except ValueError:
        return None


# ------------------------------------------------------------ roles
def actor_of(claims: Claims, known: Mapping[str, str]) -> tuple[Actor, Problem | None]:
    """Who a sign-in stands for, and why they have no more rights than a viewer, where something is wrong with the settings.

    The file is read at each call, so that a changed role holds at the next click.
    """
    if not holds(claims, known):
        return NOBODY, None
    identity = _id(claims)
    if identity is None:
        return NOBODY, Problem(
            "person_key",
            "ยังไม่ได้ตั้งค่า LA21_PERSON_KEY (อย่างน้อย 16 ตัวอักษร) จึงให้บทบาทไม่ได้",
            "LA21_PERSON_KEY (16 characters or more) is not set, so no role can be given",
        )
    try:
        return Actor(identity, _role(claims, read_roles())), None
    except CannotUse as error:
        return NOBODY, error.problem


def _role(claims: Claims, file: RolesFile) -> Role:
    if file.issuer and claims.get("iss") != file.issuer:
        return NOBODY.role
    verified = claims.get("email") if claims.get("email_verified") is True else None  # Else anybody could claim another's address.
    for name in (claims["sub"], verified):
        if isinstance(name, str) and name in file.roles:
            return parse_role(file.roles[name])
    told = claims.get(ROLE_CLAIM.text()) if ROLE_CLAIM.text() else None
    return parse_role(told) if isinstance(told, str) else NOBODY.role


def read_roles(path: Path | None = None) -> RolesFile:
    """The file that LA21_ROLES names; empty where it names none. Raises CannotUse where it cannot be read."""
    path = path or (Path(ROLES.text()) if ROLES.text() else None)
    if path is None:
        return RolesFile()
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
        roles = {str(name): str(role) for name, role in told.get("roles", {}).items()}
        return RolesFile(str(told.get("issuer", "")), roles)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise CannotUse(
            "roles_file",
            "อ่านไฟล์บทบาทที่ LA21_ROLES ระบุไม่ได้ ทุกคนจึงมีบทบาท viewer จนกว่าจะแก้ไข",
            "the roles file that LA21_ROLES names cannot be read: everybody is a viewer until it is mended",
        ) from error


def set_role(actor: Actor, name: str, role: str | None, path: Path | None = None) -> None:
    """Give a subject or an e-mail address a role, or take it away (None). Written beside, then put in place.

    Raises CannotUse: the actor may not, no such role, no roles file is named.
    """
    require(actor, "roles")
    path = path or (Path(ROLES.text()) if ROLES.text() else None)
    if path is None:
        raise CannotUse("no_roles_file", "ยังไม่ได้ระบุไฟล์บทบาทด้วย LA21_ROLES", "LA21_ROLES names no roles file")
    file = read_roles(path) if path.exists() else RolesFile()
    roles = {known: given for known, given in file.roles.items() if known != name}
    if role is not None:
        roles[name] = str(parse_role(role))
    lines = [f"issuer = {json.dumps(file.issuer, ensure_ascii=False)}", "", "[roles]"]
    lines += [f"{json.dumps(known, ensure_ascii=False)} = {json.dumps(given)}" for known, given in sorted(roles.items())]
    beside = path.with_name(f".{path.name}.new")
    beside.write_text("\n".join(lines) + "\n", encoding="utf-8")
    os.replace(beside, path)
