"""A choropleth on the wire as the page sends it, beside the same with its shapes inline and beside the bare values of 77 provinces."""

from __future__ import annotations

import json
import zlib
from pathlib import Path
from typing import Any

from la21data import metrics
from la21data.export import carry
from la21data.scope import Scope
from la21data.static_files import STATIC, URL
from la21data.store import Store
from la21data.view import View


def wire(store: Path) -> dict[str, Any]:
    """Bytes of the map's figure as JSON, deflated as the websocket does it, in three forms."""
    snapshot = Store(store).open()
    view = View(snapshot, metrics.default_scope(snapshot, Scope()))
    block = carry(view, "map").block
    assert block.draw is not None
    drawing = block.draw()
    sent = {"data": drawing.data, "layout": drawing.layout}
    provinces = metrics.frame(snapshot, "participation_rate", ("province",), view.scope)
    bare = {code: None if value != value else round(value, 4) for code, value in provinces[["province", "value"]].itertuples(index=False)}
    return {"provinces": len(bare), "by_url": _size(sent), "inline": _size(_inline(sent)), "bare_values": _size(bare)}


def _inline(part: Any) -> Any:
    """The figure with the files in place of the addresses of its shapes, wherever they stand."""
    if isinstance(part, list):
        return [_inline(one) for one in part]
    if not isinstance(part, dict):
        return part
    return {key: _shapes(value) if key == "geojson" and isinstance(value, str) else _inline(value) for key, value in part.items()}


def _shapes(address: str) -> Any:
    return json.loads((STATIC / address.removeprefix(URL)).read_text(encoding="utf-8"))


def _size(content: object) -> int:
    return len(zlib.compress(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()))
