"""Compiles the place index when a wheel or an editable install is made and the index is not there yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class PlaceIndexHook(BuildHookInterface):  # type: ignore[type-arg, misc, unused-ignore]
    """Needs only the build requirements: the builder imports nothing else of the program's dependencies."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Builds into the source tree; the wheel takes it from there as an artifact."""
        if self.target_name != "wheel":
            return
        source = Path(self.root) / "src"
        sys.path.insert(0, str(source))
        try:
            from dateline.gazetteer.build import build, is_current

            if not is_current(codebook=Path(self.root) / "codebook"):
                self.app.display_info("compiling the place index")
                build(codebook=Path(self.root) / "codebook")
        finally:
            sys.path.remove(str(source))
