"""The values that fields may have, checked when a noun is made, and ids from parts."""

from __future__ import annotations

import hashlib
import json
from typing import Literal, get_args

Trust = Literal["ok", "doubtful", "void"]
Part = Literal["text", "title"]
Status = Literal["happened", "historical", "future", "hypothetical", "negated"]
Certainty = Literal["certain", "probable", "possible", "unknown"]
Outcome = Literal["done", "attempted", "foiled"]
PartyKind = Literal["person", "group", "organisation", "country"]
Blame = Literal["stated", "claimed", "accused", "denied", "possible"]
Speech = Literal["direct", "indirect", "mixed"]
Precision = Literal["exact", "town", "district", "province", "country", "region"]
Qualifier = Literal["exactly", "at_least", "at_most", "about", "between", "vague", "none"]
Scope = Literal["event", "cumulative", "part"]
Belongs = Literal["actors", "recipients", "event"]
EndState = Literal["coded", "no_event", "duplicate", "quarantined"]
LineageClass = Literal["original", "copy", "excerpt", "edited", "update", "spun", "unknown"]
SpunVerdict = Literal["none", "suspect", "likely", "proven"]
Grade = Literal["U0", "U1", "C1", "C2", "C3", "R"]
Effect = Literal["destroyed", "damaged", "none", "taken"]
TimeKind = Literal["date", "time", "duration", "set"]


def one_of(name: str, value: object, choices: object) -> None:
    allowed = get_args(choices)
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}; it must be one of {', '.join(map(str, allowed))}")


def identify(*parts: object) -> str:
    """An id from its parts: 16 hexadecimal digits of the SHA-256 of a JSON list.

    A list, because joined text would give ("a.b", "c") and ("a", "b.c") the same id.
    """
    as_json = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(as_json.encode("utf-8", "surrogatepass")).hexdigest()[:16]
