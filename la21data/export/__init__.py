"""What people carry away: one file a format. Every export starts from a `Carried` block and says the same words about itself.

Exports know no page. Heavy packages (a browser, python-pptx, Typst) load inside the functions that need them.
"""

from la21data.export.carried import Carried, Imprint, carry, carry_table

__all__ = ["Carried", "Imprint", "carry", "carry_table"]
