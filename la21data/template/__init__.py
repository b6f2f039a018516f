"""An empty workbook for a kind of records: Thai headers, drop-down lists, checks, an example, a guide. What obeys it imports whole."""

from la21data.template.workbook import Written, write_template

__all__ = ["Written", "write_template"]
