"""The line at the head of a dispatch that says where and when it was written, and for whom.

"KYIV, March 14, 2023 (Dispatch) - Russian forces ..." would spoil the parse of the first clause: it is cut off before
parsing and read on its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dateline.model import Document, Span

_SMALL = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_LARGE = r"(?:JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)[A-Z]*\.?"
_MONTH = f"{_SMALL}|{_LARGE}"
_DAY = rf"(?:(?:{_MONTH})\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\d{{1,2}}\s+(?:{_MONTH})(?:\s+\d{{2,4}})?)"
_NAME = r"[A-ZÀ-Þ][\w'’.\-]*(?:[ ](?:[A-ZÀ-Þ][\w'’.\-]*|de|la|el|al|of|the|and))*"

# "GOMA, DR Congo, 3 May (AP) — " / "KHARTOUM (Example Wire) - " / "Maradi, Niger -- "
_DISPATCH = re.compile(
    rf"""\s*
    (?P<place>{_NAME}(?:,\s{_NAME}){{0,2}})
    (?:,\s(?P<day>{_DAY}))?
    (?:,?\s\((?P<outlet>[^()\n]{{2,60}})\)|,?\s(?P<bare>[A-Z][\w.]*(?:\s[A-Z][\w.]*){{0,3}}))?
    \s*(?:--|[-–—])\s+
    (?=["“'‘A-Z0-9])
    """,
    re.VERBOSE,
)
# "SAN SALVADOR, 3 JAN 90 -- [REPORT] [TEXT] ..." as the broadcast monitors wrote
_BRACKETED = re.compile(r"\s*(?:\[[^\]\n]{2,40}\]\s*)+")


@dataclass(frozen=True, slots=True)
class Dateline:
    """``span`` is the whole line with its dash; the others are its parts, ``None`` where it lacks them."""

    span: Span
    place: Span
    day: Span | None
    outlet: Span | None


def dateline_of(document: Document) -> Dateline | None:
    """The report's dateline, or ``None``.

    The place must be in capitals, or a day or an outlet in brackets must follow it: "Maradi, Niger (Example Wire) -".
    Otherwise a sentence that opens with a name and a dash ("Amnesty - which has ... -") would be taken for one.
    """
    found = _DISPATCH.match(document.text, document.title_again)
    if found is None:
        return None
    place, day = found["place"], found["day"]
    if not (place.split(",")[0].isupper() or day or found["outlet"]):
        return None
    if place.split(",")[0].isupper() and len(place.split(",")[0].split()) > 4:
        return None
    end = found.end()
    if more := _BRACKETED.match(document.text, end):
        end = more.end()

    def part(name: str) -> Span | None:
        return Span(*found.span(name)) if found[name] else None

    whole_place = part("place")
    if whole_place is None:
        return None
    return Dateline(Span(found.start("place"), end), whole_place, part("day"), part("outlet") or part("bare"))
