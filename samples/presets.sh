#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The small picture of each preset in the dialogs' list: samples/presets/NAME.jpg, the cat painted
# by it, in a style that it is made for.
#
#   samples/presets.sh          all
#   samples/presets.sh NAME...  these

set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.."

art=${BUILD:-build}/neural-art
out=samples/presets
photo=samples/chelsea.jpg
side=192                        # of a painting, in pixels
small=128                       # of one by hundreds of steps, of which ...
steps=0:300                     # ... more are not seen in so small a picture
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

command -v convert >/dev/null || { echo "presets: there is no convert: install imagemagick." >&2; exit 1; }
[ -x "$art" ] || { echo "presets: there is no $art: run make first." >&2; exit 1; }
mkdir -p "$out"

# Around the cat's face.
convert "$photo" -gravity north -crop 340x255+0+20 +repage "$work/face.png"

paint ()
{
  local style=village-street more=(--size "$side")
  case $1 in
    tensorflow | lasagne | deeppy) more=(--size "$small" --schedule "$steps") ;;
    sketch)      style=lion-pencil ;;
    watercolour) style=ramparts-watercolour ;;
    texture)     more=(--width "$side" --height $((side * 3 / 4))) ;;
  esac
  "$art" "$work/face.png" "samples/styles/$style.jpg" --preset "$1" "${more[@]}" \
    -o "$work/$1.png" --quiet
  convert "$work/$1.png" -resize '128x96^' -gravity center -extent 128x96 -strip -quality 88 "$out/$1.jpg"
}

if [ $# = 0 ]; then
  mapfile -t presets < <(XDG_CONFIG_HOME=$work "$art" --complete --preset "" | cut -f 1)
  set -- "${presets[@]}"
fi
for preset; do paint "$preset"; done
ls -l "$out"
