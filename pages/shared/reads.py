"""Cached reads. Keys are the snapshot's id, measure, split and scope: never a clock, so an import shows at the next rerun."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import replace

import pandas as pd
import streamlit as st

from la21data import metrics
from la21data.domain import Language
from la21data.places import search
from la21data.scope import Scope
from la21data.store import Snapshot, Store

KEPT_FRAMES = 2_000  # A frame is some kB: this many stay far under 100 MB.


def open_snapshot(snapshot_id: str | None) -> Snapshot:
    """The snapshot that a link names, or the current one. Cheap: the process keeps the file open."""
    return Store().open(snapshot_id)


def frame(snapshot: Snapshot, measure: str, by: tuple[str, ...], scope: Scope) -> pd.DataFrame:
    """`metrics.frame`, cached. The language and the snapshot's name in the scope change no figure."""
    return _frame(snapshot.id, measure, by, replace(scope, lang="th", snapshot=None), snapshot)


def figure(snapshot: Snapshot, measure: str, scope: Scope) -> metrics.Figure:
    """`metrics.figure`, cached."""
    return _figure(snapshot.id, measure, replace(scope, lang="th", snapshot=None), snapshot)


def ask(question: Callable[..., pd.DataFrame], snapshot: Snapshot, /, *known: Hashable) -> pd.DataFrame:
    """`metrics.ask`, cached."""
    plain = tuple(replace(one, lang="th", snapshot=None) if isinstance(one, Scope) else one for one in known)
    return _ask(snapshot.id, f"{question.__module__}.{question.__qualname__}", plain, question, snapshot)


@st.cache_data(max_entries=KEPT_FRAMES, show_spinner=False)
def _ask(
    snapshot_id: str, name: str, known: tuple[Hashable, ...], _question: Callable[..., pd.DataFrame], _snapshot: Snapshot
) -> pd.DataFrame:
    return _question(_snapshot, *known)


@st.cache_data(max_entries=KEPT_FRAMES, show_spinner=False)
def _frame(snapshot_id: str, measure: str, by: tuple[str, ...], scope: Scope, _snapshot: Snapshot) -> pd.DataFrame:
    return metrics.frame(_snapshot, measure, by, scope)


@st.cache_data(max_entries=KEPT_FRAMES, show_spinner=False)
def _figure(snapshot_id: str, measure: str, scope: Scope, _snapshot: Snapshot) -> metrics.Figure:
    return metrics.figure(_snapshot, measure, scope)


def names(snapshot: Snapshot, lang: Language) -> tuple[search.Named, ...]:
    """Every place that can be found by its name, cached: a page of the registry takes half a second to read."""
    return _names(snapshot.id, lang, snapshot)


@st.cache_resource(max_entries=4, show_spinner=False)
def _names(snapshot_id: str, lang: Language, _snapshot: Snapshot) -> tuple[search.Named, ...]:
    return search.names(_snapshot, lang)
