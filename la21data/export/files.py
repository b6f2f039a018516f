"""The files of a pack: the four formats by name, or all of them in one zip."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from la21data.export import brief, pack
from la21data.export.pack import Pack


def of_pack(made: Pack, *, template: Path | None = None, thai_digits: bool = False) -> dict[str, bytes]:
    """File name -> content of slides, brief, workbook and page."""
    return {
        made.file_name("pptx"): pack.slides(made, template),
        made.file_name("pdf"): brief.to_pdf(made, thai_digits=thai_digits),
        made.file_name("xlsx"): pack.workbook(made),
        made.file_name("html"): pack.page(made),
    }


def zipped(files: dict[str, bytes]) -> bytes:
    """One zip; Thai names are marked as UTF-8, as every system of today reads them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()
