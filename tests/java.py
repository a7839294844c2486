"""Java for the tests: the newest JDK of this machine, and where jars of Maven Central are kept."""

from __future__ import annotations

import os
import re
import shutil
from functools import cache
from pathlib import Path

PLACE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "fundstelle-tests"


@cache
def jdk(oldest: int) -> Path | None:
    """Return the home of the newest JDK of this machine, None if none is of version `oldest` on."""
    homes = [Path(home) for home in [os.environ.get("JAVA_HOME", "")] if home]
    homes += [Path(home) for home in Path("/usr/lib/jvm").glob("*")]
    if java := shutil.which("javac"):
        homes.append(Path(java).resolve().parent.parent)
    found = []
    for home in homes:
        release = home / "release"
        if (home / "bin" / "javac").exists() and release.exists():
            version = re.search(r'JAVA_VERSION="(\d+)', release.read_text())
            found.append((int(version[1]) if version else 0, home))
    newest = max(found, default=(0, None))
    return newest[1] if newest[0] >= oldest else None
