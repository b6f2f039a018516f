"""From a token's claims to a role: what counts, what does not, and until when."""

import ast
import os
import time
from pathlib import Path

import pytest

from la21data import roles, sign_outs
from la21data.access import Actor, parse_role
from la21data.problems import CannotUse

ROOT = Path(__file__).resolve().parents[1]
KNOWN = {"default": "la21"}
NOW = time.time()


@pytest.fixture(autouse=True)
def settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    file = tmp_path / "roles.toml"
    file.write_text('issuer = "https://id"\n[roles]\n"a@b" = "steward:5"\n"u1" = "admin"\n"bad" = "king"\n', encoding="utf-8")
    monkeypatch.setenv("LA21_ROLES", str(file))
    monkeypatch.setenv("LA21_PERSON_KEY", "k" * 16)
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "store"))
    monkeypatch.setattr(sign_outs, "_here", {})
    return file


def claims(**other: object) -> dict[str, object]:
    right = {"sub": "u9", "iss": "https://id", "aud": "la21", "iat": NOW, "is_logged_in": True, "provider": "default"}
    return {**right, **other}


def role(**other: object) -> str:
    return str(roles.actor_of(claims(**other), KNOWN)[0].role)


def test_a_subject_or_a_verified_address_gives_the_role() -> None:
    assert role(sub="u1") == "admin"
    assert role(email="a@b", email_verified=True) == "steward:5"
    assert role(email="a@b") == role(email="a@b", email_verified="true") == role() == "viewer"


@pytest.mark.parametrize(
    "other",
    [
        {"aud": "another"},
        {"aud": ["another"], "azp": "la21"},
        {"provider": "another"},
        {"iat": NOW - 9 * 3600},
        {"iat": NOW + 6 * 3600},  # Long after the last of these tests has run.
        {"iat": "now"},
        {"is_logged_in": False},
        {"sub": ""},
        {"iss": "https://another"},
    ],
)
def test_what_does_not_count(other: dict[str, object]) -> None:
    assert role(**{"sub": "u1", **other}) == "viewer"


def test_a_claim_gives_the_role_where_it_is_asked_and_the_file_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert role(la21_role="steward") == "viewer"
    monkeypatch.setenv("LA21_ROLE_CLAIM", "la21_role")
    assert role(la21_role="steward") == "steward"
    assert role(sub="u1", la21_role="viewer") == "admin"
    assert role(la21_role=["admin"]) == role(la21_role="operator") == "viewer"


def test_without_a_key_or_with_a_bad_role_everybody_is_a_viewer_and_hears_why(monkeypatch: pytest.MonkeyPatch) -> None:
    assert roles.actor_of(claims(sub="bad"), KNOWN)[1].code == "unknown_role"  # type: ignore[union-attr]
    monkeypatch.setenv("LA21_PERSON_KEY", "short")
    actor, problem = roles.actor_of(claims(sub="u1"), KNOWN)
    assert str(actor.role) == "viewer" and problem is not None and problem.code == "person_key"


def test_signing_out_ends_what_was_signed_in_before() -> None:
    leaver = claims(sub="leaver", iat=NOW - 60)
    assert roles.holds(leaver, KNOWN)
    roles.end_session(leaver)
    assert not roles.holds(leaver, KNOWN) and roles.holds({**leaver, "iat": time.time() + 1}, KNOWN) and roles.holds(claims(), KNOWN)


def test_a_sign_out_holds_on_every_server_of_the_store(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    leaver, other = claims(sub="leaver", iat=NOW - 60), claims(sub="other", iat=NOW - 60)
    roles.end_session(leaver)
    monkeypatch.setattr(sign_outs, "_here", {})  # Another process.
    assert not roles.holds(leaver, KNOWN) and roles.holds(other, KNOWN)
    (note,) = (tmp_path / "store" / "signed-out").iterdir()
    assert "leaver" not in note.name + note.read_text(encoding="ascii")
    monkeypatch.setenv("LA21_SOURCE", str(tmp_path / "shared"))  # Servers with copies of their own, of one source.
    assert roles.holds(leaver, KNOWN)
    roles.end_session(leaver)
    monkeypatch.setattr(sign_outs, "_here", {})
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "another"))
    assert not roles.holds(leaver, KNOWN) and not (tmp_path / "another").exists()


@pytest.mark.parametrize("ahead", [-100, 0, 100])
def test_signing_out_ends_a_sign_in_by_a_provider_whose_clock_differs_and_not_the_next_one(ahead: int) -> None:
    leaver = claims(sub="leaver", iat=NOW + ahead)
    roles.end_session(leaver, now=NOW + 2)
    assert not roles.holds(leaver, KNOWN) and roles.holds({**leaver, "iat": NOW + ahead + 3}, KNOWN, now=NOW + 3)


def test_a_sign_out_holds_here_where_it_cannot_be_told_to_others(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("", encoding="ascii")
    monkeypatch.setenv("LA21_STORE", str(tmp_path / "file"))
    roles.end_session(claims(sub="leaver"))
    assert not roles.holds(claims(sub="leaver"), KNOWN) and "this process alone" in caplog.text and "leaver" not in caplog.text
    monkeypatch.setenv("LA21_PERSON_KEY", "")
    roles.end_session(claims(sub="keyless"))
    assert not roles.holds(claims(sub="keyless"), KNOWN)


def test_a_sign_out_is_forgotten_when_no_sign_in_is_old_enough(tmp_path: Path) -> None:
    roles.end_session(claims(sub="long gone"))
    (note,) = (tmp_path / "store" / "signed-out").iterdir()
    os.utime(note, (NOW - 10 * 3600, NOW - 10 * 3600))
    roles.end_session(claims(sub="leaver"))
    assert note not in (left := list((tmp_path / "store" / "signed-out").iterdir())) and len(left) == 1


def test_only_an_admin_gives_roles(settings: Path) -> None:
    with pytest.raises(CannotUse):
        roles.set_role(Actor("x", parse_role("steward")), "u2", "admin")
    roles.set_role(Actor("x", parse_role("admin")), "u2", "office:3")
    assert role(sub="u2") == "office:3" and roles.read_roles().issuer == "https://id"


def test_providers_with_and_without_a_name() -> None:
    assert roles.providers({"client_id": "a", "entra": {"client_id": "b"}, "x": {"y": 1}}) == {"default": "a", "entra": "b"}
    assert roles.providers({}) == {}


def test_a_page_that_writes_says_who_does_it() -> None:
    """The library's functions act as the operator unless told: a page that forgot to tell would have every right."""
    writers = {"import_files", "add_alias", "remove_alias", "rollback", "withdraw", "prune"}
    for file in (ROOT / "pages").rglob("*.py"):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = getattr(call.func, "attr", getattr(call.func, "id", "")) if isinstance(call, ast.Call) else ""
            if isinstance(call, ast.Call) and name in writers:
                given = {keyword.arg for keyword in call.keywords}
                assert "actor" in given or any("actor" in ast.dump(argument) for argument in call.args), f"{file.name}:{call.lineno} {name}"
