"""What a request's cookie says of who sent it. Streamlit sets and signs it; this only reads it, for what answers before a page does."""

from __future__ import annotations

import json
from collections.abc import Mapping

import streamlit as st
from starlette.requests import HTTPConnection
from starlette.types import Scope
from streamlit.auth_util import get_cookie_with_chunks
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from la21data.access import NOBODY, Actor
from la21data.roles import actor_of, holds, providers


def known() -> dict[str, str]:
    """Name -> client id of the providers in `.streamlit/secrets.toml`; empty where nobody can sign in."""
    if not st.secrets.load_if_toml_exists():
        return {}
    auth = st.secrets.get("auth", {})
    return providers(auth) if isinstance(auth, Mapping) else {}


def claims_of(scope: Scope) -> dict[str, object]:
    """The claims of the cookie of a request or a websocket; empty where there is none, or it is not as the server signed it."""
    cookies = HTTPConnection(scope).cookies

    def one(name: str) -> bytes | None:
        value = cookies.get(name)
        return None if value is None else decode_signed_value(get_cookie_secret(), name, value.encode("latin-1", "replace"))

    found = get_cookie_with_chunks(one, USER_COOKIE_NAME)
    if found is None:
        return {}
    try:
        claims = json.loads(found)
    except ValueError:
        return {}
    return claims if isinstance(claims, dict) else {}


def is_signed_in(scope: Scope) -> bool:
    """Whether the sender's sign-in holds now."""
    return holds(claims_of(scope), known())


def sender(scope: Scope) -> Actor:
    """Who sent it, with their role; NOBODY where nobody is signed in."""
    return actor_of(claims_of(scope), known())[0] if known() else NOBODY
