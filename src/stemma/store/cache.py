"""Results of the article floor, kept between runs in one SQLite file and keyed by what they depend on.

A cache that cannot be opened or written is no error: the work is done again.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path

import msgspec
from platformdirs import user_cache_path

from stemma.model import Article, Layers

_encoder = msgspec.msgpack.Encoder()
_decoder = msgspec.msgpack.Decoder(Layers)


def default_path() -> Path:
    """Where the cache lies unless told otherwise (the user's cache folder)."""
    return user_cache_path("stemma") / "layers.sqlite"


class LayerCache:
    """Maps an article and the versions of what reads it to its layers. `path` None keeps nothing."""

    def __init__(self, path: Path | None, versions: Sequence[str]) -> None:
        self._versions = "\n".join(versions)
        self._db: sqlite3.Connection | None = None
        if path is not None:
            with contextlib.suppress(OSError, sqlite3.Error):
                path.parent.mkdir(parents=True, exist_ok=True)
                db = sqlite3.connect(path, timeout=5)
                db.execute(
                    "CREATE TABLE IF NOT EXISTS layers (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID"
                )
                self._db = db

    def key(self, article: Article) -> str:
        digest = hashlib.sha256(self._versions.encode())
        digest.update(_encoder.encode(article))
        return digest.hexdigest()

    def get(self, article: Article) -> Layers | None:
        """The stored layers of `article`, None when there are none that can be read."""
        if self._db is None:
            return None
        with contextlib.suppress(sqlite3.Error, msgspec.DecodeError):
            row = self._db.execute("SELECT value FROM layers WHERE key = ?", (self.key(article),)).fetchone()
            return _decoder.decode(row[0]) if row else None
        return None

    def put(self, article: Article, layers: Layers) -> None:
        if self._db is None:
            return
        with contextlib.suppress(sqlite3.Error), self._db:
            self._db.execute(
                "INSERT OR REPLACE INTO layers VALUES (?, ?)", (self.key(article), _encoder.encode(layers))
            )
