"""Faults of settings and sign-in."""

from __future__ import annotations

import os
import subprocess
import sys
import time

from la21data.access import Actor, parse_role
from la21data.roles import actor_of, set_role
from tests.browser.visiting import free_port, serving
from tests.faults.patient import ROOT, Patient, fault


@fault
def bad_secrets(p: Patient) -> str:
    (p.folder / "secrets.toml").write_text("[auth\nbroken", encoding="utf-8")
    with serving(p.store, p.folder / "log", environment={"LA21_SECRETS": str(p.folder / "secrets.toml")}):
        pass
    return (p.folder / "log").read_text(encoding="utf-8")


@fault
def short_cookie_secret(p: Patient) -> str:
    (p.folder / "secrets.toml").write_text('[auth]\nredirect_uri = "http://x/oauth2callback"\ncookie_secret = "short"\n', encoding="utf-8")
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
