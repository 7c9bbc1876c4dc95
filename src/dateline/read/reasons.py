"""Why an input gives no report: the codes, what they mean, and the quarantine entry that says so."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dateline.model import Document, Reading, identify

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "binary": "the input is no text: a picture, a PDF, a program, an office document",
        "damaged": "a record of an archive is broken; those around it were read",
        "duplicate_id": "another report of this run has the same id and says something else",
        "empty": "there is no text",
        "encoding": "the bytes are not the text they should be (UTF-8, or the character set that a page declares)",
        "field": "a field of a report is missing or of the wrong kind",
        "format": "a kind of XML or JSON that is not read",
        "html_depth": "markup is nested too deeply; parsers lose the text below without a word",
        "json": "broken JSON",
        "language": "the report is not in English",
        "nul": "the text holds NUL characters: it was damaged, or is no text",
        "published": "the date of publication is not an ISO 8601 date or date-time",
        "too_large": "a record, or what it unpacks to, is larger than the limit",
        "too_long": "the text or the title of a report is longer than the limit",
        "too_many_items": "a feed has more items than the limit; the first ones were read",
        "truncated": "a record ends before its announced length",
        "unreadable": "the file is missing, may not be read, or failed while it was read",
        "url": "an address; dateline reads files, fetching is a command of its own",
        "withheld": "the agency withholds or has cancelled the item",
        "xml": "broken XML",
        "xml_depth": "XML is nested too deeply",
        "xml_entity": "XML that declares entities, which can blow up or read other files",
    }
)
"""Every code that reading can give, with its meaning. Codes are stable; the words after them are for people."""


class Refusal(ValueError):
    """One record gives no report. ``code`` is a key of ``REASONS``; ``advice`` says what was found and what to do."""

    def __init__(self, code: str, advice: str) -> None:
        if code not in REASONS:
            raise KeyError(f"{code!r} is no reason code")
        super().__init__(f"{code}: {advice}")
        self.code = code
        self.advice = advice


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a record lies: ``name`` of the input, the ``place`` in it ("line 3", "byte 712"), its hash, its address.

    ``sha256`` is of the raw record, empty where not even bytes were had.
    """

    name: str
    place: str | None = None
    sha256: str = ""
    url: str | None = None

    @property
    def where(self) -> str:
        return f"{self.name}, {self.place}" if self.place else self.name


_NOTHING = hashlib.sha256(b"").hexdigest()


def quarantine(origin: Origin, refusal: Refusal, document: Document | None = None) -> Reading:
    """The entry for a record that gives no report; ``document`` is what could be read of it, if anything.

    Its id comes from the record's bytes, so that the entry keeps its id wherever the record lies; where there are no
    bytes, from the name of the input.
    """
    told = Refusal(refusal.code, f"{origin.where}: {refusal.advice}")
    if document is None:
        known = origin.sha256 if origin.sha256 not in ("", _NOTHING) else origin.name
        document = Document(
            id=identify("refused", refusal.code, known, origin.url), text="", url=origin.url, sha256=origin.sha256
        )
    return Reading(document, "quarantined", str(told))
