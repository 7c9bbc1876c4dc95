"""News items in ninjs, IPTC's JSON: versions 1 to 3, told by their fields.

Source: github.com/iptc/newsinjson, schemas 1.x to 3.1.
"""

from __future__ import annotations

from collections.abc import Mapping

from dateline.model import Document, identify
from dateline.read.dates import iso_or_none
from dateline.read.pages import fragment_text
from dateline.read.reasons import Origin, Refusal

_BODIES = ("bodies", "body_text", "body_xhtml", "body_html")
_HEADS = ("headlines", "headline")
_DATES = ("versionCreated", "versioncreated", "contentCreated", "contentcreated", "firstCreated", "firstcreated")


def is_ninjs(fields: Mapping[str, object]) -> bool:
    """Whether a JSON object is a ninjs item: it has its ``uri`` and no ``text`` of its own."""
    return "text" not in fields and isinstance(fields.get("uri"), str)


def read_item(origin: Origin, fields: Mapping[str, object]) -> Document:
    """The report in a ninjs item. Raises ``Refusal`` where it is withheld or has no text.

    Its date is that of the version, as the words "on Tuesday" are those of the version.
    """
    status = fields.get("pubStatus", fields.get("pubstatus"))
    if status in ("canceled", "withheld"):
        raise Refusal("withheld", f"pubStatus is {status}; it is not to be used")
    text = _body(fields)
    if not text.strip():
        raise Refusal("empty", f"none of {', '.join(_BODIES)} holds text; nothing to code")
    url = _text(fields.get("uri"))
    return Document(
        id=identify(origin.sha256, url),
        text=text,
        title=_headline(fields),
        url=url,
        source=_source(fields),
        published=next((day for key in _DATES if (day := iso_or_none(_text(fields.get(key))))), None),
        language=_text(fields.get("language")),
        extracted=True,
        sha256=origin.sha256,
    )


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None


def _objects(value: object) -> list[Mapping[str, object]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _body(fields: Mapping[str, object]) -> str:
    bodies: list[tuple[str, object]] = [
        (_text(one.get("contentType", one.get("contenttype"))) or "", one.get("value"))
        for one in _objects(fields.get("bodies"))
    ]
    bodies += [("text/plain", fields.get("body_text"))]
    bodies += [("text/html", fields.get(key)) for key in ("body_xhtml", "body_html")]
    given = [(kind, value) for kind, value in bodies if isinstance(value, str) and value.strip()]
    for kind, value in given:
        if kind == "text/plain":
            return value
    return fragment_text(given[0][1]) if given else ""


def _headline(fields: Mapping[str, object]) -> str | None:
    heads = [_text(one.get("value")) for one in _objects(fields.get("headlines"))]
    return next((head for head in [*heads, _text(fields.get("headline")), _text(fields.get("title"))] if head), None)


def _source(fields: Mapping[str, object]) -> str | None:
    named = [_text(one.get("name")) for key in ("infoSources", "infosources") for one in _objects(fields.get(key))]
    owner = _text(fields.get("copyrightHolder", fields.get("copyrightholder")))
    return next((name for name in [*named, owner] if name), None)
