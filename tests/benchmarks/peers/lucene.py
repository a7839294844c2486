"""Lucene, in a Java process: `Lucene.java` and two jars of Maven Central.

Here: which jars and JDK, how they are fetched and compiled, how sections are handed over.
Building pipes sections into the JVM, which uses all cores; the JSON is decoded beside it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path

from tests.benchmarks.peers.base import PREFIX, TOP, WRITER_BYTES, moments, sections
from tests.java import PLACE, jdk

# The newest of Lucene 10 on the day of the benchmark (Apache-2.0); it asks for Java 21.
VERSION = "10.3.2"
JAVA = 21
JARS = ("lucene-core", "lucene-analysis-common")
SOURCE = Path(__file__).with_name("Lucene.java")
FOLDER = PLACE / f"lucene-{VERSION}"


def missing() -> str:
    """Return why Lucene cannot be run now; empty if it can."""
    if not jdk(JAVA):
        return f"no JDK from {JAVA} on"
    if not all((FOLDER / f"{jar}-{VERSION}.jar").exists() for jar in JARS):
        return f"the jars of Lucene {VERSION} were not fetched"
    return ""


def fetch() -> None:
    """Get the jars by Maven, if it is there and they are not."""
    if not shutil.which("mvn"):
        return
    for jar in JARS:
        if not (FOLDER / f"{jar}-{VERSION}.jar").exists():
            artifact = f"-Dartifact=org.apache.lucene:{jar}:{VERSION}"
            command = ["mvn", "-q", "-B", "dependency:copy", artifact]
            subprocess.run([*command, f"-DoutputDirectory={FOLDER}"], check=False)


def command(*args: str, room: str = "1g", top: int = TOP, own: bool = False) -> list[str]:
    """Return the command of a Java process; compile before if the source is newer.

    `top`: hits of a question; `own`: words are cut and stemmed by Lucene's own German analyser.
    """
    home = jdk(JAVA)
    assert home
    classes = FOLDER / "classes"
    path = f"{FOLDER}/*{os.pathsep}{classes}"
    made = classes / "Lucene.class"
    if not made.exists() or made.stat().st_mtime < SOURCE.stat().st_mtime:
        javac = [str(home / "bin" / "javac"), "-cp", path, "-d", str(classes), str(SOURCE)]
        subprocess.run(javac, check=True)
    first, last = (int(day.timestamp()) for day in moments())
    values = {"top": top, "prefix": PREFIX, "first": first, "last": last, "room": WRITER_BYTES}
    java = [str(home / "bin" / "java"), f"-Xmx{room}", "--add-modules", "jdk.incubator.vector"]
    java += ["--enable-native-access=ALL-UNNAMED"]
    java += ["-Dfile.encoding=UTF-8", "-Dstdout.encoding=UTF-8"]
    java += [f"-Down={str(own).lower()}", *(f"-D{name}={value}" for name, value in values.items())]
    return [*java, "-cp", path, "Lucene", *args]


def build(lines: Path, folder: Path) -> None:
    """Index a file of article lines."""
    write(command("build", str(folder)), sections(lines))


def write(build_command: list[str], texts: Iterable[tuple[str, str, datetime]]) -> None:
    """Hand names, texts and days to a process that indexes them. Raises CalledProcessError."""
    with subprocess.Popen(build_command, stdin=subprocess.PIPE) as java:
        assert java.stdin
        for name, text, day in texts:
            clean = " ".join(text.split())
            java.stdin.write(f"{name}\t{int(day.timestamp())}\t{clean}\n".encode())
        java.stdin.close()
    if java.returncode:
        raise subprocess.CalledProcessError(java.returncode, "java Lucene build")
