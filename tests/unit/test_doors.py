"""Packages give the names they promise."""

from importlib import import_module

import pytest


@pytest.mark.parametrize("package", ["corpus", "search"])
def test_a_door_gives_every_name_it_promises(package):
    door = import_module(package)
    assert all(getattr(door, name) is not None for name in door.__all__)


@pytest.mark.parametrize("package", ["corpus", "search"])
def test_a_door_has_no_other_names(package):
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'nothing'"):
        _ = import_module(package).nothing


def test_a_name_may_be_called_otherwise_at_home():
    assert import_module("search").told_reasons is import_module("search.results").told
