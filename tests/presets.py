#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The presets that stand for other programs, against those programs' own formulas.

Each program's loss is written here as its sums over a picture of its own size, with constants as it has them; by
`neural-art --evaluate` the engine must come to the same loss and gradient.  At other sizes the sums are multiplied
by how many fewer they are, for that is what a preset promises: the same balance at every size.  The network is
read and run by PyTorch, which this test is skipped without.  Speaks TAP.

A response next to 0 may fall to the other side by rounding, and the gradient then jumps: no error of whoever
computes it, and in a picture of the full size there is always one.  So there only the loss must agree to LIMIT, and
the gradient to TIE_LIMIT; at a small size the gradient must agree to LIMIT for one of TRIES canvases: a wrong
formula would be wrong for all of them.  Each part of the loss is compared alone too, for beside the
style the others are small.
"""
import json
import os
import struct
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
NETWORK = os.path.join(HERE, "..", "weights", "vgg19.safetensors")
PROGRAM = os.path.join(HERE, "..", os.environ.get("BUILD", "build"), "neural-art")

try:
    import numpy as np
    import torch
    import torch.nn.functional as tf
except ImportError:
    print("1..1\nok 1 - presets # SKIP there is no torch in this Python")
    sys.exit(0)

LIMIT = 1e-4      # of the loss, and of the gradient's norm
TIE_LIMIT = 5e-3  # of the gradient's norm, where there are ties: 7e-4 was the most seen
SMALL, TRIES = (96, 72), 8
STYLE = ("conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1")
CONTENT = "conv4_2"
BLOCKS = (2, 2, 4, 4, 4)
MEAN = torch.tensor([103.939, 116.779, 123.68]).view(1, 3, 1, 1)

# Each layer's mean response over photos, as core/network/layers.c has it: the recipe's network is scaled by its own.
USUAL = dict(conv1_1=21.09, conv2_1=121.11, conv3_1=124.19, conv4_1=504.94, conv4_2=327.79, conv5_1=47.10)


# ---- the network -------------------------------------------------------------

def read_network():
    with open(NETWORK, "rb") as file:
        length, = struct.unpack("<Q", file.read(8))
        header, numbers = json.loads(file.read(length)), file.read()

    def get(name):
        entry = header[name]
        kind = {"F32": "<f4", "U8": "u1"}[entry["dtype"]]
        return np.frombuffer(numbers[slice(*entry["data_offsets"])], kind).reshape(entry["shape"])

    names = [f"conv{b + 1}_{k + 1}" for b, n in enumerate(BLOCKS) for k in range(n)]
    return {name: (torch.tensor(get(name + ".weight.table")[get(name + ".weight")]), torch.tensor(get(name + ".bias")))
            for name in names}


def wide_pool(x):
    """Means of 3x3 about each second position, of what lies within the picture."""
    return tf.avg_pool2d(x, 3, stride=2, padding=1, count_include_pad=False)


def look_at(network, x, scales, pool=lambda x: tf.avg_pool2d(x, 2)):
    """{layer: responses [N, M]} of STYLE and CONTENT; zeros outside, average pooling."""
    seen, wanted = {}, {CONTENT, *STYLE}
    for name, (kernel, bias) in network.items():
        if name.endswith("_1") and name != "conv1_1":
            x = pool(x)
        x = torch.relu(tf.conv2d(x, kernel, bias, padding=1))
        if name in wanted:
            seen[name] = x[0].flatten(1) / scales.get(name, 1.0)
        if seen.keys() == wanted:
            return seen
    raise SystemExit("the network has too few layers")


# ---- the programs' losses ----------------------------------------------------

def style_error(f, s):
    """E_l of the paper: the sum of (F F' - S S')^2 over 4 N^2 M^2."""
    n, m = f.shape
    return (f.double() @ f.double().T - s.double() @ s.double().T).square().sum() / (4 * n ** 2 * m ** 2)


def tensorflow_loss(network, canvas, content, style):
    f, p, s = (look_at(network, x, {}) for x in (canvas, content, style))
    n, m = f[CONTENT].shape
    near = (f[CONTENT] - p[CONTENT]).double().square().sum() / (2 * n ** 0.5 * m ** 0.5)
    near = near * (100 * 75 / m) ** 0.5
    return {"content": near, "style": 500 * sum(style_error(f[k], s[k]) for k in STYLE)}


def lasagne_loss(network, canvas, content, style):
    f, p, s = (look_at(network, x, USUAL) for x in (canvas, content, style))
    near = 0.5 * (f[CONTENT] - p[CONTENT]).double().square().sum() * (75 * 75 / f[CONTENT].shape[1])
    x = canvas.double()
    down, right = x[..., :-1, :-1] - x[..., 1:, :-1], x[..., :-1, :-1] - x[..., :-1, 1:]
    rough = (down.square() + right.square()).pow(1.25).sum() * (599 * 599 / down[0, 0].numel())
    return {"content": 0.001 * near, "style": 0.2e6 * sum(style_error(f[k], s[k]) for k in STYLE),
            "variation": 0.1e-7 * rough}


def given(value, x, slope):
    """value, but with this slope by x: for a program that reckons its gradients out by itself."""
    return value.detach() + ((x - x.detach()).double() * slope.detach()).sum()


def deeppy_content(f, p, weight):
    difference = (f - p).double()
    weight = weight / (difference.abs().sum() + 1e-8)
    return given(0.5 * weight * difference.square().sum(), f, weight * difference)


def deeppy_style(f, s, weight):
    f64, s64 = f.double(), s.double()
    difference = f64 @ f64.T - s64 @ s64.T * (f.shape[1] / s.shape[1])
    slope = difference @ f64
    weight = weight / slope.abs().sum()
    return given(0.25 * weight * difference.square().sum(), f, weight * slope)


def deeppy_loss(network, canvas, content, style):
    """The program reports no loss of its smoothing: here it is that which the smoothing's gradient belongs to."""
    f, p, s = (look_at(network, x, {}, wide_pool) for x in (canvas, content, style))
    kernel = torch.tensor([[0.0, 1, 0], [1, -4, 1], [0, 1, 0]], dtype=torch.float64).view(1, 1, 3, 3) / 8
    x = canvas.double().transpose(0, 1)
    height, width = x.shape[2:]
    rough = -5e-8 * tf.conv2d(x, kernel, padding=1) * (801 * 601 / ((width + 1) * (height + 1)))
    return {"content": deeppy_content(f[CONTENT], p[CONTENT], 0.02),
            "style": sum(deeppy_style(f[k], s[k], 1 / len(STYLE)) for k in STYLE),
            "variation": given(0.5 * (x * rough).sum(), x, rough)}


# The loss's parts, and the program's own size.
CASES = {"tensorflow": (tensorflow_loss, (800, 600)), "lasagne": (lasagne_loss, (600, 600)),
         "deeppy": (deeppy_loss, (800, 600))}

# What is asked of the engine for one part of the loss.
ALONE = {
    "all": [],
    "content": ["--beta", "0", "--tv", "0"],
    "style": ["--alpha", "0", "--tv", "0"],
    "variation": ["--alpha", "0", "--beta", "0"],
    "ratio": ["--ratio", "0.15"],  # alpha over beta; 0.002 in the program, whose style weighs 500
}


# ---- the comparison ----------------------------------------------------------

def picture(seed, width, height):
    """Waves, an edge and grain, u8 [H, W, RGB]."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 64.0
    p = np.full((height, width, 3), 120.0)
    for _ in range(5):
        u, v, phase = random.normal(0, 3), random.normal(0, 3), random.uniform(0, 6.3)
        p += np.sin(u * x + v * y + phase)[..., None] * random.normal(0, 35, 3)
    p += np.sign(np.sin(3 * x + 5 * y))[..., None] * random.normal(0, 15, 3) + random.normal(0, 10, p.shape)
    return p.round().clip(0, 255).astype(np.uint8)


def write_ppm(path, p):
    with open(path, "wb") as file:
        file.write(b"P6\n%d %d\n255\n" % (p.shape[1], p.shape[0]) + p.tobytes())


def ask_engine(preset, part, pictures, folder):
    """Loss and gradient [3, H, W] by the command line."""
    names = [os.path.join(folder, f"{k}.ppm") for k in range(3)]
    gradient = os.path.join(folder, "gradient.npy")
    for name, p in zip(names, pictures):
        write_ppm(name, p)
    told = subprocess.run([PROGRAM, "--evaluate", *names, "--preset", preset, "--gradient", gradient, *ALONE[part]],
                          check=True, capture_output=True, text=True).stdout
    return json.loads(told)["loss"], np.load(gradient)


def compare(network, preset, part, size, seed):
    """The relative errors of loss and gradient."""
    loss = CASES[preset][0]
    pictures = [picture(k, *size) for k in (seed, 1, 2)]
    canvas, *others = (torch.tensor(p[..., ::-1].copy()).float().permute(2, 0, 1)[None] - MEAN for p in pictures)
    canvas.requires_grad_(True)
    parts = loss(network, canvas, *others)
    if part == "ratio":
        parts["ratio"] = parts["content"] * (0.15 * 500) + parts["style"]
    wanted = sum(parts.values()) if part == "all" else parts[part]
    slope, = torch.autograd.grad(wanted, canvas)
    slope, wanted = slope[0].double().numpy(), wanted.item()
    with tempfile.TemporaryDirectory() as folder:
        value, gradient = ask_engine(preset, part, pictures, folder)
    return abs(value / wanted - 1), np.linalg.norm(gradient - slope) / np.linalg.norm(slope)


def try_canvases(network, preset, part):
    """The relative errors at the small size, for the first canvas that is good enough, else the last."""
    for seed in range(10, 10 + TRIES):
        errors = compare(network, preset, part, SMALL, seed)
        if max(errors) <= LIMIT:
            break
    return errors


def report(number, what, error, limit):
    print(f"{'ok' if error <= limit else 'not ok'} {number} - {what}: off by {error:.1e}", flush=True)
    return error <= limit


def main():
    torch.set_num_threads(min(2, os.cpu_count()))
    network, results = read_network(), []
    for preset, (_, size) in CASES.items():
        parts = ["content", "style", "ratio" if preset == "tensorflow" else "variation"]
        tried = [(part, try_canvases(network, preset, part), (LIMIT, LIMIT)) for part in ["all", *parts]]
        tried.append(("all, its own size", compare(network, preset, "all", size, 3), (LIMIT, TIE_LIMIT)))
        for what, errors, limits in tried:
            for kind, error, limit in zip(("loss", "gradient"), errors, limits):
                results.append(report(len(results) + 1, f"{preset}, {what}, {kind}", error, limit))
    print(f"1..{len(results)}")
    return not all(results)


if __name__ == "__main__":
    sys.exit(main())
