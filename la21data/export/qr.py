"""A link as a QR code, for what is printed."""

from __future__ import annotations

import base64
import io

import segno

from la21data.look import colours


def png(link: str, scale: int = 6) -> bytes:
    """A QR code as a PNG, with the quiet border that readers need."""
    out = io.BytesIO()
    segno.make(link, error="m", micro=False).save(out, kind="png", scale=scale, border=2, dark=colours.INK)
    return out.getvalue()


def data_url(link: str) -> str:
    """The same for a document that holds its pictures itself."""
    return "data:image/png;base64," + base64.b64encode(png(link)).decode()
