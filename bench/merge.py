"""How fast claims are joined into events: generated claims of an archive of three years.

    python bench/merge.py                        # 10,000 and 100,000 claims
    python bench/merge.py --claims 1000000
    python bench/merge.py --false-copies 10000   # near-copies of one false report among 2,000 true events

An event has one to four reports, a report two claims; places are 5,000 towns of 40 countries. Each size runs in a
process of its own and prints seconds, claims a CPU second, events, and the peak of memory in MiB. With --false-copies
it prints the voices and reports of the false event, and how many of the other events the copies changed.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import time
from datetime import date, timedelta

from dateline.codebook import Codebook, load
from dateline.lineage import trace
from dateline.merge import merge
from dateline.model import (
    Blamed,
    Claim,
    Count,
    Document,
    Event,
    InRole,
    Lineage,
    Party,
    Place,
    Reading,
    Sourced,
    Span,
    Spun,
    Tally,
    When,
    identify,
)

BY = "rule:generated@1"
START = date(2021, 1, 1)
DAYS = 1_000
TYPES = ("ASSAULT", "ASSAULT", "ASSAULT", "PROTEST", "COERCE", "COERCE", "CONSULT", "AID", "MOBILIZE", "RETREAT")
ACTORS = ("UAF", "MIL", "COP", "REB", "CVL", "GOV")
RECIPIENTS = ("CVL", "MIL", "COP", "AGR", "EDU", "LAB")


class World:
    """What happens, and how reports tell it; everything follows from the seed."""

    def __init__(self) -> None:
        self.chance = random.Random(20_210_318)
        codes = [f"{a}{b}Z" for a in "ABCDEFGH" for b in "ABCDE"]
        self.towns = [
            Place(
                self.name(),
                "town",
                codes[n % 40],
                n + 1,
                round(self.chance.uniform(-35, 55), 3),
                round(self.chance.uniform(-90, 140), 3),
                f"Province {n % 400}",
            )
            for n in range(5_000)
        ]

    def name(self) -> str:
        parts = ["ba", "de", "fo", "gu", "ka", "li", "ma", "no", "pe", "ra", "si", "ta", "ve", "wo", "zu"]
        return "".join(self.chance.choice(parts) for _ in range(4)).capitalize()

    def readings(self, claims: int) -> list[Reading]:
        """So many claims, two to a report, of events that one to four reports tell."""
        made: list[Reading] = []
        while len(made) * 2 < claims:
            happened = (self.happening(), self.happening())
            for _ in range(self.chance.choice((1, 1, 2, 2, 3, 4))):
                made.append(self.report(f"r{len(made):07d}", happened))
        return made

    def happening(self) -> tuple[str, Place, date, Party, Party, int]:
        town = self.chance.choice(self.towns)
        actor = Party(None, None, town.country, self.chance.choice(ACTORS), "group")
        recipient = Party(None, None, town.country, self.chance.choice(RECIPIENTS), "group")
        day = START + timedelta(days=self.chance.randrange(DAYS))
        return self.chance.choice(TYPES), town, day, actor, recipient, self.chance.randrange(1, 30)

    def report(self, name: str, happened: tuple[tuple[str, Place, date, Party, Party, int], ...]) -> Reading:
        published = max(day for _, _, day, _, _, _ in happened) + timedelta(days=1)
        texts = [
            f"{self.name()} people came, and {number} of them saw it in {town.name} on {day}, {self.name()} told us."
            for _, town, day, _, _, number in happened
        ]
        claims = []
        start = 0
        for k, ((event_type, town, day, actor, recipient, number), text) in enumerate(
            zip(happened, texts, strict=True)
        ):
            sentence = Span(start, start + len(text))
            act = Span(start + text.index("saw"), start + text.index("saw") + 3)
            start += len(text) + 1
            claims.append(
                Claim(
                    id=identify(name, k),
                    document=name,
                    action=act,
                    sentence=sentence,
                    event_type=Sourced(event_type, (act,), BY),
                    status=Sourced("happened", (act,), BY),
                    certainty=Sourced("certain", (act,), BY),
                    actors=(InRole(Sourced(actor, (act,), BY), Blamed("stated")),),
                    recipients=(InRole(Sourced(recipient, (act,), BY)),),
                    place=Sourced(town, (act,), BY) if self.chance.random() < 0.9 else None,
                    when=Sourced(When(day, day), (act,), BY) if self.chance.random() < 0.8 else None,
                    counts=(
                        Tally(
                            "killed", "recipients", None, Sourced(Count(number, number, "exactly"), (act,), BY), "event"
                        ),
                    ),
                )
            )
        return Reading(Document(name, " ".join(texts), published=published.isoformat()), "coded", claims=tuple(claims))


def alone(reading: Reading) -> Lineage:
    return Lineage(reading.document.id, "original", None, reading.document.id, "generated", Spun("none", 0.0))


def measure(claims: int) -> dict[str, float]:
    book = load()
    readings = World().readings(claims)
    lineages = [alone(reading) for reading in readings]
    before = peak()
    start, used = time.perf_counter(), time.process_time()
    links, events = merge(readings, lineages, book)
    seconds, cpu = time.perf_counter() - start, time.process_time() - used
    return {
        "claims": sum(len(reading.claims) for reading in readings),
        "events": len(events),
        "links": len(links),
        "seconds": round(seconds, 1),
        "CPU seconds": round(cpu, 1),
        "a CPU second": round(claims / cpu),
        "MiB": round(peak()),
        "MiB beyond the claims": round(peak() - before),
    }


def false_copies(copies: int) -> dict[str, float]:
    """Copies of one report, each with a sentence of its own, traced and merged with the rest."""
    book = load()
    world = World()
    true = world.readings(4_000)
    source = world.report("false", (world.happening(), world.happening()))
    padding = " ".join(
        f"{world.name()} {world.name()} was there with {n} others and went home again." for n in range(12)
    )
    made = [
        with_text(source, f"false{n:05d}", f" {padding} This is copy {n} of {world.name()}.") for n in range(copies)
    ]
    alone_events = judged(true, book)
    together = judged([*true, *made], book)
    theirs = {claim.id for reading in made for claim in reading.claims}
    lies = [event for event in together if theirs & set(event.claims)]
    rest = {event.id: event for event in together if not theirs & set(event.claims)}
    return {
        "copies": copies,
        "true events": len(alone_events),
        "false events": len(lies),
        "voices of a false event": max(event.voices for event in lies),
        "reports of a false event": max(event.reports for event in lies),
        "true events changed": sum(rest.get(event.id) != event for event in alone_events),
    }


def with_text(reading: Reading, name: str, more: str) -> Reading:
    """The same report under another name, with more text."""
    document = Document(name, reading.document.text + more, published=reading.document.published)
    claims = tuple(
        Claim(**{**{f: getattr(claim, f) for f in claim.__slots__}, "id": identify(name, n), "document": name})
        for n, claim in enumerate(reading.claims)
    )
    return Reading(document, "coded", claims=claims)


def judged(readings: list[Reading], book: Codebook) -> tuple[Event, ...]:
    lineages = trace([reading.document for reading in readings], book)
    return merge(readings, lineages, book)[1]


def peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--claims", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--false-copies", type=int)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.false_copies or options.one:
        result = false_copies(options.false_copies) if options.false_copies else measure(options.claims[0])
        sys.stdout.write(json.dumps(result) + "\n")
        return 0
    for number in options.claims:
        command = [sys.executable, __file__, "--one", "--claims", str(number)]
        sys.stdout.write(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        sys.stdout.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
