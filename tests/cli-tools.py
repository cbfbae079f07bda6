#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What cli.sh needs beyond the shell: small pictures without any image
library, a look into results, and a terminal to run the program in.

  make FOLDER                       the pictures that the tests start from
  size FILE.png                     width, height, bits and colour type
  same-alpha A.png B.png            whether two RGBA files have the same alpha
  orient IN.jpg OUT.jpg N           adds EXIF's orientation
  turned A B.png N                  whether B is A the right way up, exactly
  kept PHOTO PAINTING               whether the left half is the photo, and the right painted
  halves OWN LEFT RIGHT             whether the left half is like that of one painting, the right like the other's
  evaluation OUT FILE.npy W H       checks what --evaluate printed and saved
  zero OUT                          whether all its terms are (nearly) zero
  gone-on HALF WHOLE ONCE           whether what --evaluate printed of WHOLE is within 5 % of ONCE,
                                    and of HALF it is not
  keys OUT KEY...                   whether a JSON object has these, in this order
  planned TILED PROGRAM...          whether a run takes the memory that --plan tells
  terminal PROGRAM...               runs it with a terminal for its messages
  line TERM COLUMNS YES|NO WORDS PROGRAM...   its progress on such a terminal, with codes or without
  deaf SIGNAL PROGRAM...            it goes on when it is signalled at work
  wide N FILE.ppm                   a picture of N x 20 pixels
  meanwhile COMMAND PROGRAM...      runs a shell command while it works; ends with its status
  cancel-save SIGNAL PROGRAM... -o FILE   signals it when it begins to save
  cancel SIGNAL SECONDS PROGRAM...  signals it at work; it must end in so long
"""
import fcntl, glob, json, os, pty, select, signal, struct, subprocess, sys, termios, time, zlib


def colour(x, y):
    return (x * 6 + y) % 256, (y * 8) % 256, (x * y) % 256


def write_ppm(path, width, height, pixel=colour):
    body = b"".join(bytes(pixel(x, y)) for y in range(height) for x in range(width))
    open(path, "wb").write(b"P6\n%d %d\n255\n" % (width, height) + body)


def write_png(path, width, height, bits, kind, row):
    def chunk(name, body):
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    body = b"".join(b"\0" + row(y) for y in range(height))
    open(path, "wb").write(b"\x89PNG\r\n\x1a\n"
                           + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0))
                           + chunk(b"IDAT", zlib.compress(body)) + chunk(b"IEND", b""))


def write_bmp(path, width, height):
    rows = (b"".join(bytes(colour(x, y)[::-1]) for x in range(width)) for y in reversed(range(height)))
    body = b"".join(row + bytes(-len(row) % 4) for row in rows)
    open(path, "wb").write(b"BM" + struct.pack("<IIIIiiHHIIiiII", 54 + len(body), 0, 54, 40, width, height,
                                               1, 24, 0, len(body), 0, 0, 0, 0) + body)


def make(folder):
    os.chdir(folder)
    write_ppm("content.ppm", 40, 30)
    write_bmp("content.bmp", 40, 30)
    write_ppm("style.ppm", 30, 36, lambda x, y: ((x // 4 + y // 4) % 2 * 200, 90, 255 - 5 * y))
    write_ppm("big.ppm", 200, 160)
    write_ppm("a start.ppm", 40, 30, lambda x, y: colour(y, x))
    write_ppm("large.ppm", 640, 480)
    write_ppm("larger.ppm", 1200, 900)
    write_ppm("dot.ppm", 1, 1)
    width = range(40)
    write_png("alpha.png", 40, 30, 8, 6,
              lambda y: b"".join(bytes(colour(x, y) + (min(255, x * 7),)) for x in width))
    write_png("clear.png", 40, 30, 8, 6, lambda y: b"".join(bytes(colour(x, y) + (0,)) for x in width))
    # A photo under whose transparent left half other colours hide, and a style on such a ground.
    for name, hidden in ("hides.png", (255, 0, 9)), ("hides-too.png", (0, 200, 90)):
        write_png(name, 40, 30, 8, 6, lambda y: b"".join(
            bytes(hidden + (0,) if x < 20 else colour(x, y) + (255,)) for x in width))
    write_png("ground.png", 50, 56, 8, 6, lambda y: b"".join(
        bytes(((x - 10) // 4 + (y - 5) // 4) % 2 * 200 if c == 0 else (90, max(0, 255 - 5 * (y - 5)))[c - 1] if c < 3
              else 255 for c in range(4)) if 10 <= x < 40 and 5 <= y < 41 else bytes((1, 2, 3, 0)) for x in range(50)))
    write_png("white.png", 9, 7, 8, 0, lambda y: b"\xff" * 9)
    write_png("keep.png", 80, 60, 8, 0, lambda y: b"".join(bytes((255 if x < 40 else 0,)) for x in range(80)))
    write_png("deep.png", 40, 30, 16, 2,
              lambda y: b"".join(struct.pack(">HHH", *(c * 257 ^ 0x55 for c in colour(x, y))) for x in width))
    for name in "empty.png", "empty.jpg":
        open(name, "wb").close()
    with open("deep.png", "rb") as deep, open("half.png", "wb") as half:
        half.write(deep.read()[:700])
    for name in "text.png", "text.bmp", "text":
        open(name, "w").write("This is not a picture.\n" * 20)
    os.mkdir("folder.png")


def read_png(path):
    """Width, height, bits, colour type and the rows of bytes."""
    data, at, body = open(path, "rb").read(), 8, b""
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    while at < len(data):
        n, name = struct.unpack(">I4s", data[at:at + 8])
        if name == b"IHDR":
            width, height, bits, kind = struct.unpack(">IIBB", data[at + 8:at + 18])
        if name == b"IDAT":
            body += data[at + 8:at + 8 + n]
        at += 12 + n
    step = {0: 1, 2: 3, 4: 2, 6: 4}[kind] * bits // 8
    body, stride = zlib.decompress(body), width * step
    rows, above = [], bytes(stride)
    for y in range(height):
        how, line = body[y * (stride + 1)], bytearray(body[y * (stride + 1) + 1:(y + 1) * (stride + 1)])
        for i in range(stride):
            a = line[i - step] if i >= step else 0
            b, c = above[i], above[i - step] if i >= step else 0
            p = a + b - c
            paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
            line[i] = (line[i] + (0, a, b, (a + b) // 2, paeth)[how]) & 255
        rows.append(bytes(line))
        above = line
    return width, height, bits, kind, rows


def orient(source, target, n):
    data = open(source, "rb").read()
    assert data[:2] == b"\xff\xd8"
    tiff = b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, 0x0112, 3, 1, int(n), 0, 0)
    exif = b"Exif\0\0" + tiff
    open(target, "wb").write(data[:2] + b"\xff\xe1" + struct.pack(">H", len(exif) + 2) + exif + data[2:])


def read_pixels(path):
    """Rows of pixels of a PNG or PPM file of 8-bit RGB."""
    if path.endswith(".png"):
        rows = read_png(path)[4]
    else:
        _, size, _, body = open(path, "rb").read().split(b"\n", 3)
        stride = int(size.split()[0]) * 3
        rows = [body[i:i + stride] for i in range(0, len(body), stride)]
    return [[row[i:i + 3] for i in range(0, len(row), 3)] for row in rows]


def turned(source, target, n):
    rows, n = read_pixels(source), int(n)
    # What a viewer has to do for each orientation, by the EXIF standard.
    if n in (2, 3, 5, 8):      # mirror left and right
        rows = [row[::-1] for row in rows]
    if n in (3, 4):            # and top and bottom
        rows = rows[::-1]
    if n == 6:                 # a quarter turn to the right
        rows = [list(row) for row in zip(*rows[::-1])]
    if n == 7:                 # mirrored along the other diagonal
        rows = [list(row)[::-1] for row in zip(*rows)][::-1]
    if n == 5:                 # mirrored along the diagonal
        rows = [list(row) for row in zip(*[row[::-1] for row in rows])]
    if n == 8:                 # a quarter turn to the left
        rows = [list(row) for row in zip(*rows)]
    if rows != read_pixels(target):
        sys.exit("the pixels differ")


def kept(photo, painting):
    photo, painting = read_pixels(photo), read_pixels(painting)
    def differ(columns):
        return [abs(a - b) for row, other in zip(photo, painting) for x in columns for a, b in zip(row[x], other[x])]
    assert max(differ(range(17))) <= 1, max(differ(range(17)))
    assert sum(differ(range(23, 40))) > 3 * len(differ(range(23, 40))), "nothing is painted"


def halves(own, *others):
    """The left of own is nearer to the first of the others than to the second, and the right the other way round."""
    own, first, second = map(read_pixels, (own, *others))
    def differ(other, columns):
        return sum(abs(a - b) for row, its in zip(own, other) for x in columns for a, b in zip(row[x], its[x]))
    left, right = range(15), range(25, 40)
    assert 2 * differ(first, left) < differ(second, left), (differ(first, left), differ(second, left))
    assert 2 * differ(second, right) < differ(first, right), (differ(second, right), differ(first, right))


def evaluation(out, npy, width, height):
    layers = ["conv1_1", "conv2_1", "conv3_1", "conv4_1", "conv5_1"]
    told = json.load(open(out))
    assert list(told) == ["content", "style", "loss"], told
    assert list(told["content"]) == ["conv4_2"] and list(told["style"]) == layers, told
    look = sum(w * told["style"][k] for w, k in zip((256, 64, 16, 4, 1), layers)) / 341
    least = 0.015 * told["content"]["conv4_2"] + look
    assert least <= told["loss"] * (1 + 1e-6), told
    data = open(npy, "rb").read()
    assert data[:8] == b"\x93NUMPY\1\0"
    n = struct.unpack("<H", data[8:10])[0]
    assert (10 + n) % 64 == 0 and data[9 + n:10 + n] == b"\n"
    header = eval(data[10:10 + n], {})
    assert header == {"descr": "<f4", "fortran_order": False, "shape": (3, int(height), int(width))}, header
    values = struct.unpack(f"<{3 * int(height) * int(width)}f", data[10 + n:])
    assert any(values) and all(abs(v) < 1e3 for v in values)


def read_values(npy):
    data = open(npy, "rb").read()
    first = 10 + struct.unpack("<H", data[8:10])[0]
    return struct.unpack(f"<{(len(data) - first) // 4}f", data[first:])


def close(out, other, npy, other_npy):
    """The same loss and gradient, but for rounding."""
    a, b = (json.load(open(o))["loss"] for o in (out, other))
    assert a > 0 and abs(a - b) <= 1e-5 * a, (a, b)
    g, h = read_values(npy), read_values(other_npy)
    assert sum((x - y) ** 2 for x, y in zip(g, h)) <= 1e-8 * sum(x * x for x in g) > 0


def gone_on(*outs):
    half, whole, once = (json.load(open(o))["loss"] for o in outs)
    assert whole <= 1.05 * once < half, (half, whole, once)


def run_in_terminal(arguments, kind="xterm", columns=80):
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    program = subprocess.Popen(arguments, stderr=theirs, stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL,
                               env=dict(os.environ, TERM=kind))
    os.close(theirs)
    return program, ours


def read_until(ours, said, word, seconds):
    """Adds to said what is read, until word is in it or the end has come."""
    deadline = time.monotonic() + seconds
    while word is None or word not in said:
        if not select.select([ours], [], [], max(0, deadline - time.monotonic()))[0]:
            sys.exit(f"nothing more was said within {seconds} s after {said[-200:]!r}")
        try:
            piece = os.read(ours, 4096)
        except OSError:
            piece = b""
        if not piece:
            return said
        said += piece
    return said


def terminal(*arguments):
    program, ours = run_in_terminal(arguments)
    said = read_until(ours, b"", None, 120)
    assert program.wait() == 0, said
    assert b"24 px, step 1 of 3" in said and said.endswith(b"\r\033[K"), said


def line(kind, columns, codes, words, *arguments):
    program, ours = run_in_terminal(arguments, kind, int(columns))
    said = read_until(ours, b"", None, 120)
    assert program.wait() == 0, said
    assert (b"\033" in said) == (codes == "yes") and b"\n" not in said, said
    # What a terminal shows, where the codes clear the rest of a line.
    seen = ""
    for part in said.decode().split("\r"):
        text = part.replace("\033[K", "")
        assert len(text) < int(columns), part
        seen = text if "\033" in part else text + seen[len(text):]
        assert seen.strip() == "" or seen.startswith(text.rstrip()) and "p" in seen, seen
        if words in seen:
            words = ""
    assert words == "" and seen.strip() == "" and not said.endswith(b" "), said


def deaf(name, *arguments):
    program, ours = run_in_terminal(arguments)
    said = read_until(ours, b"", b"step 1 ", 120)
    program.send_signal(getattr(signal, "SIG" + name))
    said = read_until(ours, said, None, 120)
    assert program.wait() == 0, said


def cancel(name, seconds, *arguments):
    program, ours = run_in_terminal(arguments)
    said = read_until(ours, b"", b"step 1 ", 120)
    time.sleep(0.2)
    start = time.monotonic()
    program.send_signal(getattr(signal, "SIG" + name))
    status = program.wait(60)
    taken = time.monotonic() - start
    said = read_until(ours, said, None, 5)
    print(f"{taken:.3f} s")
    assert status == 1, (status, said)
    assert said.replace(b"\r\n", b"\n").endswith(b"neural-art: Cancelled.\n"), said
    assert taken <= float(seconds), f"{taken:.3f} s"


def catches(program, number):
    with open(f"/proc/{program.pid}/status") as status:
        mask = next(line for line in status if line.startswith("SigCgt:"))
    return int(mask.split()[1], 16) >> (number - 1) & 1


def cancel_early(*arguments):
    """While pictures are read standard error is not the terminal's."""
    for delay in (0, 0.02, 0.05, 0.1, 0.2):
        program = subprocess.Popen(arguments, stderr=subprocess.PIPE)
        while program.poll() is None and not catches(program, signal.SIGINT):
            time.sleep(0.001)
        time.sleep(delay)
        program.send_signal(signal.SIGINT)
        said = program.communicate(timeout=60)[1]
        assert (program.returncode, said) == (1, b"neural-art: Cancelled.\n"), (delay, said)


def meanwhile(command, *arguments):
    """At work it has a terminal, where its messages are read, to be printed afterwards."""
    program, ours = run_in_terminal(arguments)
    said = read_until(ours, b"", b"step 1 ", 60)
    subprocess.check_call(command, shell=True)
    said = read_until(ours, said, None, 60)
    print(said[said.rfind(b"\033[K") + 3:].decode().strip(), file=sys.stderr)
    sys.exit(program.wait(60))


def cancel_save(name, *arguments):
    """Where the signal is sent too late, the painting is there, and it is tried again."""
    for _ in range(5):
        with open(arguments[-1], "w") as old:
            old.write("old")
        program = subprocess.Popen(arguments, stderr=subprocess.PIPE)
        while program.poll() is None and not glob.glob(".neural-art*"):
            pass
        program.send_signal(getattr(signal, "SIG" + name))
        said = program.communicate(timeout=60)[1]
        left = open(arguments[-1], "rb").read()
        print(program.returncode, said, len(left))
        if program.returncode == 1:
            assert said.startswith(b"neural-art: Cancelled") and said.count(b"\n") == 1
            assert left == b"old" and not glob.glob(".neural-art*")
            return
        assert program.returncode == 0 and left != b"old" and said == b""
    sys.exit("the signal was never sent in time")


def planned(tiled, *arguments):
    """The last two arguments are -o FILE; TILED is yes or no."""
    plan = json.loads(subprocess.check_output(arguments[:-2] + ("--plan",)))
    assert (plan["tiles"] > 1) == (tiled == "yes"), plan
    _, status, usage = os.wait4(subprocess.Popen(arguments).pid, 0)
    assert status == 0, status
    used = usage.ru_maxrss * 1024
    print(f"{plan['bytes'] / 1e6:.0f} MB planned, {used / 1e6:.0f} MB used")
    assert 0.9 < used / plan["bytes"] < 1.1, plan


def main(job, *a):
    if job == "make":
        make(*a)
    elif job == "size":
        print(*read_png(a[0])[:4])
    elif job == "same-alpha":
        one, two = (b"".join(row[3::4] for row in read_png(f)[4]) for f in a)
        assert one == two
    elif job == "orient":
        orient(*a)
    elif job == "turned":
        turned(*a)
    elif job == "kept":
        kept(*a)
    elif job == "halves":
        halves(*a)
    elif job == "evaluation":
        evaluation(*a)
    elif job == "close":
        close(*a)
    elif job == "gone-on":
        gone_on(*a)
    elif job == "zero":
        told = json.load(open(a[0]))
        assert all(abs(v) < 1e-9 for v in (*told["content"].values(), *told["style"].values())), told
    elif job == "line":
        line(*a)
    elif job == "deaf":
        deaf(*a)
    elif job == "wide":
        write_ppm(a[1], int(a[0]), 20)
    elif job == "meanwhile":
        meanwhile(*a)
    elif job == "cancel-save":
        cancel_save(*a)
    elif job == "cancel-early":
        cancel_early(*a)
    elif job == "keys":
        told = json.load(open(a[0]))
        assert list(told) == list(a[1:]), told
        assert all(v >= 0 for v in told.values() if not isinstance(v, str)), told
    elif job == "planned":
        planned(*a)
    elif job == "terminal":
        terminal(*a)
    elif job == "cancel":
        cancel(*a)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*sys.argv[1:])
