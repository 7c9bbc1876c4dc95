"""dateline in Python: ``dateline.code`` takes reports and gives back what they claim and which events they tell of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from dateline.codebook import load
from dateline.codebook.entries import Codebook
from dateline.export.contract import lines, write_lines
from dateline.export.files import MissingExtra, write_csv, write_jsonl, write_parquet
from dateline.export.notebook import situation_html
from dateline.export.tables import ALL_STATUSES, HAPPENED, Table, claim_table, event_table
from dateline.model import Claim, Document, Event, Link, Reading, Situation, Status, identify
from dateline.run.code import Coder, Recipe
from dateline.run.pipeline import code_documents, gather

if TYPE_CHECKING:
    import pandas

Report = str | Mapping[str, object] | Document
What = Literal["events", "claims"]

_FIELDS = ("id", "text", "title", "url", "source", "published", "language")


@dataclass(frozen=True, slots=True)
class Coded:
    """What a set of reports tells. Everything is in order: reports by id, claims by place, events by id."""

    situation: Situation
    book: Codebook
    mentions: bool = False

    @property
    def documents(self) -> tuple[Document, ...]:
        return tuple(reading.document for reading in self.situation.readings)

    @property
    def readings(self) -> tuple[Reading, ...]:
        """What each report gave: its end state, why, and its claims."""
        return self.situation.readings

    @property
    def claims(self) -> tuple[Claim, ...]:
        return tuple(claim for reading in self.situation.readings for claim in reading.claims)

    @property
    def links(self) -> tuple[Link, ...]:
        """The judgements that two claims are, or are not, one event."""
        return self.situation.links

    @property
    def events(self) -> tuple[Event, ...]:
        """All events, those planned, feared or denied included; ``status`` tells them apart."""
        return self.situation.events

    def quote(self, claim: Claim) -> str:
        """The sentence that makes a claim."""
        document = next(document for document in self.documents if document.id == claim.document)
        return document.quote(claim.sentence)

    def to_jsonl(self, path: str | Path | None = None) -> str:
        """The lines of the contract, as text, written to ``path`` too where one is given."""
        text = list(write_lines(lines(self.situation, self.book, mentions=self.mentions)))
        if path is not None:
            write_jsonl(text, Path(path))
        return "".join(f"{line}\n" for line in text)

    def to_csv(self, path: str | Path, what: What = "events") -> None:
        """A table as a CSV file for spreadsheets: events said to have happened, or all claims."""
        write_csv(self._table(what, HAPPENED), Path(path))

    def to_parquet(self, path: str | Path, what: What = "events") -> None:
        """The same as a Parquet file. Raises ``MissingExtra`` where pyarrow is not installed."""
        write_parquet(self._table(what, HAPPENED), Path(path))

    def to_pandas(self, what: What = "events") -> pandas.DataFrame:
        """A data frame of all events or all claims, one row each; private persons appear by what they are.

        Whole numbers that a report may leave out are ``Int64``, days ``datetime64``, lists Python tuples.
        Raises ``MissingExtra`` where pandas is not installed.
        """
        try:
            import pandas as pd
        except ImportError as missing:
            raise MissingExtra('data frames need pandas: pip install "dateline[pandas]"') from missing
        table = self._table(what, ALL_STATUSES)
        frame = pd.DataFrame(table.rows, columns=[column.name for column in table.columns])
        kinds = {"whole": "Int64", "number": "float64", "text": "string", "id": "string", "day": "datetime64[s]"}
        return frame.astype({column.name: kinds[column.kind] for column in table.columns if column.kind in kinds})

    def _table(self, what: What, statuses: frozenset[Status]) -> Table:
        if what == "claims":
            return claim_table(self.situation, self.book)
        if what == "events":
            return event_table(self.situation, self.book, statuses)
        raise ValueError(f'{what!r} is no table; there are "events" and "claims"')

    def _repr_html_(self) -> str:
        return situation_html(self.situation)

    def __repr__(self) -> str:
        return f"<Coded: {len(self.documents)} reports, {len(self.claims)} claims, {len(self.events)} events>"


def code(
    reports: Report | Iterable[Report],
    *,
    published: str | None = None,
    source: str | None = None,
    language: str | None = None,
    codebook: str | Path | None = None,
    workers: int = 1,
    mentions: bool = False,
    model: bool = True,
) -> Coded:
    """Code reports: a text, a mapping with the contract's fields, a ``Document``, or several of these.

    ``published`` (an ISO date), ``source`` and ``language`` (a code like "en") fill what a report does not say;
    without a date, "on Tuesday" stays unresolved.  ``codebook`` is a folder that replaces the one shipped; with
    ``model`` false the patterns speak alone.
    Several ``workers`` are processes of their own, worth it from some hundred reports on.  The result does not
    depend on their number nor on the order of the reports.

    Raises ``ValueError`` for a report without text, with an unknown field, or with the id of another.
    """
    documents = _distinct(_filled(_document(report), published, source, language) for report in _each(reports))
    folder = Path(codebook) if codebook is not None else None
    book = load(folder)
    recipe = Recipe(folder, model)
    coder = _coder(book.version, recipe)
    readings = code_documents(documents, book, recipe=recipe, coder=coder, workers=workers, mentions=mentions)
    return Coded(gather(readings, book, coder.gazetteer.contains), book, mentions)


@lru_cache(maxsize=2)
def _coder(_version: str, recipe: Recipe) -> Coder:
    """The coder of a codebook, kept for the next call: making one takes longer than coding a report."""
    return recipe.coder()


def _each(reports: Report | Iterable[Report]) -> Iterator[Report]:
    if isinstance(reports, (str, Mapping, Document)):
        yield reports
    else:
        yield from reports


def _document(report: Report) -> Document:
    if isinstance(report, Document):
        return report
    if isinstance(report, str):
        return _document({"text": report})
    unknown = sorted(report.keys() - set(_FIELDS))
    if unknown:
        raise ValueError(f"a report has no field {unknown[0]!r}; it may have {', '.join(_FIELDS)}")
    text = report.get("text")
    if not isinstance(text, str):
        raise ValueError('a report needs a "text"')
    fields = {name: _words(report, name) for name in _FIELDS if name != "text"}
    raw = json.dumps(
        {"text": text, **{name: value for name, value in fields.items() if value is not None}}, sort_keys=True
    )
    sha256 = hashlib.sha256(raw.encode("ascii")).hexdigest()
    return Document(
        id=fields["id"] or identify(sha256, fields["url"]),
        text=text,
        title=fields["title"],
        url=fields["url"],
        source=fields["source"],
        published=fields["published"],
        language=fields["language"],
        sha256=sha256,
    )


def _words(report: Mapping[str, object], name: str) -> str | None:
    value = report.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, str):
        raise ValueError(f"{name!r} is {value!r}; it must be text")
    return value


def _filled(document: Document, published: str | None, source: str | None, language: str | None) -> Document:
    return replace(
        document,
        published=document.published or published,
        source=document.source or source,
        language=document.language or language,
    )


def _distinct(documents: Iterable[Document]) -> list[Document]:
    """The reports, each once. The same report twice is one; two of one id are the caller's mistake."""
    found: dict[str, Document] = {}
    for document in documents:
        if found.setdefault(document.id, document) != document:
            raise ValueError(f"two reports have the id {document.id!r}")
    return list(found.values())
