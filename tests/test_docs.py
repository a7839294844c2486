"""What can be used is documented, and what is documented is so."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from search.cli import cli
from search.errors import FundstelleError
from search.settings import DEFAULTS
from tests.readme_console import documented, run, without_times
from web import create_app

ROOT = Path(__file__).parent.parent
TOPS = ("corpus", "search", "web", "tests")
SEARCH = (ROOT / "search/README.md").read_text("utf-8")
WEB = (ROOT / "web/README.md").read_text("utf-8")


@pytest.mark.parametrize("name", sorted(cli.commands))
def test_every_command_and_option_is_documented(name):
    row = next((r for r in SEARCH.splitlines() if r.startswith(f"| `fundstelle {name}")), "")
    assert row
    shared = SEARCH[SEARCH.index("Shared options") : SEARCH.index("| command |")]
    for option in cli.commands[name].params:
        if isinstance(option, click.Option):
            long = max(option.opts, key=len)
            assert f"`{long}" in row + shared, f"{name} {long}"


def test_no_command_is_documented_that_is_missing():
    told = set(re.findall(r"^\| `fundstelle (\w+)", SEARCH, re.MULTILINE))
    assert told == set(cli.commands)


def test_settings_are_documented():
    for name, default in DEFAULTS.items():
        told = re.escape(default) if default else "–|any"
        assert re.search(rf"^\| `{name}` \| `?({told})`? \|", SEARCH, re.MULTILINE), name


def test_routes_are_documented(service):
    told = set(re.findall(r"^\| `(/[^`]*)` \|", WEB, re.MULTILINE))
    rules = create_app(service).url_map.iter_rules()
    assert told == {re.sub(r"<(?:[^>]*:)?(\w+)>", _name, rule.rule) for rule in rules}


def _name(match: re.Match[str]) -> str:
    return {"filename": "<file>", "article_id": "<id>", "ending": "<ending>"}[match[1]]


def test_exit_codes_are_documented():
    def kinds(of: type[FundstelleError]) -> set[int]:
        return {of.exit_code}.union(*(kinds(kind) for kind in of.__subclasses__()))

    told = {int(code) for code in re.findall(r"^\| (\d+) \|", SEARCH, re.MULTILINE)}
    assert kinds(FundstelleError) | {0, 1, 130} == told


def test_readme_commands_print_what_the_readme_shows(tmp_path):
    shown = documented()
    assert len(shown) >= 5
    for command, output in shown:
        assert without_times(run(command, tmp_path / "index")) == without_times(output), command


def names_of_files(readme):
    """Return the modules that a README names, and the folders in the first cells of its tables."""
    text = readme.read_text("utf-8")
    cells = " ".join(re.findall(r"^\| (`[^|]*) \|", text, re.MULTILINE))
    modules = re.findall(r"(?<=`)[\w/*]+\.py(?=`)", text)
    return {*modules, *re.findall(r"(?<=[` ])\w[\w/*]*(?:\.py|/)(?=[` ])", cells)}


@pytest.mark.parametrize("top", TOPS)
def test_readmes_name_files_that_exist(top):
    """As they are called from the README's folder or a part of it, the package, or the root."""
    named = [(r, name) for r in (ROOT / top).rglob("README.md") for name in names_of_files(r)]
    assert len(named) > 3
    for readme, name in named:
        places = [*readme.parent.rglob(name), *(ROOT / top).glob(name), *ROOT.glob(name)]
        assert places, f"{readme}: {name}"
