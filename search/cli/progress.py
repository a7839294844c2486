"""Show how far indexing is: a bar on a terminal, nothing elsewhere.

In: steps with counts.  Out: a bar on stderr that goes when all is done.
"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext

from search.indexing import Progress


def progress_bar() -> AbstractContextManager[Progress]:
    """Return a context that gives a progress function."""
    if not sys.stderr.isatty():
        return nullcontext(lambda *_: None)
    # Imported here: who sees no bar must not wait for what draws it.
    from search.cli.bar import drawn_bar

    return drawn_bar()
