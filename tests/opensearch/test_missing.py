"""Where no cluster can be run the reason is told; tests skip, but fail where one is required."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.java import jdk
from tests.opensearch import cluster
from tests.opensearch.fixtures import require_opensearch


@pytest.fixture
def bare(monkeypatch, tmp_path):
    """A machine with a JDK, but without the jars and without Maven."""
    monkeypatch.setattr(cluster, "jdk", lambda oldest: tmp_path)
    monkeypatch.setattr(cluster, "JARS", tmp_path / "jars")
    monkeypatch.setenv("PATH", str(tmp_path))
    return tmp_path


def _maven(folder: Path) -> None:
    """A Maven that reaches nothing."""
    maven = folder / "mvn"
    maven.write_text("#!/bin/sh\nexit 1\n")
    maven.chmod(0o755)


def test_a_jdk_is_wanted(monkeypatch):
    monkeypatch.setattr(cluster, "jdk", lambda oldest: None)
    assert cluster.missing() == "no JDK from 21 on"


def test_the_jars_or_maven_are_wanted(bare):
    assert cluster.missing() == "neither the jars of OpenSearch nor Maven to fetch them"
    _maven(bare)
    assert cluster.missing() == ""


def test_the_jars_are_enough(bare):
    (bare / "jars").mkdir()
    assert cluster.missing() == ""


@pytest.mark.parametrize(
    ("required", "outcome"), [("", pytest.skip.Exception), ("1", pytest.fail.Exception)]
)
def test_a_test_skips_but_fails_where_a_cluster_is_required(bare, monkeypatch, required, outcome):
    monkeypatch.setenv("FUNDSTELLE_REQUIRE_OPENSEARCH", required)
    with pytest.raises(outcome, match="neither the jars"):
        require_opensearch()
    _maven(bare)
    with pytest.raises(outcome, match="Maven could not"):
        require_opensearch()
    assert not cluster.JARS.exists()


def test_the_newest_jdk_is_found(monkeypatch, tmp_path):
    for version in (998, 999, 7):
        home = tmp_path / str(version)
        (home / "bin").mkdir(parents=True)
        (home / "bin" / "javac").touch()
        (home / "release").write_text(f'JAVA_VERSION="{version}.0.1"\n')
    monkeypatch.setenv("JAVA_HOME", str(tmp_path / "998"))
    monkeypatch.setenv("PATH", str(tmp_path / "999" / "bin"))
    (tmp_path / "999" / "bin" / "javac").chmod(0o755)
    jdk.cache_clear()
    try:
        assert jdk(21) == tmp_path / "999"
        assert jdk(1000) is None
    finally:
        jdk.cache_clear()
