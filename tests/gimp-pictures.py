#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""gimp-pictures.py FOLDER: the files that the GIMP tests load.

adobe.png   64 x 48, left half the greenest green of Adobe RGB (1998), right
            half grey 100, with a profile of that space made here
the style.png   stripes, with a space in its name
one colour.png  magenta but for a green corner, to be found on the screen
another.png all cyan, to be found too
turned.png  64 x 48, red above and blue below, taken with the camera on its side, with
            a description in its EXIF
broken.png  says that it is a PNG and is none
folder/     two small pictures and a broken one, for the batch examples
"""

import os
import struct
import sys
import zlib


def s15f16(number):
    return struct.pack(">i", round(number * 65536))


def profile():
    """A matrix profile: Adobe RGB's primaries adapted to D50, gamma 2.2."""
    def xyz(*numbers):
        return b"XYZ \0\0\0\0" + b"".join(map(s15f16, numbers))

    text = b"test space"
    desc = (b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0"
            + b"\0" * (4 + 4 + 2 + 1 + 67))
    curve = b"curv\0\0\0\0" + struct.pack(">IH", 1, 563) + b"\0\0"
    tags = [(b"desc", desc + b"\0" * (-len(desc) % 4)),
            (b"cprt", b"text\0\0\0\0none\0\0\0\0"),
            (b"wtpt", xyz(0.9642, 1.0, 0.8249)),
            (b"rXYZ", xyz(0.60974, 0.31111, 0.01947)),
            (b"gXYZ", xyz(0.20528, 0.62567, 0.06087)),
            (b"bXYZ", xyz(0.14919, 0.06322, 0.74457)),
            (b"rTRC", curve), (b"gTRC", curve), (b"bTRC", curve)]
    table = struct.pack(">I", len(tags))
    data = b""
    start = 128 + 4 + 12 * len(tags)
    for name, body in tags:
        table += name + struct.pack(">II", start + len(data), len(body))
        data += body
    header = struct.pack(">I4sI4s4s4s", start + len(data), b"none", 0x02400000,
                         b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2020, 1, 1, 0, 0, 0) + b"acsp" + b"\0" * 28
    header += s15f16(0.9642) + s15f16(1.0) + s15f16(0.8249)
    return header + b"\0" * (128 - len(header)) + table + data


def png(path, width, height, pixel, icc=None, orientation=None):
    def chunk(kind, data):
        return (struct.pack(">I", len(data)) + kind + data
                + struct.pack(">I", zlib.crc32(kind + data)))

    rows = b"".join(
        b"\0" + b"".join(bytes(pixel(x, y)) for x in range(width))
        for y in range(height))
    with open(path, "wb") as file:
        file.write(b"\x89PNG\r\n\x1a\n")
        file.write(chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2,
                                              0, 0, 0)))
        if icc:
            file.write(chunk(b"iCCP", b"test\0\0" + zlib.compress(icc)))
        if orientation:
            text = b"a photo of ours\0"
            file.write(chunk(b"eXIf", b"II*\0" + struct.pack(
                "<IHHHIIHHIII", 8, 2, 0x10e, 2, len(text), 38, 0x112, 3, 1,
                orientation, 0) + text))
        file.write(chunk(b"IDAT", zlib.compress(rows)))
        file.write(chunk(b"IEND", b""))


def stripes(x, y):
    return (230, 20, 10) if x // 4 % 2 else (250, 220, 0)


def ramp(x, y):
    return (4 * x, 5 * y, 200 - 3 * x)


def main():
    folder = sys.argv[1]
    many = os.path.join(folder, "folder")
    os.makedirs(many, exist_ok=True)
    png(os.path.join(folder, "adobe.png"), 64, 48,
        lambda x, y: (0, 255, 0) if x < 32 else (100, 100, 100), profile())
    png(os.path.join(folder, "the style.png"), 64, 48, stripes)
    png(os.path.join(folder, "one colour.png"), 160, 120,
        lambda x, y: (0, 255, 0) if x + y < 60 else (255, 0, 255))
    png(os.path.join(folder, "another.png"), 120, 90, lambda x, y: (0, 255, 255))
    png(os.path.join(folder, "turned.png"), 64, 48,
        lambda x, y: (200, 0, 0) if y < 24 else (0, 0, 200), orientation=6)
    png(os.path.join(many, "one.png"), 64, 48, ramp)
    png(os.path.join(many, "two.png"), 48, 64,
        lambda x, y: ramp(y, x))
    for path in (os.path.join(folder, "broken.png"),
                 os.path.join(many, "bad.png")):
        with open(path, "wb") as file:
            file.write(b"\x89PNG\r\n\x1a\nand then nothing of the kind")


main()
