"""Archives that `write_archive` would not write, for the tests that they are refused.

In: members, and what the list says of them.  Out: the bytes of a tar file.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Mapping, Sequence

from search.backup.archive import FORMAT, LIST

Member = tuple[str | tarfile.TarInfo, bytes]


def listing(files: Mapping[str, bytes], facts: Mapping[str, object], of_format: int) -> bytes:
    """Return a list whose every checksum fits."""
    digests = {n: [len(data), hashlib.sha256(data).hexdigest()] for n, data in files.items()}
    body = {"format": of_format, "facts": facts, "files": digests}
    digest = hashlib.sha256(json.dumps(body, sort_keys=True).encode()).hexdigest()
    return json.dumps({**body, "digest": digest}).encode()


def forge(
    members: Sequence[Member],
    *,
    listed: Mapping[str, bytes] | None = None,
    facts: Mapping[str, object] | None = None,
    format: int = FORMAT,  # noqa: A002 – as in the list
    text: bytes | None = None,
) -> bytes:
    """Return an archive; `listed`: the files that its list names, `text`: the list as it stands."""
    if listed is None:
        listed = {name: data for name, data in members if isinstance(name, str)}
    if text is None:
        text = listing(listed, facts or {}, format)
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for name, data in ((LIST, text), *members):
            member = tarfile.TarInfo(name) if isinstance(name, str) else name
            if member.isreg():
                member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()
