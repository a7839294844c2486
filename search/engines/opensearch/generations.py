"""The generations of an index in a cluster: indices behind an alias, never changed once published.

    ALIAS               points to the live one; an atomic swap publishes
    ALIAS.published     points to all that were ever published and are kept
    ALIAS.first         there only while the very first one is published (`_first`)
    ALIAS-00000042      a generation; `_meta` tells its stamp, counts, vocabulary and writer
    ALIAS-words         the words of all of them (`lexicon.py`)
    ALIAS-vocabulary    what was learned from them about German (`vocabularies.py`)

An update begins with a clone of the live generation: the cluster links its files, as the embedded
engine does, so a batch that fails leaves nothing, and a reader never sees half of one.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import pairwise
from typing import NamedTuple

from opensearchpy.exceptions import NotFoundError, RequestError

from search.engines.opensearch.cluster import WRITE_S, Cluster
from search.engines.opensearch.mapping import SCHEMA_VERSION, Json, index_body
from search.errors import (
    FundstelleError,
    IndexDamagedError,
    IndexMissingError,
    UsageError,
    WriterBusyError,
)

logger = logging.getLogger(__name__)

KEPT = 2  # complete generations that stay, so that there is one to go back to
KEPT_SECONDS = 60.0  # those replaced since then stay as well: a reader may be at work on them
COPIES_S = 30  # how long to wait for the copies of a generation's shards
_SCHEMA = f"opensearch-{SCHEMA_VERSION}"


class Generation(NamedTuple):
    """What a cluster tells of a generation."""

    facts: Mapping[str, object]
    published: bool


class Generations:
    """All generations behind one alias.

    `writer`: who makes some here, told from other machines. `beside`: the indices they all need.
    """

    def __init__(self, cluster: Cluster, writer: str, beside: tuple[str, ...]) -> None:
        self._cluster, self._writer, self._beside = cluster, writer, beside
        self._published, self._first = f"{cluster.alias}.published", f"{cluster.alias}.first"

    def all(self) -> dict[str, Generation]:
        """Return all generations, published or not, oldest first."""
        with self._cluster.errors():
            found = self._cluster.client.indices.get(
                index=f"{self._cluster.alias}-*", params={"allow_no_indices": "true"}
            )
        shape = re.compile(re.escape(self._cluster.alias) + r"-\d{8}")
        return {
            name: Generation(
                told["mappings"].get("_meta", {}), bool(told["aliases"].keys() & self._aliases)
            )
            for name, told in sorted(found.items())
            if shape.fullmatch(name)
        }

    @property
    def _aliases(self) -> set[str]:
        return {self._cluster.alias, self._published}

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
        """Remove what interrupted runs left; the caller holds this machine's writer lock.

        Other machines may be at work: what they make stays until it can no more become live.
        """
        found = self.all()
        oldest = next((name for name, told in found.items() if told.published), "")
        for name, told in found.items():
            mine = told.facts.get("writer") == self._writer
            if not told.published and (mine or name < oldest):
                self.remove(name)

    def begin(self, source: str | None, facts: Mapping[str, object], shards: int = 1) -> str:
        """Make the next generation, empty or with what `source` holds; return its name.

        Raises: WriterBusyError if another machine makes the same one.
        """
        number = max([int(name[-8:]) for name in self.all()], default=0) + 1
        name = f"{self._cluster.alias}-{number:08d}"
        with self._cluster.errors():
            try:
                if source is None:
                    body = index_body(shards, self._meta(facts))
                    self._cluster.client.indices.create(
                        index=name, body=body, request_timeout=WRITE_S
                    )
                else:
                    self._clone(source, name, facts)
            except RequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise
                raise WriterBusyError(
                    f"another machine has just begun {name}, or the cluster was asked twice as its "
                    "first answer was lost; run it again"
                ) from error
        return name

    def _meta(self, facts: Mapping[str, object]) -> Json:
        return {"schema": _SCHEMA, "writer": self._writer, **facts}

    def _clone(self, source: str, name: str, facts: Mapping[str, object]) -> None:
        indices = self._cluster.client.indices
        indices.put_settings(index=source, body={"index.blocks.write": True})
        indices.clone(
            index=source,
            target=name,
            body={"settings": {"index.blocks.write": None}},
            request_timeout=WRITE_S,
            params={"wait_for_active_shards": "1"},
        )
        indices.put_mapping(index=name, body={"_meta": self._meta(facts)})

    def publish(self, name: str, facts: Mapping[str, object], before: str | None) -> None:
        """Tell what a generation is and make it the live one, then drop what is old.

        If the cluster goes away meanwhile nobody knows whether it has become live. So nothing is
        removed then; the next run does.
        Raises: WriterBusyError if another machine has published since `before` was live.
        """
        alias = self._cluster.alias
        with self._cluster.errors():
            self._cluster.client.indices.put_mapping(
                index=name, body={"_meta": self._meta(facts)}, request_timeout=WRITE_S
            )
        self._await_copies(name)
        actions: list[Json] = [
            {"remove": {"index": before, "alias": alias, "must_exist": True}}
            if before
            else {"remove_index": {"index": self._first}},
            {"add": {"index": name, "alias": alias}},
            {"add": {"index": name, "alias": self._published}},
        ]
        with self._replacing(name, before):
            self._cluster.client.indices.update_aliases(
                body={"actions": actions}, request_timeout=WRITE_S
            )
        try:
            self._drop_old()
        except FundstelleError as error:
            logger.warning("cannot remove old generations of %s: %s", alias, error)

    def _await_copies(self, name: str) -> None:
        """Wait for the copies of all it takes to answer: what has none is lost with its machine."""
        with self._cluster.errors():
            self._cluster.client.cluster.health(
                index=",".join((name, *self._beside)),
                params={"wait_for_status": "green", "timeout": f"{COPIES_S}s"},
                request_timeout=WRITE_S,
                ignore=408,  # too few machines for now
            )

    @contextmanager
    def _replacing(self, name: str, before: str | None) -> Iterator[None]:
        """Swap the alias in the block if nobody else has."""
        if before is None:
            # Of two machines with nothing to replace only one finds this index to remove.
            self._cluster.make(self._first, {"dynamic": "strict"})
        live = self._cluster.live()
        with self._cluster.errors():
            try:
                if live == before:
                    yield
                    return
            except NotFoundError:
                # The request may have been sent twice, as no answer came to the first.
                live = self._cluster.live()
                if live == name:
                    return
        self.remove(name)
        if before is None:
            self.remove(self._first)
        raise WriterBusyError(
            f"another machine has published {live} of {self._cluster.alias} meanwhile; run it again"
        )

    def _drop_old(self) -> None:
        """Remove what was replaced long ago, but for the newest."""
        live = self._cluster.live()
        published = [(name, told.facts) for name, told in self.all().items() if told.published]
        for (name, _), (_, next_facts) in list(pairwise(published))[: 1 - KEPT]:
            replaced = datetime.fromisoformat(str(next_facts["built"]))
            old = (datetime.now(UTC) - replaced).total_seconds() > KEPT_SECONDS
            if old and name != live:
                self.remove(name)

    def remove(self, name: str) -> None:
        """Remove a generation that is not live."""
        with self._cluster.errors():
            self._cluster.client.indices.delete(index=name, params={"ignore_unavailable": "true"})

    def rollback(self) -> str:
        """Make the generation before the live one live again."""
        live = self.live()
        before = [name for name, told in self.all().items() if told.published and name < live]
        if not before:
            raise UsageError(f"there is no generation before {live}")
        self.facts(before[-1])
        actions = [
            {"remove": {"index": live, "alias": self._cluster.alias, "must_exist": True}},
            {"add": {"index": before[-1], "alias": self._cluster.alias}},
        ]
        with self._cluster.errors():
            self._cluster.client.indices.update_aliases(body={"actions": actions})
        return before[-1]
