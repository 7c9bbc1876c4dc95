"""What we know: the codebook's entries, loaded, checked and typed."""

from dateline.codebook.crosswalk import to_acled, to_cameo
from dateline.codebook.entries import Codebook
from dateline.codebook.load import check, default_folder, load, load_alone, seal
from dateline.codebook.parties import role_on
from dateline.codebook.problems import CodebookError, Problem

__all__ = [
    "Codebook",
    "CodebookError",
    "Problem",
    "check",
    "default_folder",
    "load",
    "load_alone",
    "role_on",
    "seal",
    "to_acled",
    "to_cameo",
]
