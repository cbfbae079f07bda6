#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The inner loops of a processor that is not this one: NEON, by a cross-compiler
# and an emulator where they are installed (Debian: gcc-aarch64-linux-gnu,
# libc6-dev-arm64-cross, qemu-user-static).  Speaks TAP.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

compiler=aarch64-linux-gnu-gcc
emulator=qemu-aarch64-static

for tool in $compiler $emulator; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..1"
    echo "ok 1 - NEON # SKIP there is no $tool"
    exit 0
  fi
done

folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT

flags="-std=gnu11 -I. -O3 -fno-math-errno -fno-trapping-math -Wall -Wextra -Wno-missing-field-initializers
       -Werror -DNST_VARIANT=neon -DKERNELS=nst_kernels_neon"

build ()
{
  # shellcheck disable=SC2086  # they are many words
  $compiler $flags -DNST_TILE_SIZE=4 -c core/conv/transforms.c -o "$folder/transforms-4.o" &&
  $compiler $flags -DNST_TILE_SIZE=6 -c core/conv/transforms.c -o "$folder/transforms-6.o" &&
  $compiler $flags core/conv/kernels.c tests/other-cpu.c "$folder"/transforms-?.o \
    -static -lm -o "$folder/neon"
}

if ! build; then
  echo "1..1"
  echo "not ok 1 - NEON compiles"
  exit 1
fi
$emulator "$folder/neon"
