#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# same-bytes.sh OLD NEW [KEPT]: whether two builds of neural-art (paths of the programs)
# give the same bytes: losses and gradients, paintings in several presets at two
# sizes and precisions, pictures in parts, plans.  For changes that should change
# nothing a user sees; not part of "make check", which has one build.  KEPT: a folder
# that keeps what the old one gave, for the next time.

set -u
[ $# = 2 ] || [ $# = 3 ] || { echo "usage: $0 OLD NEW [KEPT]" >&2; exit 2; }
old=$(realpath "$1")
new=$(realpath "$2")
kept=$(realpath -m "${3:-$(mktemp -du)}")
mkdir -p "$kept"
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
export NEURAL_ART_WEIGHTS=$PWD/weights/vgg19.safetensors NEURAL_ART_THREADS=2
unset NEURAL_ART_MEMORY NEURAL_ART_CPU
work=$kept/new
mkdir -p "$work"
trap 'rm -rf "$work"' EXIT
photo=samples/chelsea.jpg
style=samples/styles/village-street.jpg
other=samples/styles/great-wave.jpg
passed=0
failed=0

# run PROGRAM RESULT FILE ARGUMENT...: what it prints (but for seconds, which differ)
# and its status go to RESULT.said, the file that it writes to RESULT.file.
run ()
{
  local program=$1 result=$2 file=$work/$3
  shift 3
  rm -f "$file"
  NEURAL_ART_STYLES=$PWD/samples/styles "$program" "$@" >"$result.said" 2>&1
  echo "status $?" >>"$result.said"
  sed -i 's/"seconds": [^,}]*//' "$result.said"
  mv "$file" "$result.file" 2>/dev/null || : >"$result.file"
}

# same NAME FILE ARGUMENT...: one case; what the old program did is kept.
same ()
{
  local name=$1 before
  shift
  before=$kept/$(md5sum <<<"$*" | head -c 16)
  [ -e "$before.file" ] || run "$old" "$before" "$@"
  run "$new" "$work/new" "$@"
  if cmp -s "$before.said" "$work/new.said" && cmp -s "$before.file" "$work/new.file"; then
    passed=$((passed + 1))
    echo "ok - $name ($(stat -c %s "$work/new.file") bytes)"
  else
    failed=$((failed + 1))
    echo "not ok - $name"
    diff "$before.said" "$work/new.said"
  fi
}

gradient ()
{
  local name=$1
  shift
  same "gradient, $name" g.npy --evaluate "$photo" "$photo" "$style" --gradient "$work/g.npy" "$@"
}

gradient "the look" --size 101
gradient "the look, in parts" --size 400 --memory 420
gradient "gram" --size 101 --preset gram
gradient "gram, in parts" --size 400 --preset gram --memory 400
gradient "gatys" --size 96 --preset gram --weighting gatys
gradient "gradient norms" --size 97 --preset deeppy
gradient "gradient norms, in parts" --size 400 --preset deeppy --memory 400
gradient "lasagne" --size 96 --preset lasagne
gradient "average pools, no normalising" --size 131 --pool avg --normalise no --edge zero
gradient "wide pools" --size 90 --pool max3 --style-layers conv1_1,pool1,pool2 --content-layers conv2_2,conv3_1
gradient "content alone" --size 96 --style-layers none
gradient "style alone, weights" --size 96 --content-layers none --style-layers conv1_2,conv3_1 --style-weights 3,1

paint ()
{
  local name=$1
  shift
  same "painting, $name" p.ppm "$photo" "$style" -o "$work/p.ppm" "$@"
}

for precision in fast single; do
  for size in 96 200; do
    for preset in look gram sketch tensorflow deeppy; do
      paint "$preset, $size px, $precision" --preset "$preset" --size "$size" \
        --precision "$precision" --schedule 64:2,0:3
    done
  done
  paint "lasagne, $precision" --preset lasagne --size 96 --schedule 0:6 --precision "$precision"
  same "texture, $precision" p.ppm --texture "$style" -o "$work/p.ppm" --width 120 --height 80 \
    --schedule 64:4,0:4 --precision "$precision"
  paint "in parts, $precision" --size 500 --memory 500 --schedule 200:2,0:2 --precision "$precision"
  paint "gradient norms in parts, $precision" --preset deeppy --size 500 --memory 470 \
    --schedule 200:2,0:2 --precision "$precision"
done
same "painting, two styles" p.ppm "$photo" "$style" "$other" -o "$work/p.ppm" --size 96 --quality draft
paint "from a file" --size 96 --init-file "$other" --quality draft
paint "by gradient descent" --size 96 --optimiser gd --schedule 0:5
paint "by quality and size" --size 150 --quality draft --scales 2

for memory in 200 460 600 4000; do
  for size in 512 6000; do
    for preset in look gram deeppy; do
      same "plan, $preset, $size px in $memory MB" none --plan "$photo" "$style" --preset "$preset" \
        --size "$size" --memory "$memory"
    done
  done
done

for words in --nonsense "--size" "--size x" "--style-layers conv9_9" "--schedule 5" "--init file" "--strength 200" \
             "--style-weights 1,2" "--tv -2" "--pool huge" "--weighting gradient" "--width 5"; do
  # shellcheck disable=SC2086     # several words
  same "refused: $words" none "$photo" "$style" -o "$work/none" $words
done
same "help" none --help
same "styles" none --styles

echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
