"""Commands and outputs of the README: read them, run them, write them back.

    python -m tests.readme_console     runs every `$ command` of the README and writes its output

In: README.md.  Out: (command, output) pairs; times are shown as they were on the day of writing.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
SECONDS = re.compile(r"\b\d+[.,]\d+ s\b")


def documented() -> list[tuple[str, str]]:
    """Return every command of the README with the output shown."""
    text = (ROOT / "README.md").read_text("utf-8")
    return [(m["command"], m["output"]) for m in BLOCK.finditer(text)]


def run(command: str, index: Path) -> str:
    """Run a README command at the root on an index of its own; return all it prints."""
    scripts = Path(sys.executable).parent
    done = subprocess.run(
        command,
        shell=True,
        cwd=ROOT,
        env={
            **os.environ,
            "FUNDSTELLE_INDEX": str(index),
            "PATH": f"{scripts}{os.pathsep}{os.environ['PATH']}",
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=True,
    )
    return done.stdout


def without_times(output: str) -> str:
    """Return an output with every time replaced, for comparing."""
    return SECONDS.sub("N s", output)


def main() -> None:
    """Write the outputs of today into the README."""
    with tempfile.TemporaryDirectory() as folder:
        index = Path(folder) / "index"

        def fresh(match: re.Match[str]) -> str:
            output = run(match["command"], index)
            return f"```console\n$ {match['command']}\n{output.rstrip()}\n```"

        path = ROOT / "README.md"
        path.write_text(BLOCK.sub(fresh, path.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
