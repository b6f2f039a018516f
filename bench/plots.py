"""Cost against size as SVG: one line a series, on a scale whose steps are the sizes that were measured."""

from __future__ import annotations

from html import escape

WIDTH, HEIGHT, LEFT, BOTTOM, HIGH, KEYS = 720, 320, 70, 280, 240, 190


def plot(title: str, unit: str, sizes: list[int], series: dict[str, list[float]]) -> str:
    """`series`: name -> a value for each size."""
    most = max((value for values in series.values() for value in values), default=0) or 1
    step = (WIDTH - LEFT - KEYS - 40) / max(len(sizes) - 1, 1)
    parts = [f'<text x="{LEFT}" y="20" font-weight="bold">{escape(title)}</text>']
    parts += [f'<line x1="{LEFT}" y1="{BOTTOM}" x2="{WIDTH - KEYS}" y2="{BOTTOM}" stroke="#777"/>']
    parts += [f'<text x="{LEFT + step * n:.0f}" y="{BOTTOM + 18}" text-anchor="middle">{size:,}</text>' for n, size in enumerate(sizes)]
    parts += [
        f'<text x="{LEFT - 6}" y="{BOTTOM - HIGH * share:.0f}" text-anchor="end">{most * share:.3g} {escape(unit)}</text>'
        for share in (0, 0.5, 1)
    ]
    for number, (name, values) in enumerate(series.items()):
        points = " ".join(f"{LEFT + step * n:.0f},{BOTTOM - HIGH * value / most:.0f}" for n, value in enumerate(values))
        colour = f"hsl({number * 360 // len(series)} 60% 35%)"
        parts.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="{points}"/>')
        parts.append(f'<text x="{WIDTH - KEYS + 10}" y="{40 + number * 18}" fill="{colour}">{escape(name)}</text>')
    style = 'font-family="sans-serif" font-size="12"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" {style}>{"".join(parts)}</svg>\n'
