#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bench.py PROGRAM [SIZE...]: how long one loss and gradient takes the engine,
# by PROGRAM --time, and beside it PyTorch with the same layers and the Gram
# statistic, where this Python can import torch.  Prints a table.

import json
import subprocess
import sys
import time

WIDTHS = (64, 64, "pool", 128, 128, "pool", 256, 256, 256, 256, "pool",
          512, 512, 512, 512, "pool", 512)      # conv1_1 .. conv5_1
STYLE, CONTENT = (0, 2, 4, 8, 12), 9            # conv1_1 .. conv5_1, conv4_2
REPEAT = 3


def engine(program, size):
    line = subprocess.run([program, "--time", "--size", str(size), "--repeat", str(REPEAT),
                           "--statistic", "gram"],
                          check=True, stdout=subprocess.PIPE).stdout
    return json.loads(line)


def torch_seconds(torch, size, threads):
    """The best of some losses and gradients; weights and picture are noise."""
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    inputs, layers = 3, []
    for width in WIDTHS:
        if width == "pool":
            layers.append(torch.nn.MaxPool2d(2))
        else:
            layers.append(torch.nn.Sequential(torch.nn.Conv2d(inputs, width, 3, padding=1),
                                              torch.nn.ReLU()))
            inputs = width
    for parameter in (p for layer in layers for p in layer.parameters()):
        parameter.requires_grad_(False)
    canvas = torch.rand(1, 3, size, size, requires_grad=True)

    def responses():
        x, found = canvas, []
        for layer in layers:
            x = layer(x)
            if not isinstance(layer, torch.nn.MaxPool2d):
                found.append(x)
        return found

    def gram(x):
        flat = x.flatten(2)[0]
        return flat @ flat.T / flat.numel()

    with torch.no_grad():
        found = responses()
        style = [gram(found[k]) * 0.9 for k in STYLE]
        content = found[CONTENT] * 0.9
    best = float("inf")
    for _ in range(REPEAT + 1):                 # the first one warms up
        canvas.grad = None
        start = time.perf_counter()
        found = responses()
        loss = ((found[CONTENT] - content) ** 2).mean()
        for k, target in zip(STYLE, style):
            loss = loss + ((gram(found[k]) - target) ** 2).mean()
        loss.backward()
        best = min(best, time.perf_counter() - start)
    return best


def main():
    if len(sys.argv) < 2:
        sys.exit("usage: bench.py PROGRAM [SIZE...]")
    sizes = [int(size) for size in sys.argv[2:]] or [256, 512]
    try:
        import torch
    except ImportError:
        torch = None
        print("(This Python has no torch to compare with.)")
    print(f"{'size':>6} {'seconds':>8} {'GFLOP/s':>8} {'MB':>6} {'threads':>8}"
          + (f" {'PyTorch s':>10} {'ratio':>6}" if torch else ""))
    for size in sizes:
        row = engine(sys.argv[1], size)
        text = (f"{row['size']:>6} {row['seconds']:>8.3f} {row['gflops']:>8.0f} "
                f"{row['peak_rss_mb']:>6.0f} {row['threads']:>8}")
        if torch:
            other = torch_seconds(torch, size, row["threads"])
            text += f" {other:>10.3f} {other / row['seconds']:>6.2f}"
        print(text, flush=True)


if __name__ == "__main__":
    main()
