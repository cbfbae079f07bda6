#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Who may include whom: the folders of core/ and plugin/, which may see only what is
# below them, and their units (a .c file and its headers), which may not see each other
# in a circle.  Prints what breaks that, and nothing else; a folder that is not in the
# table is an error too.

import os
import re
import sys

# For each folder the folders that it may include, itself apart.  "core" is nst.h, the
# public face alone.
MAY_INCLUDE = {
    "core": "core/base core/image core/network core/objective core/run core/settings",
    "core/base": "",
    "core/image": "core/base",
    "core/conv": "core/base",
    "core/network": "core/base core/conv",
    "core/settings": "core/base core/network",
    "core/objective": "core/base core/image core/conv core/network core/settings",
    "core/optimiser": "core/base",
    "core/run": "core/base core/image core/conv core/network core/settings core/objective "
                "core/optimiser",
    "plugin/settings": "core",
    "plugin/shared": "core plugin/settings",
    "plugin/gimp": "core plugin/settings plugin/shared",
    "plugin/cli": "core plugin/settings plugin/shared",
    "plugin/help": "core plugin/settings",
}

# System headers that only some folders may see.
ONLY_IN = {
    r"<libgimp": "plugin/gimp",
    r"<(gtk|gdk)/": "plugin/gimp",
    r"<(gegl|babl)": "plugin/gimp plugin/shared",
    r"<gdk-pixbuf": "plugin/gimp",
    r"<lcms2": "plugin/shared",
    r"<(vips|libexif|tiffio|libraw|openexr)": "plugin/cli",
    r"<cblas": "core/base",
    r"<json-glib": "core/network",
}


def sources():
    for top in ("core", "plugin"):
        for folder, _, names in os.walk(top):
            for name in sorted(names):
                if name.endswith((".c", ".h")):
                    yield os.path.join(folder, name)


def unit(path):
    return re.sub(r"(-private)?\.[ch]$", "", path)


def find_circle(graph):
    """A list of units that include each other in a circle, or None."""
    done, path = set(), []

    def visit(node):
        if node in path:
            return path[path.index(node):] + [node]
        if node in done:
            return None
        path.append(node)
        for other in sorted(graph.get(node, ())):
            circle = visit(other)
            if circle:
                return circle
        done.add(path.pop())
        return None

    for start in sorted(graph):
        circle = visit(start)
        if circle:
            return circle
    return None


def main():
    graph = {}
    complaints = []

    for path in sources():
        folder = os.path.dirname(path)
        if folder not in MAY_INCLUDE:
            complaints.append(f"{path}: its folder is not in the table of tests/includes.py")
            continue
        with open(path, encoding="utf-8") as file:
            text = file.read()
        for line in re.findall(r"^#\s*include\s*(.*)$", text, re.M):
            for pattern, allowed in ONLY_IN.items():
                if re.match(pattern, line) and folder not in allowed.split():
                    complaints.append(f"{path}: {line} is for {allowed}")
            match = re.match(r'"([^"]+)"', line)
            if not match:
                continue
            other = match.group(1)
            if not os.path.exists(other):
                complaints.append(f'{path}: "{other}" is no path from the top of the project')
                continue
            target = os.path.dirname(other)
            if target != folder and target not in MAY_INCLUDE[folder].split():
                complaints.append(f"{path}: {folder} may not include {target} ({other})")
            if unit(other) != unit(path):
                graph.setdefault(unit(path), set()).add(unit(other))

    circle = find_circle(graph)
    if circle:
        complaints.append("a circle: " + " -> ".join(circle))

    print("\n".join(complaints), end="\n" if complaints else "")
    return bool(complaints)


if __name__ == "__main__":
    sys.exit(main())
