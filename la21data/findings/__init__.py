"""Findings: short formal sentences made by rules from measures, each with the way to the rows that its figures come from."""

from la21data.findings.finding import Finding

__all__ = ["Finding"]
