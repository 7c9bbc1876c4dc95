"""Nouns that mean one person in the singular: what "a" and "one" count, and what a verb does to one of them."""

from __future__ import annotations

from dateline.codebook.entries import Codebook


def person_nouns(book: Codebook) -> frozenset[str]:
    """Last words of the nouns for persons, without those that mean many at once ("family", "crew")."""
    nouns = {
        noun.lower().split()[-1]
        for role in book.roles
        if role.kind != "organisation" and role.id != "bodies"
        for noun in role.nouns
    }
    return frozenset(nouns | book.words["counted singly"]) - book.words["not counted singly"]
