"""Loads and checks a whole codebook: every file is read and every problem found in one run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from dateline.codebook.coding import Codes, read_precedence, read_scheme, read_sources
from dateline.codebook.crosswalk import ACLED_COLUMNS, CAMEO_COLUMNS, check_acled, check_cameo
from dateline.codebook.entries import Codebook
from dateline.codebook.forms import form_of, texts_of
from dateline.codebook.lock import check_lock, seal_patterns
from dateline.codebook.own import own_actors_folder, own_files, with_own_names
from dateline.codebook.parties import read_actors, read_roles
from dateline.codebook.places import check_places
from dateline.codebook.problems import CodebookError, Problem, closest
from dateline.codebook.reading import Items, Node, Row, Text, read_csv, read_yaml
from dateline.codebook.wording import read_cues, read_frames, read_patterns, read_things, read_tolls
from dateline.model import identify

FILES = ("plover", "precedence", "sources", "roles", "frames", "cues", "objects", "instruments", "tolls")
FOLDERS = ("patterns", "words", "tables", "actors", "places")


def default_folder() -> Path:
    """The codebook inside the installed package, else that of the checkout."""
    package = Path(__file__).resolve().parents[1]
    packaged = package / "_codebook"
    return packaged if packaged.is_dir() else package.parents[1] / "codebook"


def load(folder: Path | None = None) -> Codebook:
    """A codebook with the user's own actors, checked. Raises ``CodebookError`` with all that is wrong with them.

    Versions of patterns are not held against the lock here, so that a pattern can be tried while it is edited.
    """
    return _sound(*_read(folder or default_folder(), own_actors_folder()))


def load_alone(folder: Path | None = None) -> Codebook:
    """A codebook without the user's own actors, checked as ``load`` does."""
    return _sound(*_read(folder or default_folder()))


def _sound(book: Codebook, problems: list[Problem]) -> Codebook:
    if problems:
        raise CodebookError(problems)
    return book


def check(folder: Path | None = None) -> list[Problem]:
    """All that is wrong with a codebook, sorted by file and line, changed patterns without a new version included."""
    folder = folder or default_folder()
    book, problems = _read(folder)
    problems.extend(check_lock(folder, book.patterns.values()))
    return sorted(problems)


def seal(folder: Path | None = None) -> list[Problem]:
    """Writes new and properly renumbered patterns into the lock; returns those that changed without a new version.

    Raises ``CodebookError`` where the codebook itself is faulty; nothing is written then.
    """
    folder = folder or default_folder()
    return seal_patterns(folder, load_alone(folder).patterns.values())


def _read(folder: Path, own: Path | None = None) -> tuple[Codebook, list[Problem]]:
    problems: list[Problem] = []
    if not (folder / "plover.yaml").is_file():
        problems.append(Problem("plover.yaml", 0, f"the file is missing; every codebook needs it ({folder})"))
    paths = _paths(folder)
    _note_strays(paths, problems)
    own_paths = own_files(own) if own is not None else {}
    paths.update(own_paths)
    yaml = {file: read_yaml(path, file, problems) for file, path in paths.items() if path.suffix == ".yaml"}
    top = {name: yaml.get(f"{name}.yaml") for name in FILES}

    has_plover = "plover.yaml" in paths
    scheme = read_scheme(top["plover"], "plover.yaml", problems if has_plover else [])
    words = _merge_words(_below("words", yaml), problems)
    tables = _merge_tables(_below("tables", yaml), problems)
    states = tables.get("countries", {})
    countries = {**states, **scheme.beyond_states}
    known = frozenset(countries) if states else frozenset()
    classes, outlets = read_sources(top["sources"], "sources.yaml", known, problems)
    codes = Codes(known, frozenset(scheme.sectors), frozenset(classes))
    frames = read_frames(top["frames"], "frames.yaml", problems)
    objects = read_things(top["objects"], "objects.yaml", problems)
    markers = frozenset((*codes.sectors, *(entry.type for entry in objects)))
    cameo = _csv(paths, "crosswalks/plover-to-cameo.csv", CAMEO_COLUMNS, problems)
    acled = _csv(paths, "crosswalks/plover-to-acled.csv", ACLED_COLUMNS, problems)
    check_cameo(cameo, "crosswalks/plover-to-cameo.csv", scheme.event_types, problems)
    check_acled(acled, "crosswalks/plover-to-acled.csv", scheme.event_types, codes.sectors, problems)
    for file, node in _below("places", yaml):
        check_places(node, file, known, problems)
    actors = [*_below("actors", yaml), *((file, yaml[file]) for file in own_paths)]
    book = Codebook(
        version=version_of(paths),
        event_types=scheme.event_types,
        contexts=scheme.contexts,
        sectors=scheme.sectors,
        countries=countries,
        source_classes=classes,
        actors=with_own_names(read_actors(actors, codes, scheme.beyond_states, problems)),
        roles=read_roles(top["roles"], "roles.yaml", codes, problems),
        outlets=outlets,
        frames=frames,
        patterns=read_patterns(_below("patterns", yaml), scheme.event_types, frames, markers, problems),
        precedence=read_precedence(top["precedence"], "precedence.yaml", scheme.event_types, problems),
        cues=read_cues(top["cues"], "cues.yaml", problems),
        objects=objects,
        instruments=read_things(top["instruments"], "instruments.yaml", problems),
        tolls=read_tolls(top["tolls"], "tolls.yaml", problems),
        words=words,
        tables=tables,
        to_cameo=tuple(row.values for row in cameo),
        to_acled=tuple(row.values for row in acled),
    )
    return book, problems


def _paths(folder: Path) -> dict[str, Path]:
    """The codebook's files by their name below the folder, sorted; hidden ones are none of it."""
    found = {}
    for path in sorted(folder.rglob("*")):
        below = path.relative_to(folder)
        if path.suffix in {".yaml", ".yml", ".csv"} and not any(part.startswith(".") for part in below.parts):
            found[below.as_posix()] = path
    return found


def _below(name: str, yaml: Mapping[str, Node | None]) -> list[tuple[str, Node | None]]:
    return [(file, node) for file, node in yaml.items() if file.startswith(f"{name}/")]


def _csv(paths: Mapping[str, Path], file: str, columns: tuple[str, ...], problems: list[Problem]) -> list[Row]:
    return read_csv(paths[file], file, columns, problems) if file in paths else []


def _note_strays(paths: Iterable[str], problems: list[Problem]) -> None:
    """A misspelt file name would otherwise lose its whole content in silence."""
    known = {*(f"{name}.yaml" for name in FILES), "crosswalks/plover-to-cameo.csv", "crosswalks/plover-to-acled.csv"}
    for file in paths:
        top = file.split("/")[0]
        if file.endswith(".yml"):
            problems.append(Problem(file, 0, "the file is not read", file.removesuffix(".yml") + ".yaml"))
        elif file not in known and not (file.endswith(".yaml") and "/" in file and top in FOLDERS):
            problems.append(Problem(file, 0, "the codebook has no file of this name", closest(file, known)))


def _merge_words(files: Iterable[tuple[str, Node | None]], problems: list[Problem]) -> dict[str, frozenset[str]]:
    words: dict[str, frozenset[str]] = {}
    first: dict[str, str] = {}
    for file, node in files:
        form = form_of(node, file, problems)
        for name, value in form.node.values.items():
            _note_taken(name, file, form.node.lines[name], first, problems)
            empty = (isinstance(value, Text) and not value.value) or (isinstance(value, Items) and not value.items)
            texts = [] if empty else texts_of(value, file, problems, f'"{name}"')
            words[name] = frozenset(text.value for text in texts)
    return words


def _merge_tables(files: Iterable[tuple[str, Node | None]], problems: list[Problem]) -> dict[str, Mapping[str, str]]:
    tables: dict[str, Mapping[str, str]] = {}
    first: dict[str, str] = {}
    for file, node in files:
        form = form_of(node, file, problems)
        for name in form.node.values:
            _note_taken(name, file, form.node.lines[name], first, problems)
            tables[name] = form.form(name).pairs()
    return tables


def _note_taken(name: str, file: str, line: int, first: dict[str, str], problems: list[Problem]) -> None:
    if name in first:
        problems.append(Problem(file, line, f'the name "{name}" is already taken in {first[name]}'))
    first.setdefault(name, f"{file}, line {line}")


def version_of(paths: Mapping[str, Path]) -> str:
    """The codebook's version: a hash of its files, so that equal versions mean equal content."""
    return identify(*([file, sha256(path.read_bytes()).hexdigest()] for file, path in sorted(paths.items())))
