#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# How the command line shows what it does meanwhile: its line on a terminal, and the file that
# the painting grows in.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

ptys=$folder/tests/pty-tools.py
# shellcheck disable=SC2054     # these commas belong to the values
stages=(--content-layers conv2_1 --style-layers conv1_1,conv2_1 --schedule 24:3,40:12 --threads 1)
paint=("$art" content.ppm style.ppm "${stages[@]}" -o x.png)


# ---- a line ----------------------------------------------------------------

for columns in 80 132; do
  python3 "$ptys" bar $columns "${paint[@]}" >said 2>&1
  result "the line fills $columns columns: stage, step, bar, time left"
done

python3 "$ptys" resized 132 70 "${paint[@]}" --schedule 40:60 >said 2>&1
result "and another width when the window has"

for quiet in --quiet -q; do
  python3 "$ptys" silent "${paint[@]}" $quiet >said 2>&1
  result "there is none with $quiet"
done

"${paint[@]}" >out 2>said && [ ! -s out ] && [ ! -s said ]
result "nor where standard error is no terminal"


# ---- a file that is watched ------------------------------------------------

"${paint[@]}" && cp x.png unwatched.png
# shellcheck disable=SC2054
slow=("$art" big.ppm style.ppm --schedule 60:3,100:3,200:3 --threads 1)
python3 "$ptys" watched now.png "${slow[@]}" -o x.png --watch now.png >said 2>&1
result "--watch: a file grows by whole pictures, of each size"
python3 "$tools" turned x.png now.png 1
result "and is the painting in the end"

run content.ppm style.ppm "${stages[@]}" -o x.png --watch now.png
[ $status = 0 ] && [ ! -s said ] && cmp -s x.png unwatched.png && no_leftovers .
result "the painting has the same bytes"

for format in jpg webp tif ppm; do
  run content.ppm style.ppm "${stages[@]}" -o x.png --watch "now.$format"
  [ $status = 0 ] && run "now.$format" "${quick[@]}" --style-layers none --content-layers conv1_1 -o back.png \
    && [ "$(python3 "$tools" size back.png)" = "40 30 8 2" ]
  result "a file to watch as .$format"
done

run alpha.png style.ppm "${stages[@]}" -o x.png --watch now.png
[ $status = 0 ] && python3 "$tools" same-alpha x.png now.png
result "what is watched has the photo's transparency"

run content.ppm style.ppm "${stages[@]}" -o x.png --watch nowhere/now.png
[ $status = 0 ] && sentence "nowhere/now.png" && cmp -s x.png unwatched.png
result "one that can't be written is told of once, and the painting made"

refuses 1 "now.abc" content.ppm style.ppm -o x.png --watch now.abc
refuses 1 "a file of its own" content.ppm style.ppm -o x.png --watch x.png
refuses 1 "a file of its own" content.ppm style.ppm -o new.png --watch "$PWD/new.png"
ln -s content.ppm link.ppm
refuses 1 "a file of its own" content.ppm style.ppm -o x.png --watch link.ppm
refuses 1 "a file of its own" content.ppm style.ppm -o x.png --watch style.ppm
refuses 1 "a file of its own" content.ppm style.ppm -o x.png --watch keep.png --keep keep.png
refuses 2 "--watch" --plan content.ppm style.ppm --watch now.png
refuses 2 "--watch needs a value" content.ppm style.ppm -o x.png --watch

echo old >now.png
rm -f x.png
python3 "$tools" cancel INT 8 "$art" big.ppm style.ppm --schedule 100:400 -o x.png --watch now.png >said 2>&1 \
  && [ ! -e x.png ] && no_leftovers . && [ "$(python3 "$tools" size now.png)" = "100 80 8 2" ]
result "after Ctrl-C what was seen last is there, whole"

finish
