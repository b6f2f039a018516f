"""Numbers in whole steps of their writing: what a class, a legend and the pointer compare and show."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from la21data import thai


@dataclass(frozen=True)
class Scale:
    """How a value is written: value × factor, rounded half up to `decimals`, then `suffix`."""

    factor: Decimal
    decimals: int
    suffix: str = ""

    def steps(self, value: float) -> int:
        """The value in whole steps of its writing: 0.1234 in per cent with one decimal is 123."""
        return int((thai.exact(value) * self.factor).scaleb(self.decimals).quantize(Decimal(1), rounding=ROUND_HALF_UP))

    def value(self, steps: int) -> float:
        return float(Decimal(steps).scaleb(-self.decimals) / self.factor)

    def write(self, steps: int) -> str:
        return f"{Decimal(steps).scaleb(-self.decimals):,.{self.decimals}f}"
