"""The shipped model, run by onnxruntime."""

from __future__ import annotations

import hashlib
import io
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray

from stemma.article.attribution.tagger.reading import Asked, Floats, Reading, window_pieces
from stemma.errors import ModelMissing
from stemma.nlp.embedder import MODEL
from stemma.nlp.models import checked, onnx_runtime, package_folder

FOLDER = "models/attribution_tagger"
_THREADS = 2


class OnnxNetwork:
    """The shipped model, run by onnxruntime.

    The graphs come without weights. The upper layers and the heads are shipped (int8, a scale a column); embeddings
    and lower layers are read from the packaged MiniLM, at the bytes the configuration names.
    """

    def __init__(self, config: dict[str, Any]) -> None:
        folder = files("stemma.data") / FOLDER
        content = {name: (folder / name).read_bytes() for name in config["sha256"]}
        for name, digest in config["sha256"].items():
            if hashlib.sha256(content[name]).hexdigest() != digest:
                raise ModelMissing(
                    f"The attribution tagger's file {name} is not the one its configuration names; reinstall stemma."
                )
        package, file, digest, install = MODEL
        packaged = np.memmap(checked(package_folder(package, install) / file, digest, install), np.uint8, "r")

        def stored(place: dict[str, Any]) -> NDArray[Any]:
            kind, shape = np.dtype(place["type"]), tuple(place["shape"])
            size = kind.itemsize * int(np.prod(shape))
            part: NDArray[Any] = packaged[place["at"] : place["at"] + size].view(kind)
            return part.reshape(shape)

        embeddings = config["embeddings"]
        self._words, self._word_scale = stored(embeddings["words_q"]), stored(embeddings["words_scale"])
        self._places: Floats = stored(embeddings["places_q"]) * stored(embeddings["places_scale"])
        self._places += stored(embeddings["types"])[0]
        weights: dict[str, Floats] = {}
        for name, place in config["shared"].items():
            part = {k: stored(v) for k, v in place.items()}
            weights[name] = part["value"] if "value" in part else part["q"] * part["scale"]
        with np.load(io.BytesIO(content["weights.npz"])) as shipped:
            for name in shipped.files:
                if name.endswith(":q"):
                    weights[name[:-2]] = shipped[name] * shipped[name[:-2] + ":scale"]
                elif not name.endswith(":scale"):
                    weights[name] = shipped[name]
        self._encoder = _session(content["encoder.onnx"], {k: v for k, v in weights.items() if k[0] == "e"})
        self._roles = _session(content["roles.onnx"], {k: v for k, v in weights.items() if k[0] == "r"})

    def encode(self, reading: Reading) -> tuple[Floats, Floats]:
        found = []
        for w in window_pieces(reading):
            words = self._words[w.ids] * self._word_scale[w.ids] + self._places[: len(w.ids)]
            feed = {
                "words": words,
                "first": w.first,
                "last": w.last,
                "features": reading.features[w.begin : w.end],
                "children": reading.children[w.begin : w.end],
            }
            found.append(self._encoder.run(None, feed))
        tokens, scores = zip(*found, strict=True)
        return np.concatenate(tokens), np.concatenate(scores)

    def roles(self, tokens: Floats, asked: Asked) -> Floats:
        out: Floats = self._roles.run(None, {"tokens": tokens} | asked._asdict())[0]
        return out


def _session(graph: bytes, weights: dict[str, Floats]) -> Any:
    onnxruntime = onnx_runtime()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # waiting threads leave the core to others
    options.log_severity_level = 3
    values = [onnxruntime.OrtValue.ortvalue_from_numpy(np.ascontiguousarray(w, np.float32)) for w in weights.values()]
    options.add_external_initializers(list(weights), values)
    return onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
