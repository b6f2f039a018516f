"""Records to roll-ups: written once as Ibis expressions, run by the DuckDB connection that builds a snapshot, or by Apache Spark.

Pages read what this room leaves, never the records; so its cost is paid once, at import.
"""

from la21data.rollup.again import roll_up_again
from la21data.rollup.engine import build, fill_reference
from la21data.rollup.engines import HERE, Engine, engine_of

__all__ = ["HERE", "Engine", "build", "engine_of", "fill_reference", "roll_up_again"]
