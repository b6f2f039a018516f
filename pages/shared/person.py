"""Who is looking: signing in and out, the role, and the scope that a role lands on. What a role may do is `la21data.access`."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from la21data.access import NOBODY, Actor
from la21data.domain import Language
from la21data.roles import actor_of, end_session, holds, providers
from la21data.settings import PRIVATE
from la21data.text import words
from la21data.view import View

_LANDED = "landed_at_home"


def actor() -> Actor:
    """Whoever looks, for every call that asks for a right. Looked up anew at each rerun: a changed role holds at once."""
    return actor_of(_claims(), known())[0] if known() else NOBODY


def known() -> dict[str, str]:
    """The providers of `.streamlit/secrets.toml`, name -> client id; empty where nobody can sign in."""
    if not st.secrets.load_if_toml_exists():
        return {}
    auth = st.secrets.get("auth", {})
    return providers(auth) if isinstance(auth, Mapping) else {}


def gate(lang: Language) -> None:
    """Draw the sign-in in the side bar; in private mode, stop where nobody is signed in: an open page may outlive its sign-in."""
    if known():
        with st.sidebar:
            _sign_in_or_out(lang)
    _private(lang)


def still(view: View) -> None:
    """Asked by what runs again without the rest of its page: stop where the sign-in that private mode asks for has ended meanwhile.

    Raises CannotUse where the snapshot may not be read any more.
    """
    _private(view.lang)
    view.snapshot.require_open()


def _private(lang: Language) -> None:
    if PRIVATE.on() and not holds(_claims(), known()):
        st.info(words("person.private", lang), icon=":material/lock:")
        st.stop()


def home() -> dict[str, str]:
    """The scope that the role lands on, the first time that it is asked for in a session; then nothing."""
    scope = actor().role.home
    if not scope or st.session_state.get(_LANDED):
        return {}
    st.session_state[_LANDED] = True
    return scope


def _claims() -> dict[str, object]:
    return dict(st.user.to_dict())


def _sign_in_or_out(lang: Language) -> None:
    if not holds(_claims(), known()):
        for name in known():
            label = words("person.sign_in", lang) if name == "default" else words("person.sign_in_with", lang, provider=name)
            st.button(label, key=f"sign_in_{name}", icon=":material/login:", on_click=st.login, args=() if name == "default" else (name,))
        return
    who, problem = actor_of(_claims(), known())
    st.caption(words(f"person.role_{who.role.kind}", lang, area=who.role.area))
    if problem:
        st.caption(problem.text(lang))
    st.button(words("person.sign_out", lang), key="sign_out", icon=":material/logout:", on_click=_sign_out)


def _sign_out() -> None:
    end_session(_claims())
    st.logout()
