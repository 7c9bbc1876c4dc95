"""XML from strangers, checked before any reader sees it: no entities, no depth, well formed."""

from __future__ import annotations

import codecs
import io
import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

import defusedxml.ElementTree as safe
from defusedxml import DefusedXmlException

from dateline.read.limits import DEPTH
from dateline.read.reasons import Refusal

_DECLARED = re.compile(rb"""\s*<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})["']""")


@dataclass(frozen=True, slots=True)
class Checked:
    """The outcome of a check: the tree, or where the XML breaks."""

    root: Element | None
    broken: str | None


def check_xml(raw: bytes) -> Checked:
    """Parse once under guard. Raises ``Refusal`` xml_entity and xml_depth; broken XML is told, not raised."""
    depth = 0
    root: Element | None = None
    try:
        for event, element in safe.iterparse(io.BytesIO(raw), events=("start", "end"), forbid_external=True):
            if root is None:
                root = element
            depth += 1 if event == "start" else -1
            if depth > DEPTH:
                raise Refusal("xml_depth", f"elements are nested more than {DEPTH} deep; nobody writes news like that")
    except DefusedXmlException as trap:
        raise Refusal("xml_entity", "it declares entities or refers to other files; take them out") from trap
    except (ParseError, LookupError, ValueError) as wrong:  # the last two: an encoding that expat does not know
        if isinstance(wrong, Refusal):
            raise
        if b"<!ENTITY" in raw:
            raise Refusal("xml_entity", "it declares entities or refers to other files; take them out") from wrong
        return Checked(None, str(wrong))
    return Checked(root, None)


def declared_encoding(raw: bytes) -> str | None:
    """The encoding that an XML declaration names, where Python knows it; ``None`` for UTF-8, which needs none."""
    found = _DECLARED.match(raw)
    try:
        return codecs.lookup(found[1].decode("ascii")).name if found else None
    except LookupError:
        return None


def local(tag: str) -> str:
    """The name of an element without its name space."""
    return tag.rpartition("}")[2]
