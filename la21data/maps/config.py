"""What plotly may do on a page: nothing outside this server, and no more buttons than people need."""

from __future__ import annotations

from typing import Any

from la21data.domain import Language

# Plotly's own words, which no Thai locale file of this version is at hand for.
_WORDS = {
    "Download plot as a PNG": "ดาวน์โหลดภาพ PNG (กด Shift ค้างไว้: SVG)",
    "Download plot": "ดาวน์โหลดภาพ PNG (กด Shift ค้างไว้: SVG)",
    "Taking snapshot - this may take a few seconds": "กำลังสร้างภาพ อาจใช้เวลาสักครู่",
    "Snapshot succeeded": "สร้างภาพแล้ว",
    "Sorry, there was a problem downloading your snapshot!": "ดาวน์โหลดภาพไม่สำเร็จ",
}


def plotly_config(topojson_stub_url: str, lang: Language = "th", file_name: str = "la21-green-city") -> dict[str, Any]:
    """The `config` of a plotly chart. `topojson_stub_url`: a folder of ours with an empty `world_110m.json`.

    Without it plotly fetches a world map from a host on the internet for every map, also one that shows no base map.
    """
    return {
        "topojsonURL": topojson_stub_url.rstrip("/") + "/",
        "displaylogo": False,
        "scrollZoom": False,
        "doubleClick": False,
        "responsive": True,
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "filename": file_name, "scale": 2},
        "locale": lang,
        "locales": {"th": {"dictionary": _WORDS, "format": {"decimal": ".", "thousands": ",", "grouping": [3]}}},
    }
