#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# wysiwyg.py [--width N]... [--settings "name=value ..."] [--folder FOLDER] [--threads N]
#            PROGRAM PAINT_PREVIEW CONTENT STYLE [CONTENT STYLE]...
# Whether the painting looks like its preview.  Each photo is brought to N pixels of width
# (1000, 3000) by Lanczos, painted by PROGRAM, and by PAINT_PREVIEW as the dialog's preview does;
# both are brought to 200 pixels of width and compared.  A line has:
#   look      distance of the preview's look from the painting's, over the photo's distance from
#             it, by --evaluate with the painting as the style: 0 is the same look
#   figure    the same of the preview, and of the painting, with the style as the style
#   Lab       mean difference (CIE 1976) between the two, and how it is made up: the preview's
#             mean lightness less the painting's; preview over painting, of the lightness's
#             deviation (contrast), of its difference between neighbours (grain), of the
#             colours' mean chroma
# FOLDER keeps paintings, which are not made anew where they are there already, and contact
# sheets: photo, preview, painting.  Needs ImageMagick.

import argparse
import hashlib
import json
import math
import os
import subprocess
import sys
import tempfile

SMALL = 200
SHOWN = 480     # of a picture on a contact sheet


def run(*command):
    ran = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if ran.returncode != 0:
        sys.exit(f"{command[0]}: {ran.stderr.decode(errors='replace')}")
    return ran.stdout


def scale(source, size, target):
    run("convert", source, "-filter", "Lanczos", "-resize", size, "-depth", "8", "PNG24:" + target)


def get_size(path):
    return run("identify", "-format", "%wx%h", path).decode()


def get_look(program, picture, photo, aim):
    text = run(program, "--evaluate", picture, photo, aim, "--alpha", "0", "--tv", "0")
    return json.loads(text)["loss"]


def linear(value):
    value /= 255
    return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4


LINEAR = [linear(value) for value in range(256)]


def lab(red, green, blue):
    red, green, blue = LINEAR[red], LINEAR[green], LINEAR[blue]

    def root(value):
        return value ** (1 / 3) if value > 216 / 24389 else (24389 / 27 * value + 16) / 116

    x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505)
    y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0890)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def read_lab(path):
    """Width, and each pixel in Lab."""
    width, height = map(int, run("identify", "-format", "%w %h", path).split())
    data = run("convert", path, "-depth", "8", "rgb:-")
    return width, [lab(*data[i:i + 3]) for i in range(0, 3 * width * height, 3)]


def mean(values):
    values = list(values)
    return sum(values) / len(values)


def describe(width, pixels):
    """Mean lightness, its deviation, its difference between neighbours, mean chroma."""
    light = [pixel[0] for pixel in pixels]
    middle = mean(light)
    grain = mean(abs(light[i] - light[i - 1]) for i in range(len(light)) if i % width)
    return (middle, math.sqrt(mean((value - middle) ** 2 for value in light)), grain,
            mean(math.hypot(pixel[1], pixel[2]) for pixel in pixels))


def compare(preview, painting):
    width, ours = read_lab(preview)
    _, theirs = read_lab(painting)
    ours_is, theirs_is = describe(width, ours), describe(width, theirs)
    return [mean(map(math.dist, ours, theirs)), ours_is[0] - theirs_is[0]] + \
        [a / b for a, b in zip(ours_is[1:], theirs_is[1:])]


class Pair:
    def __init__(self, options, photo, style, width):
        name = lambda path: os.path.splitext(os.path.basename(path))[0]
        self.options, self.style, self.width = options, style, width
        self.name = f"{name(photo)} in {name(style)}"
        self.key = hashlib.sha1(options.settings.encode()).hexdigest()[:6]
        self.photo = self.get_path("photo")
        scale(photo, f"{width}x", self.photo)

    def get_path(self, what, key=""):
        return os.path.join(self.options.folder,
                            f"{self.name}, {self.width}, {key}{what}.png".replace(" in ", "-"))

    def paint(self):
        painting = self.get_path("painting", self.key + " ")
        settings = []
        for pair in self.options.settings.split():
            word, _, value = pair.partition("=")
            settings += ["--" + word, value]
        if not os.path.exists(painting):
            run(self.options.program, self.photo, self.style, "-o", painting + ".part.png", "--threads",
                str(self.options.threads), *settings)
            os.rename(painting + ".part.png", painting)
        return painting

    def preview(self):
        preview = self.get_path("preview", self.key + " ")
        run(self.options.paint_preview, self.photo, self.style, preview,
            f"{self.options.settings} threads={self.options.threads}")
        return preview

    def measure(self):
        painting, preview = self.paint(), self.preview()
        small = {}
        for name, path in (("photo", self.photo), ("painting", painting), ("preview", preview)):
            small[name] = self.get_path("small " + name)
            scale(path, get_size(small["photo"]) + "!" if name != "photo" else f"{SMALL}x", small[name])
        look = lambda name, aim: get_look(self.options.program, small[name], small["photo"], aim)
        own = look("photo", self.style)
        row = [look("preview", small["painting"]) / look("photo", small["painting"]),
               look("preview", self.style) / own, look("painting", self.style) / own]
        row += compare(small["preview"], small["painting"])
        run("convert", *(word for path in (self.photo, preview, painting)
                         for word in ("(", path, "-resize", f"{SHOWN}x", ")")),
            "+append", "-quality", "90", self.get_path("sheet", self.key + " ")[:-3] + "jpg")
        return row


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--width", type=int, action="append")
    parser.add_argument("--settings", default="")
    parser.add_argument("--folder")
    parser.add_argument("--threads", type=int, default=0)
    parser.add_argument("program")
    parser.add_argument("paint_preview")
    parser.add_argument("pictures", nargs="+")
    options = parser.parse_args()
    if len(options.pictures) % 2:
        parser.error("a photo and a style each time")

    with tempfile.TemporaryDirectory() as folder:
        options.folder = options.folder or folder
        os.makedirs(options.folder, exist_ok=True)
        print("| pair | px | look | figure: preview | painting | Lab | lightness | contrast | grain | chroma |")
        print("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |")
        for width in options.width or (1000, 3000):
            for photo, style in zip(options.pictures[::2], options.pictures[1::2]):
                pair = Pair(options, photo, style, width)
                row = pair.measure()
                print(f"| {pair.name} | {width} | " + " | ".join(
                    [f"{value:.3f}" for value in row[:3]] + [f"{row[3]:.1f}", f"{row[4]:+.1f}"]
                    + [f"{value:.2f}" for value in row[5:]]) + " |", flush=True)


if __name__ == "__main__":
    main()
