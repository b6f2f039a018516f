"""Blocks with a map, or about one province of it."""

from la21data.blocks.block import Recipe
from la21data.blocks.limits import of_provinces
from la21data.blocks.maps.choropleth import ORDERS, province_map, ranking
from la21data.blocks.maps.compare import difference_map, second_map
from la21data.blocks.maps.province import neighbours, province_laos, province_trend
from la21data.blocks.maps.values import BORDERS, first_measure, mapped_measures, parts
from la21data.blocks.maps.years import map_by_year, measured_years, regions_by_year

__all__ = ["BORDERS", "ORDERS", "RECIPES", "first_measure", "mapped_measures", "measured_years", "parts"]

RECIPES = (
    Recipe("map", "/map", "map.name", province_map, of_provinces()),
    Recipe("ranking", "/map", "map.ranking_title", ranking, of_provinces()),
    Recipe("map-years", "/map", "map.years_name", map_by_year, of_provinces()),
    Recipe("map-regions", "/map", "map.regions_name", regions_by_year, of_provinces()),
    Recipe("map-second", "/map", "map.second_name", second_map, of_provinces("measure2")),
    Recipe("map-difference", "/map", "map.difference_name", difference_map, of_provinces()),
    Recipe("province-laos", "/map", "map.laos_name", province_laos),
    Recipe("province-trend", "/map", "map.trend_name", province_trend, of_provinces()),
    Recipe("neighbours", "/map", "map.neighbours_title", neighbours, of_provinces()),
)
