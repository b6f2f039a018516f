"""Signing in against a real provider on this machine: who gets in, with which rights, and until when."""

import http.client
import json
import re
import time
from collections.abc import Iterator
from pathlib import Path

import httpx2 as httpx
import pytest
from signing_in import Person, host_of, open_paths, provider, with_sign_in

CLOSED_PATHS = [
    "/",
    "/map",
    "/data",
    "/media/x",
    "/component/x",
    "/static/index.html",
    "/static/js/x.js",
    "/favicon.png",
    "/app/static/manifest.json",
    "/app/static/geo/",
    "/_stcore/health",
    "/_stcore/host-config",
    "/_stcore/stream",
    "/_stcore/upload_file/a/b",
    "/_stcore/bidi-components/x/y.js",
    "/_stcore/metrics",
    "/_stcore/agent/mcp",
    "/_stcore/agent/openapi.json",
    "/_stcore/script-health-check",
    "/auth/login/x",
    "/oauth2callback/x",
    "/sign-in/x",
    "/health/ready/",
    "/app/static/geo/../manifest.json",
    "/app/static/geo/%2e%2e/manifest.json",
    "/app/static/geo/..%2fmanifest.json",
    "/health/live/../../map",
    "//map",
    "/%2fmap",
    "/health/live%0a",
    "/app/static/geo/a%00b",
    "/map/_stcore/stream",
    "/openapi.json",
]
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(scope="module")
def issuer() -> Iterator[str]:
    with provider() as address:
        yield address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("private")


@pytest.fixture(scope="module")
def private(folder: Path, demo_store: Path, issuer: str) -> Iterator[str]:
    """A server in private mode."""
    with with_sign_in(folder, demo_store, issuer, LA21_PRIVATE="1") as base:
        yield base


def test_in_private_mode_nothing_answers_without_a_session(private: str) -> None:
    person = Person(private)
    for path in CLOSED_PATHS:
        for method in METHODS:
            line = http.client.HTTPConnection(host_of(private), timeout=30)  # Which sends an address as it stands.
            line.request(method, path)
            assert line.getresponse().status in (401, 404), (method, path)
            line.close()
    page = person.http.get(private + "/")
    assert page.status_code == 401 and "/sign-in" in page.text and "<script" not in page.text
    assert page.headers["cache-control"] == "no-store" and "frame-ancestors" in page.headers["content-security-policy"]
    assert not person.may_upload()
    assert open_paths(person, ["/health/live", "/health/ready"]) == ["/health/live", "/health/ready"]
    shapes = httpx.get(f"{private}/app/static/geo/../manifest.json")
    assert shapes.status_code in (400, 401, 404)


def test_in_private_mode_no_websocket_opens_without_a_session(private: str) -> None:
    key = {"connection": "Upgrade", "upgrade": "websocket", "sec-websocket-version": "13", "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ=="}
    assert httpx.get(f"{private}/_stcore/stream", headers=key).status_code == 403


def test_sign_in_opens_and_sign_out_closes_also_for_a_copied_cookie(private: str) -> None:
    person = Person(private)
    assert person.sign_in("u-leaver").status_code == 302
    assert person.status("/") == 200
    copy = person.cookies["_streamlit_user"]
    person.http.get(f"{private}/auth/logout")
    assert person.status("/") == 401
    assert httpx.get(f"{private}/", headers={"cookie": f"_streamlit_user={copy}"}).status_code == 401


def test_a_sign_out_holds_on_another_server_of_the_same_store(private: str, tmp_path: Path, demo_store: Path, issuer: str) -> None:
    person = Person(private)
    person.sign_in("u-leaver-of-two")
    copy = {"cookie": f"_streamlit_user={person.cookies['_streamlit_user']}"}
    with with_sign_in(tmp_path, demo_store, issuer, LA21_PRIVATE="1") as other:
        assert httpx.get(f"{other}/", headers=copy).status_code == 200
        person.http.get(f"{private}/auth/logout")
        assert httpx.get(f"{other}/", headers=copy).status_code == 401


def test_a_tampered_cookie_is_no_session(private: str) -> None:
    person = Person(private)
    person.sign_in("u-steward")
    value = person.cookies["_streamlit_user"]
    for forged in (value[:-2] + ("AA" if value[-2:] != "AA" else "BB"), "A" + value[1:], value.split(".")[0], "", "ä" * 50):
        stranger = httpx.get(f"{private}/", headers={"cookie": f"_streamlit_user={forged}".encode()})
        assert stranger.status_code == 401, forged


def test_another_sites_page_cannot_send_a_file_in_a_stewards_name(private: str) -> None:
    """A browser sends the cookies wherever a request comes from; the token that must be sent along only our own pages know."""
    person = Person(private)
    person.sign_in("u-steward")
    person.status("/_stcore/host-config")
    person.status("/_stcore/health")
    address, token = f"{private}/_stcore/upload_file/no-session/no-file", person.cookies["_streamlit_xsrf"]
    for sent in ({}, {"X-Xsrftoken": "forged"}):
        answer = person.http.put(address, content=b"x", headers=sent)
        assert answer.status_code == 403 and "XSRF" in answer.text
    let_through = person.http.put(address, content=b"x", headers={"X-Xsrftoken": token})
    assert let_through.status_code == 400 and "XSRF" not in let_through.text  # It belongs to no open page, which is asked next.


def test_a_role_that_changes_holds_at_the_next_request(private: str, folder: Path, issuer: str) -> None:
    person, guest = Person(private), Person(private)
    person.sign_in("u-steward")
    guest.sign_in("u-guest")
    assert (person.may_upload(), guest.may_upload()) == (True, False)  # An address that is not verified gives no role.
    before = (folder / "roles.toml").read_text(encoding="utf-8")
    (folder / "roles.toml").write_text(f'issuer = "{issuer}"\n[roles]\n"u-guest" = "office:5"\n', encoding="utf-8")
    assert (person.may_upload(), guest.may_upload()) == (False, True)
    (folder / "roles.toml").write_text("broken [", encoding="utf-8")
    assert (person.may_upload(), guest.may_upload()) == (False, False) and person.status("/") == 200
    (folder / "roles.toml").write_text(before.replace(issuer, "https://another.example"), encoding="utf-8")
    assert not person.may_upload()
    (folder / "roles.toml").write_text(before, encoding="utf-8")


@pytest.mark.parametrize(("audience", "max_age"), [("somebody-else", 3600), ("", -600)])
def test_a_token_for_another_or_of_yesterday_is_no_session(tmp_path: Path, demo_store: Path, audience: str, max_age: int) -> None:
    with provider(audience, max_age) as issuer, with_sign_in(tmp_path, demo_store, issuer, LA21_PRIVATE="1") as base:
        person = Person(base)
        person.sign_in("u-steward")
        assert person.status("/") == 401 and not person.may_upload()


def test_a_session_ends_after_its_hours_and_the_log_names_nobody(tmp_path: Path, demo_store: Path, issuer: str) -> None:
    with with_sign_in(tmp_path, demo_store, issuer, LA21_PRIVATE="1", LA21_SESSION_HOURS="0.001", LA21_LOG="json") as base:
        person = Person(base)
        person.sign_in("u-steward")
        assert person.status("/") == 200
        time.sleep(4)
        assert person.status("/") == 401
        assert person.status("/oauth2callback?state=u-steward&code=cccccc") == 302  # Streamlit warns of it.
    log = (tmp_path / "log").read_text(encoding="utf-8")
    told = [json.loads(line) for line in log.splitlines()]
    assert all({"at", "level", "logger", "message"} <= set(line) for line in told)
    assert any(line["logger"].startswith("streamlit.") for line in told) and any(base in line["message"] for line in told)
    assert not re.search(r"u-steward|steward@|la21-secret|cccccc|127\.0\.0\.1:\d+/oauth2callback\?", log)
