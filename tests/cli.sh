#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line from outside: what it refuses and how, what it writes, and
# that it never leaves half a picture.  Small pictures and shallow layers: this
# is not about painting well.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1


# ---- what is said ----------------------------------------------------------

run --help
[ $status = 0 ] && [ ! -s said ] && grep -q -- '--style-weights' out && grep -q -- '--memory' out
result "--help lists the settings"
[ "$(awk '{ if (length > n) n = length } END { print n }' out)" -le 80 ]
result "--help fits 80 columns"

run --version
[ $status = 0 ] && grep -Eq '^neural-art [0-9]+\.[0-9]+' out
result "--version"

refuses 2 "Name a content picture"
refuses 2 "Name a content picture" content.ppm -o x.png
refuses 2 "-o" content.ppm style.ppm
refuses 2 "--nonsense" content.ppm style.ppm -o x.png --nonsense
refuses 2 "-x" content.ppm style.ppm -x
refuses 2 "--strength needs a value" content.ppm style.ppm -o x.png --strength
refuses 2 "--output needs a value" content.ppm style.ppm -o
refuses 2 '"strength"' content.ppm style.ppm -o x.png --strength 200
refuses 2 '"alpha"' content.ppm style.ppm -o x.png --alpha=nan
refuses 2 '"statistic"' content.ppm style.ppm -o x.png --statistic grams
refuses 2 '"conv9_9"' content.ppm style.ppm -o x.png --style-layers conv9_9
refuses 2 '3 for 2' content.ppm style.ppm -o x.png --style-layers conv1_1,pool1 --style-weights 1,2,3
refuses 2 "--no-strength" content.ppm style.ppm -o x.png --no-strength
refuses 2 "Name a style picture" --texture -o x.png
refuses 2 "no content" --texture style.ppm -o x.png --content-layers conv4_2
refuses 2 "start from" --texture style.ppm -o x.png --init content
refuses 2 '2 for 1' content.ppm style.ppm -o x.png --shares 1,2
refuses 2 '"shares"' content.ppm style.ppm style.ppm -o x.png --shares 1,-1
refuses 2 '1 for 2' content.ppm style.ppm style.ppm -o x.png --where keep.png
refuses 2 '"colours"' --texture style.ppm -o x.png --colours photo
refuses 2 "--plan only" --texture --evaluate content.ppm content.ppm style.ppm
refuses 2 '"width" and "height"' content.ppm style.ppm -o x.png --width 64
refuses 2 '"init"' content.ppm style.ppm -o x.png --init file
refuses 2 "--gradient" content.ppm style.ppm -o x.png --gradient g.npy
refuses 2 "--repeat" content.ppm style.ppm -o x.png --repeat 3
refuses 2 "--repeat" --time --repeat 0
refuses 2 "no files" --time content.ppm
refuses 2 "at a time" --time --plan
refuses 2 "Name a canvas" --evaluate content.ppm style.ppm
refuses 2 "-o" --evaluate content.ppm content.ppm style.ppm -o x.png
refuses 2 "--settings-of needs a value" content.ppm style.ppm -o x.png --settings-of
refuses 2 "after it" content.ppm style.ppm -o x.png --strength 60 --settings-of text.png
refuses 1 "no settings in" content.ppm style.ppm -o x.png --settings-of alpha.png
refuses 1 "nosuch.png" content.ppm style.ppm -o x.png --settings-of nosuch.png

NEURAL_ART_THREADS=many refuses 2 NEURAL_ART_THREADS content.ppm style.ppm -o x.png
NEURAL_ART_MEMORY=1e refuses 2 NEURAL_ART_MEMORY content.ppm style.ppm -o x.png


# ---- what can't be read or written -----------------------------------------

paints=("${quick[@]}" -o x.png)

refuses 1 "nosuch.png" nosuch.png style.ppm "${paints[@]}"
refuses 1 "nosuch.jpg" content.ppm nosuch.jpg "${paints[@]}"
refuses 1 "great-wave, " content.ppm grate-wave "${paints[@]}"
refuses 1 '"grate-wave"' --texture grate-wave -o x.png
refuses 1 "great-wave" great-wave style.ppm "${paints[@]}"
NEURAL_ART_STYLES=nowhere refuses 1 "no styles" content.ppm great-wave "${paints[@]}"
refuses 1 "nosuch.jpg" content.ppm style.ppm "${paints[@]}" --init-file nosuch.jpg
refuses 1 "text.png" content.ppm style.ppm "${paints[@]}" --init-file text.png
refuses 1 "empty.png" empty.png style.ppm "${paints[@]}"
refuses 1 "empty.jpg" empty.jpg style.ppm "${paints[@]}"
refuses 1 "text.png" text.png style.ppm "${paints[@]}"
refuses 1 "text.bmp" text.bmp style.ppm "${paints[@]}"
refuses 1 '"text"' content.ppm text "${paints[@]}"
head -c 3000 content.bmp >cut.bmp
refuses 1 "cut.bmp" cut.bmp style.ppm "${paints[@]}"
refuses 1 "folder.png" folder.png style.ppm "${paints[@]}"
refuses 1 "nowhere/x.png" content.ppm style.ppm "${quick[@]}" -o nowhere/x.png
refuses 1 "/proc/x.png" content.ppm style.ppm "${quick[@]}" -o /proc/x.png
refuses 1 "folder.png" content.ppm style.ppm "${quick[@]}" -o folder.png
refuses 1 "extensions" content.ppm style.ppm "${quick[@]}" -o x.xyz
refuses 1 "extensions" content.ppm style.ppm "${quick[@]}" -o /dev/full
NEURAL_ART_WEIGHTS=nosuch.safetensors refuses 1 nosuch.safetensors content.ppm style.ppm "${paints[@]}"
NEURAL_ART_WEIGHTS=text.png refuses 1 text.png content.ppm style.ppm "${paints[@]}"
[ ! -e x.png ]
result "nothing was written by any of them"
no_leftovers .
result "and nothing left over"


# ---- painting --------------------------------------------------------------

run content.ppm style.ppm "${quick[@]}" -o painting.png
[ $status = 0 ] && [ ! -s out ] && [ ! -s said ] && [ "$(python3 "$tools" size painting.png)" = "40 30 8 2" ]
result "a picture of the content's size and depth, and not a word"

run content.ppm style.ppm "${quick[@]}" -o again.png
cmp -s painting.png again.png
result "the same call gives the same file"

run content.bmp style.ppm "${quick[@]}" -o again.png
cmp -s painting.png again.png
result "a BMP file with the same pixels gives the same"

run content.ppm style.ppm "${quick[@]}" --size 31 -o small.png
[ "$(python3 "$tools" size small.png)" = "31 23 8 2" ]
result "--size is the longer side"

run content.ppm style.ppm small.png "${quick[@]}" --normalise --no-normalise --look -o several.png
[ $status = 0 ] && ! cmp -s painting.png several.png
result "several styles, and settings as switches"

for preset in sketch watercolour; do
  run content.ppm style.ppm --preset "$preset" --schedule 24:2 --threads 1 -o "$preset.png"
  [ $status = 0 ] && [ "$(python3 "$tools" size "$preset.png")" = "40 30 8 2" ]
  result "the preset $preset paints"
done

run content.ppm --content-layers conv1_1 --style-layers none --schedule 24:2 -o plain.png
[ $status = 0 ] && [ -s plain.png ]
result "no style where no style layer is asked for"

run content.ppm style.ppm "${quick[@]}" --colours photo -o photo.ppm &&
  run content.ppm style.ppm "${quick[@]}" --colours matched -o matched.ppm &&
  run content.ppm style.ppm "${quick[@]}" --colours style -o own.ppm &&
  run content.ppm style.ppm "${quick[@]}" -o plain.ppm
[ $status = 0 ] && cmp -s own.ppm plain.ppm && ! cmp -s photo.ppm plain.ppm &&
  ! cmp -s matched.ppm plain.ppm && ! cmp -s photo.ppm matched.ppm
result "--colours: the style's as without it, the photo's, and matched"

run content.ppm style.ppm "${quick[@]}" -o one.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --shares 1,0 -o first.ppm &&
  run content.ppm "$village" style.ppm "${quick[@]}" --shares 0,2 -o second.ppm
[ $status = 0 ] && cmp -s first.ppm one.ppm && cmp -s second.ppm one.ppm
result "--shares: a style without a share changes no byte"

run content.ppm style.ppm "$village" "${quick[@]}" -o both.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --shares 3,3 -o alike.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --shares 3,1 -o more.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --shares 1,3 -o less.ppm
[ $status = 0 ] && cmp -s both.ppm alike.ppm && ! cmp -s both.ppm more.ppm &&
  ! cmp -s more.ppm one.ppm && ! cmp -s more.ppm less.ppm
result "--shares weighs styles, and goes by their order"

run content.ppm style.ppm "${quick[@]}" --where white.png -o where.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --where white.png,- -o rest.ppm &&
  run content.ppm style.ppm "$village" "${quick[@]}" --where white.png,keep.png -o overlap.ppm
[ $status = 0 ] && cmp -s where.ppm one.ppm && cmp -s rest.ppm one.ppm && ! cmp -s overlap.ppm one.ppm
result "--where: a style that is everywhere is as if it were alone"

# shellcheck disable=SC2054     # these commas belong to the values
bold=(--content-layers conv2_1 --style-layers conv1_1,conv2_1 --schedule 40:12 --alpha 0.001 --threads 1)
run content.ppm style.ppm "${bold[@]}" -o alone.ppm && run content.ppm "$village" "${bold[@]}" -o village-alone.ppm &&
  run content.ppm style.ppm "$village" "${bold[@]}" --where keep.png,- -o halves.png &&
  run content.ppm "$village" style.ppm "${bold[@]}" --where " - , keep.png" -o other-halves.png &&
  run content.ppm --settings-of halves.png -o again.png
[ $status = 0 ] && cmp -s halves.png again.png && python3 "$tools" halves halves.png alone.ppm village-alone.ppm &&
  python3 "$tools" halves other-halves.png alone.ppm village-alone.ppm
result "--where: two halves in two styles, and so again by their settings"
refuses 1 "nosuch.png" content.ppm style.ppm "$village" "${quick[@]}" -o x.png --where nosuch.png,-

# A content layer alone asks for nothing but the content.
still=(--content-layers conv1_1 --style-layers none --tv 0 --schedule 40:1 --threads 1)
# shellcheck disable=SC2054     # these commas belong to the values
textured=(--style-layers conv1_1,pool1 --schedule 40:3 --threads 1)

run --texture "$village" --width 200 --height 120 "${textured[@]}" -o texture.png
[ $status = 0 ] && [ ! -s said ] && [ "$(python3 "$tools" size texture.png)" = "200 120 8 2" ]
result "a texture of a size of its own, without a content"

# The styles' names are in the file, but for PPM, which keeps nothing but the picture.
run content.ppm "$village" "${quick[@]}" -o village.ppm
run content.ppm village-street "${quick[@]}" -o shelf.ppm
[ $status = 0 ] && [ ! -s said ] && cmp -s village.ppm shelf.ppm
result "a style by its name on the shelf"

run --texture village-street --width 200 --height 120 "${textured[@]}" -o shelf.png
[ $status = 0 ] && python3 "$tools" turned texture.png shelf.png 1
result "for a texture too"

mkdir -p data/neural-art/styles
cp style.ppm "data/neural-art/styles/my own.ppm"
run content.ppm "my own" "${quick[@]}" -o shelf.png
[ $status = 0 ] && python3 "$tools" turned painting.png shelf.png 1
result "and from the user's own folder"

run --texture style.ppm --preset gram --style-layers conv1_1 --schedule 30:2 --width 50 --height 20 -o texture.png
[ $status = 0 ] && [ ! -s said ] && [ "$(python3 "$tools" size texture.png)" = "50 20 8 2" ]
result "--texture goes with any preset"

run --texture style.ppm "${textured[@]}" -o texture.png
[ $status = 0 ] && [ "$(python3 "$tools" size texture.png)" = "30 36 8 2" ]
result "or of the style's size"

run alpha.png style.ppm --preset texture "${textured[@]}" -o texture.png
[ $status = 0 ] && [ "$(python3 "$tools" size texture.png)" = "40 30 8 2" ]
result "or of a content's, of which nothing is seen"

run content.ppm -o generated.png --style-layers none --content-layers conv2_2 --init noise --threads 1
[ $status = 0 ] && [ "$(python3 "$tools" size generated.png)" = "40 30 8 2" ]
result "a photo from noise, without a style"

# What has no weight changes nothing: the start comes back.
run content.ppm "${still[@]}" --alpha 0 --init-file "a start.ppm" -o started.png
[ $status = 0 ] && python3 "$tools" turned "a start.ppm" started.png 1
result "a painting starts from a file"

# What makes a painting is kept with it.
run content.ppm style.ppm "$village" "${quick[@]}" --init mix --noise 0.3 --seed 5 --strength 63.5 -o first.png
for format in png jpg tif webp; do
  run content.ppm style.ppm "$village" "${quick[@]}" --init mix --noise 0.3 --seed 5 --strength 63.5 -o "first.$format"
  run content.ppm --settings-of "first.$format" -o second.png
  [ $status = 0 ] && [ ! -s said ] && cmp -s first.png second.png
  result "painted again with the settings and styles of .$format: the same file"
done

run content.ppm style.ppm "$village" --settings-of first.png --seed 6 -o second.png
[ $status = 0 ] && ! cmp -s first.png second.png
run content.ppm --settings-of second.png --seed 5 -o second.png
[ $status = 0 ] && cmp -s first.png second.png
result "settings after --settings-of are others"

run alpha.png style.ppm --settings-of first.png -o second.png
[ $status = 0 ] && [ "$(python3 "$tools" size second.png)" = "40 30 8 6" ]
result "another photo and style with the same settings"

printf '# as the painting\ncontent-layers=conv2_1\nstyle-layers=conv1_1,conv2_1\nschedule=24:3\nthreads=1\n' >quick.txt
run content.ppm style.ppm --settings-of quick.txt -o second.png
[ $status = 0 ] && cmp -s painting.png second.png
result "settings from a text"

run --texture style.ppm "${textured[@]}" -o texture.png
run --settings-of texture.png -o second.png
[ $status = 0 ] && cmp -s texture.png second.png
result "a texture is made again without a file named"

# Files of settings, and presets of one's own, which are such files.
run --save-settings quick.neural-art "${quick[@]}" --init mix --noise 0.3 --seed 5 --strength 20
[ $status = 0 ] && [ ! -s out ] && run content.ppm style.ppm "$village" --strength 63.5 --settings quick.neural-art -o second.png
[ $status = 0 ] && cmp -s first.png second.png
result "what is named on the line wins over a file of settings"
run content.ppm style.ppm "$village" --settings first.png --seed 6 --save-settings other.neural-art -o second.png
[ $status = 0 ] && run content.ppm --settings other.neural-art --seed 5 -o second.png
[ $status = 0 ] && cmp -s first.png second.png && head -n 1 other.neural-art | grep -q '^# Neural Art'
result "a run's settings and styles can be saved, and a painting's taken so"
mkdir -p config/neural-art/presets
cp quick.neural-art "config/neural-art/presets/my own.neural-art"
run content.ppm style.ppm "$village" --strength 63.5 --preset "my own" -o second.png
[ $status = 0 ] && cmp -s first.png second.png
result "a preset of one's own"
run --presets
[ $status = 0 ] && [ "$(cut -f 1 out | head -n 1)" = look ] && [ "$(tail -n 1 out | cut -f 1)" = "my own" ]
result "--presets lists it after those that come with the program"
refuses 2 "texture, my own, not" content.ppm style.ppm --preset nosuch -o x.png
refuses 2 "name one of them" content.ppm style.ppm --preset "my own" --settings quick.neural-art -o x.png
refuses 1 "no settings in" content.ppm style.ppm --settings alpha.png -o x.png
refuses 2 "can't be saved" --save-settings no/such/folder.neural-art

printf 'size=64\nnosuch=1\n' >wrong.txt
refuses 2 "wrong.txt" content.ppm style.ppm --settings-of wrong.txt -o x.png
printf '# nothing\n' >wrong.txt
refuses 1 "wrong.txt" content.ppm style.ppm --settings-of wrong.txt -o x.png
refuses 1 "shelf.ppm" content.ppm style.ppm --settings-of shelf.ppm -o x.png

# 15 evaluations and 15 more come as far as 30 at once.
photo=$folder/samples/chelsea.jpg
# shellcheck disable=SC2054     # these commas belong to the values
shallow=(--content-layers conv2_1 --style-layers conv1_1,conv2_1)
run "$photo" village-street "${shallow[@]}" --size 96 --schedule 96:15 -o half.png
run "$photo" --go-on half.png -o whole.png
run "$photo" village-street "${shallow[@]}" --size 96 --schedule 96:30 -o once.png
for painting in half whole once; do
  run --evaluate $painting.png "$photo" village-street "${shallow[@]}" --size 96
  cp out $painting.json
done
python3 "$tools" gone-on half.json whole.json once.json
result "a painting is gone on from where it was"

run "$photo" --settings-of whole.png -o second.png
[ $status = 0 ] && cmp -s whole.png second.png
result "and that can be done again"

run "$photo" poppies --settings-of once.png --go-on half.png --strength 60 --schedule 48:9,96:3 -o second.png
[ $status = 0 ] && run --plan "$photo" --settings-of second.png && grep -q '"evaluations": 3,' out
result "with another style, other settings, at the last size alone"

refuses 1 "no settings in" "$photo" village-street --go-on "$photo" -o x.png
refuses 2 "after it" "$photo" village-street --size 96 --go-on half.png -o x.png

run -o dashes.png "${quick[@]}" -- content.ppm style.ppm
cmp -s painting.png dashes.png
result "-- ends the options"

for format in jpg jpeg tif tiff webp ppm exr hdr PNG; do
  run content.ppm style.ppm "${quick[@]}" -o "painting.$format"
  [ $status = 0 ] && [ ! -s said ] && [ -s "painting.$format" ]
  result "saves .$format"
done

for format in png jpg tif webp; do
  run "painting.$format" "painting.$format" "${quick[@]}" -o back.png
  [ $status = 0 ] && [ "$(python3 "$tools" size back.png)" = "40 30 8 2" ]
  result "reads .$format"
done

for format in png jpg tif webp; do
  head -c $(($(wc -c <"painting.$format") * 3 / 5)) "painting.$format" >"half.$format"
  refuses 1 "half.$format" "half.$format" style.ppm "${paints[@]}"
done

run alpha.png style.ppm "${quick[@]}" -o alpha-out.png
[ $status = 0 ] && [ "$(python3 "$tools" size alpha-out.png)" = "40 30 8 6" ] \
  && python3 "$tools" same-alpha alpha.png alpha-out.png
result "the content's alpha is kept"

run alpha.png style.ppm "${quick[@]}" --size 20 -o alpha-small.png
[ $status = 0 ] && [ "$(python3 "$tools" size alpha-small.png)" = "20 15 8 6" ]
result "and scaled with it"

run deep.png style.ppm "${quick[@]}" -o deep-out.png
[ $status = 0 ] && [ "$(python3 "$tools" size deep-out.png)" = "40 30 16 2" ]
result "16 bits a channel stay 16"

for photo in hides hides-too; do
  run $photo.png style.ppm "${quick[@]}" -o $photo-out.png
done
cmp -s hides-out.png hides-too-out.png
result "what hides under transparency is of no account"

run content.ppm ground.png "${quick[@]}" -o ground-out.ppm
run content.ppm style.ppm "${quick[@]}" -o cut-out.ppm
cmp -s ground-out.ppm cut-out.ppm
result "a style on transparent ground is as if it were cut out"

for threads in 1 2 3 8; do
  run big.ppm style.ppm --schedule 64:1,128:2 --threads $threads -o by-$threads.ppm
done
cmp -s by-1.ppm by-2.ppm && cmp -s by-1.ppm by-3.ppm && cmp -s by-1.ppm by-8.ppm
result "the same bytes for any number of threads"

run content.ppm style.ppm --schedule 40:4 --keep keep.png -o kept.png
[ $status = 0 ] && python3 "$tools" kept content.ppm kept.png
result "what is kept is the photo, and the rest is painted"
refuses 1 "nosuch.png" content.ppm style.ppm "${paints[@]}" --keep nosuch.png
refuses 1 "clear.png" clear.png style.ppm "${paints[@]}"

run content.ppm "${still[@]}" -o still.png
[ $status = 0 ] && python3 "$tools" turned content.ppm still.png 1
result "8 bits come out as they went in"

run painting.jpg "${still[@]}" -o upright.png
for orientation in 2 3 4 5 6 7 8; do
  python3 "$tools" orient painting.jpg held.jpg $orientation
  run held.jpg "${still[@]}" -o held.png
  [ $status = 0 ] && python3 "$tools" turned upright.png held.png $orientation
  result "a photo held as EXIF's orientation $orientation says"
done

run dot.ppm style.ppm "${quick[@]}" -o dot.png
if [ $status = 0 ]; then [ "$(python3 "$tools" size dot.png)" = "1 1 8 2" ]; else [ $status = 1 ] && sentence .; fi
result "a picture of one pixel is painted or refused, not crashed on"

run content.ppm dot.ppm "${quick[@]}" -o dot-style.png
[ $status = 0 ] || { [ $status = 1 ] && sentence .; }
result "a style of one pixel likewise"

echo old >kept.png
chmod 640 kept.png
ln -s kept.png link.png
run content.ppm style.ppm "${quick[@]}" -o link.png
[ $status = 0 ] && [ -L link.png ] && cmp -s painting.png kept.png && [ "$(stat -c %a kept.png)" = 640 ]
result "an existing file is replaced, its mode and a link to it kept"

echo old >kept.png
run content.ppm text.png "${quick[@]}" -o kept.png
[ $status = 1 ] && [ "$(cat kept.png)" = old ]
result "and is untouched when the run fails"

# A disk of 64 KB with nearly nothing left: every saver must notice.
if unshare -rm true 2>/dev/null; then
  for format in png jpg tif webp ppm exr hdr; do
    # shellcheck disable=SC2016   # it is that shell that expands
    unshare -rm bash -c '
      mkdir -p full && mount -t tmpfs -o size=64k tmpfs full || exit 9
      head -c 60000 /dev/zero >full/other; echo old >"full/x.$1"
      format=$1; shift
      "$@" -o "full/x.$format" >out 2>said; status=$?
      [ $status = 1 ] && [ "$(cat "full/x.$format")" = old ] && [ "$(ls -A full | wc -l)" = 2 ]
    ' bash $format "$art" big.ppm style.ppm "${quick[@]}" && sentence "x.$format"
    result "a full disk is noticed: .$format"
  done
else
  skip "a full disk is noticed" "no right to mount a small one (unshare -rm)"
fi


# ---- what is printed -------------------------------------------------------

run --evaluate painting.png content.ppm style.ppm --size 32 --gradient g.npy
[ $status = 0 ] && [ ! -s said ] && python3 "$tools" evaluation out g.npy 32 24
result "--evaluate prints the terms and saves the gradient"

run --styles
[ $status = 0 ] && [ ! -s said ] && head -n 1 out | grep -qx "my own	$scratch/data/neural-art/styles/my own.ppm" \
  && grep -qx "great-wave	$shelf/great-wave.jpg" out && [ "$(wc -l <out)" = $(($(find "$shelf" -name '*.jpg' | wc -l) + 1)) ]
result "--styles prints the shelf"
rm -r data

NEURAL_ART_STYLES=nowhere run --styles
[ $status = 0 ] && [ ! -s said ] && [ ! -s out ]
result "--styles prints nothing where there are none"

env -u NEURAL_ART_STYLES "$built" --styles >out 2>said
grep -qx "great-wave	$shelf/great-wave.jpg" out
result "the styles are found from where it is built"

run --plan content.ppm style.ppm "${shallow[@]}" --schedule 300:5,400:2
[ $status = 0 ] && grep -q '"width": 40, "height": 30, "evaluations": 5,' out
result "a schedule beyond the picture is followed at its size"

refuses 1 "too little for any size" content.ppm style.ppm --memory 10 -o x.png
refuses 1 "too little for any size" content.ppm style.ppm --memory 0.0000001 -o x.png
NEURAL_ART_CPU=abacus refuses 1 "abacus" content.ppm style.ppm -o x.png
refuses 1 "0 or less" content.ppm style.ppm --size 9000 --memory 500 --threads 1 -o x.png

run --plan content.ppm great-wave "${shallow[@]}" --size 64
[ $status = 0 ] && grep -q '"bytes"' out
result "--plan finds a style by its name"

run --evaluate content.ppm content.ppm great-wave "${shallow[@]}" --statistic gram
[ $status = 0 ]
result "and so does --evaluate"

run content.ppm style.ppm "${quick[@]}" --tile both --turned turned -o tileable.png
[ $status = 0 ] && [ "$(python3 "$tools" size tileable.png)" = "$(python3 "$tools" size painting.png)" ]
result "a tileable painting of a turned style has the photo's size"
run --evaluate content.ppm content.ppm style.ppm --size 31 --tile x --style-layers conv2_1
[ $status = 1 ] && sentence "multiples of"
result "what can't wrap is not evaluated as if it did"

refuses 1 "same size" --evaluate small.png content.ppm style.ppm
refuses 1 "nowhere/g.npy" --evaluate content.ppm content.ppm style.ppm --gradient nowhere/g.npy

run --evaluate content.ppm content.ppm content.ppm --statistic gram
python3 "$tools" zero out
result "--evaluate of the content in its own style is zero"

# Responses that a setting divides, or that the file itself has smaller; pools too.
python3 "$folder/weights/convert.py" "$NEURAL_ART_WEIGHTS" --normalise -o scaled.safetensors
# shellcheck disable=SC2054     # these commas belong to the value
divided=(--evaluate painting.png content.ppm style.ppm --preset lasagne --style-layers conv1_1,pool1,pool2)
run "${divided[@]}" --gradient g.npy
cp out plain
NEURAL_ART_WEIGHTS=scaled.safetensors run "${divided[@]}" --gradient h.npy
[ $status = 0 ] && python3 "$tools" close plain out g.npy h.npy
result "a network whose mean responses are scaled to 1 is ours with normalise=yes"

run --plan content.ppm style.ppm --size 200
[ $status = 0 ] && python3 "$tools" keys out bytes seconds tiles budget_bytes width height evaluations \
  optimiser history
result "--plan"

# plans WHAT TILED ARGUMENT...: whether a run takes what its plan says.
plans ()
{
  local what=$1

  shift
  case $built in
    *-san/*) skip "the memory planned is used: $what" "the sanitizers take their own" ;;
    *)
      python3 "$tools" planned "$1" "$art" "${@:2}" -o planned.png >said 2>&1
      result "the memory planned is used: $what" ;;
  esac
}

plans "whole" no large.ppm big.ppm --schedule 640:2
plans "in tiles" yes large.ppm big.ppm --schedule 640:2 --memory 420
# L-BFGS takes its memory when the style, the larger picture here, has given up its own.
plans "after a large style" no content.ppm larger.ppm --preset gram --style-layers conv1_1 \
  --content-layers conv1_1 --size 400 --style-scale 3 --scales 1 --schedule 400:50 --history 50

run --time --size 32 --repeat 1
[ $status = 0 ] && python3 "$tools" keys out size seconds gflops serial_share peak_rss_mb threads
result "--time"

env -u NEURAL_ART_WEIGHTS "$built" --plan content.ppm style.ppm "${shallow[@]}" >out 2>said
result "the network is found from where it is built"

"$art" --plan content.ppm style.ppm "${shallow[@]}" >/dev/full 2>said
[ $? = 1 ] && grep -q "standard output" said
result "a result that can't be printed is noticed"


# ---- progress and cancelling -----------------------------------------------

# Half a second; the sanitizers make everything slower by far.
patience=0.5
case $built in *-san/*) patience=8 ;; esac

rm -f out
python3 "$tools" terminal "$art" content.ppm style.ppm "${quick[@]}" -o seen.png >said 2>&1
result "progress is shown on a terminal"

for signal in INT TERM; do
  rm -f never.png
  python3 "$tools" cancel $signal $patience "$art" big.ppm style.ppm --schedule 100:400 -o never.png >said 2>&1
  result "SIG$signal cancels within $patience s"
  [ ! -e never.png ] && no_leftovers .
  result "and leaves nothing"
done

python3 "$tools" cancel-early "$art" big.ppm style.ppm --schedule 100:400 -o never.png >said 2>&1
result "SIGINT is answered by a sentence at any moment"

finish
