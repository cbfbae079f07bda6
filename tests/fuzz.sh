#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Fuzzes what reads bytes from outside by our own code: every target of tests/fuzz for
# FUZZ_SECONDS (20) seconds, all at once, under ASan and UBSan, beginning with the seeds
# in the folder of its name, with the words of its .dict.  An input that breaks one is kept in BUILD/fuzz, and shown.
# Speaks TAP.  Needs clang with its runtime (Debian: clang and libclang-rt-14-dev, which
# clang recommends; Fedora: compiler-rt; Arch and openSUSE: with clang).

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export BUILD=${BUILD:-build}
cc=${FUZZ_CC:-clang}
seconds=${FUZZ_SECONDS:-20}
work=$BUILD/fuzz
mkdir -p "$work"

echo 'int LLVMFuzzerTestOneInput (const char *d, unsigned long n) { return d && n > 9; }' \
  >"$work/try.c"
if ! command -v "$cc" >/dev/null; then
  echo "$cc is not installed"
  exit 77
elif ! "$cc" -fsanitize=fuzzer,address,undefined -o "$work/try" "$work/try.c" 2>/dev/null; then
  echo "$cc has no libFuzzer (libclang-rt-dev, compiler-rt)"
  exit 77
fi

if ! make --no-print-directory -s -j2 FUZZ_CC="$cc" fuzz-programs; then
  echo "not ok 1 - the targets are built"
  exit 1
fi

n=0
targets=()
for source in tests/fuzz/fuzz-*.c; do
  target=$(basename "$source" .c)
  name=${target#fuzz-}
  targets+=("$target")
  mkdir -p "$work/$name"
  "$work/$target" -max_total_time="$seconds" -max_len=16384 -timeout=10 -rss_limit_mb=1024 \
    -dict="tests/fuzz/$name.dict" -artifact_prefix="$work/$target-" \
    "$work/$name" "tests/fuzz/$name" >"$work/$target.log" 2>&1 &
  pids[n]=$!
  n=$((n + 1))
done

echo "1..$n"
for i in "${!targets[@]}"; do
  log=$work/${targets[i]}.log
  if wait "${pids[i]}" && grep -q '^Done [0-9]* runs' "$log"; then
    echo "ok $((i + 1)) - ${targets[i]}"
    sed -n 's/^Done/# Done/p' "$log"
  else
    echo "not ok $((i + 1)) - ${targets[i]}"
    tail -n 40 "$log" | sed 's/^/# /'
  fi
done
