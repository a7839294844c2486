"""The connection to a cluster: where it is, which index is ours, what its errors mean to us.

In: FUNDSTELLE_OPENSEARCH_URL, `https://user:password@host:9200,host2:9200/name`; the name of the
index is in its path, by default that of the index directory.
Out: answers as dictionaries, or our errors.
"""

from __future__ import annotations

import logging
import os
import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from opensearchpy import OpenSearch
from opensearchpy.exceptions import (
    AuthenticationException,
    AuthorizationException,
    NotFoundError,
    RequestError,
    SerializationError,
    TransportError,
)
from opensearchpy.exceptions import (
    ConnectionError as NoConnection,
)
from opensearchpy.helpers import streaming_bulk

from search.engines.opensearch.mapping import Json
from search.errors import (
    CannotWriteError,
    EngineUnavailableError,
    IndexMissingError,
    StorageFullError,
    UsageError,
)

SETTING = "FUNDSTELLE_OPENSEARCH_URL"
PREFIX = "fundstelle"
ANSWER_S, WRITE_S = 10, 120  # how long to wait for an answer, and for a write
# Bytes of one request at most, and how often one is sent again that a busy cluster puts off: after
# 1, 2, 4, 8 and 16 s.
MOST_BYTES, RETRIES = 8_000_000, 5
# It warns of every answer but 200, also of the 404 that tells that there is no index yet.
logging.getLogger("opensearch").setLevel(logging.ERROR)
_PLAIN = re.compile(r"[a-z0-9][a-z0-9_-]*")


class Place(NamedTuple):
    """What FUNDSTELLE_OPENSEARCH_URL tells."""

    hosts: tuple[tuple[str, int], ...]
    user: tuple[str, str] | None
    secure: bool
    name: str

    @classmethod
    def of(cls, url: str) -> Place:
        """Read the setting. Raises UsageError, which never tells what the setting holds."""
        wrong = UsageError(
            f"{SETTING} must look like https://user:password@host:9200,host2:9200/name; in name "
            "and password / ? # @ % are written %2F %3F %23 %40 %25"
        )
        try:
            parts = urlsplit(url)
            login, _, hosts = parts.netloc.rpartition("@")
            places = [urlsplit(f"//{host}") for host in hosts.split(",")]
            secure = parts.scheme == "https"
            default = 443 if secure else 9200
            found = tuple((place.hostname or "", place.port or default) for place in places)
        except ValueError:
            raise wrong from None  # its words hold what stands where a port should
        cut_short = parts.query or parts.fragment or "@" in parts.path
        if parts.scheme not in ("http", "https") or cut_short or not all(h for h, _ in found):
            raise wrong
        user, _, password = map(unquote, login.partition(":"))
        return cls(found, (user, password) if user else None, secure, parts.path.strip("/"))


class Cluster:
    """A cluster and the prefix of all our names in it."""

    def __init__(self, url: str, name: str) -> None:
        self._place = Place.of(url)
        self.place = ",".join(f"{host}:{port}" for host, port in self._place.hosts)
        self.alias = f"{PREFIX}-{_slug(self._place.name or name)}"
        self._clients: dict[int, OpenSearch] = {}

    @property
    def client(self) -> OpenSearch:
        """Return the client of this process: what was forked must not share its connections."""
        process = os.getpid()
        if process not in self._clients:
            where = self._place
            self._clients = {
                process: OpenSearch(
                    hosts=[{"host": host, "port": port} for host, port in where.hosts],
                    http_auth=where.user,
                    use_ssl=where.secure,
                    verify_certs=where.secure,
                    timeout=ANSWER_S,
                    max_retries=3,
                    retry_on_timeout=False,
                )
            }
        return self._clients[process]

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Raise what the cluster says, or that it says nothing, as one of our errors."""
        try:
            yield
        except (AuthenticationException, AuthorizationException) as error:
            if "cluster_block_exception" in str(error.error):
                raise StorageFullError(f"{self.place} takes no writes: {_reason(error)}") from error
            raise UsageError(
                f"{self.place} refuses the name or password in {SETTING}: {_reason(error)}"
            ) from error
        except NoConnection as error:
            raise EngineUnavailableError(
                f"the cluster at {self.place} does not answer ({type(error).__name__})"
            ) from error
        except TransportError as error:
            if "flood-stage" in str(error.info):
                raise StorageFullError(f"{self.place} takes no writes: {_reason(error)}") from error
            if _passes(error.status_code):
                raise EngineUnavailableError(
                    f"the cluster at {self.place} cannot answer now: {_reason(error)}"
                ) from error
            if error.status_code == 404:
                raise IndexMissingError(
                    f"{_reason(error)} at {self.place}; `fundstelle index SOURCE… --engine "
                    "opensearch` makes an index"
                ) from error
            raise CannotWriteError(f"{self.place} refuses: {_reason(error)}") from error
        except SerializationError as error:
            raise UsageError(
                f"what answers at {self.place} is no OpenSearch; see {SETTING}"
            ) from error

    def search(self, index: str, body: Json) -> Json:
        """Return the answer to one question; a part of one is an error."""
        with self.errors():
            answer: Json = self.client.search(
                index=index,
                body=body,
                params={
                    "allow_partial_search_results": "false",
                    "cancel_after_time_interval": f"{ANSWER_S}s",
                },
            )
            return answer

    def bulk(self, actions: Iterator[Json], at_once: int) -> None:
        """Write and remove documents, so many in one request.

        Raises: as `errors` does; CannotWriteError names the first document refused.
        """
        with self.errors():
            for done, told in streaming_bulk(
                self.client,
                actions,
                chunk_size=at_once,
                max_chunk_bytes=MOST_BYTES,
                max_retries=RETRIES,
                initial_backoff=1,
                raise_on_error=False,
                request_timeout=WRITE_S,
            ):
                if not done:
                    self._refused(told)

    def _refused(self, told: Json) -> None:
        """Raise what a cluster says of a document that it has not taken."""
        facts: Json = next(iter(told.values()))
        status, reason = int(facts.get("status", 0)), facts.get("error")
        if status == 404 and "delete" in told and not reason:
            return  # it was not there
        words = reason.get("reason") if isinstance(reason, Mapping) else reason
        text = f"{self.place} refuses {facts.get('_id')}: {words or status}"
        if "flood-stage" in str(words):
            raise StorageFullError(text)
        raise (EngineUnavailableError if _passes(status) else CannotWriteError)(text)

    def make(self, index: str, mappings: Json) -> None:
        """Make a small index beside the generations if it is not there."""
        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        with self.errors():
            try:
                self.client.indices.create(
                    index=index, body={"settings": settings, "mappings": mappings}
                )
            except RequestError as error:
                if error.error != "resource_already_exists_exception":
                    raise

    def live(self) -> str | None:
        """Return the name of the live index; None if there is none."""
        with self.errors():
            try:
                names: list[str] = list(self.client.indices.get_alias(name=self.alias))
                return max(names, default=None)
            except NotFoundError:
                return None

    def meta(self, index: str) -> Mapping[str, object]:
        """Return what is kept about an index."""
        with self.errors():
            found: Json = self.client.indices.get_mapping(index=index)
            meta: Mapping[str, object] = found[index]["mappings"].get("_meta", {})
            return meta


def _passes(status: int | str) -> bool:
    """Tell whether an answer is one of a cluster that may do better later.

    A node that is being stopped says 500.
    """
    return isinstance(status, int) and (status in (408, 429) or status >= 500)


def _slug(name: str) -> str:
    """Return a name that an index may have; what had to be left out counts by a checksum."""
    kept = re.sub(r"[^a-z0-9_-]+", "-", name.lower()).strip("-_")
    return name if _PLAIN.fullmatch(name) else f"{kept}-{zlib.crc32(name.encode()):08x}".strip("-")


def _reason(error: TransportError) -> str:
    """Return the first cause that the cluster tells, in one line."""
    info = error.info
    if isinstance(info, Mapping) and isinstance(told := info.get("error"), Mapping):
        causes = told.get("root_cause") or [told]
        text = str(causes[0].get("reason") or causes[0].get("type"))
    else:
        text = str(error.error)
    return " ".join(text.split())[:300]
