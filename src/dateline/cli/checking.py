"""The editing loop of the codebook: check, seal, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from dateline.annotated import check_examples, coverage
from dateline.cli.endings import DONE, FAILED
from dateline.cli.explain import explain
from dateline.cli.loading import coder_for
from dateline.codebook import Codebook, Problem, check, load, seal
from dateline.model import Document

_THIN = 2
"""A type or mode with fewer patterns than this is named as thin."""


def run_explain(sentence: str, published: str | None, codebook: Path | None, *, model: bool) -> int:
    """Print the tree of a sentence (or of several)."""
    coder = coder_for(codebook, model=model)
    document = Document("sentence", sentence, published=published, language="en")
    lines = explain(document, coder)
    if not sys.stdout.isatty():
        click.echo("\n".join(lines))
        return DONE
    console = Console(highlight=False)
    for line in lines:
        console.print(_coloured(line), soft_wrap=True)
    return DONE


def _coloured(line: str) -> Text:
    """The tree's words in colour, for a terminal."""
    text = Text(line)
    text.highlight_regex(r"\[[^\[\]]*\]$", "dim")
    text.highlight_regex(r'"[^"]*"', "green")
    text.highlight_regex(r"^\s*(act|claim|says|names)\b", "bold")
    text.highlight_regex(r"\bmatches\b", "bold cyan")
    text.highlight_regex(r"\b(does not fit|but it [^\"]*|nearly)\b", "yellow")
    return text


def run_check(codebook: Path | None, *, fast: bool) -> int:
    """Report all that is wrong with a codebook; examples are run only where its form is right."""
    problems = check(codebook)
    if _report(problems):
        return FAILED
    book = load(codebook)
    counted = f"{len(book.patterns)} patterns, {len(book.actors)} actors, {len(book.roles)} role nouns"
    if fast:
        click.echo(f"The codebook is in order: {counted}. Examples were not run.")
        return DONE
    coder = coder_for(codebook, model=False)  # an example shows what its pattern reads
    failing = check_examples(book, coder)
    _thin(book)
    examples = sum(len(pattern.examples) + len(pattern.not_examples) for pattern in book.patterns.values())
    if _report(failing):
        return FAILED
    click.echo(f"The codebook is in order: {counted}, {examples} examples.")
    return DONE


def run_seal(codebook: Path | None) -> int:
    """Write the lock; patterns that changed under a sealed version are reported and keep their old entry."""
    problems = seal(codebook)
    if _report(problems):
        return FAILED
    click.echo("Sealed.")
    return DONE


def _report(problems: Iterable[Problem]) -> bool:
    """Print problems, one a line; whether there were any."""
    lines = [str(problem) for problem in problems]
    for line in lines:
        click.echo(line)
    if lines:
        click.echo("1 problem." if len(lines) == 1 else f"{len(lines)} problems.")
    return bool(lines)


def _thin(book: Codebook) -> None:
    thin = [f"{name} ({count})" for name, count in coverage(book).items() if count < _THIN]
    if thin:
        click.echo(f"Fewer than {_THIN} patterns: {', '.join(thin)}.")
