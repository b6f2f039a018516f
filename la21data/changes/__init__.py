"""What is new: between two snapshots, or in one snapshot since a fiscal year. Tidy frames that `diff`, pages and exports read."""

from la21data.changes.changes import KINDS, STEPWISE, Changes, between, since_year

__all__ = ["KINDS", "STEPWISE", "Changes", "between", "since_year"]
