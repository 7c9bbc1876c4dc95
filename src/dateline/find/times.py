"""Finds the times of a report and says which days they mean.

Every sentence is read with an interval grammar of our own: words get classes (``find/timewords.py``), rules find
expressions (``find/timerules.py``) and join them (``find/timejoins.py``), and the day of publication, the last named
day and the tense of the governing verb turn them into days (``find/timebase.py``).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

from dateline.find.calendar import Stretch
from dateline.find.dateline import dateline_of
from dateline.find.numbers import join_numbers, lex
from dateline.find.tense import Tense, tense_over
from dateline.find.timebase import PREVIOUS, PUBLISHED, Base, Resolved, resolve
from dateline.find.timejoins import JOINING_RULES
from dateline.find.timemeaning import Meaning, Read, Rule
from dateline.find.timerules import FIRST_RULES
from dateline.find.timewords import CODE, FOUND, IDLE, WEAK, WORD, Item, TimeWords, classify, first_classes
from dateline.model import Document, Mention, Sentence, Span, When

DEICTIC_KINDS = frozenset({"deictic", "weekday", "unit", "stretch", "overnight"})


@dataclass(frozen=True)
class Expression:
    """A time expression of one sentence, before its days are known.

    The two ends of a range are two expressions of one meaning; ``last_end`` tells which.
    """

    sentence: Sentence
    span: Span
    meaning: Meaning
    code: str
    bound: str = ""
    last_end: bool = True


def find_times(document: Document, sentences: Sequence[Sentence], known: TimeWords) -> tuple[Mention, ...]:
    """The time expressions of a report, in the order of the text, with the days they mean.

    Spans leave out prepositions ("on", "since"), as TIMEX3 does; "since", "by", "until", "before", "after" still
    open or close the interval. ``leaning_on`` names "published" or "previous day" where days rest on them.
    """
    expressions = _dateline(document, sentences, known)
    for sentence in sentences:
        expressions += read_expressions(document, sentence, known)
    published, day = document.day, _dateline_day(expressions, document)
    if published is None and day is not None:
        base = Base(day, _is_history(expressions, day), periods=known.periods)
        found = _resolve_all(expressions, base, known)
        return tuple(replace(m, leaning_on=tuple(_FROM_DATELINE.get(x, x) for x in m.leaning_on)) for m in found)
    base = Base(published, _is_history(expressions, published), periods=known.periods)
    return tuple(_resolve_all(expressions, base, known))


_FROM_DATELINE = {PUBLISHED: "dateline"}


def _dateline_day(expressions: Sequence[Expression], document: Document) -> date | None:
    """The day that the dateline names with its year: it stands in for a day of publication that nobody gives."""
    line = dateline_of(document)
    if line is None or line.day is None:
        return None
    for one in expressions:
        if line.day.contains(one.span) and one.meaning.kind == "day":
            return resolve(one.meaning, Base(None), "unknown").first
    return None


def _dateline(document: Document, sentences: Sequence[Sentence], known: TimeWords) -> list[Expression]:
    """The day in the line at the report's head, which the parser never sees."""
    line = dateline_of(document)
    if line is None or line.day is None or not sentences:
        return []
    bare = next((one for one in sentences if one.span.part == "text"), sentences[0])
    alone = Sentence(line.day, (), bare.index, bare.paragraph)
    return read_expressions(document, alone, known)


# --- expressions ------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _by_first_class() -> tuple[dict[str, tuple[Rule, ...]], dict[str, tuple[Rule, ...]]]:
    """The rules by the class they can begin with, in their order."""
    out: list[dict[str, tuple[Rule, ...]]] = []
    for rules in (FIRST_RULES, JOINING_RULES):
        table: dict[str, list[Rule]] = {}
        for rule in rules:
            for code in sorted(first_classes(rule.pattern.pattern)):
                table.setdefault(code, []).append(rule)
        out.append({code: tuple(some) for code, some in table.items()})
    return out[0], out[1]


def read_expressions(document: Document, sentence: Sentence, known: TimeWords) -> list[Expression]:
    """The time expressions of one sentence."""
    text = document.quote(sentence.span)
    lexemes = join_numbers(lex(text, sentence.span.start), known.numbers)
    tags = {token.start: token.tag for token in sentence.tokens}
    items = classify(lexemes, known, lambda start: tags.get(start, ""))
    codes = "".join([item.code for item in items])
    if not codes.strip(_NO_TIME):
        return []
    first, joining = _by_first_class()
    items = _apply(items, first, tags)
    if not any(item.code in FOUND for item in items):
        return []
    for _ in range(4):
        joined = _apply(items, joining, tags)
        if len(joined) == len(items):
            break
        items = joined
    out = []
    for i, item in enumerate(items):
        if item.code not in FOUND or item.code == CODE["XBAREPART"] or not isinstance(item.meaning, Meaning):
            continue
        spots = ((item.start, item.end),) if item.meaning.part else item.meaning.ends or ((item.start, item.end),)
        bound = _bound(items, i)
        for spot in spots:
            out.append(
                Expression(sentence, Span(*spot, sentence.span.part), item.meaning, item.code, bound, spot == spots[-1])
            )
    return out


def _apply(items: list[Item], rules: dict[str, tuple[Rule, ...]], tags: dict[int, str]) -> list[Item]:
    """The items with the longest match at each place replaced by what it means."""
    codes = "".join([item.code for item in items])
    out: list[Item] = []
    i, size = 0, len(items)
    while i < size:
        some = rules.get(codes[i])
        if some is None or (codes[i] in WEAK and i + 1 < size and codes[i + 1] == WORD):
            out.append(items[i])
            i += 1
            continue
        best: tuple[int, str, Meaning] | None = None
        for rule in some:
            found = rule.pattern.match(codes, i)
            if found is None or (best is not None and found.end() <= best[0]):
                continue
            made = rule.make(Read(items, found))
            if made is not None and not _counts_things(made[1], items, i, found.end(), tags):
                best = (found.end(), made[0], replace(made[1], rule=rule.name))
        if best is None:
            out.append(items[i])
            i += 1
            continue
        end, name, meaning = best
        out.append(Item(CODE[name], items[i].start, items[end - 1].end, None, "", meaning))
        i = end
    return out


def _counts_things(meaning: Meaning, items: list[Item], i: int, end: int, tags: dict[int, str]) -> bool:
    """Whether a bare year is a number of things ("1500 soldiers"), of money or a part of a name."""
    if meaning.kind != "year" or end != i + 1 or meaning.year is None:
        return False
    before = items[i - 1] if i else None
    if before is not None and before.lexeme is not None and before.lexeme.low in ("$", "£", "€", "#", "no", "than"):
        return True
    if end < len(items) and items[end].lexeme is not None:
        after = items[end]
        assert after.lexeme is not None
        if after.lexeme.low == "%":
            return True
        if tags.get(after.start) == "NNS" and not 1950 <= meaning.year <= 2049:
            return True
    return False


_NO_TIME = "".join(sorted(IDLE)) + WORD
_BOUNDS = {CODE[name]: name for name in ("SINCE", "BY", "UNTIL", "BEFORE", "AFTER", "FROM")}


def _bound(items: list[Item], i: int) -> str:
    k = i - 1
    while k >= 0 and items[k].code in (CODE["APPROX"], CODE["AT"], CODE["THE"]):
        k -= 1
    return _BOUNDS.get(items[k].code, "") if k >= 0 else ""


# --- days -------------------------------------------------------------------------------------------------------------


def _is_history(expressions: Sequence[Expression], published: date | None) -> bool:
    """Whether the report tells of other years than its own: years named outright outnumber days told from today."""
    years = deictic = 0
    for one in expressions:
        year = one.meaning.year
        if one.meaning.kind in ("day", "month", "year") and year is not None and year > 31:
            years += published is None or abs(year - published.year) > 1
        if one.meaning.kind in DEICTIC_KINDS and one.meaning.which not in ("same", "previous", "following"):
            deictic += 1
    return years >= 4 and years > 4 * deictic


def _resolve_all(expressions: Sequence[Expression], base: Base, known: TimeWords) -> list[Mention]:
    out: list[Mention] = []
    for i, one in enumerate(expressions):
        tense: Tense = "unknown"
        if one.meaning.kind in ("weekday", "monthday", "month", "season", "quarter", "unit", "range", "period"):
            tense = tense_over(one.sentence, one.span, known.expected)
            if one.bound in ("BY", "UNTIL") and tense != "past":
                tense = "future"  # "must leave by Friday", "stays closed until 30 March"
        found = resolve(one.meaning, base, tense)
        if one.meaning.ends and not one.meaning.part:
            end = one.meaning.until if one.last_end else one.meaning.inside
            assert end is not None
            found = found._replace(timex=resolve(end, base, tense).timex)
        if one.meaning.kind in ("clock", "part") and found.first is None:
            found = _given_a_day(expressions, i, base, known, found)
        told_from_today = base.history and one.meaning.kind in DEICTIC_KINDS and found.leaning_on == (PUBLISHED,)
        compared = one.meaning.kind == "shift" and found.grain == "quarter"  # "against a year earlier": the tale stays
        if found.grain is not None and found.first is not None and one.last_end and not (told_from_today or compared):
            timex = found.timex[:10] if found.kind == "time" and found.timex else found.timex
            base = base.after_naming(Stretch(found.first, found.last, timex, found.grain))
        first, last, leaning = _bounded(found, one.bound, base)
        when = When(first, last, found.timex, found.kind)  # type: ignore[arg-type]  # kinds are TimeKinds
        by = f"rule:time {one.meaning.rule}@1"
        out.append(Mention("time", one.span, when, one.sentence.index, by, leaning))
    return out


def _given_a_day(expressions: Sequence[Expression], i: int, base: Base, known: TimeWords, found: Resolved) -> Resolved:
    """A clock time or part of the day takes the day named in its own sentence, before it or after it."""
    here = expressions[i]
    day = base.named.get("day")
    named_here = [one for one in expressions if one.sentence is here.sentence and one.code in _DAYS]
    if not named_here:
        return found
    if named_here[0].span.start > here.span.start:
        tense = tense_over(named_here[0].sentence, named_here[0].span, known.expected)
        later = resolve(named_here[0].meaning, base, tense)
        if later.first is None:
            return found
        day = Stretch(later.first, later.last, later.first.isoformat(), "day")
    if day is None or day.first is None:
        return found
    tail = here.meaning.clock or here.meaning.part
    leaning = (PREVIOUS,) + ((PUBLISHED,) if base.published else ())
    return Resolved(day.first, day.last, f"{day.first.isoformat()}T{tail}", "time", leaning, "day")


_DAYS = frozenset({CODE["XDAY"], CODE["XMONTHDAY"], CODE["XWEEKDAY"]})


def _bounded(found: Resolved, bound: str, base: Base) -> tuple[date | None, date | None, tuple[str, ...]]:
    """ "since 7 October" begins then and lasts to publication; "by Friday" and "until May" have no known start."""
    first, last, leaning = found.first, found.last, found.leaning_on
    if first is None and last is None:
        return None, None, ()
    if bound in ("SINCE", "FROM"):
        if bound == "FROM" and found.grain is None:
            return first, last, leaning
        end = base.published
        if end is not None and first is not None and end >= first and bound == "SINCE":
            return first, end, tuple(dict.fromkeys((*leaning, PUBLISHED)))
        return first, None if bound == "SINCE" else last, leaning
    if bound in ("BY", "UNTIL"):
        return None, last, leaning
    if bound == "BEFORE" and first is not None:
        return None, (first - timedelta(days=1)) if first > date.min and found.kind == "date" else first, leaning
    if bound == "AFTER":
        return first, None, leaning
    return first, last, leaning
