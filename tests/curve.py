#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# curve.py [--size N] [--settings "..."] PROGRAM CONTENT STYLE [SCHEDULE...]: how good a
# painting is after how many seconds.  For each schedule ("64:20,128:10"; none: the
# default) paints at N pixels and prints the seconds of the whole program and, at N, a
# half, a quarter ... down to 100 px, the painting's loss over that of the untouched
# photo, then the geometric mean of these: the figure.  Lower is better.

import argparse
import json
import math
import os
import subprocess
import tempfile
import time


def get_loss(program, size, settings, *files):
    command = [program, "--evaluate", *files, "--size", str(size), *settings]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)["loss"]


def list_sizes(size):
    sizes = [size]
    while sizes[0] / 2 >= 100:
        sizes.insert(0, round(sizes[0] / 2))
    return sizes


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=int, default=512)
    parser.add_argument("--settings", default="", help='as in "--preset gram --seed 1"')
    parser.add_argument("program")
    parser.add_argument("content")
    parser.add_argument("style")
    parser.add_argument("schedule", nargs="*", default=[""])
    options = parser.parse_args()
    settings = options.settings.split()
    sizes = list_sizes(options.size)
    pair = (options.content, options.style)
    photo = {size: get_loss(options.program, size, settings, options.content, *pair)
             for size in sizes}

    with tempfile.TemporaryDirectory() as folder:
        painting = os.path.join(folder, "painting.png")
        for schedule in options.schedule:
            start = time.perf_counter()
            subprocess.run([options.program, *pair, "-o", painting, "--size", str(options.size),
                            "--schedule", schedule, *settings], check=True,
                           stderr=subprocess.DEVNULL)
            seconds = time.perf_counter() - start
            shares = {size: get_loss(options.program, size, settings, painting, *pair)
                      / photo[size] for size in sizes}
            figure = math.exp(sum(map(math.log, shares.values())) / len(shares))
            print(f"{seconds:6.1f} s  figure {figure:.4f}  ("
                  + ", ".join(f"{size} px {share:.4f}" for size, share in shares.items())
                  + f")  {schedule or 'default'}", flush=True)


if __name__ == "__main__":
    main()
