#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# pages.sh: the dialog's pages of settings in both GTKs (tests/check-pages.c), on a screen of 1024
# x 768 of their own: what they do, and in each language and in text of 150 % that nothing is cut
# and each control has a letter of its own; and which settings a proof sheet shows
# (tests/check-variations.c).

set -u
# shellcheck source=tests/gimp-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/gimp-lib.sh"

xvfb=
scratch=$(mktemp -d /tmp/neural-art-pages.XXXXXX)
end () { [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null; rm -rf "$scratch"; clean_up; }
trap end EXIT

# try NAME COMMAND...: one test.
try ()
{
  local name=$1
  shift
  if "$@" >"$scratch/log" 2>&1; then
    ok "$name"
  else
    not_ok "$name"
    grep -aE 'ERROR|not ok' "$scratch/log" | tail -n 5 | sed 's/^/# /'
  fi
}

command -v Xvfb >/dev/null || { skip "the pages of settings" "Xvfb is not installed"; finish; exit; }

Xvfb -displayfd 3 -screen 0 1024x768x24 >"$scratch/xvfb.log" 2>&1 3>"$scratch/display" &
xvfb=$!
for _ in $(seq 100); do [ -s "$scratch/display" ] && break; sleep 0.1; done
DISPLAY=:$(head -n 1 "$scratch/display")

locales=$top/${BUILD:-build}/locale
case ${BUILD:-build} in /*) locales=$BUILD/locale ;; esac

for v in 2 3; do
  find_gimp "$v" || continue
  build_program check-pages "$scratch/build.log" || continue
  program=$built/gimp$v/check-pages
  run=("${in_gimp[@]}" LC_ALL=C.UTF-8 LANGUAGE=C DISPLAY="$DISPLAY" NO_AT_BRIDGE=1)
  build_program check-variations "$scratch/build.log" \
    && try "GIMP $v: the paintings of a proof sheet differ" "${run[@]}" "$built/gimp$v/check-variations"
  try "GTK $v: the pages of settings do what they are for" "${run[@]}" "$program"
  try "... in text of 150 % nothing is cut" "${run[@]}" NEURAL_ART_TEXT_SIZE=150 "$program" -p /pages/whole
  for folder in "$locales"/*/; do
    language=$(basename "$folder")
    for size in 100 150; do
      try "... nor in $language at $size %, and no two letters are alike" "${run[@]}" \
        LANGUAGE="$language" NEURAL_ART_LOCALE="$locales" NEURAL_ART_TEXT_SIZE=$size "$program"
    done
  done
done

finish
