"""A real OpenSearch cluster: several nodes in one JVM, in a folder that may be thrown away.

In: an empty folder, or one that a cluster left.  Out: addresses of running nodes, which can be
stopped and started, and all be killed and restarted over their data.

    python -m tests.opensearch.cluster [NODES]

prints the addresses and serves until it is interrupted or terminated.
"""

from __future__ import annotations

import contextlib
import json
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

from tests.java import PLACE, jdk

JAVA = 21  # what OpenSearch 3 asks for
HERE = Path(__file__).parent
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies"
JARS = PLACE / "opensearch-3.8.0.0"
# A cluster of a test lives short: without the second compiler and with the simple collector one
# node is there after 11 s of processor time instead of 20, with the archive of classes after 6.
JVM = ("-Xms512m", "-Xmx1g", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-XX:-UsePerfData")
# What the JVM logs would stand among the answers.
JVM += ("--enable-native-access=ALL-UNNAMED", "-Xlog:disable")
# A block is for one cluster. Systems give outgoing connections ports behind these, so that none
# takes the port of a stopped node.
PORTS = range(12_000, 32_000, 20)
HEALTH_TIMEOUT_S = 300


def missing() -> str:
    """Return why no cluster can be run here; empty if one can."""
    if not jdk(JAVA):
        return f"no JDK from {JAVA} on"
    if not JARS.exists() and not shutil.which("mvn"):
        return "neither the jars of OpenSearch nor Maven to fetch them"
    return ""


def prepare() -> None:
    """Get what is not there yet: the jars by Maven, and of their classes the JVM's own archive.

    Raises: CalledProcessError if Maven could not get them.
    """
    if not JARS.exists():
        with _made_whole(JARS) as jars:
            command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), COPY]
            command += ["-DincludeScope=runtime", f"-DoutputDirectory={jars}"]
            subprocess.run(command, check=True)
    if not _archive().exists():
        with (
            tempfile.TemporaryDirectory() as folder,
            _made_whole(_archive()) as archive,
            Cluster(Path(folder), jvm=(f"-XX:ArchiveClassesAtExit={archive}",)) as cluster,
        ):
            cluster.quit()


@contextlib.contextmanager
def _made_whole(target: Path) -> Iterator[Path]:
    """Yield where to make a file or folder; it comes to its place in one step."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        made = Path(folder) / target.name
        yield made
        # Somebody was quicker, or this JVM makes no archive: it runs without.
        with contextlib.suppress(OSError):
            made.rename(target)


def _home() -> Path:
    home = jdk(JAVA)
    assert home, missing()
    return home


def _archive() -> Path:
    """Return where the archive of classes is, which fits these jars and this JDK alone."""
    return Path(f"{JARS}-{zlib.crc32((_home() / 'release').read_bytes()):08x}.jsa")


class Cluster:
    """A cluster of nodes numbered from 0; they run inside the `with`, which wants `prepare`.

    Every method returns when what it does is done, and raises RuntimeError with the end of the
    logs if the JVM ended by itself.
    """

    def __init__(self, folder: Path, nodes: int = 1, jvm: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.nodes = nodes
        self.port = _free_ports(2 * nodes)
        self.urls = [f"http://127.0.0.1:{self.port + node}" for node in range(nodes)]
        self._options = (*JVM, *jvm)
        self._running: set[int] = set()
        self._jvm: subprocess.Popen[str] | None = None

    @property
    def url(self) -> str:
        """The address of the first running node."""
        return self.urls[min(self._running, default=0)]

    @property
    def pid(self) -> int | None:
        """The JVM, if it runs."""
        return self._jvm.pid if self._jvm else None

    def __enter__(self) -> Self:
        config = self.folder / "config"
        config.mkdir(parents=True, exist_ok=True)
        # Under its own name beside its user, the launcher's logging would take it too early.
        shutil.copy(HERE / "logs.properties", config / "log4j2.properties")
        settings = json.dumps(self._settings(), indent=1)  # YAML holds JSON
        (config / "opensearch.yml").write_text(settings, "utf-8")
        self._launch()
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()

    def _settings(self) -> dict[str, object]:
        nodes = range(self.nodes)
        return {
            "network.host": "127.0.0.1",
            "discovery.seed_hosts": [f"127.0.0.1:{self.port + self.nodes + n}" for n in nodes],
            "cluster.initial_cluster_manager_nodes": [_name(node) for node in nodes],
            # Over old data the first node would wait for the others, which are started after it.
            "discovery.initial_state_timeout": "0s",
            # A nearly full disk would make the indices read-only.
            "cluster.routing.allocation.disk.threshold_enabled": False,
            "action.auto_create_index": False,
            "action.destructive_requires_name": True,
        }

    def _launch(self) -> None:
        temporary = self.folder / "tmp"
        temporary.mkdir(exist_ok=True)
        command = [str(_home() / "bin" / "java"), *self._options]
        command += [f"-D{name}={temporary}" for name in ("java.io.tmpdir", "jna.tmpdir")]
        if (archive := _archive()).exists():
            command.append(f"-XX:SharedArchiveFile={archive}")
        command += ["-cp", f"{JARS}/*", str(HERE / "ClusterMain.java")]
        command += [str(self.folder.resolve()), str(self.nodes), str(self.port)]
        pipe = subprocess.PIPE
        with (self.folder / "jvm.log").open("ab") as log:
            self._jvm = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=log, text=True)
        try:
            self._expect("ready")
            self._running = set(range(self.nodes))
            self.health("yellow")  # one cluster, all primary shards are there
        except BaseException:
            self.kill()
            raise

    def _expect(self, answer: str) -> None:
        assert self._jvm
        assert self._jvm.stdout
        if self._jvm.stdout.readline() != f"{answer}\n":
            self.kill()
            logs = [self.folder / "jvm.log", self.folder / "logs" / "cluster.log"]
            told = [log.read_text("utf-8")[-4000:] for log in logs if log.exists()]
            raise RuntimeError("\n".join([f"the cluster did not say {answer!r}:", *told]))

    def _order(self, line: str) -> None:
        assert self._jvm, "the cluster does not run"
        assert self._jvm.stdin
        with contextlib.suppress(BrokenPipeError):  # its silence will tell
            self._jvm.stdin.write(f"{line}\n")
            self._jvm.stdin.flush()

    def stop(self, node: int) -> None:
        """Stop a node in order; its shards are left to the others."""
        self._running.discard(node)
        self._order(f"stop {node}")
        self._expect(f"stop {node}")

    def start(self, node: int) -> None:
        """Start a stopped node over its data."""
        self._order(f"start {node}")
        self._expect(f"start {node}")
        self._running.add(node)

    def kill(self) -> None:
        """Kill all nodes at once, as `kill -9` does; nothing happens if none runs."""
        self._running.clear()
        if self._jvm:
            self._jvm.kill()
            self._jvm.communicate()
            self._jvm = None

    def quit(self) -> None:
        """Let the JVM exit; the nodes are not stopped before."""
        self._order("quit")
        assert self._jvm
        self._jvm.wait()
        self.kill()

    def restart(self) -> None:
        """Kill all nodes, if they run, and start all over their data."""
        self.kill()
        self._launch()

    def health(self, status: str = "green") -> dict[str, Any]:
        """Wait until the running nodes are one cluster in this state; return what it tells.

        Raises: urllib.error.HTTPError 408 if that takes more than five minutes.
        """
        wanted = f"wait_for_status={status}&wait_for_nodes={len(self._running)}"
        return self._get(f"_cluster/health?{wanted}&timeout={HEALTH_TIMEOUT_S}s")

    def manager(self) -> int:
        """Return which node is the elected manager."""
        elected = self._get("_cat/cluster_manager?format=json")[0]["node"]
        return next(node for node in range(self.nodes) if _name(node) == elected)

    def _get(self, path: str) -> Any:
        timeout = HEALTH_TIMEOUT_S + 10
        with urllib.request.urlopen(f"{self.url}/{path}", timeout=timeout) as answer:
            return json.load(answer)


def _name(node: int) -> str:
    """Return the name that the runner gives a node."""
    return f"Node {node + 1}"


def _free_ports(count: int) -> int:
    """Return the first of free ports in a row; by chance, as others look for some too."""
    assert count <= PORTS.step
    for first in random.SystemRandom().sample(PORTS, len(PORTS)):
        try:
            for port in range(first, first + count):
                with socket.socket() as probe:
                    probe.bind(("127.0.0.1", port))
        except OSError:
            continue
        return first
    raise RuntimeError("no free ports")


def main() -> None:
    """Serve until interrupted or terminated."""
    if reason := missing():
        sys.exit(reason)
    prepare()
    nodes = int(sys.argv[1]) if len(sys.argv) > 1 else 1
    with tempfile.TemporaryDirectory() as folder, Cluster(Path(folder), nodes) as cluster:
        print(*cluster.urls, flush=True)
        ends = {signal.SIGINT, signal.SIGTERM}
        signal.pthread_sigmask(signal.SIG_BLOCK, ends)
        signal.sigwait(ends)


if __name__ == "__main__":
    main()
