"""Messy spreadsheets in, one immutable snapshot out: read, locate the header, map columns, normalise, match, judge, publish.

No row is lost: what cannot be accepted is kept whole, with the reason, so that it can be mended and imported again.
"""

from la21data.ingest.results import FileResult, ImportResult
from la21data.ingest.run import import_files

__all__ = ["FileResult", "ImportResult", "import_files"]
