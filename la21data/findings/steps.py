"""What the page of the ladder says: how LAOs moved, how long it takes, and where somebody is needed."""

from __future__ import annotations

from collections.abc import Iterator

from la21data import lists, metrics, thai
from la21data.domain import TOP_STEP
from la21data.findings.finding import Finding, or_why
from la21data.findings.overview import state, things_to_look_at
from la21data.metrics.flows import default_years
from la21data.metrics.survival import half_after, still_waiting
from la21data.view import View

TOP = TOP_STEP["ladder"]
FEWEST = 10  # LAOs of whose half something is said.


def findings(view: View) -> Iterator[Finding]:
    """Where the records do not tell who took part, why."""
    yield from or_why(view, _of_one(view) if view.scope.lao else _told(view), "laos_at_step", "/steps")


def _of_one(view: View) -> Iterator[Finding]:
    """Where one LAO stands and for how long: movements and times of one are no counts to tell."""
    if not view.figure("participating_laos").value > 0:
        return
    yield Finding(state(view), "/steps", {"section": "now"})
    yield from things_to_look_at(view)


def _told(view: View) -> Iterator[Finding]:
    years = default_years(view.snapshot, view.scope)
    if years is not None and years[1] == view.scope.years[-1]:
        yield from _moved(view, *years)
    yield from _waiting(view)
    yield from _to_help(view)


def _moved(view: View, first: int, last: int) -> Iterator[Finding]:
    frame = view.ask(metrics.flow, view.scope.with_years(last), first, last)
    if view.scope.tracks:  # Who came from another track was not on this one before.
        frame = frame[frame["from_track"].isin(view.scope.tracks) | frame["from_track"].isna()]
    laos = frame.groupby("change")["laos"].sum()
    there_before = sum(laos.get(change, 0) for change in ("advanced", "stayed", "went_back", "changed_track", "left"))
    if not there_before:
        return
    numbers = {change: thai.format_number(int(laos.get(change, 0))) for change in ("advanced", "stayed", "left", "joined", "returned")}
    years = {name: thai.year_label(year, view.lang) for name, year in (("first", first), ("last", last))}
    others = int(laos.get("went_back", 0) + laos.get("changed_track", 0))
    told = view.words("steps.finding_others", n=thai.format_number(others)) if others else ""
    yield Finding(
        view.words("steps.finding_moved", of=thai.format_number(there_before), others=told, **years, **numbers),
        "/steps",
        {"section": "moves", "from": str(first), "to": str(last)},
    )


def _waiting(view: View) -> Iterator[Finding]:
    curve = view.ask(metrics.survival_curve, view.scope, "ladder", TOP)
    if curve.empty or (view.scope.tracks and "ladder" not in view.scope.tracks):
        return
    if curve["at_risk"].max() < FEWEST:
        return
    half = half_after(curve)
    key = "steps.finding_half" if half is not None else "steps.finding_not_half"
    laos, waiting = thai.format_number(int(curve["at_risk"].max())), thai.format_number(still_waiting(curve))
    yield Finding(view.words(key, years=half, laos=laos, waiting=waiting), "/steps", {"section": "years"})


def _to_help(view: View) -> Iterator[Finding]:
    last = lists.year_of(view.snapshot, view.scope)
    if last not in view.snapshot.recorded.get("participation", ()):
        return
    if not view.figure("participating_laos", view.scope.with_years(last)).value > 0:
        return  # Of nobody it is no praise that none stands still.
    still = view.ask(lists.standing_still, view.scope, 3)
    rising = len(view.ask(lists.ready_to_rise, view.scope))
    ready = thai.format_number(rising)
    if still.empty:
        key = "steps.finding_none_still" if rising else "steps.finding_neither"
        yield Finding(view.words(key, ready=ready), "/steps", {"section": "lists", "list": "ready"})
        return
    offices = still["office"].value_counts()
    first = sorted(map(str, offices[offices == offices.max()].index))
    told = {"n": thai.format_number(len(still)), "most": thai.format_number(int(offices.max())), "ready": ready}
    if len(first) > 1:
        text = view.words("steps.finding_still_tied", offices=thai.format_number(len(first)), **told)
    else:
        key = "steps.finding_still_all" if offices.max() == len(still) else "steps.finding_still"
        text = view.words(key, office=metrics.labels(view.snapshot, "office", first, view.lang)[first[0]], **told)
    yield Finding(text, "/steps", {"section": "lists"})
