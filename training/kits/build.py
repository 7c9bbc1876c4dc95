"""Makes kits of worlds: ``python training/kits/build.py training/kits/dev`` writes a JSON file for each world there.

A world (YAML) is a fact sheet, its events, and its reports.  Some reports are written by hand; others say what was made
of one of those: ``copy``, ``cut``, ``edit``, ``update`` or ``spin``.  Claims are marked inside the text,
``[[event: words]]``, with the status where it is not the event's own and with the speaker where there is one:
``[[attack/negated armed_group=the Front: The Front denied that it ...]]``.  ``[[-: words]]`` marks what is no
event, ``[[~: words]]`` what may be read as one or not.
The marks go with the words into all that is made of a report, so that the gold of copies follows from the sheet.
"""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import yaml

MARK = re.compile(
    r"\[\[(?P<event>[\w-]+|~)(?:/(?P<status>\w+))?(?: (?P<cls>\w+)=(?P<who>[^:\]]+))?: (?P<words>.*?)\]\]", re.S
)
PLACE_TOLERANCE_KM = 25
BY_RULE = {
    "AGREE": [{"event_type": "SUPPORT"}],
    "SANCTION convict": [
        {"event_type": "COERCE", "modes": ["arrest"]},
        {"event_type": "COERCE", "modes": ["arrest"], "also": True},
    ],
}
"""What the annotation rules (training/README.md) accept beside a type: the act of signing is SUPPORT, a sentence to
prison is COERCE arrest with the conviction beside it."""
MADE = {"copy": "copy", "cut": "excerpt", "edit": "edited", "update": "update", "spin": "spun"}


class Slip(ValueError):
    """A world that cannot be built, and why."""


def _spinner() -> ModuleType:
    """The tests' spinners, which lie with the tests because the program must not know them."""
    path = Path(__file__).parents[2] / "tests" / "spinner.py"
    spec = importlib.util.spec_from_file_location("spinner", path)
    if spec is None or spec.loader is None:
        raise Slip(f"there is no spinner at {path}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


SPINNER = _spinner()


def _widen(styles: tuple[str, ...] = ("plain", "padded", "technical")) -> None:
    """The spinners' thesauri with the words of ``thesauri.yaml``; where a spinner knows a word already, it keeps it."""
    path = Path(__file__).with_name("thesauri.yaml")
    for word, line in yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader).items():
        for style, new in zip(styles, line.split("|"), strict=True):
            SPINNER.THESAURI[style].setdefault(word, (new.strip(),))


_widen()


def kit_of(world: dict) -> dict:
    """The kit of a world: reports, and gold for events, reports, claims and what is no event."""
    marked = {name: _text(name, world["reports"]) for name in world["reports"]}
    claims, none = [], []
    reports, gold_reports = [], {}
    for name, entry in world["reports"].items():
        text, found = _unmarked(marked[name])
        for quote, mark in found:
            if text.count(quote) != 1:
                raise Slip(f"{world['id']} {name}: the words stand {text.count(quote)} times: {quote}")
            if mark["event"] in ("-", "~"):
                why = (
                    {"why": "no event"}
                    if mark["event"] == "-"
                    else {"why": "may be read as an event", "defensible": True}
                )
                none.append({"report": name, "quote": quote, **why})
                continue
            if mark["event"] not in world["events"]:
                raise Slip(f"{world['id']} {name}: no event is called {mark['event']}")
            status = mark["status"] or world["events"][mark["event"]].get("status", "happened")
            said = {"text": mark["who"], "class": mark["cls"]} if mark["cls"] else None
            claims.append({"report": name, "quote": quote, "event": mark["event"], "status": status, "said_by": said})
        made, of = _made(entry)
        reports.append(
            {
                "id": name,
                "source": entry["by"],
                "url": None,
                "published": str(entry["on"]),
                "title": _title(name, world["reports"]),
                "text": text,
                "language": "en",
            }
        )
        gold_reports[name] = {
            "lineage": MADE[made] if made else "original",
            "of": of,
            "group": _root(name, world["reports"]),
            "spun": made == "spin",
        }
    events = [_event(name, event, claims) for name, event in world["events"].items()]
    gold = {"events": events, "reports": gold_reports, "claims": claims, "non_events": none}
    return {"id": world["id"], "note": " ".join(world["sheet"].split()), "reports": reports, "gold": gold}


def _made(entry: dict) -> tuple[str | None, str | None]:
    for made in MADE:
        if made in entry:
            return made, entry[made]
    return None, None


def _root(name: str, reports: dict) -> str:
    _, of = _made(reports[name])
    return name if of is None else _root(of, reports)


def _title(name: str, reports: dict) -> str:
    entry = reports[name]
    if "title" in entry:
        return entry["title"]
    made, of = _made(entry)
    if of is None:
        raise Slip(f"report {name} needs a title")
    title = _title(of, reports)
    return SPINNER.spin(title, entry["style"]) if made == "spin" else title


def _text(name: str, reports: dict) -> str:
    """The marked text: paragraphs apart by an empty line, lines inside a paragraph joined."""
    entry = reports[name]
    made, of = _made(entry)
    if made is None or of is None:
        return "\n\n".join(_paragraphs(entry["text"]))
    paragraphs = _text(of, reports).split("\n\n")
    if made == "spin":
        return _spun("\n\n".join(paragraphs), entry["style"])
    if made == "cut":
        paragraphs = paragraphs[: int(entry["keep"])]
    whole = "\n\n".join(paragraphs)
    for old, new in entry.get("change", ()):
        if old not in whole:
            raise Slip(f"report {name}: nothing to change reads {old!r}")
        whole = whole.replace(old, new)
    paragraphs = [part for n, part in enumerate(whole.split("\n\n"), start=1) if str(n) not in entry.get("drop", ())]
    return "\n\n".join([*_paragraphs(entry.get("lead", "")), *paragraphs, *_paragraphs(entry.get("add", ""))])


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text) if part.strip()]


def _spun(text: str, style: str) -> str:
    """Spun word by word; the marks themselves stay as they are."""
    pieces = re.split(r"(\[\[[\w/~-]+(?: \w+=[^:\]]+)?: |\]\])", text)
    return "".join(piece if n % 2 else SPINNER.spin(piece, style) for n, piece in enumerate(pieces))


def _unmarked(marked: str) -> tuple[str, list[tuple[str, dict]]]:
    found: list[tuple[str, dict]] = []

    def bare(mark: re.Match[str]) -> str:
        found.append((mark["words"], mark.groupdict()))
        return mark["words"]

    text = MARK.sub(bare, marked)
    if "[[" in text or "]]" in text:
        raise Slip(f"a mark is not closed: {text[:80]}")
    return text, found


# --- the events -------------------------------------------------------------------------------------------------------


def _event(name: str, event: dict, claims: list[dict]) -> dict:
    alternatives = [_typed(entry) for entry in event.get("accept", ())] + BY_RULE.get(event["type"], [])
    parties: dict[str, list[dict]] = {}
    for role in ("actors", "recipients"):
        parties[role] = []
        for n, written in enumerate(event.get(role) or ()):
            country, sector, names = written.split(" ", 2)
            party = {"country": _code(country), "sector": _code(sector), "names": [x.strip() for x in names.split(",")]}
            parties[role].append(party)
            if country.endswith("~"):
                alternatives.append({f"{role}.{n}": {"country": None, "sector": party["sector"]}})
    told = {}
    for claim in claims:
        if claim["event"] == name:
            stance = "denies" if claim["status"] == "negated" else "asserts"
            told[claim["report"]] = "asserts" if told.get(claim["report"]) == "asserts" else stance
    days = str(event["days"]).split("..") if event.get("days") else [None]
    return {
        "id": name,
        "event_type": event["type"].split()[0],
        "modes": event["type"].split()[1:],
        "status": event.get("status", "happened"),
        **parties,
        "place": _place(event.get("place") or None),
        "first": days[0],
        "last": days[-1],
        "counts": {what: _range(value) for what, value in (event.get("counts") or {}).items()},
        "reports": told,
        "voices": int(event["voices"]),
        "grade": event["grade"],
        "contested": event.get("contested", []),
        "alternatives": alternatives,
        **({"defensible": True} if event.get("defensible") == "true" else {}),
    }


def _typed(entry: object) -> object:
    """An alternative with its numbers and nulls; worlds are read as text, as YAML has its own "on"."""
    if isinstance(entry, dict):
        return {name: _typed(value) for name, value in entry.items()}
    if isinstance(entry, list):
        return [_typed(value) for value in entry]
    if entry in ("null", "true"):
        return None if entry == "null" else True
    return int(entry) if isinstance(entry, str) and entry.isdigit() else entry


def _code(written: str) -> str | None:
    bare = written.rstrip("~")
    return None if bare == "-" else bare


def _place(written: str | None) -> dict | None:
    """ "Dosso, Dosso Region | 13.05 3.19 | NER Dosso | 30": names, degrees, country and division, kilometres."""
    if written is None:
        return None
    names, degrees, division, *tolerance = (part.strip() for part in written.split("|"))
    lat, lon = (float(x) for x in degrees.split())
    country, _, admin1 = division.partition(" ")
    return {
        "names": [x.strip() for x in names.split(",")],
        "lat": lat,
        "lon": lon,
        "country": country,
        "admin1": admin1 or None,
        "tolerance_km": int(tolerance[0]) if tolerance else PLACE_TOLERANCE_KM,
    }


def _range(value: object) -> dict:
    low, _, high = str(value).partition("..")
    return {"low": int(low), "high": int(high or low)}


def main(folders: list[str]) -> int:
    for folder in folders:
        for path in sorted(Path(folder).glob("*.yaml")):
            for world in yaml.load_all(path.read_text(encoding="utf-8"), yaml.BaseLoader):
                kit = kit_of(world)
                out = path.with_name(f"{kit['id']}.json")
                out.write_text(json.dumps(kit, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
