"""A server with sign-in, its provider, and a person who signs in: without a browser, as a browser would over HTTP."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import httpx2 as httpx

from tests.browser.visiting import free_port, serving

HERE = Path(__file__).parent
PEOPLE = [{"sub": "u-steward", "email": "steward@example.org", "email_verified": True}, {"sub": "u-guest", "email": "guest@example.org"}]
KEY = "a key of the journal's ids, for tests"


@contextmanager
def provider(audience: str = "", max_age: int = 3600, port: int = 0) -> Iterator[str]:
    """The provider's address."""
    port = port or free_port()
    command = [sys.executable, str(HERE / "provider.py"), str(port), json.dumps(PEOPLE), audience, str(max_age)]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONWARNINGS": "ignore"}
    )
    try:
        end = time.monotonic() + 30
        while time.monotonic() < end:
            try:
                httpx.get(f"http://127.0.0.1:{port}/.well-known/openid-configuration")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def with_sign_in(folder: Path, store: Path, issuer: str, **environment: str) -> Iterator[str]:
    """A server that lets people of `issuer` sign in; its roles stand in `folder/roles.toml`. Yields its address."""
    port = free_port()
    (folder / "secrets.toml").write_text(
        f'[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "{"c" * 40}"\n'
        f'client_id = "la21"\nclient_secret = "secret"\nserver_metadata_url = "{issuer}/.well-known/openid-configuration"\n',
        encoding="utf-8",
    )
    (folder / "roles.toml").write_text(f'issuer = "{issuer}"\n[roles]\n"steward@example.org" = "steward"\n', encoding="utf-8")
    settings = {
        "LA21_SECRETS": str(folder / "secrets.toml"),
        "LA21_ROLES": str(folder / "roles.toml"),
        "LA21_PERSON_KEY": KEY,
    }
    with serving(store, folder / "log", port=port, environment={**settings, **environment}) as base:
        yield base


class Person:
    """A browser's cookies, and what they open."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.http = httpx.Client(follow_redirects=False, timeout=30)

    def sign_in(self, subject: str) -> httpx.Response:
        """Go all the way to the provider and back; no further than where the way ends."""
        login = self.http.get(f"{self.base}/sign-in").headers["location"]
        way = self.http.get(self.base + login)
        if way.status_code != 302:
            return way
        back = self.http.post(way.headers["location"], data={"sub": subject}).headers["location"]
        return self.http.get(back)

    def status(self, path: str) -> int:
        return self.http.get(self.base + path).status_code

    def may_upload(self) -> bool:
        """Whether the door is open for a file; behind it Streamlit refuses this one, which belongs to no open page."""
        answer = self.http.put(f"{self.base}/_stcore/upload_file/no-session/no-file", content=b"x")
        assert answer.status_code in (400, 401, 403)
        return answer.status_code != 401 and "your role" not in answer.text

    @property
    def cookies(self) -> dict[str, str]:
        return {cookie.name: cookie.value or "" for cookie in self.http.cookies.jar}


def open_paths(person: Person, paths: Sequence[str]) -> list[str]:
    return [path for path in paths if person.status(path) == 200]


def host_of(address: str) -> str:
    return urlsplit(address).netloc
