#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What clang-format would change, and what clang-tidy finds without following calls (make tidy
# does).  Versions of clang-format
# differ, so only the one that .clang-format is written for is asked.  Speaks TAP.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

n=0

# report NAME LOG: passes when the log is empty, else shows it.
report ()
{
  n=$((n + 1))
  if [ -s "$2" ]; then
    echo "not ok $n - $1"
    head -n 60 "$2" | sed 's/^/# /'
  else
    echo "ok $n - $1"
  fi
}

skip ()
{
  n=$((n + 1))
  echo "ok $n - $1 # SKIP $2"
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT

name="clang-format would change nothing"
wanted=$(sed -n '1s/^# clang-format \([0-9]*\).*/\1/p' .clang-format)
found=$(clang-format --version 2>/dev/null | sed -n 's/.*version \([0-9]*\).*/\1/p')
if [ "$found" = "$wanted" ]; then
  find core plugin tests -name '*.[ch]' -print0 \
    | xargs -0 clang-format --dry-run --Werror >"$log" 2>&1
  report "$name" "$log"
else
  skip "$name" "clang-format $wanted is not installed"
fi

name="clang-tidy finds nothing"
if command -v clang-tidy >/dev/null; then
  make --no-print-directory -s tidy TIDY_MODE=shallow >"$log" 2>&1 && : >"$log"
  report "$name" "$log"
else
  skip "$name" "it is not installed"
fi

echo "1..$n"
