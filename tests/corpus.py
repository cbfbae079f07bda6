#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Reads every picture under a folder as the command line does, and compares with Pillow:
#
#   tests/corpus.py build/tests/read-pictures FOLDER [--list]
#
# The folder Tests/images of Pillow's source package is a good one.  Prints what differs, and
# counts; --list: all files with their outcome.  Ends with 1 where a picture came out
# otherwise than by Pillow, or where the program crashed.

import io
import os
import resource
import subprocess
import sys
import warnings

import numpy as np
from PIL import Image, ImageCms, ImageOps

warnings.simplefilter("ignore")
Image.MAX_IMAGE_PIXELS = None

MEMORY = 6 << 30        # of Pillow: some files claim to be larger
# What Pillow has otherwise, and why ours stays.
OTHERWISE = {
    "hopper.xbm": "ink is black", "hopper_underscore.xbm": "ink is black",
    "hopper.xpm": "ImageMagick and gdk-pixbuf agree with each other",
    "pil123p.png": "gAMA 1.0 is heeded", "pil123rgba.png": "gAMA 1.0 is heeded",
    "bmp/g/pal4rle.bmp": "Pillow can't unpack it",
    "bmp/q/pal4rletrns.bmp": "pixels that are skipped", "bmp/q/pal8rletrns.bmp": "the same",
    "bmp/b/badrle.bmp": "damaged", "bmp/b/pal8badindex.bmp": "colours that are not there",
    "rgb32bf-abgr.bmp": "transparent everywhere: the channel is unused",
}
PILLOW_ONLY = {"BLP", "FTEX", "GBR", "IM", "IMT", "MSP", "PCD", "PIXAR", "SPIDER", "XVTHUMB",
               "FLI", "ICNS"}   # kinds that no loader of ours knows
MOST_MEAN = 1.5         # levels of 8 bits, over the visible pixels ...
MOST_TAIL = 12          # ... and that 99 % of the differences stay below
TRUSTED = 0.2           # alpha from which on a pixel's colour counts


class Reader:
    """The program, started anew after a crash."""

    def __init__(self, program):
        self.program = program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def read(self, path):
        self.process.stdin.write(path.encode() + b"\n")
        self.process.stdin.flush()
        head = self.process.stdout.readline().decode()
        if not head:
            self.process.wait()
            self.start()
            return "crashed", None
        if head.startswith("refused "):
            return head[8:].strip(), None
        width, height, _, _ = map(int, head.split())
        pixels = self.process.stdout.read(4 * width * height)
        return None, np.frombuffer(pixels, np.uint8).reshape(height, width, 4)


def to_srgb(image, mode):
    profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
    return ImageCms.profileToProfile(image, profile, ImageCms.createProfile("sRGB"),
                                     renderingIntent=1, outputMode=mode, flags=0x2000)


def as_pillow(path):
    """What Pillow has: the kind, and RGBA as floats of 0 to 255."""
    image = Image.open(path)
    kind = image.format
    image.load()
    profile = image.info.get("icc_profile")
    if kind != "TIFF":              # turned as it is loaded
        image = ImageOps.exif_transpose(image)
    if profile:
        image.info["icc_profile"] = profile

    signed = kind == "TIFF" and image.tag_v2.get(339, (1,))[0] == 2
    if image.mode.startswith("I;16") or image.mode == "I":
        values = np.array(image).astype(np.int64)
        grey = values / (32767 if signed else 65535 if image.mode != "I" or values.max() <= 65535 else 2**32 - 1)
    elif image.mode == "F":
        grey = np.clip(np.nan_to_num(np.array(image)), 0, 1)
    elif image.mode == "LAB":
        image = ImageCms.profileToProfile(image, ImageCms.createProfile("LAB"),
                                          ImageCms.createProfile("sRGB"), outputMode="RGB")
        grey = None
    else:
        grey = None

    if grey is not None:
        rgb = np.repeat(grey[..., None] * 255.0, 3, 2)
        key = image.info.get("transparency")
        alpha = np.full(grey.shape, 255.0) if key is None else (values != key) * 255.0
        return kind, np.dstack([rgb, alpha])

    alpha = None
    if image.mode in ("P", "L", "RGB", "1") and "transparency" in image.info or \
            image.mode in ("LA", "PA", "RGBA", "La", "RGBa"):
        image = image.convert("RGBA")
        alpha = image.getchannel("A")
    elif image.mode == "P":
        image = image.convert("RGB")
    if profile:
        try:
            base = image.convert("RGB") if image.mode in ("RGBA",) else image
            image = to_srgb(base, "RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    rgba = np.array(image.convert("RGB").convert("RGBA")).astype(float)
    if alpha is not None:
        rgba[..., 3] = np.array(alpha)
    return kind, rgba


def judge(ours, theirs):
    if ours.shape != theirs.shape:
        return f"size {ours.shape[1]} x {ours.shape[0]}, not {theirs.shape[1]} x {theirs.shape[0]}"
    alpha = np.abs(ours[..., 3] - theirs[..., 3])
    seen = theirs[..., 3] >= 255 * TRUSTED
    colour = np.abs(ours[..., :3] - theirs[..., :3])[seen]
    for name, difference in (("alpha", alpha), ("colour", colour)):
        if difference.size and (difference.mean() > MOST_MEAN or
                                np.percentile(difference, 99) > MOST_TAIL):
            return f"{name} by {difference.mean():.1f} in the mean, " \
                   f"{np.percentile(difference, 99):.0f} at most of them"
    return None


def compare(reader, path):
    """The outcome's name, and what there is to say."""
    sentence, ours = reader.read(path)
    if sentence == "crashed":
        return "crashed", ""
    try:
        kind, theirs = as_pillow(path)
    except Exception as error:  # pylint: disable=broad-except
        return ("refused by both", "") if ours is None else ("read alone", str(error)[:70])
    if ours is None:
        foreign = kind.upper() in PILLOW_ONLY
        return "of a foreign kind" if foreign else "refused alone", sentence
    difference = judge(ours.astype(float), theirs)
    return ("different", difference) if difference else ("alike", "")


def main():
    program, folder = sys.argv[1:3]
    show_all = "--list" in sys.argv[3:]
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    reader = Reader(program)
    counts = {}

    for place, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(place, name)
            outcome, words = compare(reader, path)
            reason = OTHERWISE.get(os.path.relpath(path, folder))
            if outcome == "different" and reason:
                outcome, words = "otherwise for a reason", reason
            counts[outcome] = counts.get(outcome, 0) + 1
            if show_all or outcome in ("different", "crashed", "refused alone", "read alone"):
                print(f"{outcome}: {os.path.relpath(path, folder)}: {words}", flush=True)

    print(", ".join(f"{n} {outcome}" for outcome, n in sorted(counts.items())))
    return bool(counts.get("different") or counts.get("crashed"))


if __name__ == "__main__":
    sys.exit(main())
