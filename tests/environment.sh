#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line on odd machines: terminals, variables, limits and closed descriptors,
# and words and names that are not as expected.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

# paints NAME ARGUMENT...: without a word, into x.png.
paints ()
{
  local name=$1
  shift
  rm -f x.png
  "$@" >out 2>said && [ ! -s said ] && [ -s x.png ]
  result "$name"
}


# ---- terminals -------------------------------------------------------------

# shellcheck disable=SC2054     # these commas belong to the values
stages=(--content-layers conv2_1 --style-layers conv1_1,conv2_1 --schedule 24:3,40:2 --threads 1 -o x.png)

# line NAME TERM COLUMNS YES|NO WORDS: what is seen of progress, codes or none.
line ()
{
  python3 "$tools" line "$2" "$3" "$4" "$5" "$art" content.ppm style.ppm "${stages[@]}" >said 2>&1
  result "progress: $1"
}

line "on an xterm" xterm-256color 80 yes "24 px, step 1 of 3"
line "on a terminal that can do nothing" dumb 80 no "24 px, step 1 of 3"
line "on one that nobody knows" amiga-2000 80 no "24 px, step 1 of 3"
line "on one without a name" "" 80 no "24 px, step 1 of 3"
line "in 20 columns" xterm 20 yes "24 px 1/3"
line "in 20 columns of one that can do nothing" dumb 20 no "24 px 1/3"
line "in 6 columns" dumb 6 no "24 px"


# ---- words and names -------------------------------------------------------

paints "-o=OUT" "$art" content.ppm style.ppm "${quick[@]}" -o=x.png
paints "-oOUT" "$art" content.ppm style.ppm "${quick[@]}" -ox.png
for word in -optimizer -output -o-nothing -help -size; do
  refuses 2 "There is no option $word;" content.ppm style.ppm "$word" adam
done
refuses 2 "There is no option -optimiser;" content.ppm style.ppm -optimiser=adam

cp content.ppm "my content.ppm"
paints "files by their addresses" "$art" "file://$PWD/my%20content.ppm" "FILE://localhost$PWD/style.ppm" \
  "${quick[@]}" -o "file://$PWD/x.png"
paints "to start from, too" "$art" content.ppm style.ppm "${quick[@]}" --init-file "file://$PWD/a%20start.ppm" -o x.png
mkdir http:
cp content.ppm http:/content.ppm
paints "a file that is named like an address" "$art" http://content.ppm style.ppm "${quick[@]}" -o x.png
refuses 1 "elsewhere" https://example.org/content.png style.ppm -o x.png
refuses 1 "on this computer" file://example.org/content.png style.ppm -o x.png
refuses 1 "on this computer" content.ppm style.ppm -o file://example.org/x.png
refuses 1 "no file \"$PWD/nosuch.png\"" "file://$PWD/nosuch.png" style.ppm -o x.png

refuses 1 'no\nsuch\x1b[2J.png' $'no\nsuch\e[2J.png' style.ppm -o x.png
refuses 1 'no\nsuch/x.png' content.ppm style.ppm -o $'no\nsuch/x.png'
refuses 2 'no\nsuch' content.ppm style.ppm $'--no\nsuch'
refuses 1 "no file" $'\xff\xfe.png' style.ppm -o x.png
cp content.ppm $'two\nlines.ppm'
paints "a name of two lines" "$art" $'two\nlines.ppm' style.ppm "${quick[@]}" -o x.png

mkdir great-wave
cp text poppies
for hidden in great-wave poppies; do
  for job in "-o x.png" --plan "--evaluate content.ppm"; do
    # shellcheck disable=SC2086     # several words
    refuses 1 "for the style \"$hidden\" of the shelf, write \"$shelf/$hidden.jpg\"." $job content.ppm $hidden
  done
done
cp style.ppm summertime
paints "a picture that is named like a style" "$art" content.ppm summertime "${quick[@]}" -o x.png
cp x.png summertime.png
run content.ppm style.ppm "${quick[@]}" -o x.png
python3 "$tools" turned x.png summertime.png 1
result "goes before it"
rm -r great-wave poppies summertime


# ---- variables -------------------------------------------------------------

n_styles=$(find "$shelf" -name '*.jpg' | wc -l)
for odd in XDG_DATA_DIRS=:/opt/foo/share XDG_DATA_DIRS=relative XDG_DATA_HOME=relative XDG_DATA_HOME= \
           HOME=relative HOME= HOME=/nowhere; do
  [ "$(env "$odd" "$art" --styles 2>said | wc -l)" = "$n_styles" ] && [ ! -s said ]
  result "the shelf with $odd"
done
paints "painting without a MIME database" env XDG_DATA_DIRS=:/opt/foo/share "$art" content.ppm great-wave "${quick[@]}" -o x.png
paints "painting with relative folders" env XDG_DATA_HOME=relative XDG_CACHE_HOME=relative XDG_CONFIG_HOME=relative \
  HOME=relative "$art" content.ppm great-wave "${quick[@]}" -o x.png
paints "painting without HOME and PATH" env -u HOME -u PATH -u XDG_DATA_HOME "$art" content.ppm great-wave "${quick[@]}" -o x.png

mkdir -p relative/neural-art/styles data/neural-art/styles home/.local/share/neural-art/styles
cp style.ppm relative/neural-art/styles/relative.ppm
cp style.ppm home/.local/share/neural-art/styles/own.ppm
XDG_DATA_HOME=relative HOME=$PWD/home "$art" --styles >out 2>said
! grep -q ^relative out && grep -q ^own out
result "a folder of one's own does not depend on where the program is started"


# ---- limits and descriptors ------------------------------------------------

for closed in "<&-" ">&-" "<&- >&-" "<&- 2>&-" "<&- >&- 2>&-"; do
  rm -f x.png
  eval "\"\$art\" content.ppm style.ppm \"\${quick[@]}\" -o x.png $closed" && [ -s x.png ]
  result "painting with $closed"
  rm -f x.png
  eval "\"\$art\" half.png style.ppm \"\${quick[@]}\" -o x.png $closed" 2>/dev/null
  [ $? = 1 ] && [ ! -e x.png ]
  result "a damaged picture with $closed"
done
"$art" --plan content.ppm style.ppm "${quick[@]}" 2>said >&-
[ $? = 1 ] && grep -q "standard output" said
result "a result that has nowhere to go is noticed"

for n in 6 10 14 18; do
  (ulimit -n $n && "$art" content.ppm style.ppm "${quick[@]}" -o x.png) >out 2>said
  case $? in 0) [ ! -s said ] ;; 1) sentence "ulimit -n" ;; *) false ;; esac
  result "$n files may be open: it paints or says why not"
done
(ulimit -S -n 6 && exec "$art" content.ppm style.ppm "${quick[@]}" -o x.png) >out 2>said
result "a limit that may be raised is raised"

# Root's threads are not counted.
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
  chmod 711 .
  mkdir -m 777 theirs
  setpriv --reuid=65534 --regid=65534 --clear-groups prlimit --nproc=3 \
    "$art" nosuch.png style.ppm -o theirs/x.png >out 2>said
  [ $? = 1 ] && sentence "ulimit -u"
  result "too few threads are told of before the work"
else
  skip "too few threads are told of before the work" "it takes root to be somebody else (setpriv)"
fi

if grep -qw avx2 /proc/cpuinfo && grep -qw fma /proc/cpuinfo; then
  OPENBLAS_VERBOSE=2 "$art" content.ppm style.ppm "${quick[@]}" -o x.png >out 2>&1
  grep -q '^Core: ' out && ! grep -qE '^Core: (Prescott|Barcelona|Nehalem|Generic)' out
  result "OpenBLAS does not take the processor for one of long ago"
else
  skip "OpenBLAS does not take the processor for one of long ago" "it is one, or another kind"
fi

OPENBLAS_CORETYPE=Prescott OPENBLAS_VERBOSE=2 "$art" content.ppm style.ppm "${quick[@]}" -o x.png >out 2>&1
! grep -q '^Core: ' out || [ "$(uname -m)" != x86_64 ] || grep -q '^Core: Prescott' out
result "... unless it is told to"


# ---- signals ---------------------------------------------------------------

for signal in HUP QUIT XCPU PIPE XFSZ; do
  rm -f never.png
  python3 "$tools" cancel $signal 8 "$art" big.ppm style.ppm --schedule 100:400 -o never.png >said 2>&1 \
    && [ ! -e never.png ] && no_leftovers .
  result "SIG$signal cancels"
done

(ulimit -t 2 && timeout 60 "$art" big.ppm style.ppm --schedule 200:4000 --threads 1 -o never.png) >out 2>said
[ $? = 1 ] && sentence "ulimit -t" && [ ! -e never.png ] && no_leftovers .
result "a limit on processor time is told of"

trap '' HUP
python3 "$tools" deaf HUP "$art" content.ppm style.ppm "${stages[@]}" >said 2>&1
result "what nohup starts goes on when the terminal ends"
trap - HUP

"$art" --plan content.ppm style.ppm "${quick[@]}" 2>said | true
[ "${PIPESTATUS[0]}" = 1 ] && grep -q "standard output" said && [ "$(wc -l <said)" = 1 ]
result "a pipe that nobody reads is noticed"

finish
