"""The arrows of the architecture: who may import whom, one home for each library, small modules."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for name in ("corpus", "search", "web") for p in (ROOT / name).rglob("*.py"))
PACKAGES = {"corpus": 0, "search": 1, "web": 2}
HOMES = {
    "bs4": "corpus/readers/", "lxml": "corpus/readers/", "whoosh": "search/engines/embedded/",
    "opensearchpy": "search/engines/opensearch/", "flask": "web/", "Stemmer": "search/analysis/",
    "simplemma": "search/analysis/", "rapidfuzz": "search/engines/embedded/",
    "click": "search/cli/", "rich": "search/cli/", "gunicorn": "web/",
    "rispy": "search/export/", "bibtexparser": "search/export/", "pylatexenc": "search/export/",
    "protego": "corpus/fetch/", "backports": "corpus/packing", "compression": "corpus/packing",
}  # fmt: skip
# Inside search: a module imports only from its own layer or one before.
LAYERS = (
    ("errors", "as_json", "german_numbers", "models", "settings"), ("system",), ("analysis",),
    ("query",), ("ranking",), ("engines",), ("sections",), ("understood",), ("results",),
    ("telling", "ways", "export"),
    ("indexing", "service", "evaluation", "opening", "backup", "alerts"),
    ("cli", "__main__", "__init__"),
)  # fmt: skip
# Inside the embedded engine a part imports only what it builds on; Whoosh is known beside them.
BUILT_ON = {
    "segments": set(), "generations": set(), "reading": {"segments"},
    "ranking": {"segments", "reading"}, "writing": {"segments"},
}  # fmt: skip
# Beside the parts of the readers stand modules that all share, and the door, which knows them all.
READERS = {
    "page": set(), "archives": {"page"}, "feeds": {"page"}, "wires": {"page"}, "records": {"page"},
}  # fmt: skip
# Nothing outside of these imports from one of their modules.
QUERY_PARTS = ("dates", "numbers", "parsing", "rewriting")
DOORS = (
    *(f"corpus.readers.{part}" for part in READERS),
    *(f"search.query.{part}" for part in QUERY_PARTS),
)
# The plan names weights, so that they stand in one place; both are pure data.
ALLOWED = {("query", "ranking")}


def imports(path: Path) -> list[str]:
    """Return the modules a file imports."""
    names = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [f"{node.module}.{alias.name}" for alias in node.names]
    return names


def layer(name: str) -> int:
    """Return the layer of a part of the search package."""
    return next(i for i, parts in enumerate(LAYERS) if name in parts)


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_keeps_to_the_architecture(path):
    relative = path.relative_to(ROOT).as_posix()
    package = relative.split("/")[0]
    assert len(path.read_text("utf-8").splitlines()) <= 300
    for name in imports(path):
        top = name.split(".")[0]
        if top in PACKAGES:
            assert PACKAGES[top] <= PACKAGES[package], f"{relative} imports {name}"
        if top in HOMES:
            assert relative.startswith(HOMES[top]), f"{relative} imports {name}"
        if package == top == "search" and name.count("."):
            here = relative.split("/")[1].removesuffix(".py")
            there = name.split(".")[1]
            if any(there in parts for parts in LAYERS) and (here, there) not in ALLOWED:
                assert layer(there) <= layer(here), f"{relative} imports {name}"


@pytest.mark.parametrize("part", BUILT_ON)
def test_a_part_of_the_embedded_engine_keeps_to_what_it_builds_on(part):
    home = "search.engines.embedded."
    paths = list((ROOT / home.replace(".", "/") / part).glob("*.py"))
    assert paths
    for path in paths:
        for name in imports(path):
            assert name.split(".")[0] != "whoosh", f"{path.name} imports {name}"
            if name.startswith(home):
                there = name.removeprefix(home).split(".")[0]
                assert there in BUILT_ON[part] | {part}, f"{path.name} imports {name}"


@pytest.mark.parametrize(
    "path", sorted((ROOT / "corpus/readers").rglob("*.py")), ids=lambda p: p.stem
)
def test_a_part_of_the_readers_knows_what_it_builds_on(path):
    shared = path.parent.name == "readers" and path.name != "__init__.py"
    known = set() if shared else READERS.get(path.parent.name, set(READERS)) | {path.parent.name}
    parts = {name.split(".")[2] for name in imports(path) if name.startswith("corpus.readers.")}
    assert parts & READERS.keys() <= known


@pytest.mark.parametrize("package", DOORS)
def test_a_package_is_entered_by_its_door(package):
    folder = ROOT / package.replace(".", "/")
    inside = {f"{package}.{path.stem}" for path in folder.glob("[!_]*.py")}
    assert inside
    for path in MODULES:
        if path.parent != folder:
            for name in imports(path):
                home = ".".join(name.split(".")[: package.count(".") + 2])
                assert home not in inside, f"{path.name} imports {name}"


def test_the_root_holds_what_it_should():
    allowed = {"pyproject.toml", "README.md", "LICENSE", "search", "web", "corpus", "tests"}
    names = {p.name for p in ROOT.iterdir() if not p.name.startswith(".")}
    assert {n for n in names if not n.endswith(".egg-info") and n != "build"} <= allowed
