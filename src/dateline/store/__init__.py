"""One SQLite file that keeps reports, their claims and the events made of them."""

from dateline.store.problems import StoreDamaged, StoreError, StoreForeign, StoreFull, StoreHeld
from dateline.store.store import Run, Store, open_store

__all__ = [
    "Run",
    "Store",
    "StoreDamaged",
    "StoreError",
    "StoreForeign",
    "StoreFull",
    "StoreHeld",
    "open_store",
]
