"""What the page of a place says: how many take part there and how far they are, what they did, how they were judged."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from la21data.findings import activities, standard
from la21data.findings.finding import Finding
from la21data.findings.overview import state
from la21data.view import View


def findings(view: View) -> Iterator[Finding]:
    """The state, and the first that the pages of activities and of the standard say, all of the place in scope."""
    yield Finding(state(view), "/")
    yield from islice(activities.findings(view), 1)
    yield from islice(standard.findings(view), 1)
