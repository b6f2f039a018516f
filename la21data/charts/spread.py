"""Labels beside one another: as near to where they belong as the space between them allows."""

from __future__ import annotations

from collections.abc import Sequence


def spread(wanted: Sequence[float], gap: float, low: float, high: float) -> list[float]:
    """Positions at least `gap` apart within low..high, moved as little as may be, in the order of `wanted`.

    Where they cannot all have the gap, they share the space evenly.
    """
    if len(wanted) > 1:
        gap = min(gap, (high - low) / (len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda at: wanted[at])
    groups: list[list[float]] = []  # [sum of the wanted places of the first, number]: labels that touch move as one.
    for rank, at in enumerate(order):
        groups.append([min(max(wanted[at], low), high) - rank * gap, 1.0])
        while len(groups) > 1 and groups[-2][0] / groups[-2][1] > groups[-1][0] / groups[-1][1]:
            total, number = groups.pop()
            groups[-1][0] += total
            groups[-1][1] += number
    starts = [total / number for total, number in groups for _ in range(int(number))]
    ceiling = high - gap * (len(wanted) - 1)
    placed = {at: min(max(start, low), ceiling) + rank * gap for rank, (at, start) in enumerate(zip(order, starts, strict=True))}
    return [placed[at] for at in range(len(wanted))]
