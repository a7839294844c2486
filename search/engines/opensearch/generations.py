"""The generations of an index in a cluster: indices behind an alias, never changed once published.

    ALIAS               points to the live one; an atomic swap publishes
    ALIAS-00000042      a generation; `_meta` tells its stamp, counts and vocabulary once complete
    ALIAS-words         the words of all of them (`lexicon.py`)
    ALIAS-vocabulary    what was learned from them about German (`vocabularies.py`)

An update begins with a clone of the live generation: the cluster links its files, as the embedded
engine does, so a batch that fails leaves nothing, and a reader never sees half of one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.mapping import SCHEMA_VERSION, index_body
from search.errors import IndexDamagedError, IndexMissingError, UsageError, WriterBusyError

KEPT = 2  # complete generations that stay, so that there is one to go back to
_SCHEMA = f"opensearch-{SCHEMA_VERSION}"


class Generations:
    """All generations behind one alias."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster

    def names(self) -> list[str]:
        """Return the names of all generations, published or not, oldest first."""
        with self._cluster.errors():
            found = self._cluster.client.indices.get(
                index=f"{self._cluster.alias}-*", params={"allow_no_indices": "true"}
            )
        shape = re.compile(re.escape(self._cluster.alias) + r"-\d{8}")
        return sorted(name for name in found if shape.fullmatch(name))

    def live(self) -> str:
        """Return the name of the live generation. Raises IndexMissingError."""
        name = self._cluster.live()
        if name is None:
            raise IndexMissingError(
                f"no index {self._cluster.alias} at {self._cluster.place} yet: run "
                "`fundstelle index SOURCE… --engine opensearch`"
            )
        return name

    def facts(self, name: str) -> Mapping[str, object]:
        """Return what is kept about a generation. Raises IndexDamagedError: another layout."""
        facts = self._cluster.meta(name)
        if facts.get("schema") != _SCHEMA:
            raise IndexDamagedError(
                f"{name} was written by another version of Fundstelle ({facts.get('schema')}, this "
                f"one reads {_SCHEMA}); `fundstelle index --full` builds it anew from the stored "
                "articles"
            )
        return facts

    def tidy(self) -> None:
        """Remove what interrupted runs left; the caller holds the writer lock."""
        for name in self.names():
            if "built" not in self._cluster.meta(name):
                self.remove(name)

    def begin(self, source: str | None, shards: int = 1) -> str:
        """Make the next generation, empty or with what `source` holds; return its name."""
        number = max([int(name[-8:]) for name in self.names()], default=0) + 1
        name = f"{self._cluster.alias}-{number:08d}"
        with self._cluster.errors():
            if source is None:
                body = index_body(shards, {"schema": _SCHEMA})
                self._cluster.client.indices.create(index=name, body=body, request_timeout=WRITE_S)
            else:
                self._clone(source, name)
        return name

    def _clone(self, source: str, name: str) -> None:
        indices = self._cluster.client.indices
        indices.put_settings(index=source, body={"index.blocks.write": True})
        indices.clone(
            index=source,
            target=name,
            body={"settings": {"index.blocks.write": None}},
            request_timeout=WRITE_S,
            params={"wait_for_active_shards": "1"},
        )
        indices.put_mapping(index=name, body={"_meta": {"schema": _SCHEMA}})

    def publish(self, name: str, facts: Mapping[str, object], before: str | None) -> None:
        """Tell what a generation is and make it the live one, then drop what is old."""
        alias = self._cluster.alias
        actions: list[dict[str, object]] = [{"add": {"index": name, "alias": alias}}]
        if before:
            # Fails if another machine has published meanwhile.
            old = {"index": before, "alias": alias, "must_exist": True}
            actions.insert(0, {"remove": old})
        with self._cluster.errors():
            self._cluster.client.indices.put_mapping(
                index=name, body={"_meta": {"schema": _SCHEMA, **facts}}
            )
            if self._cluster.live() != before:
                raise WriterBusyError(
                    f"another machine has published {self._cluster.live()} of {alias} meanwhile; "
                    "run it again"
                )
            self._cluster.client.indices.update_aliases(body={"actions": actions})
        for name in self.names()[:-KEPT]:
            if name != self._cluster.live():
                self.remove(name)

    def remove(self, name: str) -> None:
        """Remove a generation that is not live."""
        with self._cluster.errors():
            self._cluster.client.indices.delete(index=name, params={"ignore_unavailable": "true"})

    def rollback(self) -> str:
        """Make the generation before the live one live again."""
        live = self.live()
        before = [name for name in self.names() if name < live and "built" in self.facts(name)]
        if not before:
            raise UsageError(f"there is no generation before {live}")
        actions = [
            {"remove": {"index": live, "alias": self._cluster.alias, "must_exist": True}},
            {"add": {"index": before[-1], "alias": self._cluster.alias}},
        ]
        with self._cluster.errors():
            self._cluster.client.indices.update_aliases(body={"actions": actions})
        return before[-1]
