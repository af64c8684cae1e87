"""Results of the article floor, kept between runs in one SQLite file and keyed by what they depend on.

The cache holds nothing that cannot be worked out again, so no fault of it ends a build: a file that is damaged is set
aside under another name and a new one begun; one that cannot be opened or written (a read-only folder, a full disk,
another program's database) is left as it is. Either is told once, in one line of the log.
"""

from __future__ import annotations

import contextlib
import hashlib
import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from stemma.model import Article, Layers

_log = logging.getLogger(__name__)
_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Layers)

_WAIT = 5
"""Seconds a build waits for another that is writing."""


def default_path() -> Path:
    """Where the cache lies unless told otherwise (the user's cache folder)."""
    return user_cache_path("stemma") / "layers.sqlite"


class LayerCache:
    """Maps an article and the versions of what reads it to its layers. `path` None keeps nothing."""

    def __init__(self, path: Path | None, versions: Sequence[str]) -> None:
        self._versions = "\n".join(versions)
        self._path = path
        self._db: sqlite3.Connection | None = None
        self._inode = 0
        self._writes = True
        self._renewed = False
        if path is not None:
            try:
                self._open(path)
            except (OSError, sqlite3.Error) as error:
                self._recover(path, error)

    def key(self, article: Article) -> str:
        digest = hashlib.sha256(self._versions.encode())
        digest.update(_encoder.encode(article))
        return digest.hexdigest()

    def get(self, article: Article) -> Layers | None:
        """The stored layers of `article`, None when there are none that can be read."""
        if self._db is None:
            return None
        try:
            row = self._db.execute("SELECT value FROM layers WHERE key = ?", (self.key(article),)).fetchone()
            return _decoder.decode(row[0]) if row else None
        except sqlite3.Error as error:
            self._recover(self._path, error)
        except (msgspec.DecodeError, TypeError):
            pass  # an entry that cannot be read is written anew
        return None

    def put(self, article: Article, layers: Layers) -> None:
        """Keep the layers of `article`, where that can be done."""
        row = (self.key(article), _encoder.encode(layers)) if self._db is not None else ("", b"")
        try:
            self._write(row)
        except sqlite3.Error as error:
            self._recover(self._path, error, writing=True)
            with contextlib.suppress(sqlite3.Error):  # into the new file, where there is one
                self._write(row)

    def _write(self, row: tuple[str, bytes]) -> None:
        if self._db is not None and self._writes:
            with self._db:
                self._db.execute("INSERT OR REPLACE INTO layers VALUES (?, ?)", row)

    def _open(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._inode = path.stat().st_ino if path.exists() else 0
        db = sqlite3.connect(path, timeout=_WAIT)
        try:
            if {name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")} - {"layers"}:
                raise sqlite3.DatabaseError("it is the database of another program")
            db.execute("CREATE TABLE IF NOT EXISTS layers (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID")
            db.execute("SELECT key, value FROM layers LIMIT 0")
            self._inode = path.stat().st_ino
        except (OSError, sqlite3.Error):
            db.close()
            raise
        self._db = db

    def _recover(self, path: Path | None, error: OSError | sqlite3.Error, *, writing: bool = False) -> None:
        """Do without what failed: a damaged file gives way to a new one, once; else nothing more is written or read."""
        assert path is not None
        if _damaged(error) and not self._renewed:
            self._renewed = True  # a disk that damages the new file too is not fed a third
            self._close()
            try:
                aside = self._set_aside(path)
                self._open(path)
            except (OSError, sqlite3.Error) as again:
                error = again
            else:
                kept = f"it is kept as {aside.name}, and " if aside else ""
                _log.warning("The cache %s is damaged; %sa new one is begun.", path, kept)
                return
        self._writes = False
        if not writing:
            self._close()
        why = (error.strerror if isinstance(error, OSError) else None) or str(error)
        without = "Nothing more is kept in" if writing else "Stemma does without"
        _log.warning(
            "%s the cache %s (%s); the results are the same, the next build may take longer.", without, path, why
        )

    def _close(self) -> None:
        if self._db is not None:
            self._db.close()
            self._db = None

    def _set_aside(self, path: Path) -> Path | None:
        """The name the damaged file has now; None when another build was first."""
        if self._inode not in (0, path.stat().st_ino):
            return None
        number = 1
        while (aside := path.with_name(f"{path.name}.damaged{f'-{number}' if number > 1 else ''}")).exists():
            number += 1
        return path.rename(aside)


def _damaged(error: OSError | sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorname", "").startswith(("SQLITE_NOTADB", "SQLITE_CORRUPT"))
