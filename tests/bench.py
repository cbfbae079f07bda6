#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# bench.py [--json FILE] PROGRAM PEAK [SIZE...]: what one loss and gradient costs
# (content conv4_2, style conv1_1 .. conv5_1), by PROGRAM --time in both precisions,
# beside this machine's own sgemm (by PEAK) and beside PyTorch, where this Python can
# import torch.  All are measured in turn, several times, and the best of each is taken,
# so that a machine that slows down slows all alike.  Prints tables and writes
# JSON.

import argparse
import importlib.util
import json
import os
import resource
import subprocess
import sys
import time

WIDTHS = (64, 64, "pool", 128, 128, "pool", 256, 256, 256, 256, "pool",
          512, 512, 512, 512, "pool", 512)      # conv1_1 .. conv5_1
STYLE, CONTENT = (0, 2, 4, 8, 12), 9            # conv1_1 .. conv5_1, conv4_2
ROUNDS = {128: 4, 256: 4, 512: 3}               # others: 2
KINDS = ("nchw", "nhwc", "bf16")
PRECISIONS = ("fast", "single")
SLOW = 20.0     # seconds: what takes longer is measured once, and not at larger sizes


def peak_rss_mb():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def torch_once(size, kind, threads, repeat):
    """One process: the best of some losses and gradients; all is noise."""
    import torch
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    dtype = torch.bfloat16 if kind == "bf16" else torch.float32
    form = torch.contiguous_format if kind == "nchw" else torch.channels_last
    inputs, layers = 3, []
    for width in WIDTHS:
        if width == "pool":
            layers.append(torch.nn.MaxPool2d(2))
        else:
            layers.append(torch.nn.Sequential(torch.nn.Conv2d(inputs, width, 3, padding=1),
                                              torch.nn.ReLU()))
            inputs = width
    for layer in layers:
        layer.to(dtype=dtype, memory_format=form)
        for parameter in layer.parameters():
            parameter.requires_grad_(False)
    canvas = torch.rand(1, 3, size, size, requires_grad=True)

    def responses():
        x, found = canvas.to(dtype=dtype, memory_format=form), []
        for layer in layers:
            x = layer(x)
            if not isinstance(layer, torch.nn.MaxPool2d):
                found.append(x)
        return found

    def gram(x):
        flat = x.flatten(2)[0].float()
        return flat @ flat.T / flat.numel()

    with torch.no_grad():
        found = responses()
        style = [gram(found[k]) * 0.9 for k in STYLE]
        content = found[CONTENT].float() * 0.9
        del found
    best = float("inf")
    for step in range(repeat + 1):              # the first one warms up
        canvas.grad = None
        start = time.perf_counter()
        found = responses()
        loss = ((found[CONTENT].float() - content) ** 2).mean()
        for k, target in zip(STYLE, style):
            loss = loss + ((gram(found[k]) - target) ** 2).mean()
        del found
        loss.backward()
        seconds = time.perf_counter() - start
        if step > 0:
            best = min(best, seconds)
        elif seconds > SLOW:
            best = seconds
            break
    return {"seconds": best, "peak_rss_mb": peak_rss_mb()}


def ask(command):
    found = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    return json.loads(found.stdout)


def engine(program, size, *options):
    return ask([program, "--time", "--size", str(size), "--repeat", "3", *options])


def keep_best(best, name, measured):
    if name not in best or measured["seconds"] < best[name]["seconds"]:
        best[name] = measured


def measure(program, peak, size, threads, with_torch, skipped):
    """Everything at one size, in turn; what is too slow is skipped from then on."""
    best = {}
    for _ in range(ROUNDS.get(size, 2)):
        peaks = ask([peak, str(threads)])
        keep_best(best, "sgemm", {"seconds": 1.0 / peaks["gflops"]})
        if peaks["bfloat16_gflops"] > 0.0:
            keep_best(best, "bfloat16", {"seconds": 1.0 / peaks["bfloat16_gflops"]})
        for precision in PRECISIONS:
            chosen = ("--precision", precision)
            gram = chosen + ("--statistic", "gram")
            keep_best(best, precision + " gram", engine(program, size, *gram))
            keep_best(best, precision + " moments", engine(program, size, *chosen))
            keep_best(best, precision + " alone", engine(program, size, *gram, "--threads", "1"))
            keep_best(best, precision + " moments alone", engine(program, size, *chosen, "--threads", "1"))
        for kind in KINDS if with_torch else ():
            if kind in skipped:
                continue
            try:
                found = ask([sys.executable, os.path.abspath(__file__), "--torch", kind,
                             str(size), str(threads)])
            except subprocess.CalledProcessError:
                print(f"(PyTorch {kind} failed at {size}.)", file=sys.stderr)
                skipped.add(kind)
                continue
            keep_best(best, kind, found)
            if found["seconds"] > SLOW:
                skipped.add(kind)
    return best


def report(size, precision, best):
    ours, gemm = best[precision + " gram"], 1.0 / best["sgemm"]["seconds"]
    look = best[precision + " moments"]
    row = {"size": size, "precision": precision, "seconds": ours["seconds"], "gflops": ours["gflops"],
           "peak_rss_mb": ours["peak_rss_mb"], "threads": ours["threads"], "sgemm_gflops": gemm,
           "over_bound": ours["seconds"] * gemm * 4.0 / (ours["gflops"] * ours["seconds"]),
           "moments_over_gram": look["seconds"] / ours["seconds"],
           "one_thread_over_all": best[precision + " alone"]["seconds"] / ours["seconds"],
           "moments_one_thread_over_all": best[precision + " moments alone"]["seconds"] / look["seconds"],
           "moments_serial_share": look["serial_share"]}
    if precision == "fast" and "bfloat16" in best:
        row["bfloat16_gflops"] = 1.0 / best["bfloat16"]["seconds"]
        row["over_bfloat16_bound"] = row["bfloat16_gflops"] * 4.0 / ours["gflops"]
    for kind in KINDS:
        if kind in best:
            row[f"torch_{kind}_seconds"] = best[kind]["seconds"]
            row[f"torch_{kind}_peak_rss_mb"] = best[kind]["peak_rss_mb"]
    fp32 = [best[kind] for kind in ("nchw", "nhwc") if kind in best]
    if fp32:
        faster = min(fp32, key=lambda found: found["seconds"])
        row["over_torch_fp32"] = ours["seconds"] / faster["seconds"]
        row["memory_over_torch"] = ours["peak_rss_mb"] / faster["peak_rss_mb"]
    if "bf16" in best:
        row["over_torch_bf16"] = ours["seconds"] / best["bf16"]["seconds"]
    return row


COLUMNS = (("size", "px", "{:d}"), ("precision", "", "{}"), ("seconds", "seconds", "{:.3f}"),
           ("gflops", "GFLOP/s", "{:.0f}"), ("sgemm_gflops", "sgemm", "{:.0f}"),
           ("over_bound", "/bound", "{:.2f}"), ("over_bfloat16_bound", "/16 bit", "{:.2f}"), ("peak_rss_mb", "MB", "{:.0f}"),
           ("one_thread_over_all", "1 thread", "{:.2f}"),
           ("moments_over_gram", "moments", "{:.2f}"),
           ("moments_one_thread_over_all", "its 1 thr", "{:.2f}"),
           ("moments_serial_share", "serial", "{:.3f}"),
           ("torch_nchw_seconds", "nchw s", "{:.3f}"), ("torch_nhwc_seconds", "nhwc s", "{:.3f}"),
           ("torch_bf16_seconds", "bf16 s", "{:.3f}"), ("over_torch_fp32", "/fp32", "{:.3f}"),
           ("over_torch_bf16", "/bf16", "{:.3f}"), ("memory_over_torch", "mem /fp32", "{:.2f}"))


def print_row(row):
    print(" ".join((form.format(row[key]) if row and key in row else "-" if row else title)
                   .rjust(max(len(title), 6)) for key, title, form in COLUMNS), flush=True)


def main():
    if sys.argv[1:2] == ["--torch"]:
        kind, size, threads = sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
        print(json.dumps(torch_once(size, kind, threads, 2)))
        return
    parser = argparse.ArgumentParser()
    parser.add_argument("--json", default="bench.json")
    parser.add_argument("program")
    parser.add_argument("peak")
    parser.add_argument("size", nargs="*", type=int, default=[128, 256, 512, 1024])
    options = parser.parse_args()
    with_torch = importlib.util.find_spec("torch") is not None
    if not with_torch:
        print("(This Python has no torch to compare with.)")
    threads = engine(options.program, 64)["threads"]
    rows, skipped = [], set()
    print(f"One loss and gradient, {threads} threads; ratios: smaller is better for us.")
    print_row(None)
    for size in options.size:
        best = measure(options.program, options.peak, size, threads, with_torch, skipped)
        for precision in PRECISIONS:
            rows.append(report(size, precision, best))
            print_row(rows[-1])
    for precision in PRECISIONS:
        seconds = {row["size"]: row["seconds"] for row in rows if row["precision"] == precision}
        if 256 in seconds and 1024 in seconds:
            print(f"Seconds a pixel at 1024 px over those at 256 px, {precision}: "
                  f"{seconds[1024] / seconds[256] / 16.0:.2f}")
    with open(options.json, "w", encoding="utf-8") as file:
        json.dump(rows, file, indent=1)
    print(f"Written to {options.json}.")


if __name__ == "__main__":
    main()
