#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# gimp.sh [2|3]...: the plug-in in GIMP 2.10 and GIMP 3 without windows, by
# Script-Fu: the cases of gimp-cases.scm and gimp-files.scm, the README's examples, what
# happens without the network, and the examples that stylise a folder.  SAN=1: built with the sanitizers.

set -u
# shellcheck source=tests/gimp-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/gimp-lib.sh"

# Counts what the cases say; $1: what to call them, $2: the log.
count_cases ()
{
  local line any=

  while IFS= read -r line; do
    case $line in
      "ok - "*)     ok "GIMP $version: ${line#ok - }" ;;
      "not ok - "*) not_ok "GIMP $version: ${line#not ok - }" ;;
      "the end")    any=yes ;;
    esac
  done <"$2"

  if [ -z "$any" ]; then
    tail -n 15 "$2.all" | sed 's/^/# /'
    not_ok "GIMP $version: $1 came to their end"
  fi
}

prelude ()
{
  echo "(load \"$top/tests/gimp-$version.scm\") (define folder \"$work\")"
}

# What the cases take settings from, as people write them.
settings_files ()
{
  local presets=$work/config/neural-art/presets
  mkdir -p "$presets"
  cat >"$presets/quick one.neural-art" <<'END'
# Neural Art settings
strength=40
quality=draft
schedule=32:2,64:2
content-layers=conv2_1
style-layers=conv1_1,conv2_1
style-weights=1,1
END
  { cat "$presets/quick one.neural-art"; echo "style='$work/the style.png'"; } >"$work/small.neural-art"
}

cases ()
{
  settings_files
  local left
  mkdir "$work/many"
  left=$work/many/.neural-art-$(uname -n | tr . _)-$(sh -c 'echo $$')-0.png
  echo half >"$left"

  run_script "$work/cases" "$(prelude)
    (load \"$top/tests/gimp-cases.scm\") (load \"$top/tests/gimp-files.scm\") (gimp-message \"the end\")"
  count_cases "the cases" "$work/cases"

  if grep -qa 'a photo of ours' "$work/turned/turned-the style.jpg"; then
    ok "GIMP $version: many files: EXIF is kept"
  else
    not_ok "GIMP $version: many files: EXIF is kept"
  fi

  if [ "$(find "$work/many" "$work/mixed" -name '.*' -type f | wc -l)" = 0 ]; then
    ok "GIMP $version: many files: nothing half-written remains, of an earlier run either"
  else
    not_ok "GIMP $version: many files: nothing half-written remains, of an earlier run either"
  fi
}

# One run with the network in a bad state: $1 says which, $2 the file, $3 what
# the message must have.
network_case ()
{
  run_script "$work/network" "$(prelude)
    (let* ((image (image-load (string-append folder \"/adobe.png\")))
           (layer (image-active image)))
      (paint image layer layer \"schedule\" \"32:1\"))" \
    NEURAL_ART_WEIGHTS="$2"

  if grep -q "plug-in-neural-art failed: .*$3" "$work/network.all"; then
    ok "GIMP $version: the network's file $1"
  else
    tail -n 5 "$work/network.all" | sed 's/^/# /'
    not_ok "GIMP $version: the network's file $1"
  fi
}

# The README's examples about several styles, regions, colours and the like: those of this GIMP,
# as a list of (text form).
readme_examples ()
{
  awk -v version="$version" '
    function told (form) { gsub (/[\\"]/, "\\\\&", form); return form }
    function end () { if (form != "" && mine) printf "(list \"%s\" (lambda () %s))\n", told(form), form; form = "" }
    /^## /         { ours = /^## Several styles/ }
    /^```$/        { end(); scheme = 0 }
    scheme && /^;/ { end(); mine = /GIMP 2/ == (version == 2); next }
    scheme && /^\(/ { end() }
    scheme         { sub (/^ +/, " "); form = form $0 }
    ours && /^```scheme$/ { scheme = 1; mine = 0 }' "$top/README.md"
}

# A picture with all that the examples name; each of them must leave one layer more.
examples ()
{
  run_script "$work/examples" "$(prelude)
    (define image (image-new 48 36 0 150))
    (define (example-layer name color)
      (let ((layer (layer-new image 48 36 0 name)))
        (layer-insert image layer none 0)
        (gimp-context-set-foreground color)
        (gimp-drawable-edit-fill layer FILL-FOREGROUND)
        layer))
    (define (example-channel name)
      (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 0 0 20 20)
      (let ((channel (selection-saved image)))
        (gimp-item-set-name channel name)
        (gimp-selection-none image)
        channel))
    (define one (example-layer \"one\" '(200 40 30)))
    (define another (example-layer \"another\" '(230 220 90)))
    (define layer (example-layer \"layer\" '(60 120 180)))
    (define sky (example-channel \"sky\"))
    (define face (example-channel \"face\"))
    (for-each
      (lambda (example)
        (let ((before (length (image-layers image))))
          ((cadr example))
          (gimp-message (string-append (if (= (length (image-layers image)) (+ before 1)) \"ok - \" \"not ok - \")
                                       \"README: \" (car example)))))
      (list $(readme_examples)))
    (gimp-message \"the end\")"
  count_cases "the README's examples" "$work/examples"
}

# The ready example over a folder with a file that is no picture.
batch ()
{
  local example=batch-2.10.scm out=$work/out
  [ "$version" = 2 ] || example=batch-3.scm
  mkdir -p "$out"

  run_script "$work/batch" "(load \"$top/plugin/gimp/$example\")
    (neural-art-folder \"$work/folder/*.png\" \"$out\" \"$work/the style.png\")
    (gimp-message \"the end\")"

  if [ -s "$out/one.png" ] && [ -s "$out/two.png" ] && [ ! -e "$out/bad.png" ]; then
    ok "GIMP $version: the example paints a folder"
  else
    tail -n 15 "$work/batch.all" | sed 's/^/# /'
    not_ok "GIMP $version: the example paints a folder"
  fi

  if ! cmp -s "$out/one.png" "$work/folder/one.png" &&
     [ "$(png_size "$out/two.png")" = "$(png_size "$work/folder/two.png")" ]; then
    ok "GIMP $version: the example's pictures are new and keep their size"
  else
    not_ok "GIMP $version: the example's pictures are new and keep their size"
  fi

  if grep -q 'bad\.png' "$work/batch" && grep -q 'the end' "$work/batch"; then
    ok "GIMP $version: the example names the bad file and goes on"
  else
    sed 's/^/# /' "$work/batch"
    not_ok "GIMP $version: the example names the bad file and goes on"
  fi
}

# Width and height, the first eight bytes of the header chunk.
png_size ()
{
  od -An -tx1 -j16 -N8 "$1" 2>/dev/null
}

if [ $# = 0 ]; then
  both "$0"
  exit
fi

for v in "$@"; do
  for one in $v; do
    set_up "$one" || continue
    python3 "$top/tests/gimp-pictures.py" "$work"
    head -c 4000 "$top/weights/vgg19.safetensors" >"$work/cut.safetensors"
    cases
    examples
    network_case "is missing" "$work/nowhere.safetensors" nowhere
    network_case "is cut off" "$work/cut.safetensors" cut.safetensors
    batch
    clean_up
  done
done

finish
