"""Places: what is known of one LAO, province, office or region, and how a place is found by its name.

It reads roll-ups, and facts only for lists that a person opened. It draws nothing.
"""

from la21data.places.laos import laos_of
from la21data.places.place import Place, around, beside, country, lao, office, place_of, province, region

__all__ = ["Place", "around", "beside", "country", "lao", "laos_of", "office", "place_of", "province", "region"]
