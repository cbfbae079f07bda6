#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes a compilation database (for clang-tidy, clangd and the like) of what "make -n -B"
# prints, which comes on standard input; one entry a file, the first of those that are
# compiled several times.

import json
import os
import shlex
import sys


def main():
    entries = {}
    for line in sys.stdin:
        words = shlex.split(line) if " -c -o " in line else []
        if words and words[-1].endswith(".c") and words[-1] not in entries:
            entries[words[-1]] = {"directory": os.getcwd(), "file": words[-1],
                                  "arguments": words}
    json.dump(list(entries.values()), sys.stdout, indent=1)
    print()


if __name__ == "__main__":
    main()
