#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a person sees in a terminal, and of a file that is watched.

  bar COLUMNS PROGRAM...            its line of progress fills the window, and has all its parts
  resized FROM TO PROGRAM...        after the window has another width the line has it too
  silent PROGRAM...                 nothing is said on a terminal
  watched FILE PROGRAM...           the PNG file grows by whole pictures while it works
  typed SHELL... -- SET-UP          types words in an interactive shell and says of each, in TAP,
                                    whether Tab has made of it what it should
"""
import fcntl, os, pty, re, runpy, select, struct, subprocess, sys, termios, time

LINE = re.compile(r"(\d+) px, step (\d+) of (\d+) \[(=*)(>?)( *)\] +(\d+) %(, (\d+:)+\d\d left)?")


def start(arguments, columns, **more):
    ours, theirs = pty.openpty()
    set_columns(theirs, columns)
    program = subprocess.Popen(arguments, stderr=theirs, env=dict(os.environ, TERM="xterm"), **more)
    os.close(theirs)
    return program, ours


def set_columns(terminal, columns):
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))


def read(ours, seconds=60):
    if not select.select([ours], [], [], seconds)[0]:
        sys.exit(f"nothing was said within {seconds} s")
    try:
        return os.read(ours, 4096)
    except OSError:
        return b""


def lines(said):
    """What was shown in turn."""
    return [text.replace("\033[K", "") for text in said.decode().split("\r") if text.replace("\033[K", "")]


def bar(columns, *arguments):
    program, ours = start(arguments, int(columns))
    said = b""
    while piece := read(ours):
        said += piece
    assert program.wait() == 0, said
    told = [LINE.fullmatch(line) for line in lines(said)]
    assert len(told) > 3 and all(told), said
    assert all(len(match.group()) == int(columns) - 1 for match in told), said
    fractions = [int(match[7]) for match in told]
    assert fractions == sorted(fractions) and fractions[0] == 0 and fractions[-1] > 90, fractions
    for match in told:
        full, room = len(match[4]), len(match[4] + match[5] + match[6])
        assert abs(full / room - int(match[7]) / 100) < 0.01 + 1 / room, match.group()
    assert told[-1][8], "no time left is told"


def resized(before, after, *arguments):
    program, ours = start(arguments, int(before))
    said = b""
    while b"step 1 " not in said:
        said += read(ours)
    set_columns(ours, int(after))
    told = b""
    while piece := read(ours):
        told += piece
    assert program.wait() == 0, told
    widths = [len(line) for line in lines(said + told)]
    assert widths[0] == int(before) - 1 and widths[-1] == int(after) - 1, widths


def silent(*arguments):
    program, ours = start(arguments, 80)
    said = read(ours)
    assert program.wait() == 0 and said == b"", said


def watched(path, *arguments):
    read_png = runpy.run_path(os.path.join(os.path.dirname(__file__), "cli-tools.py"), run_name="tools")["read_png"]
    program = subprocess.Popen(arguments)
    seen = {}
    while program.poll() is None:
        try:
            now = os.stat(path).st_ino
            if now not in seen:
                width, height, _, _, rows = read_png(path)
                assert len(rows) == height
                seen[now] = width
        except FileNotFoundError:
            assert not seen, "it was gone for a while"
        time.sleep(0.002)
    assert program.returncode == 0
    sizes = list(seen.values())
    print(sizes)
    assert len(sizes) >= 3 and sizes == sorted(sizes) and sizes[0] < sizes[-1], sizes


# What is typed after the program's name, and the words that it is to get.
TYPED = (
    ("--qual\tdr\t", "--quality", "draft"),
    ("--preset=gr\t", "--preset=gram"),
    ("--no-norm\t", "--no-normalise"),
    ("content.p\t", "content.ppm"),
    ("content.ppm great\t", "content.ppm", "great-wave"),
    ("content.ppm my\t", "content.ppm", "my own"),
    ("--texture vill\t", "--texture", "village-street"),
    ("a\\ st\t", "a start.ppm"),
    ("po\twa\t", "pond/water.ppm"),
    ("--init-file=a\\ st\t", "--init-file=a start.ppm"),
    ("--style-layers conv1_1,p\t5", "--style-layers", "conv1_1,pool5"),
    ("content.ppm --watch\tup.png", "content.ppm", "--watch", "up.png"),
    ("gre\t", "gre"),
)


def typed(*arguments):
    shell, set_up = arguments[:arguments.index("--")], arguments[-1]
    ours, theirs = pty.openpty()
    set_columns(theirs, 200)
    program = subprocess.Popen(shell, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
                               preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),
                               env=dict(os.environ, TERM="dumb", INPUTRC="/dev/null"))
    os.close(theirs)

    def enter(line, answer):
        said = b""
        os.write(ours, line.encode() + b"\n")
        while answer not in said:
            piece = read(ours, 20)
            if not piece:
                break
            said += piece
        return said

    enter(set_up + "; echo ready''now", b"readynow")
    for keys, *words in TYPED:
        expected = "".join(f"<{word}>" for word in words)
        said = enter("neural-art " + keys, b">.\r\n")
        good = (expected + ".\r\n").encode() in said
        print(f"{'ok' if good else 'not ok'} - {os.path.basename(shell[0])}: {keys!r} is {expected}")
        if not good:
            print("#", said)
    os.write(ours, b"exit\n")
    program.wait(20)


def main(job, *a):
    jobs = {"bar": bar, "resized": resized, "silent": silent, "watched": watched, "typed": typed}
    if job not in jobs:
        sys.exit(__doc__)
    jobs[job](*a)


main(*sys.argv[1:])
