"""Bar charts as pictures: SVG for pages and PDF, PNG for Word.

The four colours are the Government Analysis Function's; neighbours differ in lightness too, and a white line parts
them, so nobody has to tell them apart by colour alone.
"""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from services.reporting.documents.model import Chart

COLOURS = ("#12436D", "#28A197", "#801650", "#F46A25")
FONT = "Liberation Sans, Arimo, Arial, Helvetica, DejaVu Sans, sans-serif"
INK = "#0b0c0c"
WIDTH = 620
LETTER_PX = 8  # of the widest of these fonts: what measures the labels may have another than what draws them
CONFIG = {
    "font": FONT,
    "background": "white",
    "view": {"stroke": None},
    "axis": {
        "labelFontSize": 13,
        "titleFontSize": 13,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": INK,
        "gridColor": "#d9d9d9",
    },
    "legend": {
        "labelFontSize": 13,
        "labelColor": INK,
        "labelLimit": 300,
        "symbolSize": 160,
        "columnPadding": 28,
    },
}


@lru_cache(maxsize=32)
def svg(chart: Chart) -> str:
    """The chart as SVG, without its title: the page gives that as a caption. Kept, for three writers want it."""
    import vl_convert  # 80 MB: only the process that prints documents carries it

    return str(vl_convert.vegalite_to_svg(specification(chart)))


def png(chart: Chart) -> bytes:
    """The chart as PNG at twice its size, which prints sharp."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg(chart), scale=2.5))


def specification(chart: Chart) -> dict[str, Any]:
    """The Vega-Lite specification. Labels and series keep the report's order; what is withheld is marked ``c``."""
    bars: dict[str, Any] = {
        "data": {"values": _bars(chart)},
        "mark": {"type": "bar", "stroke": "white", "strokeWidth": 1},
        "encoding": {"x": _length(chart), "color": _colour(chart)},
    }
    marks = {
        "data": {"values": _marks(chart)},
        "mark": {"type": "text", "align": "left", "dx": 5, "fontSize": 13, "fontStyle": "italic"},
        "encoding": {
            "x": {"field": "value", "type": "quantitative"},
            "text": {"field": "mark"},
            "color": {"value": INK},
        },
    }
    shared: dict[str, Any] = {"y": _rows(chart)}
    if chart.stacked:
        bars["encoding"]["order"] = {"field": "order", "type": "quantitative"}
    else:
        shared["yOffset"] = {"field": "series", "type": "nominal", "sort": list(chart.series)}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "description": chart.alt,
        "width": WIDTH,
        "height": _step(chart),
        "encoding": shared,
        "layer": [bars, marks] if chart.withheld else [bars],
        "config": CONFIG,
    }


def _bars(chart: Chart) -> list[dict[str, Any]]:
    order = {name: place for place, name in enumerate(chart.series)}
    return [
        {"label": point.label, "series": point.series, "value": point.value, "order": order[point.series]}
        for point in chart.points
    ]


def _marks(chart: Chart) -> list[dict[str, Any]]:
    """A ``c`` at the end of a stacked bar of which a part is withheld, or in the place of a missing bar."""
    if not chart.stacked:
        return [{"label": label, "series": name, "value": 0, "mark": "c"} for label, name in chart.withheld]
    long = Counter[str]()
    for point in chart.points:
        long[point.label] += point.value  # type: ignore[assignment]
    return [
        {"label": label, "series": chart.series[0], "value": long[label], "mark": "c"}
        for label in dict.fromkeys(label for label, _ in chart.withheld)
    ]


def _rows(chart: Chart) -> dict[str, Any]:
    return {
        "field": "label",
        "type": "nominal",
        "sort": list(chart.labels),
        "scale": {"domain": list(chart.labels)},
        "axis": {
            "title": None,
            "labelLimit": 230,
            "ticks": False,
            "domain": False,
            "labelPadding": 8,
            "minExtent": min(230, LETTER_PX * max((len(label) for label in chart.labels), default=0)),
        },
    }


def _length(chart: Chart) -> dict[str, Any]:
    return {
        "field": "value",
        "type": "quantitative",
        "axis": {"title": chart.axis, "tickMinStep": 1, "tickCount": 8, "format": ",d"},
        "scale": {"zero": True, "nice": True},
    }


def _colour(chart: Chart) -> dict[str, Any]:
    names = list(chart.series)
    key = {"title": None, "orient": "top", "symbolType": "square"} if len(names) > 1 else None
    return {
        "field": "series",
        "type": "nominal",
        "sort": names,
        "scale": {"domain": names, "range": list(COLOURS[: len(names)])},
        "legend": key,
    }


def _step(chart: Chart) -> dict[str, Any]:
    if chart.stacked or len(chart.series) == 1:
        return {"step": 32}
    return {"step": 15, "for": "offset"}
