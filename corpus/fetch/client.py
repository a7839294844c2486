"""Ask politely: robots.txt, one request at a time with a pause a host, Retry-After, redirects.

In: addresses.  Out: answers, or why there is none.  The pause is the longer of the user's and the
site's Crawl-delay. A host that asks for more than two minutes, or is busy twice in a row, is left
alone for this run.
Source: RFC 9309 (robots.txt), RFC 9110 10.2.3 (Retry-After)
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

from protego import Protego

from corpus.errors import CorpusError
from corpus.fetch.addresses import RefusedError, host_of, require_site, usable_address
from corpus.fetch.transport import FailedError, Response, Transport

ROBOT = "Fundstelle"
MAX_REDIRECTS = 3
MAX_ROBOTS_REDIRECTS = 5
MAX_ROBOTS_BYTES = 500 << 10
MAX_WAIT_S = 120.0
# A host that says 429 (too many requests) without saying until when.
UNSAID_WAIT_S = 60.0
MAX_RETRY_AFTER_S = 7 * 86_400.0
REDIRECTS = frozenset({301, 302, 303, 307, 308})


class PostponedError(CorpusError):
    """The host wants to be left alone, for longer than a run waits or more than once."""


class Client:
    """Requests with manners.

    `not_before`: host → time (seconds since 1970) before which it must not be asked; changed here,
    kept by the caller between runs. `now`, `sleep`: the clock, in seconds.
    """

    def __init__(
        self,
        transport: Transport,
        *,
        delay_s: float,
        not_before: dict[str, float],
        now: Callable[[], float],
        sleep: Callable[[float], None],
    ) -> None:
        self.not_before = not_before
        self._transport = transport
        self._delay_s = delay_s
        self._now = now
        self._sleep = sleep
        self._ready: dict[str, float] = {}
        self._robots: dict[str, Protego | FailedError] = {}

    def ready(self, host: str) -> float:
        """Return when a host may be asked next."""
        return max(self._ready.get(host, 0.0), self.not_before.get(host, 0.0))

    def get(
        self,
        url: str,
        fields: Mapping[str, str] | None = None,
        *,
        sites: Collection[str] | None = None,
    ) -> Response:
        """Return the answer of an address, behind its redirects.

        `sites`: those it and every redirect must stay in; None for any.
        Raises: RefusedError, FailedError, PostponedError.
        """
        hops = 0
        while hops <= MAX_REDIRECTS:
            try:
                if sites is not None:
                    require_site(url, sites)
                answer = self._ask(url, fields or {})
                if answer.status not in REDIRECTS or "location" not in answer.headers:
                    return answer
                hops += 1
                url = _redirected(url, answer)
            except RefusedError as error:
                error.asked = hops > 0
                raise
        raise FailedError(f"more than {MAX_REDIRECTS} redirects")

    def _ask(self, url: str, fields: Mapping[str, str]) -> Response:
        host = host_of(url)
        self._wait(host)
        rules = self._rules(url)
        if not rules.can_fetch(url, ROBOT):
            raise RefusedError("robots.txt of the host forbids it")
        pause = max(self._delay_s, rules.crawl_delay(ROBOT) or 0.0)
        answer = self._once(url, fields, pause)
        # A busy host that says until when is asked once more; `_once` waits.
        if host not in self.not_before:
            return answer
        answer = self._once(url, fields, pause)
        if host in self.not_before:
            raise PostponedError(f"the host is busy (status {answer.status})")
        return answer

    def _once(self, url: str, fields: Mapping[str, str], pause: float) -> Response:
        host = host_of(url)
        self._wait(host)
        self.not_before.pop(host, None)
        try:
            answer = self._transport.get(url, fields)
        finally:
            self._ready[host] = self._now() + pause
        asked = _retry_after(answer, self._now())
        if asked is not None:
            self.not_before[host] = self._now() + asked
        return answer

    def _wait(self, host: str) -> None:
        wait = self.ready(host) - self._now()
        if wait > MAX_WAIT_S:
            raise PostponedError(f"the host asks for a pause of {wait:.0f} s")
        if wait > 0:
            self._sleep(wait)

    def _rules(self, url: str) -> Protego:
        """Return a host's robots.txt, read once a run. Raises: FailedError, RefusedError."""
        parts = urlsplit(url)
        origin = f"{parts.scheme}://{parts.netloc}"
        if origin not in self._robots:
            try:
                self._robots[origin] = self._read_robots(f"{origin}/robots.txt")
            except FailedError as error:
                self._robots[origin] = FailedError(f"robots.txt cannot be read: {error}")
            self._ready[parts.netloc] = self._now() + self._delay_s
        found = self._robots[origin]
        if isinstance(found, FailedError):
            raise found
        return found

    def _read_robots(self, url: str) -> Protego:
        for _ in range(MAX_ROBOTS_REDIRECTS + 1):
            answer = self._transport.get(url)
            if answer.status in REDIRECTS and "location" in answer.headers:
                url = _redirected(url, answer)
                continue
            if answer.status == 200:
                return Protego.parse(answer.body[:MAX_ROBOTS_BYTES].decode("utf-8", "replace"))
            # RFC 9309 2.3.1.4: while the server fails, everything is forbidden. A server that
            # is asked too often (429) fails too, whatever the number's first digit.
            if answer.status >= 500 or answer.status == 429:
                raise FailedError(f"status {answer.status}")
            return Protego.parse("")
        raise FailedError(f"more than {MAX_ROBOTS_REDIRECTS} redirects")


def _redirected(url: str, answer: Response) -> str:
    try:
        # Header fields are read as Latin-1; servers write UTF-8.
        place = answer.headers["location"].encode("latin-1", "replace").decode("utf-8", "replace")
        return usable_address(urljoin(url, place))
    except (RefusedError, ValueError) as error:
        raise RefusedError(f"redirects elsewhere: {error}") from error


def _retry_after(answer: Response, now: float) -> float | None:
    """Return the seconds a busy host asks to wait; None if it is none or just broken."""
    given = answer.headers.get("retry-after", "")
    if answer.status not in {429, 503}:
        return None
    unsaid = UNSAID_WAIT_S if answer.status == 429 else None
    if given.isascii() and given.isdigit():
        return min(float(given[:9]), MAX_RETRY_AFTER_S)
    try:
        moment = parsedate_to_datetime(given).timestamp()
    except (TypeError, ValueError, OverflowError):
        return unsaid
    return min(max(0.0, moment - now), MAX_RETRY_AFTER_S)
