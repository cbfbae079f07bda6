#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What holds for the project's files as a whole: licence lines, who may include
# what, sizes, scripts without shellcheck's complaints, links that lead
# somewhere.  Speaks TAP.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

n=0
build=${BUILD:-build}
listing=$(mktemp)
trap 'rm -f "$listing"' EXIT

# none NAME COMMAND...: passes when the command prints nothing, else shows it.
none ()
{
  local name=$1 found
  shift
  found=$("$@" 2>&1)
  n=$((n + 1))
  if [ -z "$found" ]; then
    echo "ok $n - $name"
  else
    echo "not ok $n - $name"
    printf '%s\n' "$found" | sed 's/^/# /'
  fi
}

skip ()
{
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}

sources ()
{
  find core plugin tests weights samples install.sh .ci Makefile -type f \
    \( -name '*.[ch]' -o -name '*.sh' -o -name '*.py' -o -name '*.scm' \
       -o -name '*.bash' -o -name '*.zsh' \
       -o -name Makefile -o -path .ci/run \) | sort
}

unlicensed ()
{
  local file
  sources | while read -r file; do
    head -n 3 "$file" | grep -q 'SPDX-License-Identifier: GPL-3.0-or-later' || echo "$file"
  done
}

too_long ()
{
  sources | grep -E '^(core|plugin)/.*\.[ch]$' | xargs wc -l | awk '$2 != "total" && $1 > 400'
}

too_wide ()
{
  sources | grep -E '^(core|plugin)/.*\.[ch]$' | xargs awk 'length > 100 { print FILENAME ":" FNR }'
}

# A file opens with its licence and what it is for.
unexplained ()
{
  local file
  sources | grep -E '^(core|plugin)/.*\.[ch]$' | while read -r file; do
    sed -n 3p "$file" | grep -q '^/\*' || echo "$file"
  done
}

core_prints ()
{
  find core -name '*.c' -print0 | xargs -0 grep -nE '\b(printf|fprintf|g_print|g_printerr|exit|abort|g_error) *\('
}

dead_links ()
{
  local page link
  grep -oE '\]\([^)#]+\)' README.md CONTRIBUTING.md weights/README.md | sed -E 's/^([^:]*):\]\((.*)\)/\1 \2/' \
    | while read -r page link; do
        case $link in http*) continue ;; esac
        [ -e "$(dirname "$page")/$link" ] || echo "$page: $link"
      done
}

too_large ()
{
  git ls-files -z | xargs -0 stat -c %s 2>/dev/null \
    | awk '{ sum += $1 } END { if (sum > 40e6) print sum, "bytes" }'
}

script_complaints ()
{
  sources | grep -E '\.(sh|bash)$|/run$' | xargs shellcheck -x
}

# What a program lacks of the Makefile's hardening; the marks for branches are asked of an
# object, as the C library's own objects may have none.
unhardened ()
{
  local program mark
  for program in "$build"/neural-art "$build"/gimp?/neural-art; do
    if [ ! -e "$program" ]; then continue; fi
    readelf -hldsW "$program" >"$listing" 2>/dev/null
    for mark in 'Flags:.* NOW.* PIE' GNU_RELRO __stack_chk_fail '__[a-z]*_chk@'; do
      grep -q -e "$mark" "$listing" || echo "$program: no $mark"
    done
    grep -q 'GNU_STACK.*RWE' "$listing" && echo "$program: an executable stack"
  done
  if [ "$(uname -m)" = x86_64 ] && ! readelf -n "$build/core/run/stylise.o" | grep -q 'IBT, SHSTK'; then
    echo "$build/core/run/stylise.o: no IBT, SHSTK"
  fi
}

none "every source names its licence" unlicensed
none "no C file of the engine and the front-ends is longer than 400 lines" too_long
none "no line of them is longer than 100 columns" too_wide
none "each of them says first what it is for" unexplained
none "they include only what their folder may, and not in circles" python3 tests/includes.py
none "the engine prints nothing and ends nothing" core_prints
none "the pages' links lead to files" dead_links

if git rev-parse --git-dir >/dev/null 2>&1; then
  none "the files are less than 40 MB" too_large
else
  skip "the files are less than 40 MB" "this is no git checkout"
fi
if [ -e "$build/neural-art" ] && command -v readelf >/dev/null; then
  none "the programs are hardened" unhardened
else
  skip "the programs are hardened" "they are not built, or there is no readelf"
fi
if command -v shellcheck >/dev/null; then
  none "shellcheck finds nothing in the scripts" script_complaints
else
  skip "shellcheck finds nothing in the scripts" "it is not installed"
fi

echo "1..$n"
