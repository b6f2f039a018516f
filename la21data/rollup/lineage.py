"""Under which code a LAO is followed, when it was renamed or upgraded into a new code (`predecessor_code`).

That change is no leaving and no joining: every roll-up speaks of the lineage, under the newest code.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

Version = tuple[str, int, dt.date | None, dt.date | None, str | None]  # lao_code, version, valid_from, valid_to, predecessor_code


@dataclass(frozen=True)
class Followed:
    """A code, the code it is followed under, and how many continuations lie between them."""

    lao_code: str
    lao: str
    generation: int


def follow(versions: Iterable[Version]) -> list[Followed]:
    """Every code of the registry, and every code that is only known as a predecessor.

    B continues A where a version of B names A as its predecessor and A had ended when B began (or A was never in the
    registry). Where A lives on beside B, or B had long been there when A was merged into it, both stay what they were.
    Of several successors the smallest code is taken. Where codes continue each other in a circle, each stays itself.
    """
    history: dict[str, list[Version]] = defaultdict(list)
    for version in sorted(versions, key=lambda v: (v[0], v[1])):
        history[version[0]].append(version)
    successors: dict[str, str] = {}
    for code, own in sorted(history.items()):
        for predecessor in sorted({v[4] for v in own if v[4]}):
            if predecessor != code and _continues(own, predecessor, history.get(predecessor)):
                successors.setdefault(predecessor, code)
    named = {v[4] for own in history.values() for v in own if v[4]}
    return [_followed(code, successors) for code in sorted(history.keys() | named)]


def _continues(own: list[Version], predecessor: str, before: list[Version] | None) -> bool:
    if before is None:
        return True
    ended, began = before[-1][3], own[0][2]
    if ended is None:
        return False
    if began is None:  # Known since an unknown past: a continuation only if that was said from its first version on.
        return own[0][4] == predecessor
    return ended <= began


def _followed(code: str, successors: dict[str, str]) -> Followed:
    path = [code]
    while path[-1] in successors:
        if successors[path[-1]] in path:
            return Followed(code, code, 0)
        path.append(successors[path[-1]])
    return Followed(code, path[-1], len(path) - 1)
