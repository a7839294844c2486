"""One run: read the lists, then fetch the pages that are due, host by host in turn.

In: addresses of feeds and sitemaps, a folder.  Out: page files in the folder and a report.  What
was noted is never asked again unless its list says that it changed; then only if it did (ETag,
Last-Modified).
"""

from __future__ import annotations

import re
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from corpus.errors import UnreadableArticleError
from corpus.fetch.addresses import RefusedError, host_of, require_site, site_of, usable_address
from corpus.fetch.client import ROBOT, Client, PostponedError
from corpus.fetch.links import Listing, read_listing
from corpus.fetch.pages import page_file, write_page
from corpus.fetch.state import FetchState, LinkRecord, ListRecord, exclusive
from corpus.fetch.transport import FailedError, Response, Transport
from corpus.models import ReadFailure

MAX_LISTS = 100
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
_PAGE = re.compile(r"\s*(?:text/html|application/xhtml\+xml)\b", re.I)
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchOptions:
    """What the user decides. `contact`: told to the hosts; `hosts`: further sites articles may
    come from; `delay_s`: least pause between two requests to a host; `limit`: pages a run.
    """

    contact: str = ""
    hosts: tuple[str, ...] = ()
    delay_s: float = 1.0
    limit: int = 500
    allow_private: bool = False

    @property
    def agent(self) -> str:
        """The User-Agent."""
        return f"{ROBOT}/{version('fundstelle')}" + (f" (+{self.contact})" if self.contact else "")


@dataclass(slots=True)
class FetchReport:
    """What one run did. Counts are pages; `refused` and `failed` name lists and pages.

    `lists`: feeds and sitemaps that answered; `left`: pages for a later run; `postponed`: the page
    at which a host asked to be left alone, of each such host.
    """

    fetched: int = 0
    unchanged: int = 0
    left: int = 0
    lists: int = 0
    refused: list[ReadFailure] = field(default_factory=list)
    failed: list[ReadFailure] = field(default_factory=list)
    postponed: list[ReadFailure] = field(default_factory=list)

    def to_dict(self) -> dict[str, object]:
        """Return the object that `fundstelle fetch --format json` prints."""
        counts = {name: getattr(self, name) for name in ("fetched", "unchanged", "left", "lists")}
        return counts | {
            name: [{"url": f.file, "reason": f.reason} for f in getattr(self, name)]
            for name in ("refused", "failed", "postponed")
        }


def fetch_articles(
    sources: Sequence[str],
    folder: Path,
    options: FetchOptions,
    *,
    transport: Transport | None = None,
    now: Callable[[], float] = time.time,
    sleep: Callable[[float], None] = time.sleep,
    progress: Progress = lambda *_: None,
) -> FetchReport:
    """Fetch what is new in feeds and sitemaps.

    Raises: RefusedError at once if a source is no web address; FolderBusyError, StoreError,
    OSError.
    """
    named = [usable_address(source) for source in sources]
    folder.mkdir(parents=True, exist_ok=True)
    transport = transport or Transport(options.agent, allow_private=options.allow_private)
    with exclusive(folder):
        state = FetchState(folder)
        waits = state.hosts()
        client = Client(transport, delay_s=options.delay_s, not_before=waits, now=now, sleep=sleep)
        try:
            run = _Run(client, state, folder, options, now)
            lists = run.read_lists(named)
            run.fetch_pages(lists, progress)
        finally:
            try:
                state.note_hosts(waits, now())
            finally:
                state.close()
    return run.report


@dataclass(slots=True)
class _Run:
    client: Client
    state: FetchState
    folder: Path
    options: FetchOptions
    now: Callable[[], float]
    report: FetchReport = field(default_factory=FetchReport)

    def read_lists(self, named: list[str]) -> dict[str, frozenset[str]]:
        """Read feeds and sitemaps, indexes of sitemaps one level deep; return the sites of each."""
        lists: dict[str, frozenset[str]] = {}
        # Address, stamp, and for what an index names the sites that it may name.
        pending: deque[tuple[str, str, frozenset[str] | None]] = deque(
            (url, "", None) for url in dict.fromkeys(named)
        )
        while pending:
            url, stamp, within = pending.popleft()
            known = self.state.list_record(url)
            if url in lists or (within and stamp and known.stamp == stamp):
                lists.setdefault(url, known.sites)
                continue
            try:
                listing = self._read_list(known, stamp, within)
            except (RefusedError, FailedError, PostponedError, UnreadableArticleError) as error:
                report = self.report
                told = report.refused if isinstance(error, RefusedError) else report.failed
                told.append(ReadFailure(url, str(error)))
                if known.sites:  # what was listed before is still due
                    lists[url] = known.sites
                continue
            self.report.lists += 1
            if listing is None or not listing.is_index:
                lists[url] = self.state.list_record(url).sites
                continue
            newest = sorted(listing.links, key=lambda link: link.stamp, reverse=True)
            sites = frozenset({site_of(url), *self.options.hosts})
            pending.extend((link.url, link.stamp, sites) for link in newest[:MAX_LISTS])
            if len(newest) > MAX_LISTS:
                reason = f"names {len(newest)} sitemaps, the newest {MAX_LISTS} are read"
                self.report.refused.append(ReadFailure(url, reason))
        return lists

    def _read_list(
        self, known: ListRecord, stamp: str, within: frozenset[str] | None
    ) -> Listing | None:
        """Read one list into the state; None if it has not changed since."""
        url = known.url
        answer = self.client.get(url, _validators(known.etag, known.modified), sites=within)
        if answer.status == 304:
            return None
        _require_ok(answer)
        listing = read_listing(answer.body, _charset(answer), answer.url)
        if listing.is_index:
            if within is not None:
                raise UnreadableArticleError("a sitemap index within a sitemap index is not read")
            # No validators are kept: what it names is looked at each time.
            return listing
        record = ListRecord(
            url=url,
            stamp=stamp,
            etag=answer.headers.get("etag", ""),
            modified=answer.headers.get("last-modified", ""),
            sites=frozenset({site_of(url), site_of(answer.url)}) | listing.sites,
        )
        self.state.note_list(record, listing.links)
        return listing

    def fetch_pages(self, lists: dict[str, frozenset[str]], progress: Progress) -> None:
        """Fetch the pages that are due, always from the host that may be asked first."""
        waiting: dict[str, deque[LinkRecord]] = {}
        for link in self.state.due(lists):
            waiting.setdefault(host_of(link.url), deque()).append(link)
        total = min(sum(map(len, waiting.values())), self.options.limit)
        for done, link in enumerate(self._in_turn(waiting), 1):
            sites = lists[link.list] | frozenset(self.options.hosts)
            if self._fetch_page(link, sites):
                self.report.left += 1 + len(waiting.pop(host_of(link.url), ()))
            progress("fetching", min(done, total), total)
        self.report.left += sum(map(len, waiting.values()))

    def _in_turn(self, waiting: dict[str, deque[LinkRecord]]) -> Iterator[LinkRecord]:
        """Yield links and take them out of `waiting`, until the limit is reached."""
        while waiting and self.report.fetched + len(self.report.failed) < self.options.limit:
            host = min(waiting, key=self.client.ready)
            link = waiting[host].popleft()
            if not waiting[host]:
                del waiting[host]
            yield link

    def _fetch_page(self, link: LinkRecord, sites: frozenset[str]) -> bool:
        """Fetch one page and note what came of it; tell if its host wants to be left alone."""
        path = page_file(self.folder, link.url)
        try:
            require_site(link.url, sites)
            fields = _validators(link.etag, link.modified) if path.exists() else {}
            answer = self.client.get(link.url, fields, sites=sites)
            if answer.status == 304 and fields:
                self.report.unchanged += 1
                self.state.note_done(link.url, link.etag, link.modified)
                return False
            if answer.status in {404, 410}:
                self._fail(link, f"status {answer.status}", for_good=True)
                return False
            _require_ok(answer)
            _require_page(answer)
        except RefusedError as error:
            self.report.refused.append(ReadFailure(link.url, str(error)))
            if error.asked:
                self.state.note_failed(link, for_good=False)
            else:
                self.state.note_refused(link.url)
        except UnreadableArticleError as error:
            self.report.refused.append(ReadFailure(link.url, str(error)))
            self.state.note_failed(link, for_good=True)
        except FailedError as error:
            self._fail(link, str(error), for_good=False)
        except PostponedError as error:
            self.report.postponed.append(ReadFailure(link.url, str(error)))
            return True
        else:
            write_page(path, answer, self.now())
            headers = answer.headers
            self.state.note_done(
                link.url, headers.get("etag", ""), headers.get("last-modified", "")
            )
            self.report.fetched += 1
        return False

    def _fail(self, link: LinkRecord, reason: str, *, for_good: bool) -> None:
        self.report.failed.append(ReadFailure(link.url, reason))
        self.state.note_failed(link, for_good=for_good)


def _validators(etag: str, modified: str) -> dict[str, str]:
    fields = {"If-None-Match": etag, "If-Modified-Since": modified}
    return {name: value for name, value in fields.items() if value}


def _require_ok(answer: Response) -> None:
    if answer.status != 200:
        raise FailedError(f"status {answer.status}")


def _require_page(answer: Response) -> None:
    kind = answer.headers.get("content-type", "text/html")
    if not _PAGE.match(kind):
        raise UnreadableArticleError(f"no page but {kind.partition(';')[0].strip()[:60]}")
    if not answer.body.strip():
        raise FailedError("an empty page")


def _charset(answer: Response) -> str:
    found = _CHARSET.search(answer.headers.get("content-type", ""))
    return found[1] if found else ""
