"""Judges whether two claims are one happening, and says why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import prod

from dateline.merge.nearness import SILENT, Contains, Evidence, news_days, place_evidence, time_evidence
from dateline.merge.parties import parties_evidence
from dateline.merge.rules import Rules
from dateline.merge.told import Told
from dateline.model import Link, Tally

SAME = "rule:two-dimensions@1"
COPIED = "rule:copied-sentence@1"
APART = "rule:contradiction@1"
COPIED_SCORE = 0.95
COPIED_REASON = "the same sentence in a copy of the report"

PAST = frozenset({"happened", "historical"})
_AHEAD = frozenset({"future", "hypothetical"})


@dataclass(frozen=True, slots=True)
class Judged:
    """A link with how it was come by: ``hard`` where it parts for good, ``outweighs`` where it joins against a
    contradiction that much else outweighs, ``undated`` where neither claim can be given any day."""

    link: Link
    hard: bool = False
    outweighs: bool = False
    undated: bool = False


def compare(one: Told, other: Told, rules: Rules, contains: Contains | None = None) -> Link | None:
    """A link that joins or parts two claims, and why; ``None`` where nothing much suggests that they are one."""
    judged = judge(one, other, rules, contains)
    return judged.link if judged is not None else None


def judge(one: Told, other: Told, rules: Rules, contains: Contains | None = None) -> Judged | None:
    """A link that joins or parts two claims; ``None`` where nothing much suggests that they are one.

    Evidence comes in dimensions (time, place, parties, counts, names, setting); what a report does not say is no
    contradiction.  Two dimensions at least must agree, never the type alone.  The order of the arguments is free.
    """
    left, right = (one, other) if one.order <= other.order else (other, one)
    if left.id == right.id or not rules.one_family(left.event_type, right.event_type):
        return None
    if copied(left, right, rules):
        return Judged(Link(left.id, right.id, True, COPIED_SCORE, COPIED, COPIED_REASON))
    found = [
        *parting(left, right, rules, contains),
        *parties_evidence(left, right, rules),
        counts_evidence(left, right, rules),
        names_evidence(left, right, rules),
        setting_evidence(left, right, rules),
        words_evidence(left, right, rules),
        modes_evidence(left, right, rules),
    ]
    return _weigh(left, right, found, rules)


def _weigh(left: Told, right: Told, found: Sequence[Evidence], rules: Rules) -> Judged | None:
    enough = rules.enough
    dimensions = _by_dimension(found)
    score = round(1 - prod(1 - weight for weight in dimensions.values()), 4)
    least = enough["least"]
    one_story = dimensions.get("setting", 0.0) >= rules.weights["reports share a story"]
    strong = sum([weight >= least for name, weight in dimensions.items() if name != "words" or one_story])
    same_report = left.document == right.document
    undated = news_days(left) is None and news_days(right) is None
    needed = enough["inside a report"] if same_report else enough["between reports"]
    if left.event_type != right.event_type:
        needed = enough["across types"]
    elif not same_report and undated:
        needed = enough["without any date"]
    elif not same_report and dimensions.keys().isdisjoint(("time", "place")):
        needed = enough["without day or place"]
    if strong < enough["dimensions"] or score < needed:
        return None
    against = [one for one in found if one.against != ""]
    outweighed = (
        len(against) == 1
        and against[0].against == "soft"
        and not same_report
        and not undated
        and score >= enough["against a contradiction"]
        and strong >= enough["dimensions against a contradiction"]
    )
    if against and not outweighed:
        hard = any(one.against == "hard" for one in against)
        words = "; ".join(dict.fromkeys(one.words for one in against))
        return Judged(Link(left.id, right.id, False, score, APART, words), hard=hard)
    types = left.event_type if left.event_type == right.event_type else f"{left.event_type} and {right.event_type}"
    reasons = [one.words for one in found if one.words and not one.against]
    reasons.extend(f"although {one.words}" for one in against)
    reason = f"both {types}; " + "; ".join(dict.fromkeys(reasons))
    return Judged(Link(left.id, right.id, True, score, SAME, reason), outweighs=bool(against), undated=undated)


def _by_dimension(found: Iterable[Evidence]) -> dict[str, float]:
    """Each dimension once: what agrees twice within it (actors and recipients) adds up, but counts as one."""
    out: dict[str, float] = {}
    for dimension, weight, _, _ in found:
        if weight > 0.0:
            out[dimension] = 1 - (1 - out.get(dimension, 0.0)) * (1 - weight)
    return out


def parting(one: Told, other: Told, rules: Rules, contains: Contains | None) -> tuple[Evidence, ...]:
    """What may part two claims for good: day, place, mode, status, "another" in one report, a total."""
    left, right = (one, other) if one.order <= other.order else (other, one)
    same_report = left.document == right.document
    time = time_evidence(left, right, rules)
    return (
        time,
        place_evidence(left.place, right.place, contains, rules, same_report=same_report),
        _modes(left, right, rules),
        _statuses(left, right, time),
        _another(left, right),
        _totals(left, right),
    )


def copied(left: Told, right: Told, rules: Rules) -> bool:
    """One sentence in two reports of one group: most of its words are the same, spun or edited words aside."""
    if left.group != right.group or left.document == right.document or left.event_type != right.event_type:
        return False
    if left.action.part != right.action.part:
        return False
    return likeness(left, right) >= rules.measures["same sentence"]


def likeness(left: Told, right: Told) -> float:
    """How much two claims look like copies: the shared words of their sentences, then the act's word and its place in
    the sentence, which tell two acts of one sentence apart where a spinner swapped words.  From 0 to 1."""
    either = left.sentence | right.sentence
    shared = len(left.sentence & right.sentence) / len(either) if either else 0.0
    ahead = [told.action.start - told.within.start for told in (left, right)]
    length = [told.within.end - told.within.start for told in (left, right)]
    rank = 1 - abs(ahead[0] / length[0] - ahead[1] / length[1])
    return 0.8 * shared + 0.1 * bool(left.stems & right.stems) + 0.1 * rank


def _modes(left: Told, right: Told, rules: Rules) -> Evidence:
    groups = rules.mode_groups.get(left.event_type, ()) if left.event_type == right.event_type else ()
    if not left.modes or not right.modes or left.modes & right.modes:
        return SILENT
    mine = {n for n, group in enumerate(groups) if group & left.modes}
    theirs = {n for n, group in enumerate(groups) if group & right.modes}
    if not mine or not theirs or mine & theirs:
        return SILENT
    return Evidence("modes", 0.0, f"{_list(left.modes)} is not {_list(right.modes)}", "hard")


def _list(words: Iterable[str]) -> str:
    return " and ".join(sorted(words))


def _statuses(left: Told, right: Told, time: Evidence) -> Evidence:
    """Background, news and outlook of one report are different happenings, unless it names one day for both.

    Between reports, a plan told after the deed is for another deed.
    """
    if left.status == right.status:
        return SILENT
    statuses = {left.status, right.status}
    if time.weight > 0 and left.when is not None and right.when is not None:
        return SILENT
    words = f"{left.status} is not {right.status}"
    if left.document == right.document:
        parts = bool(statuses & _AHEAD and statuses & PAST) or ("historical" in statuses and "negated" not in statuses)
        return Evidence("status", 0.0, f"{words} in one report", "hard") if parts else SILENT
    plan, deed = (left, right) if left.status == "future" else (right, left)
    if plan.status == "future" and deed.status in PAST and plan.published is not None and plan.when is None:
        told_before = deed.published is not None and deed.published < plan.published
        if told_before or (deed.when is not None and deed.latest < plan.published):
            return Evidence("status", 0.0, "planned after it was told as done", "hard")
    return SILENT


def _another(left: Told, right: Told) -> Evidence:
    if right.another and left.document == right.document:
        return Evidence("setting", 0.0, "the report sets it apart as another one", "hard")
    return SILENT


def _totals(left: Told, right: Told) -> Evidence:
    """A toll of a whole war is told of no single deed in it."""
    if left.document == right.document and left.total != right.total:
        return Evidence("counts", 0.0, "one counts a total of many deeds", "hard")
    return SILENT


def counts_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """Equal figures speak for one happening; a toll may rise, so only far-off figures speak against it."""
    weights, measures = rules.weights, rules.measures
    best, worst = SILENT, None
    if not left.counts or not right.counts:
        return best
    for a in left.counts:
        for b in right.counts:
            if a.what != b.what:
                continue
            low, high = a.count.value, b.count.value
            if low.low == high.low and low.high == high.high:
                kind = "same large count" if low.low >= measures["large count"] else "same count"
                best = max(best, Evidence("counts", weights[kind], f"both {low.low} {a.what}"), key=_weight)
            elif _overlap(a, b):
                best = max(best, Evidence("counts", weights["counts overlap"], f"{a.what} agree"), key=_weight)
            elif _far(a, b, left, right, rules):
                worst = Evidence("counts", 0.0, f"{low.low} is not {high.low} {a.what}", "soft")
    return worst if worst is not None and best.weight == 0.0 else best


def _weight(evidence: Evidence) -> tuple[float, str]:
    return evidence.weight, evidence.words


def _overlap(a: Tally, b: Tally) -> bool:
    x, y = a.count.value, b.count.value
    return (x.high is None or y.low <= x.high) and (y.high is None or x.low <= y.high)


def _far(a: Tally, b: Tally, left: Told, right: Told, rules: Rules) -> bool:
    """Two speakers of one report may differ, and so may two reports; one speaker of one report may not."""
    if left.document == right.document:
        return _speaker(left) == _speaker(right) and (a.of, a.who) == (b.of, b.who)
    small, large = sorted((a.count.value.low, b.count.value.low))
    if a.what in rules.words["figures that do not rise"] and small >= rules.measures["large count"]:
        exact = all(tally.count.value.qualifier == "exactly" for tally in (a, b))
        if exact and small != large:
            return True
    return large - small >= rules.measures["toll difference"] and large > small * rules.measures["toll ratio"]


def _speaker(told: Told) -> str:
    said = told.said
    return "" if said is None else f"{said.source_class} {said.source}"


def names_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """Distinctive names in both sentences that are neither party nor place of the claims."""
    if left.names.isdisjoint(right.names):
        return SILENT
    shared = sorted(left.names & right.names)
    kind = ("one name", "two names", "three names")[min(len(shared), 3) - 1]
    return Evidence("names", rules.weights[kind], f"both name {', '.join(shared[:3])}")


def setting_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """One report that comes back to it, or two reports that are about the same people and places."""
    weights = rules.weights
    if left.document == right.document:
        if left.in_title != right.in_title or right.again or left.stems & right.stems or _denies(left, right):
            return Evidence("setting", weights["taken up again"], "the report takes it up again")
        return Evidence("setting", weights["same report"], "told in one report")
    share = names_shared(left, right, rules)
    shared = len(left.report_names & right.report_names)
    if shared >= rules.measures["story names at least"] and share >= rules.measures["story names"]:
        return Evidence("setting", weights["reports share a story"], "the reports share their names")
    several = shared >= rules.measures["most names at least"]
    if several and share >= rules.measures["most names"]:
        return Evidence("setting", weights["reports share most names"], "the reports share most of their names")
    if share >= rules.measures["names shared"]:
        return Evidence("setting", weights["reports share names"], "the reports share names")
    return SILENT


def names_shared(left: Told, right: Told, rules: Rules) -> float:
    """What part of the names of the report that has fewer stands in the other too; 0 for too few to tell."""
    shared = len(left.report_names & right.report_names)
    if shared < rules.measures["names at least"]:
        return 0.0
    return shared / min(len(left.report_names), len(right.report_names))


def _denies(left: Told, right: Told) -> bool:
    return (left.status == "negated") != (right.status == "negated")


def modes_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """The same uncommon way of doing it; no dimension of its own either, as it goes with the type."""
    shared = left.modes & right.modes & rules.words["telling modes"]
    if shared and left.document != right.document:
        return Evidence("words", rules.weights["same telling mode"], f"both {_list(shared)}")
    return SILENT


def words_evidence(left: Told, right: Told, rules: Rules) -> Evidence:
    """The same word for the act; no dimension of its own, as it is what made the type."""
    if not left.stems.isdisjoint(right.stems) and left.document != right.document:
        return Evidence("words", rules.weights["same words"], "")
    return SILENT
