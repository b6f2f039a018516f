"""Tidy frame in, choropleth out. The shapes never travel with a figure: the browser fetches them once, by URL, and keeps them."""

from la21data.maps.choropleth import choropleth
from la21data.maps.config import plotly_config
from la21data.maps.multiples import small_multiples
from la21data.maps.points import Point, point_deck, point_drawing

__all__ = ["Point", "choropleth", "plotly_config", "point_deck", "point_drawing", "small_multiples"]
