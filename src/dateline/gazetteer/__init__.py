"""Where places are: the compiled index, look-ups by name, containment, distance."""

from dateline.gazetteer.index import Gazetteer, GazetteerMissing, Named, distance_km, open_gazetteer
from dateline.gazetteer.records import Entry

__all__ = ["Entry", "Gazetteer", "GazetteerMissing", "Named", "distance_km", "open_gazetteer"]
