"""Reports with the claims they hold, written by people: one format for cases and for training sentences."""

from dateline.annotated.check import Difference, check_case
from dateline.annotated.examples import check_examples, coverage
from dateline.annotated.faults import faults
from dateline.annotated.load import load_cases, load_folder
from dateline.annotated.nouns import Annotated, AnnotationError, Case, ExpectedClaim, ExpectedMention, Row, SameEvent

__all__ = [
    "Annotated",
    "AnnotationError",
    "Case",
    "Difference",
    "ExpectedClaim",
    "ExpectedMention",
    "Row",
    "SameEvent",
    "check_case",
    "check_examples",
    "coverage",
    "faults",
    "load_cases",
    "load_folder",
]
