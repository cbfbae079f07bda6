#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Contact sheets of what the engine does, one for each thing that may be chosen,
# from the pictures of this folder: build/gallery/NAME.png, and NAME.jpg small.
# Takes about half an hour; what is painted already is kept, so that after a stop,
# or after a sheet was changed, only the rest is done.
#
#   samples/gallery.sh          all sheets
#   samples/gallery.sh NAME...  these

set -eu
export LC_ALL=C.UTF-8
cd "$(dirname "${BASH_SOURCE[0]}")/.."

art=${BUILD:-build}/neural-art
out=${BUILD:-build}/gallery
photo=samples/chelsea.jpg
street=samples/rocket.jpg
table=samples/coffee.jpg
gogh=samples/styles/village-street.jpg
wave=samples/styles/great-wave.jpg
ink=samples/styles/lion-pencil.jpg
wash=samples/styles/ramparts-watercolour.jpg
night=samples/styles/starry-night.jpg
poppies=samples/styles/poppies.jpg
size=320                        # of the paintings' longer side
small=1000                      # of the small sheets' width
poem=(床前明月光 疑是地上霜 舉頭望明月 低頭思故鄉)   # Li Bai (701-762), Thoughts on a still night

# Layers from shallow to deep, one more each time: grow LAYER... gives a list each.
grow ()
{
  local layer list=

  for layer; do
    list=$list${list:+,}$layer
    echo "$list"
  done
}

mapfile -t more < <(grow conv1_1 conv2_1 conv3_1 conv4_1 conv5_1)
mapfile -t pools < <(grow conv1_1 pool1 pool2 pool3 pool4)

# The last of a list, with a sign that it comes to others.
last ()
{
  local layer=${1##*,}

  [ "$layer" = "$1" ] && echo "$layer" || echo "+ $layer"
}

fail ()
{
  echo "gallery: $1" >&2
  exit 1
}

for tool in montage convert fc-match; do
  command -v $tool >/dev/null || fail "there is no $tool: install imagemagick and fontconfig."
done
[ -x "$art" ] || fail "there is no $art: run make first."
mkdir -p "$out/cells"

# sheet NAME COLUMNS: begins a sheet.
sheet ()
{
  name=$1
  columns=$2
  number=0
  tiles=()
}

# shown LABEL PICTURE: a cell with a picture as it is.
shown ()
{
  tiles+=(-label "$1" "$2")
}

# painted LABEL ARGUMENT...: a cell with what the program makes of the arguments.
painted ()
{
  local label=$1 cell

  shift
  number=$((number + 1))
  cell=$out/cells/$name-$number.png
  if [ ! -e "$cell" ] || [ "$(cat "$cell.arguments" 2>/dev/null)" != "$*" ]; then
    echo "$name: ${label//$'\n'/, }"
    "$art" "$@" -o "$cell"
    echo "$*" >"$cell.arguments"
  fi
  shown "$label" "$cell"
}

# laid: a cell with the last one twice beside and twice above itself.
laid ()
{
  local cell=$out/cells/$name-$number.png four=$out/cells/$name-$number-laid.png

  montage "$cell" "$cell" "$cell" "$cell" -tile 2x2 -geometry +0+0 "$four"
  shown "four of it" "$four"
}

# Puts the sheet together.
finish ()
{
  montage -font "$(font :lang=en)" -pointsize 15 -fill '#222' -background white \
    "${tiles[@]}" -resize "${size}x$size" -tile "${columns}x" -geometry "${size}x+6+6" "$out/$name.png"
  convert "$out/$name.png" -resize "$small>" -quality 82 "$out/$name.jpg"
  echo "$out/$name.png"
}

# The file of a font that has what the pattern wants.
font ()
{
  fc-match -f '%{file}' "$1"
}

# The file of a font for the poem.
chinese ()
{
  case $(fc-match -f '%{lang}' :lang=zh-tw) in
    *zh-tw*) font 'AR PL UKai TW:lang=zh-tw' ;;
    *) fail "there is no Chinese font: install fonts-arphic-ukai." ;;
  esac
}

# The poem in columns from the right, as it is written: scroll POINTS PICTURE.
scroll ()
{
  local points=$1 picture=$2 line columns=()

  for line in "${poem[@]}"; do
    columns=("label:$(grep -o . <<<"$line")" "${columns[@]}")
  done
  convert -background white -fill black -font "$kai" -pointsize "$points" "${columns[@]}" \
    -bordercolor white -border "$((points / 5))x0" +append -border "$((points / 3))" "$picture"
}

# A page full of it, so heavy and so wide, again and again: page POINTS STROKE WIDTH PICTURE.
page ()
{
  local points=$1 stroke=$2 width=$3 picture=$4 text=''
  local n=$(((width / points + 2) * (480 / points + 2)))

  while [ ${#text} -lt $n ]; do
    text+=$(printf %s "${poem[@]}")
  done
  convert -background white -fill black -stroke black -strokewidth "$stroke" -font "$kai" -pointsize "$points" \
    -interline-spacing "-$((points / 5))" -size "${width}x480" "caption:${text:0:n}" \
    -crop "${width}x480+0+0" +repage "$picture"
}


# ---- the sheets ------------------------------------------------------------

sheet_shelf ()
{
  local style

  sheet shelf 5
  shown "the photo" "$photo"
  for style in samples/styles/*.jpg; do
    painted "$(basename "$style" .jpg)" "$photo" "$style" --size $size
  done
  finish
}

sheet_strength ()
{
  local value

  sheet strength 5
  for value in 10 30 50 70 90; do
    painted "strength $value" "$photo" $gogh --size $size --strength $value
  done
  for value in 0.15 0.05 0.02 0.007 0.002; do
    painted "Gram matrices, alpha/beta $value" "$photo" $gogh --size $size --preset gram --ratio $value
  done
  finish
}

sheet_starts ()
{
  sheet starts 4
  painted "from noise" "$photo" $wave --size $size --init noise
  painted "from 0.9 noise + 0.1 photo" "$photo" $wave --size $size --init mix --noise 0.9
  painted "from the photo" "$photo" $wave --size $size
  painted "from the style" "$photo" $wave --size $size --init-file $wave
  finish
}

sheet_layers ()
{
  local layers

  sheet layers 5
  for layers in "${more[@]}"; do
    painted "$(last "$layers")" "$photo" $wave --size $size --preset gram --style-layers "$layers"
  done
  finish
}

sheet_content ()
{
  local layer

  sheet content 5
  for layer in conv1_2 conv2_2 conv3_2 conv4_2 conv5_2; do
    painted "content from $layer" $street --size $size --style-layers none --content-layers $layer --init noise
  done
  finish
}

sheet_textures ()
{
  local layers

  sheet textures 5
  for layers in "${pools[@]}"; do
    painted "$(last "$layers")" --texture $gogh --width $size --height $size --style-layers "$layers"
  done
  for layers in "${more[@]}"; do
    painted "$(last "$layers"), pool max" --texture $gogh --width $size --height $size --style-layers "$layers" \
      --pool max
  done
  finish
}

sheet_programs ()
{
  local preset

  sheet programs 5
  for preset in look gram lasagne deeppy; do
    painted "$preset" "$photo" $wave --size $size --preset $preset
  done
  painted "tensorflow, 500 steps" "$photo" $wave --size $size --preset tensorflow --schedule 0:500
  finish
}

sheet_drawing ()
{
  local picture

  sheet drawing 4
  shown "a drawing" $ink
  for picture in "$photo" "$table" "$street"; do
    painted "preset sketch" "$picture" $ink --size $((size * 3 / 2)) --preset sketch
  done
  shown "a watercolour" $wash
  for picture in "$photo" "$table" "$street"; do
    painted "preset watercolour" "$picture" $wash --size $size --preset watercolour
  done
  finish
}

sheet_poem ()
{
  local written=$out/cells/poem characters=$out/cells/poem-characters.png

  kai=$(chinese)
  scroll 90 "$written.png"
  page 64 0 190 "$written-a.png"
  page 40 1 160 "$written-b.png"
  page 26 1 140 "$written-c.png"
  page 18 2 110 "$written-d.png"
  page 13 2 100 "$written-e.png"
  convert "$written"-[a-e].png +append "$characters"
  sheet poem 5
  shown "a poem" "$written.png"
  painted "in paint" "$written.png" $gogh --size $size
  shown "its characters" "$characters"
  shown "a photo" "$table"
  painted "painted with them" "$table" "$characters" --size 600 --strength 35
  finish
}

sheet_regions ()
{
  local left=$out/cells/regions-left.png soft=$out/cells/regions-soft.png face=$out/cells/regions-face.png
  local pencil

  convert -size 451x300 xc:black -fill white -draw 'rectangle 0,0 224,299' "$left"
  convert -size 300x451 gradient:white-black -rotate -90 "$soft"
  convert -size 451x300 xc:black -fill white -draw 'ellipse 245,165 165,105 0,360' -blur 0x12 "$face"
  sheet regions 5
  shown "where the pencil is" "$left"
  painted "pencil there, oil elsewhere" "$photo" $ink $gogh --size $size --where "$left,-"
  painted "... passing into each other" "$photo" $ink $gogh --size $size --where "$soft,-"
  shown "what is kept" "$face"
  painted "oil, and that is kept" "$photo" $gogh --size $size --keep "$face"
  for pencil in 100 75 50 25 0; do
    painted "pencil $pencil, oil $((100 - pencil))" "$photo" $ink $gogh --size $size --shares "$pencil,$((100 - pencil))"
  done
  finish
}

# coloured PHOTO STYLE: a row of the next sheet.
coloured ()
{
  shown "a photo" "$1"
  shown "a style" "$2"
  painted "the style's colours" "$1" "$2" --size $size
  painted "the photo's" "$1" "$2" --size $size --colours photo
  painted "matched" "$1" "$2" --size $size --colours matched
}

sheet_colours ()
{
  sheet colours 5
  coloured "$table" $night
  coloured "$photo" $gogh
  finish
}

sheet_turned ()
{
  local value clouds=$out/cells/turned-clouds.png

  convert $night -crop 180x180+540+180 +repage "$clouds"
  sheet turned 4
  shown "strokes that rise to the right" "$clouds"
  for value in no mirrored turned; do
    painted "a texture of them, turned $value" --texture "$clouds" --width 180 --height 180 --turned $value
  done
  for value in no both; do
    painted "another texture, tile $value" --texture $poppies --width 256 --height 256 --tile $value
    laid
  done
  for value in 0.3 0.6 1 1.6; do
    painted "style-scale $value" "$photo" $gogh --size $size --style-scale $value
  done
  small=800 finish
}

sheets=(shelf strength starts layers content textures programs drawing poem regions colours turned)
[ $# -gt 0 ] || set -- "${sheets[@]}"
for wanted; do
  [[ " ${sheets[*]} " == *" $wanted "* ]] || fail "there is no sheet $wanted: there are ${sheets[*]}."
done
for wanted; do
  "sheet_$wanted"
done
