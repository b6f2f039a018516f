"""What the page of the pack says: what a pack of the scope opens with."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from la21data.findings import standard
from la21data.findings.finding import Finding
from la21data.findings.overview import state, things_to_look_at
from la21data.view import View


def findings(view: View) -> Iterator[Finding]:
    """The state, and the first two things to look at; where nobody is known to take part, what the standard and awards tell."""
    yield Finding(state(view), "/")
    yield from islice(chain(things_to_look_at(view), standard.findings(view)), 2)
