"""The places that a report names, each with coordinates, or left out where the report does not tell which is meant."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import replace

from dateline.codebook.entries import Codebook
from dateline.find.dateline import dateline_of
from dateline.find.placenames import Sighting, look
from dateline.find.placesense import Choice, choose
from dateline.find.placespans import Names
from dateline.find.placewords import PlaceWords, place_words
from dateline.gazetteer import Gazetteer
from dateline.model import Document, Mention, Place, Precision, Sentence, Span, Token

MOST_ALTERNATIVES = 10
KM_PER_DEGREE = 111.2
FARTHEST_SHIFT_KM = 300.0
"""Beyond this, "400 km north of X" says too little to move a point by."""

_COARSER: dict[Precision, Precision] = {
    "exact": "district", "town": "district", "district": "province", "province": "province", "country": "country",
    "region": "region",
}  # fmt: skip
_WORD = re.compile(r"\w+(?:['’.]\w+)*\.?|[^\w\s]")


def find_places(
    document: Document, sentences: Sequence[Sentence], gazetteer: Gazetteer, book: Codebook
) -> tuple[Mention, ...]:
    """Every place named in the report, in the order of the text (title first).

    A mention's span is the name, with a capitalised noun of kind where one follows ("Rift Valley Province").  Where the
    words put something only near the place ("north of X"), its precision is a class coarser and its coordinates are
    those of the name, moved where a distance and a direction are stated ("30 km north of X").  ``by`` tells how the
    name was settled.  The dateline, which is no part of any sentence, is read too; its mentions bear the number of the
    first sentence of the text.
    """
    words = place_words(book)
    heads = _dateline_sentence(document, sentences)
    everything = (*heads, *sentences)
    sightings = look(everything, Names(gazetteer), words)
    publisher = words.outlets.get((document.source or "").lower())
    chosen = choose(sightings, gazetteer, words, publisher)
    found = [_mention(sightings.found[number], choice, gazetteer, words) for number, choice in chosen.items()]
    return tuple(sorted(found, key=lambda m: (m.span.part != "title", m.span.start, m.span.end)))


def _mention(sighting: Sighting, choice: Choice, gazetteer: Gazetteer, words: PlaceWords) -> Mention:
    others = tuple(entry.geonameid for entry in choice.others if entry.geonameid is not None)[:MOST_ALTERNATIVES]
    place = gazetteer.place(choice.named.entry, others)
    by = f"gazetteer+{choice.by}"
    if sighting.coarse:
        place = replace(place, precision=_COARSER[place.precision])
        by += "+rule:beside@1"
    if sighting.shift is not None and place.lat is not None and place.precision == "district":
        place = _moved(place, sighting.shift[0], float(words.bearings[sighting.shift[1]]))
        by += "+rule:distance-stated@1"
    return Mention("place", sighting.span, place, sighting.sentence, by)


def _moved(place: Place, km: float, bearing: float) -> Place:
    """The place as far off as the words say; for the distances of reports a flat map will do."""
    if place.lat is None or place.lon is None or km > FARTHEST_SHIFT_KM:
        return place
    north, east = km * math.cos(math.radians(bearing)), km * math.sin(math.radians(bearing))
    lat = place.lat + north / KM_PER_DEGREE
    lon = place.lon + east / (KM_PER_DEGREE * max(0.1, math.cos(math.radians(place.lat))))
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return place
    return replace(place, lat=round(lat, 3), lon=round(lon, 3))


def _dateline_sentence(document: Document, sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """The dateline's place as a sentence of its own: "in Goma, DR Congo", without the "in"."""
    head = dateline_of(document)
    if head is None or any(sentence.span.overlaps(head.place) for sentence in sentences):
        return ()
    index = next((s.index for s in sentences if s.span.part == "text"), 0)
    tokens = []
    for i, found in enumerate(_WORD.finditer(document.text, head.place.start, head.place.end)):
        text = found.group()
        text = text.title() if text.isupper() and len(text.replace(".", "")) > 3 else text
        tokens.append(Token(i, found.start(), found.end(), text, text.lower(), "NNP", "PROPN", "dep", 0))
    return (Sentence(Span(head.place.start, head.place.end), tuple(tokens), index, 0),)
