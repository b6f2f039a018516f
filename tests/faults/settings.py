"""Faults of settings and sign-in."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from urllib.parse import urlsplit

from la21data.access import Actor, parse_role
from la21data.roles import actor_of, set_role
from tests.browser.signing_in import Person, provider, with_sign_in
from tests.browser.visiting import free_port, serving
from tests.faults.patient import ROOT, Patient, fault, opened


@fault
def bad_secrets(p: Patient) -> str:
    return _log_with(p, "[auth\nbroken")


@fault
def short_cookie_secret(p: Patient) -> str:
    return _log_with(p, '[auth]\nredirect_uri = "http://x/oauth2callback"\ncookie_secret = "short"\n')


def _log_with(p: Patient, secrets: str) -> str:
    """What a server with such a `secrets.toml` says; it starts, and serves."""
    (p.folder / "secrets.toml").write_text(secrets, encoding="utf-8")
    with serving(p.store, p.folder / "log", environment={"LA21_SECRETS": str(p.folder / "secrets.toml")}):
        pass
    return (p.folder / "log").read_text(encoding="utf-8")


@fault
def bad_setting(p: Patient) -> str:
    done = subprocess.run(
        [sys.executable, "server.py", "--port", str(free_port())],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "LA21_METRICS_PORT": "many"},
    )
    assert done.returncode == 2 and "LA21_METRICS_PORT" in done.stderr and "Traceback" not in done.stderr
    return done.stderr


@fault
def bad_roles_file(p: Patient) -> str:
    (p.folder / "roles.toml").write_text("[roles\n", encoding="utf-8")
    os.environ["LA21_ROLES"], os.environ["LA21_PERSON_KEY"] = str(p.folder / "roles.toml"), "k" * 20
    try:
        claims = {"sub": "x", "aud": "la21", "iat": time.time(), "is_logged_in": True, "provider": "default"}
        actor, problem = actor_of(claims, {"default": "la21"})
        assert actor.role == parse_role("viewer") and problem is not None
        (p.folder / "roles.toml").unlink()
        set_role(Actor("x", parse_role("admin")), "x", "steward")
        assert str(actor_of(claims, {"default": "la21"})[0].role) == "steward"
        return f"{problem.th} / {problem.en}"
    finally:
        del os.environ["LA21_ROLES"], os.environ["LA21_PERSON_KEY"]


@fault
def provider_down(p: Patient) -> str:
    """Nobody can sign in while the identity provider does not answer; people look on, and sign in once it is back."""
    port = free_port()
    with with_sign_in(p.folder, p.store, f"http://127.0.0.1:{port}") as base:
        person = Person(base)
        answer = person.sign_in("u-steward")
        assert answer.status_code == 503 and answer.headers["cache-control"] == "no-store"
        assert "exception" not in opened(urlsplit(base).port or 0) and person.status("/health/ready") == 200 and not person.may_upload()
        with provider(port=port):
            assert person.sign_in("u-steward").status_code == 302 and person.may_upload()
    return answer.text
