"""Records to roll-ups: written once as Ibis expressions, run here by the DuckDB connection that builds a snapshot.

Pages read what this room leaves, never the records; so its cost is paid once, at import.
"""

from la21data.rollup.engine import build, fill_reference

__all__ = ["build", "fill_reference"]
