"""The record of a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Finding:
    """`text`: one sentence, plain text. `path` and `options`: the page that shows its rows, beside the scope."""

    text: str
    path: str
    options: Mapping[str, str] = field(default_factory=dict)
