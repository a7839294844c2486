"""Let Whoosh unpickle only what its own files need.

Whoosh 2.7.4 stores its table of contents, block data and positions as pickles, and a pickle can run
code when it is read. In: bytes of index files.  Out: plain values and Whoosh's segment objects;
anything else raises IndexDamagedError. `install` replaces every door of Whoosh to `pickle`;
`self_test` pushes a hostile pickle through each and refuses to go on if one gets through.
"""

from __future__ import annotations

import contextlib
import functools
import importlib
import importlib.metadata
import io
import pickle
from types import ModuleType
from typing import IO, Any, ClassVar, NoReturn

from search.errors import FundstelleError, IndexDamagedError

_ALLOWED = {
    ("search.engines.embedded.codec", "ColumnarSegment"),
    ("collections", "defaultdict"),
    ("builtins", "int"),
    ("builtins", "set"),
}
# Every module of Whoosh that unpickles or could be made to.
_MODULES = (
    "whoosh.compat",
    "whoosh.index",
    "whoosh.formats",
    "whoosh.columns",
    "whoosh.legacy",
    "whoosh.multiproc",
    "whoosh.codec.whoosh3",
    "whoosh.codec.whoosh2",
    "whoosh.codec.plaintext",
    "whoosh.filedb.structfile",
    "whoosh.filedb.filetables",
    "whoosh.filedb.compound",
    "whoosh.util.loading",
)


def _latin1(text: str, encoding: str = "latin1") -> bytes:
    """Stand in for `_codecs.encode`, by which protocol 2 writes bytes."""
    if encoding != "latin1":
        raise IndexDamagedError(f"an index file asks for the encoding {encoding!r}")
    return text.encode("latin1")


def _find_class(module: str, name: str) -> Any:
    if (module, name) == ("_codecs", "encode"):
        return _latin1
    if (module, name) in _ALLOWED:
        return getattr(importlib.import_module(module), name)
    raise IndexDamagedError(f"an index file asks for {module}.{name}, which no index needs")


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _find_class(module, name)


class _FrugalUnpickler(pickle._Unpickler):
    """Written in Python: ten bytes make the one in C fill gigabytes with an empty memo."""

    # A bytearray would be made before its bytes are read; no index holds one.
    dispatch: ClassVar[dict[int, Any]] = {
        code: step
        for code, step in pickle._Unpickler.dispatch.items()
        if code != pickle.BYTEARRAY8[0]
    }

    def find_class(self, module: str, name: str) -> Any:
        return _find_class(module, name)


def load(stream: IO[bytes], **_: object) -> Any:
    """Read one pickle from a stream. Raises IndexDamagedError for anything but plain values."""
    return _loaded(_FrugalUnpickler(stream))


def loads(data: bytes, **_: object) -> Any:
    """Read one pickle from bytes. Raises IndexDamagedError for anything but plain values."""
    return _loaded(_Unpickler(io.BytesIO(data)))


def _loaded(unpickler: _Unpickler | _FrugalUnpickler) -> Any:
    try:
        return unpickler.load()
    except IndexDamagedError:
        raise
    except Exception as error:
        raise IndexDamagedError(f"an index file holds a damaged value ({error})") from error


class _SafePickle(ModuleType):
    """`pickle` as Whoosh's modules see it: writing as ever, reading through the allow-list."""

    def __getattr__(self, name: str) -> Any:
        return getattr(pickle, name)


def install() -> None:
    """Replace Whoosh's doors to `pickle`; may be called again at any time."""
    only_one_whoosh()
    safe = _SafePickle("pickle")
    safe.load, safe.loads, safe.Unpickler = load, loads, _refuse  # type: ignore[attr-defined]
    for name in _MODULES:
        module = _module(name)
        if module is None:
            continue
        for attribute, value in list(vars(module).items()):
            if value is pickle.load:
                setattr(module, attribute, load)
            elif value is pickle.loads:
                setattr(module, attribute, loads)
            elif value is pickle:
                setattr(module, attribute, safe)
    structfile = importlib.import_module("whoosh.filedb.structfile")
    structfile.StructFile.read_pickle = _read_pickle
    loading = importlib.import_module("whoosh.util.loading")
    loading.find_object = _refuse  # type: ignore[attr-defined]


def _read_pickle(file: Any) -> Any:
    try:
        return load(file.file)
    except IndexDamagedError as error:
        raise IndexDamagedError(f"{getattr(file, '_name', None) or 'index'}: {error}") from error


def _refuse(*_: object, **__: object) -> NoReturn:
    raise IndexDamagedError("an index file asks for a class by name, which no index needs")


def _module(name: str) -> ModuleType | None:
    try:
        return importlib.import_module(name)
    except ImportError:
        return None


@functools.cache
def only_one_whoosh() -> None:
    """Refuse to work beside a fork that installs itself under Whoosh's name.

    Looked at once a process: to read what is installed takes 45 ms.
    """
    owners = importlib.metadata.packages_distributions().get("whoosh", [])
    if len(set(owners)) > 1:
        raise FundstelleError(
            f"several distributions provide `whoosh` ({', '.join(sorted(set(owners)))}): "
            "uninstall all but Whoosh 2.7.4"
        )


class Canary:
    """What a hostile pickle would call; `sang` tells that it did."""

    sang = False

    def __reduce__(self) -> tuple[Any, tuple[()]]:
        return _sing, ()


def _sing() -> None:
    Canary.sang = True


def doors() -> dict[str, Any]:
    """Return every function of Whoosh that unpickles, by name; each takes bytes."""
    found: dict[str, Any] = {}
    for name in _MODULES:
        module = _module(name)
        for attribute in ("loads", "load", "load_pickle", "pickle"):
            value = getattr(module, attribute, None)
            if attribute == "pickle" and value is not None:
                value = value.loads
            if value is None or not callable(value):
                continue
            if attribute in ("load", "load_pickle"):
                found[f"{name}.{attribute}"] = lambda data, f=value: f(io.BytesIO(data))
            else:
                found[f"{name}.{attribute}"] = value
    structfile = importlib.import_module("whoosh.filedb.structfile")
    found["StructFile.read_pickle"] = lambda data: structfile.StructFile(
        io.BytesIO(data)
    ).read_pickle()
    return found


def self_test() -> None:
    """Push a harmless hostile pickle through every door; refuse to go on if one runs it.

    Raises: FundstelleError.
    """
    hostile = pickle.dumps(Canary(), 2)
    for name, door in doors().items():
        with contextlib.suppress(IndexDamagedError):
            door(hostile)
        if Canary.sang:
            Canary.sang = False
            raise FundstelleError(f"{name} runs code from index files; refusing to open any index")
