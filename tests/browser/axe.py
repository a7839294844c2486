"""Ask axe what on a page keeps somebody from reading it.

In: a page as it stands.  Out: the rules that hold, and what breaks the others.
"""

from __future__ import annotations

from dataclasses import dataclass

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},  # axe leaves it out unless asked by name
    # To tell of each element that holds a rule takes as long as to look at it.
    "resultTypes": ["violations"],
}
RUN = """options => axe.run(document, options).then(({passes, violations}) => ({
    passed: passes.map(rule => rule.id),
    violations: violations.flatMap(rule => rule.nodes.map(
        node => [rule.id, node.html, node.failureSummary].join('\\n'))),
}))"""


@dataclass(frozen=True)
class Judged:
    """The names of the rules that hold somewhere, and each break of a rule: where and why."""

    passed: frozenset[str]
    violations: tuple[str, ...]


def judge(page: Page) -> Judged:
    """Let axe look at a page; a document gets its script once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(RUN, OPTIONS)
    return Judged(frozenset(found["passed"]), tuple(found["violations"]))
