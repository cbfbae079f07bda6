#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes tests/golden/: losses and gradients that the engine must agree with.

  golden.py [NAME...]       all cases of CASES below, or those named

Needs PyTorch and NumPy; check-golden, which reads what is made here, doesn't.
Every number is computed in double precision by automatic differentiation, from
the formulas rather than from the engine's way of doing them.

A ReLU or a maximum that is nearly a tie may fall the other way by rounding,
and the gradient then jumps: no error of whoever computes it.  So that a test
can be strict, pictures are chosen for each case where that does not matter:
"shaken" is the largest relative change of the gradient over SHAKES runs in
which noise of SHAKE times a layer's own size is added to what goes into each
ReLU, "float32" the same for one run in single precision.  Pictures for which
either is above LIMIT are passed over.
"""
import json
import os
import struct
import sys

import numpy as np
import torch
import torch.nn.functional as tf

HERE = os.path.dirname(os.path.abspath(__file__))
NETWORK = os.path.join(HERE, "..", "weights", "vgg19.safetensors")
FOLDER = os.path.join(HERE, "golden")

LIMIT, TRIES = 1.5e-5, 60
SHAKE, SHAKES = 1e-6, 8
LIGHT_SHAKE, LIGHT_SHAKES = 3e-7, 3  # for LIGHT, the cases that have too many ties

FIVE = "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1"
POOLS = "conv1_1,pool1,pool2,pool3,pool4"
BLOCKS = {1: 2, 2: 2, 3: 4, 4: 4, 5: 4}
EVERY = ",".join(",".join([f"conv{b}_{k + 1}" for k in range(n)] + [f"pool{b}"]) for b, n in BLOCKS.items())

# Mean response of each layer over photos (max pooling, zero padding): what "normalise" divides by.
USUAL = dict(conv1_1=21.09, conv1_2=96.87, conv2_1=121.11, conv2_2=108.63, conv3_1=124.19, conv3_2=160.78,
             conv3_3=334.71, conv3_4=485.94, conv4_1=504.94, conv4_2=327.79, conv4_3=179.22, conv4_4=44.24,
             conv5_1=47.10, conv5_2=19.89, conv5_3=8.17, conv5_4=1.28,
             pool1=130.14, pool2=198.79, pool3=743.29, pool4=100.05, pool5=2.43)

GRAM = dict(content_layers="conv4_2", style_layers=FIVE, style_weights="", alpha=5.0, beta=100.0, tv=0.0,
            statistic="gram", normalise=False, pool="max", edge="zero")
LOOK = dict(GRAM, style_weights="256,64,16,4,1", alpha=0.015, beta=1.0, tv=2.0,
            statistic="moments", normalise=True, edge="replicate")
EVEN = dict(GRAM, style_weights="even", alpha="even")  # every layer moves the canvas about as much, see even_out
SMALL, ODD = (96, 72), (131, 97)

# name: size of content and canvas, size of the style picture, settings
CASES = {
    "gram-conv1_1": (SMALL, (88, 60), dict(GRAM, style_layers="conv1_1", alpha="even")),
    "gram-five": (SMALL, (96, 72), GRAM),
    "gram-five-even": (SMALL, (88, 60), EVEN),
    "gram-five-odd": (ODD, (117, 83), dict(EVEN, content_layers="conv5_4")),
    "gram-pools-odd": (ODD, (117, 83), dict(EVEN, style_layers=POOLS)),
    "gram-conv1_1-average-odd": (ODD, (88, 60), dict(GRAM, style_layers="conv1_1", alpha="even", pool="average")),
    "gram-five-average": (SMALL, (88, 60), dict(EVEN, content_layers="conv5_4", pool="average")),
    "gram-five-average-odd": (ODD, (117, 83), dict(EVEN, pool="average")),
    "gram-pools-average": (SMALL, (88, 60), dict(EVEN, style_layers=POOLS, pool="average")),
    "gram-every-average": (SMALL, (88, 60), dict(EVEN, content_layers="conv1_2,conv3_3,pool5", style_layers=EVERY,
                                                 pool="average", normalise=True, tv=3.0)),
    "look": (SMALL, (88, 60), LOOK),
    "look-odd": (ODD, (117, 83), LOOK),
    "look-average": (SMALL, (96, 72), dict(LOOK, content_layers="conv5_4", alpha="even", pool="average")),
    "moments-pools-odd": (ODD, (88, 60), dict(LOOK, style_layers=POOLS, style_weights="even", normalise=False,
                                              edge="zero", alpha="even")),
    "no-style": (SMALL, None, dict(LOOK, content_layers="conv1_1", style_layers="", style_weights="", tv=200.0)),
}

LIGHT = {"gram-five-average", "gram-pools-average", "look-average"} | {k for k, v in CASES.items() if v[0] == ODD}
STEADY = []  # canvases that served another case, to be tried first (not for LIGHT)


# ---- the network -------------------------------------------------------------

def read_network(path):
    with open(path, "rb") as file:
        data = file.read()
    length, = struct.unpack("<Q", data[:8])
    header, numbers = json.loads(data[8:8 + length]), data[8 + length:]

    def get(name):
        entry = header[name]
        kind = {"F32": "<f4", "U8": "u1"}[entry["dtype"]]
        return np.frombuffer(numbers[slice(*entry["data_offsets"])], kind).reshape(entry["shape"])

    network = {}
    for b, n in BLOCKS.items():
        for k in range(n):
            name = f"conv{b}_{k + 1}"
            kernel = get(name + ".weight.table")[get(name + ".weight")]
            network[name] = torch.tensor(kernel).double(), torch.tensor(get(name + ".bias")).double()
    mean = [float(v) for v in header["__metadata__"]["mean"].split(",")]
    return network, torch.tensor(mean, dtype=torch.float64).view(1, 3, 1, 1)


def look_at(network, pixels, names, settings, shake=None):
    """{layer: responses} of a picture [1, 3, H, W] whose mean is taken off already."""
    x, seen = pixels, {}
    for b, n in BLOCKS.items():
        for k in range(n):
            kernel, bias = (t.to(x.dtype) for t in network[f"conv{b}_{k + 1}"])
            repeat = b + k == 1 and settings["edge"] == "replicate"
            x = tf.conv2d(tf.pad(x, [1] * 4, mode="replicate" if repeat else "constant"), kernel, bias)
            x = seen[f"conv{b}_{k + 1}"] = (x + shake(x) if shake else x).clamp_min(0)
            if names <= seen.keys():
                return seen
        pool = tf.max_pool2d if settings["pool"] == "max" else tf.avg_pool2d
        x = seen[f"pool{b}"] = pool(x, kernel_size=2)
        if names <= seen.keys():
            return seen
    raise SystemExit(f"no such layer among {names}")


# ---- the objective -----------------------------------------------------------

def gram(f):
    return f @ f.T / f.numel()


def gram_distance(f, g):
    return (gram(f) - gram(g)).square().mean()


def moments_distance(f, g):
    """Squared 2-Wasserstein distance a channel between Gaussians with the moments of f and g.

    The trace of (C'^1/2 C C'^1/2)^1/2 is the sum of the singular values of L'^T L, where L L^T = C and
    L' L'^T = C': no root of a matrix is needed.
    """
    f, g, n = f.double(), g.double(), len(f)
    m, k = f.mean(1), g.mean(1)
    c = (f - m[:, None]) @ (f - m[:, None]).T / f.shape[1]
    d = (g - k[:, None]) @ (g - k[:, None]).T / g.shape[1]
    eps = 1e-4 * d.trace() / n * torch.eye(n, dtype=torch.float64)
    c, d = c + eps, d + eps
    shared = torch.linalg.svdvals(torch.linalg.cholesky(d).T @ torch.linalg.cholesky(c)).sum()
    return (m - k).square().mean() + (c.trace() + d.trace() - 2 * shared) / n


def variation(x):
    """Of pixels in 0..1, the last row and column repeated once: mean squares of differences between
    neighbours, across and down with 2/3, along the diagonals with 1/6."""
    x = tf.pad(x / 255, (0, 1, 0, 1), mode="replicate")
    a, b, c, d = x[..., :-1, :-1], x[..., :-1, 1:], x[..., 1:, :-1], x[..., 1:, 1:]
    square = lambda u, v: (u - v).square().mean()
    return (square(a, b) + square(a, c)) * 2 / 3 + (square(a, d) + square(b, c)) / 6


def names_of(settings, part):
    return [name for name in settings[part + "_layers"].split(",") if name]


def goals(network, mean, content, style, settings, kind):
    """What the canvas is compared with: the responses to the content and to the style."""
    with torch.no_grad():
        return [look_at(network, (p - mean).to(kind), set(names), settings) if names else {}
                for p, names in ((content, names_of(settings, "content")), (style, names_of(settings, "style")))]


def evaluate(network, mean, canvas, wanted, painter, settings, kind, shake=None):
    """Terms before their weights, the loss, and the gradient [3, H, W] by the canvas's B, G, R."""
    canvas = (canvas - mean).to(kind).requires_grad_(True)
    layers = {part: names_of(settings, part) for part in ("content", "style")}
    names = set(layers["content"] + layers["style"])
    unit = (lambda name: USUAL[name]) if settings["normalise"] else (lambda name: 1.0)
    seen = look_at(network, canvas, names, settings, shake)

    flat = lambda responses, name: responses[name][0].flatten(1) / unit(name)
    distance = {"gram": gram_distance, "moments": moments_distance}[settings["statistic"]]
    terms = {
        "content": {v: (flat(seen, v) - flat(wanted, v)).square().mean() for v in layers["content"]},
        "style": {v: distance(flat(seen, v), flat(painter, v)) for v in layers["style"]},
        "variation": variation(canvas + mean.to(kind)),
    }
    weights = [float(w) for w in settings["style_weights"].split(",") if w]
    weights = [w / sum(weights) for w in weights] or [1.0] * len(layers["style"])
    loss = (settings["alpha"] * sum(terms["content"].values()) + settings["tv"] * terms["variation"] +
            settings["beta"] * sum(w * t for w, t in zip(weights, terms["style"].values())))
    gradient, = torch.autograd.grad(loss, canvas)
    number = lambda t: {k: v.item() for k, v in t.items()} if isinstance(t, dict) else t.item()
    return {k: number(v) for k, v in terms.items()}, loss.item(), gradient[0].double()


# ---- pictures ----------------------------------------------------------------

def picture(seed, width, height, grain):
    """Something like a picture, u8 [H, W, RGB]: soft colours, stripes, discs with hard edges, grain."""
    random = np.random.default_rng(seed)
    y, x = np.mgrid[0:height, 0:width] / 64.0
    p = np.zeros((height, width, 3))
    for _ in range(5):
        u, v, phase = random.normal(0, 3), random.normal(0, 3), random.uniform(0, 6.3)
        p += np.sin(u * x + v * y + phase)[..., None] * random.normal(0, 35, 3)
    for _ in range(2):
        u, v = random.normal(0, 25, 2)
        p += np.sign(np.sin(u * x + v * y))[..., None] * random.normal(0, 15, 3)
    for _ in range(6):
        inside = np.hypot(x - random.uniform(0, width / 64), y - random.uniform(0, height / 64)) < random.uniform(.1, .35)
        p[inside] = 0.4 * p[inside] + random.normal(0, 70, 3)
    p += 120 + random.normal(0, grain, p.shape)
    return p.round().clip(0, 255).astype(np.uint8)


def write_ppm(name, p):
    with open(os.path.join(FOLDER, name), "wb") as file:
        file.write(b"P6\n%d %d\n255\n" % (p.shape[1], p.shape[0]) + p.tobytes())


def to_pixels(p):
    return torch.tensor(p[..., ::-1].copy()).double().permute(2, 0, 1)[None]


# ---- cases -------------------------------------------------------------------

def even_out(network, mean, canvas, content, style, settings):
    """Settings whose "even" weights are such that no layer's part of the gradient is lost beside another's."""
    settings = dict(settings)
    goal = goals(network, mean, content, style, settings, torch.float32)

    def pull(**change):
        alone = dict(settings, content_layers="", style_layers="", style_weights="", alpha=1.0, tv=0.0)
        return evaluate(network, mean, canvas, *goal, dict(alone, **change), torch.float32)[2].norm().item()

    if settings["style_weights"] == "even":
        pulls = [pull(style_layers=name) for name in names_of(settings, "style")]
        settings["style_weights"] = ",".join(f"{max(pulls) / p:.2g}" for p in pulls)
    if settings["alpha"] == "even":
        whole = pull(style_layers=settings["style_layers"], style_weights=settings["style_weights"])
        settings["alpha"] = float(f"{whole / pull(content_layers=settings['content_layers']):.2g}")
    return settings


def relative(a, b):
    return ((a - b).norm() / b.norm()).item()


def steadiness(network, mean, canvas, goal, single_goal, settings, gradient, amount, times):
    """float32 and shaken, as explained at the top; the latter is 0 where the former is too much already."""
    shaken = 0.0
    single = relative(evaluate(network, mean, canvas, *single_goal, settings, torch.float32)[2], gradient)
    for seed in range(times):
        if max(shaken, single) > LIMIT:
            break
        dice = torch.Generator().manual_seed(seed)
        shake = lambda x: amount * x.detach().square().mean().sqrt() * torch.randn(x.shape, generator=dice,
                                                                                   dtype=x.dtype)
        other = evaluate(network, mean, canvas, *goal, settings, torch.float64, shake)[2]
        shaken = max(shaken, relative(other, gradient))
    return single, shaken


def make(name, network, mean):
    (width, height), style_size, settings = CASES[name]
    content = picture(1, width, height, 6)
    style = picture(2, *style_size, 12) if style_size else None
    pixels = [None if p is None else to_pixels(p) for p in (content, style)]
    light = name in LIGHT
    amount, times = (LIGHT_SHAKE, LIGHT_SHAKES) if light else (SHAKE, SHAKES)
    goal = None
    for seed in dict.fromkeys(([] if light else STEADY) + list(range(TRIES))):
        mix = picture(1000 + seed, width, height, 20)
        canvas = (0.6 * content + 0.4 * mix).round().astype(np.uint8)
        if goal is None:
            settings = even_out(network, mean, to_pixels(canvas), *pixels, settings)
            goal, single_goal = (goals(network, mean, *pixels, settings, kind)
                                 for kind in (torch.float64, torch.float32))
        terms, loss, gradient = evaluate(network, mean, to_pixels(canvas), *goal, settings, torch.float64)
        single, shaken = steadiness(network, mean, to_pixels(canvas), goal, single_goal, settings, gradient,
                                    amount, times)
        print(f"{name} {seed}: float32 {single:.1e} shaken {shaken:.1e}", flush=True)
        if max(single, shaken) <= LIMIT:
            if not light:
                STEADY.insert(0, seed)
            break
    else:
        raise SystemExit(f"{name}: none of {TRIES} pictures is steady enough")

    files = {"canvas": f"canvas-{width}x{height}-{seed}.ppm", "content": f"content-{width}x{height}.ppm"}
    write_ppm(files["canvas"], canvas)
    write_ppm(files["content"], content)
    if style is not None:
        files["style"] = "style-{}x{}.ppm".format(*style_size)
        write_ppm(files["style"], style)
    np.save(os.path.join(FOLDER, name + ".npy"), gradient.numpy().astype("<f4"))
    return dict(name=name, **files, settings=settings, terms=terms, loss=loss,
                gradient_norm=gradient.norm().item(), float32=single, shaken=shaken)


def main():
    torch.set_num_threads(min(2, os.cpu_count()))
    network, mean = read_network(NETWORK)
    path = os.path.join(FOLDER, "cases.json")
    made = {}
    if os.path.exists(path):
        with open(path) as file:
            made = {case["name"]: case for case in json.load(file)}
    for name in sys.argv[1:] or CASES:
        made[name] = make(name, network, mean)
        with open(path, "w") as file:
            json.dump([made[name] for name in CASES if name in made], file, indent=1)
            file.write("\n")


if __name__ == "__main__":
    main()
