#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The words: no text is missing in a language, names that scripts use are never translated,
# the command line speaks the user's language and keeps its numbers, and the page of help is
# whole in each language.  Speaks TAP.

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as xml
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
BUILD = TOP / os.environ.get("BUILD", "build")
PROGRAM = BUILD / "neural-art"
LANGUAGES = sorted(path.stem for path in (TOP / "plugin/po").glob("*.po"))
LOCALES = {"de": "de_DE", "zh_TW": "zh_TW"}
DECIMAL_COMMA = "de"
# What is the same in every language: options, variables, layers, and settings in quotes.
NAMES = re.compile(r"(?<![\w-])--[a-z][a-z-]*|NEURAL_ART_[A-Z]+|(?:conv|pool)\d(?:_\d)?"
                   r"|plug-in-neural-art|(?<=\\\")[a-z]+(?:-[a-z]+)*(?=\\\")|</?[a-z]+|&gt;"
                   r"|\{[^}]*\}")

count = 0


def result(name, complaints):
    """One test, which passes where there is nothing to complain of."""
    global count
    count += 1
    print(f"{'not ' if complaints else ''}ok {count} - {name}")
    for complaint in list(complaints)[:20]:
        print("#", complaint)


def skip(name, why):
    global count
    count += 1
    print(f"ok {count} - {name} # SKIP {why}")


def run(*words, **variables):
    """A command's status and what it said; variables of None are taken away."""
    environment = {**os.environ, **variables}
    environment = {name: value for name, value in environment.items() if value is not None}
    done = subprocess.run([str(word) for word in words], cwd=TOP, env=environment,
                          capture_output=True, text=True, check=False)
    return done.returncode, done.stdout, done.stderr


def messages(path):
    """The texts of a .po or .pot file, with what they are translated by."""
    text = path.read_text(encoding="utf-8")
    found = {}
    for block in text.split("\n\n")[1:]:
        block = "\n".join(line for line in block.splitlines() if not line.startswith("#"))
        parts = re.findall(r'^(msg\w+(?:\[\d\])?) ((?:"(?:[^"\\]|\\.)*"\s*)+)', block, re.M)
        words = [(kind, "".join(re.findall(r'"((?:[^"\\]|\\.)*)"', said))) for kind, said in parts]
        key = tuple(said for kind, said in words if not kind.startswith("msgstr"))
        if key:
            found[key] = [said for kind, said in words if kind.startswith("msgstr")]
    return found


# ---- the files of plugin/po ----------------------------------------------------------------

def check_template(scratch):
    name = "plugin/po/neural-art.pot has the texts of the sources"
    if not shutil.which("xgettext"):
        return skip(name, "xgettext (gettext) is not installed")
    new = scratch / "new.pot"
    status, _, said = run("make", "-s", f"pot={new}", new, MAKEFLAGS=None, MAKELEVEL=None)
    if status != 0:
        return result(name, [said])
    old, new = messages(TOP / "plugin/po/neural-art.pot"), messages(new)
    return result(name, [f"make update-po: {text}" for text in set(old) ^ set(new)])


def check_language(language, template):
    path = TOP / "plugin/po" / f"{language}.po"
    have = messages(path)
    result(f"{language}: no text is missing", [text for text in template if text not in have])

    complaints = []
    if shutil.which("msgfmt"):
        status, _, said = run("msgfmt", "-c", "--check-accelerators=_", "--statistics",
                              "-o", os.devnull, path, LC_ALL="C")
        if status != 0 or not re.fullmatch(r"\d+ translated messages\.", said.strip()):
            complaints = said.splitlines()
    result(f"{language}: none is untranslated, fuzzy, or of another form", complaints)

    result(f"{language}: names are not translated",
           [f"{text[0]}: {name}" for text, said in have.items() for name in NAMES.findall(text[0])
            if said and name not in said[0]])


# ---- the program ---------------------------------------------------------------------------

def find_locale(language, scratch):
    """Variables for a program that is to speak a language; None where there is no way.
    Not every C library looks at LANGUAGE in C.UTF-8, and that has no decimal comma."""
    words = {"LC_ALL": "C.UTF-8", "LANGUAGE": language}
    if language != DECIMAL_COMMA and "There is" not in run(PROGRAM, "--nosuch", **words)[2]:
        return words
    folder = scratch / "locales"
    folder.mkdir(exist_ok=True)
    name = f"{LOCALES[language]}.UTF-8"
    if shutil.which("localedef"):
        run("localedef", "--no-archive", "-i", LOCALES[language], "-f", "UTF-8", folder / name)
    if (folder / name).is_dir():
        return {"LOCPATH": str(folder), "LC_ALL": name, "LANGUAGE": None}
    return None


def check_program(language, scratch):
    said = messages(TOP / "plugin/po" / f"{language}.po")
    name = f"{language}: the command line speaks it"
    if not (BUILD / "locale" / language).is_dir():
        return skip(name, "it is built without msgfmt")
    words = find_locale(language, scratch)
    if not words:
        return skip(name, "localedef can't make the locale here (package locales)")

    status, out, _ = run(PROGRAM, "--help", **words)
    wanted = [said[("\\nMore settings:\\n",)][0].replace("\\n", "").strip(), "--learning-rate ",
              "draft|good|best (good)"]
    result(name, [text for text in wanted if text not in out] + ([status] if status else []))
    result(f"{language}: no line of its help is wider than a terminal",
           [line for line in out.splitlines() if columns(line) > 80])

    status, _, err = run(PROGRAM, "--strength", "loud", **words)
    result(f"{language}: its sentences do, and its status is as before",
           [] if status == 2 and "strength" in err and "must be" not in err else [status, err])
    if language == DECIMAL_COMMA:
        check_numbers(language, words)


def columns(line):
    return sum(2 if ord(letter) >= 0x2e80 else 1 for letter in line)


def check_numbers(language, words):
    photo, style = "samples/chelsea.jpg", "samples/styles/great-wave.jpg"
    plan = [PROGRAM, "--plan", photo, style, "--size", "64", "--strength", "62.5"]
    status, out, err = run(*plan, **words)
    try:
        seconds = json.loads(out)["seconds"]
    except (ValueError, KeyError) as error:
        seconds = error
    result(f"{language}: numbers in settings and JSON have points",
           [] if status == 0 and isinstance(seconds, (int, float)) else [status, seconds, err])

    status, _, err = run(*plan, NEURAL_ART_MEMORY="1500000", **words)
    result(f"{language}: numbers in sentences have its decimal comma",
           [] if status != 0 and re.search(r"\d,\d", err) else [status, err])


# ---- the page of help ----------------------------------------------------------------------

def shape(page):
    """The elements with an address or a picture, in their order."""
    return [(node.tag, node.get("id"), node.get("src")) for node in page.iter()
            if node.get("id") or node.get("src")]


def check_page(language, english):
    name = f"help in {language}"
    path = BUILD / "help" / ("index.html" if language == "en" else f"index.{language}.html")
    if language != "en" and not (BUILD / "locale" / language).is_dir():
        skip(f"{name} is whole", "it is built without msgfmt")
        return None
    text = path.read_text(encoding="utf-8").replace("<!DOCTYPE html>", "")
    page = xml.fromstring(text)
    complaints = [str(word) for word in re.findall(r"[{}]", text.split("</style>")[1])]
    addresses = [node.get("id") for node in page.iter() if node.get("id")]
    complaints += [f"twice: {one}" for one in set(addresses) if addresses.count(one) > 1]
    for node in page.iter():
        link = node.get("href") or node.get("src")
        if link and link.startswith("#"):
            complaints += [] if link[1:] in addresses else [f"no {link}"]
        elif link and not (path.parent / link).is_file():
            complaints.append(f"no file {link}")
    if english is not None and shape(page) != shape(english):
        complaints.append("it has other parts than the English page")
    result(f"{name} is whole: its links and pictures lead somewhere", complaints)
    return page


def check_settings_told(page, template):
    """All of the table's, since the page is made from it; and what stands in {} is there."""
    _, out, _ = run(PROGRAM, "--help", LC_ALL="C")
    names = re.findall(r"^  --([a-z-]+) ", out, re.M)
    told = {node.get("id") for node in page.iter()}
    result("help tells of every setting",
           [name for name in names[names.index("preset"):] if f"setting-{name}" not in told])
    named = {name for text in template for name in re.findall(r"\{([^}]*)\}", text[0])}
    named -= {"name", "style"}      # of the pattern of many files' names
    result("help names settings and labels that there are",
           [name for name in named if name not in names and (name,) not in template])


# What stands in bold or is chosen from our menus: a label of the program's, not words that look
# like one.
IN_BOLD = re.compile(r"<b>(.*?)</b>")
IN_MENU = re.compile(r"<i>[^<]*&gt; [^<]*Neural Art[^<]*</i>")
LABELS = re.compile(r"(?:\{[^}]*\})+[.。]?")


def check_controls_named(language, texts):
    """In texts of the page: (English,) and what they are translated by."""
    complaints = [part for text in texts for part in IN_BOLD.findall(text)
                  if not LABELS.fullmatch(part)]
    complaints += [path for text in texts for path in IN_MENU.findall(text)
                   if not re.search(r"\{[^}]*\}</i>", path)]
    result(f"help in {language} names controls as the program does", complaints)


# ---- without gettext -----------------------------------------------------------------------

def check_without_msgfmt(scratch):
    _, out, _ = run("make", "-n", "MSGFMT=no-such-program", f"BUILD={scratch}/build", "all",
                    MAKEFLAGS=None, MAKELEVEL=None)
    complaints = [] if "msgfmt is missing" in out and "/help/index.html" in out else [out[:300]]
    complaints += [line for line in out.splitlines() if ".mo" in line]
    result("without msgfmt it is built in English, and says so", complaints)


def main():
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        template = messages(TOP / "plugin/po/neural-art.pot")
        check_template(scratch)
        for language in LANGUAGES:
            check_language(language, template)
        for language in LANGUAGES:
            check_program(language, scratch)
        english = check_page("en", None)
        for language in LANGUAGES:
            check_page(language, english)
        check_settings_told(english, template)
        check_controls_named("en", [text[0] for text in template])
        for language in LANGUAGES:
            said = messages(TOP / "plugin/po" / f"{language}.po").values()
            check_controls_named(language, [text for texts in said for text in texts])
        check_without_msgfmt(scratch)
    print(f"1..{count}")


if __name__ == "__main__":
    sys.exit(main())
