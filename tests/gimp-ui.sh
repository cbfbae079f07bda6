#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# gimp-ui.sh [2|3]...: the plug-in as people meet it, on a display of its own
# (Xvfb): menu, dialog, the window of a run, what its buttons do, undo, and what
# happens when the user takes the layer or the picture away meanwhile.  Keys
# come from xdotool; what is in GIMP is asked by Script-Fu's server.
# Screenshots go to BUILD/tests.  SAN=1: built with the sanitizers.
# TESTS="rows group": those alone.

set -u
# shellcheck source=tests/gimp-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/gimp-lib.sh"

pictures=$top/${BUILD:-build}/tests
dialog='^Neural Art$'
running='^Painting .* in the style of '
again='^Neural Art: Paint Again$'
on='^Neural Art: Go On$'
xvfb=
gimp_job=

# Waits up to $1 seconds until the command after it succeeds.
wait_for ()
{
  local end=$((SECONDS + $1))
  shift
  until "$@"; do
    [ $SECONDS -lt $end ] || return 1
    sleep 0.1
  done
}

# A search fails too where any other window is closed while it looks.
window ()
{
  local found
  for _ in 1 2 3; do
    found=$(xdotool search --onlyvisible --name "$1" 2>/dev/null | tail -n 1)
    [ -z "$found" ] || break
    sleep 0.05
  done
  echo "$found"
}

there ()   { [ -n "$(window "$1")" ]; }
gone ()    { ! there "$1"; }
ask ()     { python3 "$top/tests/gimp-ask.py" "$port" "$1" 2>>"$work/ask.log"; }
says ()    { [ "$(ask "$1")" = "$2" ]; }
key ()     { xdotool windowfocus "$(window "$1")" 2>/dev/null; sleep 0.3; xdotool key "$2"; }
shoot ()   { import -window "${2:-root}" "$pictures/gimp-ui-$version-$1.png" 2>/dev/null; }

# check NAME COMMAND...: one test.
check ()
{
  local name="GIMP $version: $1"
  shift
  if "$@"; then ok "$name"; else not_ok "$name"; shoot "failed-$one_test-$((passed + failed))"; fi
}

start_display ()
{
  Xvfb -displayfd 3 -screen 0 1280x1000x24 >"$work/xvfb.log" 2>&1 3>"$work/display" &
  xvfb=$!
  wait_for 20 test -s "$work/display" || return 1
  DISPLAY=:$(head -n 1 "$work/display")
  export DISPLAY
}

# What is in no menu by a letter of its own gets keys.
give_keys ()
{
  local one
  for one in "again p" "go-on g"; do
    # shellcheck disable=SC2086     # two words
    set -- $one
    if [ "$version" = 2 ]; then
      echo "(gtk_accel_path \"<Actions>/plug-in/plug-in-neural-art-$1\" \"<Primary><Alt>$2\")" >>"$profile/menurc"
    else
      [ -e "$profile/shortcutsrc" ] || echo '(file-version 1)' >"$profile/shortcutsrc"
      echo "(action \"plug-in-neural-art-$1\" \"<primary><alt>$2\")" >>"$profile/shortcutsrc"
    fi
  done
}

start_gimp ()
{
  local interpreter=() server
  port=$(python3 -c 'import socket; s = socket.socket(); s.bind (("127.0.0.1", 0)); print (s.getsockname ()[1])')
  if [ "$version" = 2 ]; then
    server="(plug-in-script-fu-server RUN-NONINTERACTIVE \"127.0.0.1\" $port \"$work/server.log\")"
  else
    interpreter=(--batch-interpreter=plug-in-script-fu-eval)
    server="(plug-in-script-fu-server #:run-mode RUN-NONINTERACTIVE #:ip \"127.0.0.1\" #:port $port #:logfile \"$work/server.log\" )"
  fi
  "${in_gimp[@]}" DISPLAY="$DISPLAY" "$gimp" -n -s -d "${interpreter[@]}" \
    -b "$server" >"$work/gimp.log" 2>&1 </dev/null &
  gimp_job=$!
  wait_for 120 says '(+ 1 2)' 3
}

stop_all ()
{
  [ -z "${port:-}" ] || ask '(gimp-quit 1)' >/dev/null 2>&1
  [ -z "$gimp_job" ] || { wait_for 10 eval "! kill -0 $gimp_job 2>/dev/null" || kill -9 "$gimp_job"; } 2>/dev/null
  [ -z "$xvfb" ] || kill "$xvfb" 2>/dev/null
  wait 2>/dev/null
  xvfb='' gimp_job='' port=''
  clean_up
}
trap stop_all EXIT

# A picture of its own with two layers, shown: "content" above "style".
open_picture ()
{
  ask "(begin
    (load \"$top/tests/gimp-$version.scm\")
    (define image (image-new $1 $2 RGB 150))
    (gimp-image-undo-enable image)
    (define (add name color stripe)
      (let ((layer (layer-new image $1 $2 0 name)))
        (layer-insert image layer none 0)
        (gimp-context-set-foreground color)
        (gimp-drawable-edit-fill layer FILL-FOREGROUND)
        (gimp-context-set-foreground stripe)
        (gimp-image-select-ellipse image CHANNEL-OP-REPLACE 10 10 (/ $1 2) (/ $2 2))
        (gimp-drawable-edit-fill layer FILL-FOREGROUND)
        (gimp-selection-none image)
        layer))
    (define style (add \"style\" '(230 20 10) '(250 220 0)))
    (define content (add \"content\" '(60 120 180) '(200 200 190)))
    (define shown (display-new image))
    (gimp-displays-flush)
    1)" >/dev/null
  wait_for 20 there "$1x$2.*GIMP$"
  title="$1x$2.*GIMP$"
}

close_picture () { ask '(begin (gimp-display-delete shown) 1)' >/dev/null; wait_for 20 gone "$title"; }

layers ()       { says '(length (image-layers image))' "$1"; }
top_layer ()    { says "(if (string=? (layer-name (car (image-layers image))) \"$1\") 1 0)" 1; }
has_red ()      { says "(if (> (car (pixel (car (image-layers image)) 30 3)) 90) 1 0)" 1; }
no_complaint () { ! grep -aE 'crashed|terminated|inconsistent|neural-art.*(CRITICAL|fatal)|killing' "$work/gimp.log"; }
selected ()     { says "(if (string=? (layer-name (image-active image)) \"$1\") 1 0)" 1; }

open_dialog () { by_menu "$dialog"; }

# Chooses the plug-in in the menu, until the window $1 comes.
by_menu ()
{
  local id
  for _ in 1 2 3; do
    id=$(window "$title")
    xdotool mousemove --window "$id" 200 250
    xdotool windowfocus "$id"
    sleep 0.5
    xdotool key alt+r
    sleep 1
    xdotool key a
    sleep 1
    xdotool key n
    wait_for 15 there "$1" && return
    xdotool key Escape Escape Escape
  done
  return 1
}

press_ok ()
{
  sleep 1
  key "$dialog" Return
  wait_for 20 gone "$dialog"
}

# The run's window comes, and the layer in the image with it.
run_starts () { wait_for 60 there "$running"; }
live ()       { wait_for 90 layers 3; }

test_whole_run ()
{
  open_picture 64 48
  check "the menu opens the dialog" open_dialog
  sleep 1
  shoot_dialog dialog
  check "OK starts the run" press_ok
  check "the run leaves a third layer" wait_for 240 layers 3
  check "... and ends by itself" wait_for 240 gone "$running"
  check "the new layer is on top and named after the style" \
    wait_for 20 top_layer "Neural Art: style"
  check "it has taken colour from the style" has_red
  check "the content stays selected" selected content
  shoot result
  key "$title" ctrl+z
  check "one undo step takes it away" wait_for 20 layers 2
  check "... and nothing else" top_layer content
  key "$title" ctrl+y
  check "redo brings it back" wait_for 20 layers 3
  check "... as it was painted" has_red
  ask '(begin (image-select image (list content)) 1)' >/dev/null
  ask '(begin (gimp-item-set-name (car (image-layers image)) "first") 1)' >/dev/null
  key "$title" ctrl+f
  check "repeating needs no dialog" wait_for 240 layers 4
  wait_for 240 gone "$running"
  check "... and paints the content again, above its painting" \
    says '(if (string=? (layer-name (cadr (image-layers image))) "first") 1 0)' 1
  close_picture
}

# One selection after the other of the same layer, with one dialog.
test_selection ()
{
  open_picture 64 48
  ask '(begin (gimp-image-select-ellipse image CHANNEL-OP-REPLACE 2 8 24 30) 1)' >/dev/null
  open_dialog && press_ok
  ran 3
  check "a painted selection has a mask" says "(if (= (layer-mask (car (image-layers image))) none) 0 1)" 1
  ask '(begin (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 36 20 20 24) 1)' >/dev/null
  key "$title" ctrl+f
  check "... and another is painted by repeating" ran 4
  check "... in its own place" says '(layer-offsets (car (image-layers image)))' "(36 20)"
  close_picture
}

# What can't be painted gets a sentence, not a grey menu.
answers ()
{
  by_menu '^GIMP Message$' || return 1
  shoot "$1"
  key '^GIMP Message$' Escape
  wait_for 20 gone '^GIMP Message$'
}

test_answers ()
{
  open_picture 64 48
  if [ "$version" = 3 ]; then
    ask '(begin (image-select image (list content style)) 1)' >/dev/null
    check "two layers get an answer" answers two-layers
    ask '(begin (image-select image (list)) 1)' >/dev/null
    check "... and none" answers no-layer
    ask '(begin (image-select image (list content)) 1)' >/dev/null
  fi
  ask '(begin (image-index image) 1)' >/dev/null
  check "an indexed picture gets an answer" answers indexed
  close_picture
}

# The dialog's picture is closed, or its layer deleted, before OK is pressed.
test_gone_meanwhile ()
{
  open_picture 64 48
  open_dialog
  ask '(begin (gimp-image-remove-layer image content) 1)' >/dev/null
  check "a layer that was deleted under the dialog is noticed" wait_for 20 ok_is_grey
  check "... and can't be painted" no_ok layer-gone
  check "... and nothing is" layers 1
  close_picture
  open_picture 64 48
  open_dialog
  close_picture
  check "and so is a picture that was closed" wait_for 20 ok_is_grey
  check "... and nothing fails" no_ok picture-gone
}

plug_in_gone () { ! pgrep -f "$plug_in/neural-art" >/dev/null; }
gimp_gone ()    { ! kill -0 "$gimp_job" 2>/dev/null; }

test_quit ()
{
  open_picture 400 300
  open_dialog && press_ok
  run_starts && live
  ask '(gimp-quit 1)' >/dev/null 2>&1
  check "GIMP quits while it paints" wait_for 20 gimp_gone
  check "... and nothing is left running" wait_for 5 plug_in_gone
}

# A click on OK, in the dialog's lower right corner.
click_ok ()
{
  local id WIDTH=0 HEIGHT=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id")"
  xdotool mousemove --window "$id" $((WIDTH - 60)) $((HEIGHT - 32)) click 1
}

# The dialog, of which $1 becomes the picture, can only be cancelled.
no_ok ()
{
  sleep 1
  shoot_dialog "$1"
  click_ok
  sleep 1
  there "$dialog" || return 1
  key "$dialog" Escape
  wait_for 20 gone "$dialog"
}

# The lightest that there is around the place so far from the dialog's right and lower edges.
lightest ()
{
  import -window "$(window "$dialog")" png:- 2>/dev/null | convert - -gravity SouthEast \
    -crop "40x14+$1+$2" +repage -colorspace Gray -format '%[fx:maxima]' info:
}

# The text of OK is lighter than that of Cancel, or darker, as the theme has it.
ok_is_grey ()
{
  local ok=48 cancel=235 lower=34 light
  [ "$version" = 3 ] || { ok=35 cancel=210 lower=20; }
  light=$(lightest $ok $lower)
  [ -n "$light" ] && [ "$light" != "$(lightest $cancel $lower)" ]
}

# A picture of one layer has no style to suggest.
test_no_style ()
{
  open_picture 64 48
  ask '(begin (gimp-image-remove-layer image style) 1)' >/dev/null
  open_dialog
  check "without a style there is no OK" no_ok no-style
  close_picture
}

test_too_little_memory ()
{
  local call
  forget_last_values
  open_picture 64 48
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "memory" 1)' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  xdotool mousemove 1270 990 windowfocus "$(window "$dialog")"
  wait_for 120 ok_is_grey       # by the estimate, which times the machine
  check "nor where the settings can't be met" no_ok too-little-memory
  wait "$call"
  forget_last_values
  close_picture
}

# What the top layer was painted with.
has_seed () { says "(length (strbreakup (layer-parasite (car (image-layers image)) \"neural-art-settings\") \"seed=$1\"))" 2; }

test_last_values ()
{
  local call
  forget_last_values
  open_picture 64 48
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "seed" 5)' >/dev/null &
  call=$!
  check "a script opens the dialog" wait_for 60 there "$dialog"
  press_ok
  wait "$call"
  check "... with its values" has_seed 5
  open_dialog && press_ok
  wait_for 240 layers 4 && wait_for 240 gone "$running"
  check "the dialog starts with the last values" has_seed 5
  close_picture
}

# The style's file goes while the dialog is open, and comes back.
test_failed_run ()
{
  local call file=$work/style.png
  forget_last_values
  open_picture 64 48
  cp "$work/the style.png" "$file"
  ask "(paint-mode RUN-INTERACTIVE image (list content) style \"style-file\" \"$file\" \"seed\" 6)" >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  mv "$file" "$file.gone"
  press_ok
  wait "$call"
  check "a run without its style's file leaves nothing" layers 2
  shoot failed
  key '^GIMP Message$' Escape
  mv "$file.gone" "$file"
  check "... and the menu still works" open_dialog
  press_ok
  ran 3
  check "... with the values that were asked for" has_seed 6
  forget_last_values
  close_picture
}

# Where in the dialog $1 the small picture is that is mostly of the colour $2, #RRGGBB: in its
# right part, for the preview has such colours too.
place_of ()
{
  import -window "$1" png:- 2>/dev/null | convert - -sample 25% -depth 8 txt:- \
    | awk -F '[ ,:]' -v colour="$2" '
        FNR == 1                            { from = $6 - 132 }
        $1 > from + 0 && index ($0, colour) { x += $1; y += $2; n++ }
        END                                 { if (n > 6) printf "%d %d", 4 * x / n, 4 * y / n }'
}

# Where it stays: GTK 3 moves a list in steps.
point_at ()
{
  local id place
  id=$(window "$dialog")
  place=$(place_of "$id" "$1")
  [ -n "$place" ] && sleep 0.3 && [ "$(place_of "$id" "$1")" = "$place" ] || return 1
  # shellcheck disable=SC2086     # two numbers
  xdotool mousemove --window "$id" $place
}

point_at_shelf () { point_at '#FF00FF'; }

wheel_moves_it ()
{
  xdotool click --repeat 5 --delay 200 5
  wait_for 20 eval '! point_at_shelf' || return 1
  xdotool click --repeat 5 --delay 200 4
  wait_for 20 point_at_shelf
}

# Without the tooltip of whatever the pointer is at.
shoot_dialog ()
{
  xdotool mousemove 1270 990
  sleep 1
  shoot "$1" "$(window "$dialog")"
}

# What the top layer was painted after, a file or a name on the shelf; GIMP adds numbers to the
# names of layers.
styled () { says "(length (strbreakup (layer-parasite (car (image-layers image)) \"neural-art-settings\") \"$1\"))" 2; }

styled_by_layer () { says "(length (strbreakup (layer-parasite (car (image-layers image)) \"neural-art-settings\") \"style='style\"))" 2; }

# A click on the button below the dialog's preview.  What it is left at is remembered: the tests
# after that of the preview do without.
click_preview ()
{
  local id HEIGHT=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep HEIGHT)"
  case $version in 2) HEIGHT=$((HEIGHT - 108)) ;; 3) HEIGHT=$((HEIGHT - 168)) ;; esac
  xdotool windowfocus "$id" mousemove --window "$id" 24 "$HEIGHT" click 1
}

# The dialog's preview, and what is in the middle of its lower part: the photo's ground, which is
# blue, or the style's, which is red.
preview_shot () { import -window "$(window "$dialog")" -crop 240x200+40+100 -depth 8 "$work/$1.png"; }

preview_changes ()
{
  preview_shot after && ! cmp -s <(convert "$work/$1.png" rgb:-) <(convert "$work/after.png" rgb:-)
}

preview_is ()
{
  local red blue
  preview_shot after
  read -r red _ blue < <(convert "$work/after.png" +repage -crop 8x8+226+186 -scale 1x1! -depth 8 txt:- \
    | sed -n '2s/.*(\([0-9]*\),\([0-9]*\),\([0-9]*\).*/\1 \2 \3/p')
  case $1 in
    photo)    [ "${blue:-0}" -gt 160 ] && [ "$red" -lt 90 ] ;;
    painting) [ "${red:-0}" -gt 160 ] && [ "$blue" -lt 90 ] ;;
    magenta)  [ "${red:-0}" -gt 160 ] && [ "$blue" -gt 160 ] ;;
  esac
}

# A click on Apply, beside OK.
click_apply ()
{
  local id WIDTH=0 HEIGHT=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id")"
  xdotool windowfocus "$id" mousemove --window "$id" $((WIDTH - 148)) $((HEIGHT - 32)) click 1
}

# No colour in the preview is stronger than a frame's rounding.
is_colourless ()
{
  preview_shot after
  [ "$(convert "$work/after.png" -colorspace HSL -channel G -separate -format '%[fx:maxima<0.05]' info:)" = 1 ]
}

# A picture without colours has a preview without them; and what is selected under the dialog is
# seen.
test_outside ()
{
  own_styles
  open_picture 400 300
  ask '(begin (gimp-image-convert-grayscale image) (gimp-displays-flush) 1)' >/dev/null
  open_dialog
  choose_on_shelf
  preview_shot first
  check "a grey picture is painted" wait_for 60 preview_changes first
  check "... without colours, in the preview too" is_colourless
  preview_shot first
  ask '(begin (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 10 20 60 50) 1)' >/dev/null
  check "what is selected meanwhile is what is seen" wait_for 20 preview_changes first
  shoot_dialog outside
  sleep 2
  press_ok
  ran 3
  check "... and painted" says '(layer-offsets (car (image-layers image)))' "(10 20)"
  no_own_styles
  forget_last_values
  close_picture
}

# The style's file goes while the dialog is open.
apply_fails ()
{
  local call file=$work/style.png
  open_picture 64 48
  cp "$work/the style.png" "$file"
  ask "(paint-mode RUN-INTERACTIVE image (list content) style \"style-file\" \"$file\")" >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  rm "$file"
  sleep 1
  click_apply
  check "Apply says what went wrong" wait_for 20 there '^GIMP Message$'
  key '^GIMP Message$' Escape
  check "... and the dialog stays" there "$dialog"
  key "$dialog" Escape
  wait "$call"
  check "... and nothing is painted" layers 2
  forget_last_values
  close_picture
}

# The dialog stays, and paints again; its Cancel takes away no painting.
test_apply ()
{
  open_picture 64 48
  open_dialog
  sleep 1
  click_apply
  check "Apply paints" wait_for 240 layers 3
  wait_for 60 gone "$running"
  check "... and the dialog stays" there "$dialog"
  sleep 1
  click_apply
  check "... to paint again" wait_for 240 layers 4
  wait_for 60 gone "$running"
  shoot_dialog applied
  key "$dialog" Escape
  wait_for 20 gone "$dialog"
  check "... and Cancel leaves what was painted" layers 4
  forget_last_values
  close_picture
  apply_fails
}

# What a cell of the proof sheet, counted from 0, has in its middle: 0 to 255 of red.
cell_red ()
{
  local id WIDTH=0 HEIGHT=0
  id=$(window "$sheet")
  [ -n "$id" ] || return 1
  eval "$(xdotool getwindowgeometry --shell "$id")"
  import -window "$id" -crop "9x9+$((WIDTH * (2 * ($1 % 3) + 1) / 6))+$((50 + (HEIGHT - 170) * (2 * ($1 / 3) + 1) / 6 - 12))" \
    -depth 8 rgb:- 2>/dev/null | od -An -tu1 -N1
}

cell_is_painted () { [ "$(cell_red "$1")" -gt 150 ] 2>/dev/null; }

click_cell ()
{
  local id WIDTH=0 HEIGHT=0
  id=$(window "$sheet")
  eval "$(xdotool getwindowgeometry --shell "$id")"
  xdotool windowfocus "$id" mousemove --window "$id" $((WIDTH * (2 * ($1 % 3) + 1) / 6)) \
    $((50 + (HEIGHT - 170) * (2 * ($1 / 3) + 1) / 6)) click 1
}

open_sheet ()
{
  key "$dialog" alt+t
  # As in test_add.
  wait_for 3 there "$sheet" || xdotool key space
  wait_for 10 there "$sheet"
}

leaves_at_once ()
{
  local start
  start=$(date +%s%N)
  key "$sheet" Escape
  wait_for 10 gone "$sheet" || return 1
  echo "# the proof sheet closed after $((($(date +%s%N) - start) / 1000000)) ms, 300 of them waiting for the focus"
  [ $((($(date +%s%N) - start) / 1000000)) -lt 3000 ]
}

test_proof_sheet ()
{
  local sheet='^Proof Sheet$'
  forget_last_values
  open_picture 64 48
  open_dialog
  check "the proof sheet opens" open_sheet
  check "... and paints one" wait_for 60 cell_is_painted 0
  check "... after the other" eval "! cell_is_painted 8"
  check "... until all are there" wait_for 120 cell_is_painted 8
  xdotool mousemove 1270 990
  sleep 1
  shoot proof "$(window "$sheet")"
  click_cell 8
  check "a click takes one" wait_for 10 gone "$sheet"
  shoot_dialog proof-taken
  press_ok
  ran 3
  check "... and its settings" has_setting "strength=65 style-scale=1.6"
  open_dialog && open_sheet
  wait_for 30 cell_is_painted 0
  check "closed while it paints, it is gone at once" leaves_at_once
  key "$dialog" Escape
  wait_for 20 gone "$dialog"
  forget_last_values
  close_picture
}

# The button, and in GIMP 3 what its menu has for all.
press_reset ()
{
  local id WIDTH=0 HEIGHT=0
  id=$(window "$dialog")
  if [ "$version" = 2 ]; then key "$dialog" alt+r; return; fi
  eval "$(xdotool getwindowgeometry --shell "$id")"
  xdotool windowfocus "$id" mousemove --window "$id" $((WIDTH - 345)) $((HEIGHT - 32)) click 1
  sleep 0.5
  shoot reset-menu
  press f
}

test_reset ()
{
  forget_last_values
  own_styles
  open_picture 64 48
  open_dialog && choose_on_shelf
  choose_preset Down
  shoot_dialog before-reset
  press_reset
  shoot_dialog reset
  click_ok
  ran 3
  check "Reset puts back the style" styled_by_layer
  check "... and the settings" eval '! has_setting preset=gram'
  no_own_styles
  forget_last_values
  close_picture
}

press_preview ()
{
  xdotool windowfocus "$(window "$dialog")" mousemove --window "$(window "$dialog")" 160 200 mousedown 1
}

# The dialog's rows, right of their labels, below the grid.
rows_shot ()
{
  xdotool mousemove 1270 990
  sleep 1
  import -window "$(window "$dialog")" -gravity NorthEast -crop 300x60+150+330 -depth 8 "$work/$1.png"
}

fits_its_window ()
{
  rows_shot rows-before
  point_into_grid 0 && xdotool mousemove_relative 0 300 click --repeat 5 --delay 100 5
  rows_shot rows-after
  cmp -s <(convert "$work/rows-before.png" rgb:-) <(convert "$work/rows-after.png" rgb:-)
}

# The milliseconds since $1, in nanoseconds.
since () { echo $((($(date +%s%N) - $1) / 1000000)); }

test_preview ()
{
  local start sheet='^Proof Sheet$'
  own_styles
  open_picture 400 300
  start=$(date +%s%N)
  open_dialog
  check "the preview begins by itself" wait_for 60 preview_is painting
  echo "# the preview has begun $(since "$start") ms after the menu"
  preview_shot first
  check "... and grows" wait_for 20 preview_changes first
  shoot_dialog preview
  press_preview
  check "pressed it shows the photo" wait_for 10 preview_is photo
  xdotool mouseup 1
  check "... and released the painting" wait_for 10 preview_is painting
  seek '#FF00FF'
  start=$(date +%s%N)
  xdotool click 1
  check "another style begins anew" wait_for 60 eval '! preview_is painting'
  echo "# its first frame is seen $(since "$start") ms after the click"
  check "... and is what comes of it" wait_for 60 preview_is magenta
  open_sheet && leaves_at_once >/dev/null
  preview_shot first
  check "... and goes on after a look at the proof sheet" wait_for 20 preview_changes first
  no_own_styles
  click_preview
  check "without a preview there is the photo" wait_for 10 preview_is photo
  preview_shot off
  sleep 2
  check "... and stays" eval '! preview_changes off'
  key "$dialog" ctrl+plus
  check "Ctrl++ looks closer at it" wait_for 5 preview_changes off
  key "$dialog" ctrl+0
  check "... and Ctrl+0 from where all of it is seen" wait_for 5 eval '! preview_changes off'
  key "$dialog" Escape
  check "Cancel leaves the picture as it was" wait_for 20 layers 2
  open_dialog
  sleep 2
  check "the next dialog has none either" preview_is photo
  check "its first page need not be scrolled" fits_its_window
  key "$dialog" Escape
  close_picture
}

# A layer that shows a preview, of the process $1.
mark_layer ()
{
  ask "(begin
    (define marked (layer-new image 64 48 0 \"marked\"))
    (gimp-item-attach-parasite marked (list \"neural-art-preview-layer\" 1 \"$1\"))
    (layer-insert image marked none 1)
    (gimp-context-set-foreground '(0 200 100))
    (gimp-drawable-edit-fill marked FILL-FOREGROUND)
    (image-select image (list content))
    1)" >/dev/null
  layers 3
}

unchanged () { says "(if (member (gimp-image-is-dirty image) '(#f (0))) 1 0)" 1; }

# The check buttons below that of the preview: 1, split view; 2, on the canvas.
click_switch ()
{
  local id HEIGHT=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep HEIGHT)"
  case $version in 2) HEIGHT=$((HEIGHT - 79)) ;; 3) HEIGHT=$((HEIGHT - 139)) ;; esac
  xdotool windowfocus "$id" mousemove --window "$id" $((24 + ($1 - 1) * 110)) "$HEIGHT" click 1
}

test_on_canvas ()
{
  open_picture 64 48
  check "a plug-in that died may leave a preview on the canvas" mark_layer 99999999
  ask '(begin (gimp-item-set-name content "renamed") (gimp-image-clean-all image) 1)' >/dev/null
  open_dialog
  check "... which the next dialog sweeps away" wait_for 20 layers 2
  click_switch 2
  check "the preview is seen on the canvas" wait_for 60 top_layer "Neural Art: preview"
  check "... as it develops" wait_for 60 has_red
  check "... without a change of the picture" unchanged
  check "... or of what is selected" selected renamed
  shoot on-canvas
  key "$dialog" Escape
  check "Cancel takes it away" wait_for 20 layers 2
  check "... and the picture is unchanged" unchanged
  key "$title" ctrl+z
  check "... with its undo steps" wait_for 20 top_layer content
  mark_layer $$
  open_dialog
  check "the next dialog shows it again" wait_for 60 layers 4
  check "... and another's is no style" eval "wait_for 10 point_at '#E6140A' && ! point_at '#00C864'"
  press_ok
  check "OK leaves the painting alone" wait_for 240 top_layer "Neural Art: style"
  check "... in the preview's place" ran 4
  ask '(begin (gimp-detach-parasite "neural-art-canvas") 1)' >/dev/null
  close_picture
}

drag_line ()
{
  local id
  id=$(window "$dialog")
  xdotool windowfocus "$id" mousemove --window "$id" "$1" 250 mousedown 1 \
    mousemove --window "$id" $((($1 + $2) / 2)) 250 mousemove --window "$id" "$2" 250 mouseup 1
}

# The photo is to the left of the line, which begins in the middle.
test_split_view ()
{
  open_picture 400 300
  open_dialog
  wait_for 60 preview_is painting
  click_switch 1
  sleep 1
  drag_line 225 400
  check "to the left of a line the photo is seen" wait_for 10 preview_is photo
  shoot_dialog split-view
  drag_line 400 100
  check "... and to its right the painting" wait_for 10 preview_is painting
  click_switch 1
  key "$dialog" Escape
  close_picture
}

# Until the run has left that many layers.
ran () { wait_for 240 layers "$1" && wait_for 240 gone "$running"; }

# Points into the grid, $1 pixels from its middle.
point_into_grid ()
{
  local id WIDTH=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep WIDTH)"
  xdotool mousemove --window "$id" $((WIDTH - 280 + $1)) 130
}

turn_wheel () { point_into_grid 0; xdotool click --repeat "$1" --delay 50 "$2"; sleep 0.5; }

# Points at it too where the grid has to be scrolled for it.
seek ()
{
  wait_for 8 point_at "$1" && return
  turn_wheel 12 4
  for _ in 1 2 3 4 5 6; do
    point_at "$1" && return
    turn_wheel 2 5
  done
  return 1
}

# A click on one of the small pictures, with Ctrl in the last two.
choose ()          { seek "$1" && xdotool click 1 && sleep 1; }
choose_on_shelf () { choose '#FF00FF'; }
choose_layer ()    { choose '#E6140A'; }
choose_too ()      { seek "$1" && xdotool keydown ctrl click 1 keyup ctrl && sleep 1; }
leave_on_shelf ()  { choose_too '#FF00FF'; }

# Points into the row of the style whose small picture is mostly of this colour, below the grid:
# $2 pixels from the dialog's right edge.
point_into_row ()
{
  local id place WIDTH=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep WIDTH)"
  place=$(import -window "$id" png:- 2>/dev/null | convert - -sample 25% -depth 8 txt:- \
    | awk -F '[ ,:]' -v colour="$1" '
        FNR == 1                            { from = $6 - 149 }
        $1 > from + 0 && index ($0, colour) { at[++n] = $2 }
        END                                 { for (i = n; i > 0 && at[i] > at[n] - 8; i--) { y += at[i]; k++ }
                                              if (k > 6) printf "%d", 4 * y / k }')
  [ -n "$place" ] && xdotool mousemove --window "$id" $((WIDTH - $2)) "$place"
}

# A row's slider goes to its least, its list of places down by so many, a click on its button; and
# the wheel over slider and list.
least_share () { point_into_row "$1" 310 && xdotool click 1 && key "$dialog" Home && sleep 0.5; }
leave_row ()   { point_into_row "$1" 30 && xdotool click 1 && sleep 1; }

choose_place ()
{
  point_into_row "$1" 130 && xdotool click 1 && sleep 1 && shoot rows-places
  xdotool key --repeat "$2" --delay 300 Down
  press Return
}

turn_over_row ()
{
  local x
  for x in 310 130; do
    point_into_row "$1" $x && xdotool click --repeat 2 --delay 300 5 && sleep 0.5
  done
}

own_styles ()
{
  mkdir -p "$work/data/neural-art/styles"
  cp "$work/one colour.png" "$work/another.png" "$work/data/neural-art/styles/"
  echo "no picture" >"$work/data/neural-art/styles/broken.png"
}

no_own_styles () { rm -r "$work/data/neural-art/styles"; }

# The name below the small picture of that colour stands out from its ground.
name_is_legible ()
{
  local id x y
  id=$(window "$dialog")
  read -r x y < <(place_of "$id" "$1"; echo)
  [ -n "$y" ] && [ "$(import -window "$id" -crop "90x24+$((x - 45))+$((y + 42))" png:- 2>/dev/null \
    | convert - -colorspace Gray -format '%[fx:maxima-minima > 0.35]' info:)" = 1 ]
}

test_shelf ()
{
  own_styles
  open_picture 64 48
  open_dialog
  check "the shelf shows the user's own picture" wait_for 10 point_at_shelf
  check "... and moves by the wheel" wheel_moves_it
  xdotool click 1
  sleep 1
  shoot_dialog shelf
  check "the chosen style's name can be read" name_is_legible '#FF00FF'
  press_ok
  ran 3
  check "a click on it makes it the style" styled "one colour"
  open_dialog && press_ok
  ran 4
  check "... and it is remembered" styled "one colour"
  no_own_styles
  open_dialog && press_ok
  ran 5
  check "... until it is gone" styled_by_layer
  close_picture
}

# Layer or file: the one chosen last; several files together.
test_layer_or_file ()
{
  own_styles
  open_picture 64 48
  open_dialog && wait_for 10 point_at_shelf
  check "the layer that is painted is no style of its own" eval "! point_at '#3C78B4'"
  choose_on_shelf && choose_layer
  shoot_dialog layer-used
  press_ok
  ran 3
  check "the layer chosen after a file is the style" styled_by_layer
  open_dialog && press_ok
  ran 4
  check "... and stays it in the next dialog" styled_by_layer
  open_dialog && choose_on_shelf && choose_too '#00FFFF'
  shoot_dialog several
  press_ok
  ran 5
  check "two files are two styles" styled "one colour.png,"
  open_dialog && press_ok
  ran 6
  check "... and are remembered" styled "one colour.png,"
  open_dialog && choose_layer && choose_too '#00FFFF' && press_ok
  ran 7
  check "a file and a layer are not mixed: the last one counts" styled "styles/another.png'"
  no_own_styles
  close_picture
}

# The layer's small picture is within 8 pixels of $1 from the left.
stays_at ()
{
  local x _
  read -r x _ < <(place_of "$(window "$dialog")" '#E6140A'; echo)
  [ -n "$x" ] && [ $((x - $1)) -le 8 ] && [ $((x - $1)) -ge -8 ]
}

# Whatever there is to be told of a style, the next click meets what is seen.
test_steady ()
{
  local from _
  own_styles
  printf '[another.png]\nPainter=%s\nTitle=%s\n' "Somebody of a rather long name (1760-1849)" \
    "A picture whose title is longer than the line for it" >"$work/data/neural-art/styles/styles.ini"
  open_picture 64 48
  open_dialog && wait_for 10 point_at_shelf
  read -r from _ < <(place_of "$(window "$dialog")" '#E6140A'; echo)
  choose '#00FFFF'
  shoot_dialog steady
  check "the dialog's columns stay where a long title is told" stays_at "${from:-0}"
  choose_too '#FF00FF'
  check "... and where it goes" stays_at "${from:-0}"
  key "$dialog" Escape
  wait_for 20 gone "$dialog"
  no_own_styles
  close_picture
}

# On the page Advanced writes into Keep, and puts its group back.
reset_kept ()
{
  key "$dialog" alt+d
  press alt+2
  press alt+k
  xdotool type left
  sleep 0.5
  shoot_dialog kept
  press alt+g
  shoot_dialog kept-reset
}

# A row for each of several styles: its share, its place, and that it may be left out.
test_rows ()
{
  own_styles
  open_picture 64 48
  ask '(begin
    (gimp-image-select-rectangle image CHANNEL-OP-REPLACE 0 0 30 48)
    (gimp-item-set-name (selection-saved image) "left")
    (gimp-selection-none image)
    (image-select image (list content))
    1)' >/dev/null
  open_dialog && wait_for 10 point_at_shelf
  choose_on_shelf && choose_too '#00FFFF'
  turn_over_row '#FF00FF'
  press_ok
  ran 3
  check "the wheel over a row changes nothing" eval '! has_setting "shares=" && ! has_setting "where="'
  open_dialog && sleep 2
  least_share '#FF00FF'
  shoot_dialog rows
  press_ok
  ran 4
  check "a row's slider is the style's share" has_setting "shares=0,50"
  open_dialog && sleep 2
  choose_place '#00FFFF' 2
  shoot_dialog rows-place
  press_ok
  ran 5
  check "a row's list has the picture's channels" has_setting "where='-,left'"
  open_dialog && sleep 2
  reset_kept
  press_ok
  ran 6
  check "... and resetting the group of what is kept leaves them alone" has_setting "where='-,left'"
  check "... but not what is kept" eval '! has_setting keep='
  open_dialog && sleep 2
  leave_row '#FF00FF'
  shoot_dialog rows-one
  press_ok
  ran 7
  check "a row's button leaves the style out" eval 'styled "styles/another.png" && ! has_setting "shares="'
  check "... and the other one has its place" has_setting "where='left'"
  no_own_styles
  forget_last_values
  close_picture
}

# Two layers of the picture are styles together.
test_layers_together ()
{
  open_picture 64 48
  ask '(begin
    (define more (layer-new image 64 48 0 "more"))
    (layer-insert image more none 2)
    (gimp-context-set-foreground (list 0 200 0))
    (gimp-drawable-edit-fill more FILL-FOREGROUND)
    (image-select image (list content))
    1)' >/dev/null
  open_dialog && choose_layer && choose_too '#00C800'
  shoot_dialog rows-layers
  press_ok
  ran 4
  check "two layers are two styles" top_layer "Neural Art: style, more"
  key "$title" ctrl+f
  ran 5
  check "... and are so by repeating" \
    says '(if (string=? (substring (layer-name (car (image-layers image))) 0 23) "Neural Art: style, more") 1 0)' 1
  close_picture
}

# In a picture of one layer, whose style can only be a file.
test_file_alone ()
{
  own_styles
  open_picture 64 48
  ask '(begin (gimp-image-remove-layer image style) 1)' >/dev/null
  open_dialog && choose_on_shelf && leave_on_shelf
  check "there is no OK when the only style is left" no_ok no-shelf
  open_dialog && choose_on_shelf && leave_on_shelf && choose_on_shelf && click_ok
  ran 2
  check "there is when it is chosen again" styled "one colour"
  no_own_styles
  close_picture
}

# By keys alone.
test_search ()
{
  own_styles
  open_picture 64 48
  open_dialog && wait_for 10 point_at_shelf
  key "$dialog" alt+f
  sleep 0.5
  xdotool type --delay 100 "hiroshige mackerel"
  check "what the search does not find is hidden" wait_for 5 eval '! point_at_shelf'
  shoot_dialog search
  xdotool key Return
  sleep 0.5
  press_ok
  ran 3
  check "Return chooses what it finds by the painter's name" styled "mackerel-and-prawns"
  no_own_styles
  close_picture
}

on_shelf () { cmp -s "$1" "$work/data/neural-art/styles/$(basename "$1")"; }

test_add ()
{
  rm -rf "$work/data/neural-art/styles"
  cp "$work/one colour.png" "$work/added.png"
  open_picture 64 48
  open_dialog
  key "$dialog" alt+a
  # In GIMP 3 a letter that a folded away widget has too only goes to the next of them.
  wait_for 5 there '^Add a Picture$' || xdotool key space
  check "a button opens a window for picture files" wait_for 10 there '^Add a Picture$'
  sleep 1
  xdotool windowfocus "$(window '^Add a Picture$')"
  sleep 0.5
  xdotool key ctrl+l
  sleep 1
  xdotool type --delay 50 "$work/added.png"
  sleep 1
  shoot add "$(window '^Add a Picture$')"
  xdotool key Return
  wait_for 10 gone '^Add a Picture$'
  check "... from which a copy comes to the shelf" wait_for 10 on_shelf "$work/added.png"
  press_ok
  ran 3
  check "... and is the style" styled "styles/added.png"
  close_picture
}

# Drags the file out of another program's window into the grid.
drag ()
{
  local x
  "$work/drag-source" "$1" 2>/dev/null &
  source_job=$!
  wait_for 10 there '^a file$' || return 1
  xdotool mousemove 1230 970 mousedown 1
  for x in 1220 1210 1200; do xdotool mousemove $x 950; sleep 0.2; done
  point_into_grid 0
  sleep 0.5
  point_into_grid 10
  sleep 1
  xdotool mouseup 1
}

test_drop ()
{
  local source_job='' gtk
  gtk=$(pkg-config --exists gtk+-2.0 && echo gtk+-2.0 || echo gtk+-3.0)
  # shellcheck disable=SC2046     # options
  ${CC:-cc} -o "$work/drag-source" "$top/tests/drag-source.c" -Wno-deprecated-declarations \
    $(pkg-config --cflags --libs "$gtk") || return
  cp "$work/another.png" "$work/dropped.png"
  open_picture 64 48
  open_dialog && seek '#E6140A'
  drag "$work/dropped.png"
  check "a file that is dropped comes to the shelf" wait_for 10 on_shelf "$work/dropped.png"
  kill "$source_job"
  press_ok
  ran 3
  check "... and is the style" styled "styles/dropped.png"
  no_own_styles
  close_picture
}

has_setting () { says "(length (strbreakup (layer-parasite (car (image-layers image)) \"neural-art-settings\") \"$1\"))" 2; }
press ()       { sleep 0.5; xdotool key "$@"; sleep 0.5; }

# The dialog's presets: $1 becomes the chosen one, by a key.
choose_preset () { key "$dialog" alt+p; press "$1"; }

# An entry of the menu beside them, by its letter.
preset_menu () { key "$dialog" alt+p; press Tab; press space; shoot "preset-menu-$1"; press "$1"; }

is_more_colourful ()
{
  local more less
  more=$(identify -format %k "$pictures/gimp-ui-$version-$1.png")
  less=$(identify -format %k "$pictures/gimp-ui-$version-$2.png")
  [ "$more" -gt $((less + 300)) ]
}

# The user's own preset is the last of the list.
test_presets ()
{
  local presets=$work/config/neural-art/presets
  forget_last_values
  mkdir -p "$presets"
  printf 'strength=77\nquality=draft\nschedule=24:2\n' >"$presets/Bold.neural-art"
  open_picture 64 48
  open_dialog
  sleep 1
  choose_preset Home
  shoot_dialog preset-shipped
  choose_preset End
  shoot_dialog preset
  check "a preset that comes with the program has a picture" is_more_colourful preset-shipped preset
  preset_menu s
  key '^Save Preset$' ctrl+a
  xdotool type --delay 50 "My bold"
  press Return
  check "the dialog's settings become a preset of one's own" \
    wait_for 10 grep -qs '^strength=77$' "$presets/My bold.neural-art"
  click_ok
  ran 3
  check "a preset of one's own is all settings" has_setting "strength=77 quality=draft schedule=24:2"
  rm "$presets/Bold.neural-art"
  open_dialog
  sleep 1
  choose_preset Home
  click_ok
  ran 4
  check "... which go with it when another is chosen" eval '! has_setting strength=77'
  open_dialog
  sleep 1
  choose_preset End
  preset_menu d
  shoot preset-delete
  press Return
  check "it can be deleted" wait_for 10 test ! -e "$presets/My bold.neural-art"
  key "$dialog" Escape
  wait_for 20 gone "$dialog"
  forget_last_values
  close_picture
}

# Over Advanced the wheel passes all settings of the group that is open; then the first is changed
# by keys, from the page's tab on.
test_advanced ()
{
  local id y WIDTH=0 HEIGHT=0
  forget_last_values
  open_picture 64 48
  open_dialog
  key "$dialog" alt+d
  sleep 0.5
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep -E 'WIDTH|HEIGHT')"
  check "the dialog fits a screen of 768 lines" test "$HEIGHT" -le 768
  for y in $(seq 60 15 300); do
    xdotool mousemove --window "$id" $((WIDTH - 180)) "$y" click 5
  done
  shoot_dialog advanced
  press Tab
  press Tab
  press Right
  press Right
  click_ok
  ran 3
  check "Alt+D opens Advanced, where Tab leads to the size of strokes" has_setting "style-scale=1.2"
  check "... and the wheel changes nothing" eval '! has_setting turned= && ! has_setting objects='
  forget_last_values
  close_picture
}

# On the page Advanced the list of layers to start from is told so many keys.
choose_start ()
{
  key "$dialog" alt+d
  press Tab
  press Tab
  press Tab
  press Tab
  press "$1"
}

starts_from ()
{
  local tattoo
  tattoo=$(ask "(let ((tattoo (gimp-item-get-tattoo $1))) (if (list? tattoo) (car tattoo) tattoo))")
  [ -n "$tattoo" ] && has_setting "start-layer=$tattoo"
}

# The layer to start from: neither the painted one nor a preview on the canvas can be chosen; what
# a script names is shown and taken.
test_start ()
{
  local call
  forget_last_values
  open_picture 64 48
  mark_layer $$
  open_dialog
  choose_start Down
  shoot_dialog start
  click_ok
  ran 4
  check "the first layer to start from is one that can be chosen" starts_from style
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "start" style)' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  sleep 1
  key "$dialog" alt+d
  shoot_dialog start-given
  click_ok
  wait "$call"
  ran 5
  check "a script's layer to start from is taken" starts_from style
  forget_last_values
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "start" content)' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  sleep 1
  click_ok
  wait "$call"
  ran 6
  check "... one that is no choice, too" starts_from content
  forget_last_values
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "start" style)' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  sleep 1
  press_reset
  key "$dialog" alt+d
  shoot_dialog start-reset
  click_ok
  wait "$call"
  ran 7
  check "Reset clears it" eval '! has_setting start-layer='
  forget_last_values
  close_picture
}

test_split ()
{
  open_picture 64 48
  ask '(paint image content style "result" "split" "colours" "photo" "quality" "draft" "schedule" "32:2")' >/dev/null
  check "lightness and colour are a group" says '(length (group-children (car (image-layers image))))' 2
  shoot split
  key "$title" ctrl+z
  check "... of which one undo step takes all away" wait_for 20 layers 2
  key "$title" ctrl+y
  check "... and redo brings it back" wait_for 20 layers 3
  check "... with both layers" says '(length (group-children (car (image-layers image))))' 2
  close_picture
}

forget_last_values ()
{
  ask '(begin (gimp-detach-parasite "neural-art-last") 1)' >/dev/null
  rm -rf "$profile/plug-in-settings"
}

# GIMP 3 takes last values, if there are any, before a script's.
test_shelf_by_name ()
{
  local call
  forget_last_values
  open_picture 64 48
  ask '(paint-mode RUN-INTERACTIVE image (list content) style "style-file" "summertime")' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  sleep 2
  shoot_dialog shelf-name
  press_ok
  wait "$call"
  check "a script can name a style for the dialog" styled summertime
  forget_last_values
  close_picture
}

# The group has two styles in it, and is chosen as one.
test_group ()
{
  local call
  forget_last_values
  open_picture 64 48
  ask '(begin
    (define group (group-new image))
    (gimp-item-set-name group "both")
    (layer-insert image group none 1)
    (gimp-image-reorder-item image style group 0)
    (layer-insert image (layer-new image 32 32 0 "more") group 0)
    (gimp-displays-flush)
    1)' >/dev/null
  ask '(paint-mode RUN-INTERACTIVE image (list content) group)' >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  sleep 2
  shoot_dialog group
  press_ok
  wait "$call"
  check "a layer group is a choice among the layers" styled "style='both"
  forget_last_values
  close_picture
}

# Nothing is to be seen where GIMP 2.10's own progress has its button.
quiet_bar () { [ "$(import -window root -crop 30x12+960+844 -format %k info:)" = 1 ]; }

# GIMP loads the style's file and tells of that; 2.10 does so until it is stopped.
test_status_bar ()
{
  local call
  [ "$version" = 2 ] || return 0
  forget_last_values
  open_picture 400 300
  ask "(paint-mode RUN-INTERACTIVE image (list content) style \"style-file\" \"$work/the style.png\")" >/dev/null &
  call=$!
  wait_for 60 there "$dialog"
  press_ok
  run_starts
  key "$running" Escape
  wait "$call"
  wait_for 20 gone "$running"
  open_dialog && press_ok && run_starts
  sleep 1
  shoot running-file
  check "GIMP's own progress has nothing to say" quiet_bar
  key "$running" alt+k
  wait_for 60 gone "$running"
  check "a cancelled run's values come back" styled "the style"
  forget_last_values
  close_picture
}

cancel_is_quick ()
{
  local start end
  start=$(date +%s%N)
  key "$running" Escape
  wait_for 20 gone "$running" || return 1
  end=$(date +%s%N)
  echo "# cancelled after $(((end - start) / 1000000)) ms, 300 of them waiting for the focus"
  [ $(((end - start) / 1000000)) -lt 3000 ]
}

# X, Y, WIDTH and HEIGHT of a window by its number, for eval.
geometry () { xdotool getwindowgeometry --shell "$1" | grep -v WINDOW; }

# Whether neither of two windows lies on the other.
apart ()
{
  local X=0 Y=0 WIDTH=0 HEIGHT=0 left top right bottom
  eval "$(geometry "$1")"
  left=$X top=$Y right=$((X + WIDTH)) bottom=$((Y + HEIGHT))
  eval "$(geometry "$2")"
  [ $((X + WIDTH)) -le $left ] || [ $X -ge $right ] || [ $((Y + HEIGHT)) -le $top ] || [ $Y -ge $bottom ]
}

runs ()     { xdotool search --onlyvisible --name "$running" 2>/dev/null; }
two_runs () { [ "$(runs | wc -l)" = 2 ]; }

test_cancel ()
{
  local first second
  open_picture 400 300
  xdotool windowmove "$(window "$title")" 0 0
  ask '(begin (gimp-item-set-name content "renamed") 1)' >/dev/null
  open_dialog && press_ok
  check "the run shows its window" run_starts
  check "... that names layer, picture and style" there '^Painting renamed of .* in the style of style$'
  check "the painting can be seen while it is made" live
  first=$(window "$running")
  sleep 1
  shoot running
  shoot run-window "$first"
  check "... beside the picture's window" apart "$first" "$(window "$title")"
  open_dialog && press_ok
  check "a second run can be begun" wait_for 20 two_runs
  second=$(runs | grep -vx "$first")
  sleep 1
  shoot two-runs
  check "... whose window is beside the first one's" apart "$first" "$second"
  check "... and the picture's" apart "$second" "$(window "$title")"
  xdotool windowfocus "$second"
  sleep 0.3
  xdotool key alt+t
  check "what is thrown away goes" wait_for 20 eval '! two_runs'
  check "... and the first stays" wait_for 20 layers 3
  check "Escape ends it at once" cancel_is_quick
  check "... and leaves the picture as it was" wait_for 20 layers 2
  key "$title" ctrl+z
  check "... and the undo steps too" wait_for 20 top_layer content
  close_picture
}

test_stop ()
{
  open_picture 400 300
  open_dialog && press_ok
  run_starts && live
  key "$running" Return
  sleep 0.5
  check "Return, without a button chosen, does nothing to a run" there "$running"
  key "$running" alt+k
  check "Keep this ends the run" wait_for 60 gone "$running"
  check "... and keeps the painting" top_layer "Neural Art: style"
  key "$title" ctrl+z
  check "... as one undo step" wait_for 20 layers 2
  close_picture
}

# Whether those keys bring that window.
asks () { key "$title" "$1" && wait_for 20 there "$2"; }

# The window $1 is no wider than $2.
narrow ()
{
  local WIDTH=9999
  eval "$(xdotool getwindowgeometry --shell "$(window "$1")" | grep WIDTH)"
  [ "$WIDTH" -le "$2" ]
}

# With the content selected, as it is after a run, and with the painting.
test_again ()
{
  open_picture 64 48
  ask '(begin (paint image content style "preset" "sketch" "strength" 70 "quality" "draft" "schedule" "32:2,64:3")
              (image-select image (list content)) 1)' >/dev/null
  check "Paint Again asks" asks ctrl+alt+p "$again"
  sleep 1
  shoot again "$(window "$again")"
  check "... in a window no wider than it needs" narrow "$again" 640
  key "$again" Return
  ran 4
  check "... and paints again what lies on the layer" has_setting "preset=sketch strength=70 quality=draft schedule=32:2,64:3"
  key "$title" ctrl+z
  check "... as one undo step" wait_for 20 layers 3
  check "Go On asks" asks ctrl+alt+g "$on"
  key "$on" alt+f
  xdotool type 12
  sleep 1
  shoot go-on "$(window "$on")"
  xdotool key Return
  ran 4
  check "... and goes on for as many steps" has_setting "schedule=0:12"
  check "... from the painting" has_setting "stages=last"
  ask '(begin (image-select image (list (car (image-layers image)))) 1)' >/dev/null
  check "a painting that is selected is meant itself" asks ctrl+alt+p "$again"
  key "$again" Escape
  wait_for 20 gone "$again"
  check "... and nothing is painted when that is cancelled" layers 4
  check "its settings can be changed" asks ctrl+alt+p "$again"
  key "$again" alt+s
  wait_for 20 there "$dialog"
  sleep 1
  shoot_dialog again-changed
  choose_preset Home
  click_ok
  ran 5
  check "... in the dialog that has them" has_setting "strength=70 quality=draft"
  check "... those of going on, too" has_setting "schedule=0:12"
  check "... and is another then" eval '! has_setting preset=sketch'
  check "the new painting is selected in the other's place" \
    says '(if (= (image-active image) (car (image-layers image))) 1 0)' 1
  key "$title" ctrl+z
  check "and one undo step takes it away" wait_for 20 layers 4
  close_picture
}

test_taken_away ()
{
  open_picture 400 300
  open_dialog && press_ok
  run_starts && live
  ask '(begin (gimp-image-remove-layer image (car (image-layers image))) 1)' >/dev/null
  check "a new layer deleted by the user ends the run" wait_for 20 gone "$running"
  check "... with the other layers as they were" layers 2
  open_dialog && press_ok
  run_starts && live
  close_picture
  check "a picture that is closed ends the run" wait_for 20 gone "$running"
}

# A browser that writes down what it is asked for, known to the desktop.
install_browser ()
{
  local applications=$work/data/applications
  mkdir -p "$applications"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "$1" >>"%s/browser.log"\n' "$work" >"$work/browser"
  chmod +x "$work/browser"
  : >"$work/browser.log"
  printf '[Desktop Entry]\nType=Application\nName=Browser\nExec=%s %%u\n' "$work/browser" \
    >"$applications/browser.desktop"
  printf '[Default Applications]\ntext/html=browser.desktop\n' >"$applications/mimeapps.list"
}

# The first of the buttons at the bottom.
click_help ()
{
  local id HEIGHT=0
  id=$(window "$dialog")
  eval "$(xdotool getwindowgeometry --shell "$id" | grep HEIGHT)"
  xdotool windowfocus "$id" mousemove --window "$id" 60 $((HEIGHT - 30)) click 1
}

asked_for_help () { [ "$(grep -cxE "(file://)?$plug_in/help/index.html" "$work/browser.log")" = "$1" ]; }

test_help ()
{
  install_browser
  open_picture 64 48
  open_dialog
  sleep 0.5
  click_help
  check "Help opens the page that is installed" wait_for 10 asked_for_help 1
  key "$dialog" F1
  check "... and so does F1" wait_for 10 asked_for_help 2
  key "$dialog" Escape
  close_picture
}

# For scripts that source this one.
[ "$0" = "${BASH_SOURCE[0]}" ] || return 0


# How many paintings there are, of four.
painted () { find "$work/many" -type f -name '[!.]*' 2>/dev/null | wc -l; }
some_painted () { [ "$(painted)" -ge 1 ]; }
all_painted () { [ "$(painted)" = 4 ]; }
not_all_painted () { some_painted && [ "$(painted)" -lt 4 ] && [ -z "$(find "$work/many" -name '.*' -type f)" ]; }

# Two files and a damaged one, in two styles, with a dialog that a script has filled in.
test_many_files ()
{
  local call choose='^Neural Art: Many Files$' end='^Neural Art: many files$' run='^Neural Art is painting many files$'
  local what="\"$work/folder\" \"$work/the style.png,summertime\" \"$work/many\""
  ask "(begin (load \"$top/tests/gimp-$version.scm\") (paint-files RUN-INTERACTIVE $what \"schedule=64:150\"))" >/dev/null &
  call=$!
  check "the dialog for many files opens" wait_for 60 there "$choose"
  sleep 4
  xdotool mousemove 1270 990
  sleep 1
  shoot many "$(window "$choose")"
  key "$choose" Return
  check "... and paints them" wait_for 240 some_painted
  shoot many-run "$(window "$run")"
  key "$run" Escape
  check "Cancel ends that" wait_for 60 there "$end"
  check "... and keeps what is painted, and only what is whole" not_all_painted
  sleep 1
  shoot many-end "$(window "$end")"
  key "$end" Escape
  wait "$call"
  check "... without GIMP's own messages" gone '^GIMP Message$'
  ask "(paint-files RUN-NONINTERACTIVE $what \"quality=draft size=32\")" >/dev/null &
  call=$!
  check "begun again, it goes on" wait_for 240 all_painted
  wait "$call"
}

# All of them, in the order in which one leaves what the next needs; four parts that don't need
# each other, and take about as long.
quarters=(
  'help on_canvas split_view outside preview no_style too_little_memory apply proof_sheet'
  'reset last_values selection failed_run whole_run shelf layer_or_file'
  'steady rows layers_together file_alone search add drop'
  'shelf_by_name group presets advanced start split status_bar cancel stop again taken_away answers
   many_files gone_meanwhile quit')

if [ $# = 0 ]; then
  if [ -n "${TESTS:-}" ] || [ "$(nproc)" -lt 4 ]; then
    both "$0"
  else
    both "$0" "${quarters[@]}"
  fi
  exit
fi

for v in "$@"; do
  for one in $v; do
    for tool in Xvfb xdotool import python3; do
      command -v $tool >/dev/null || { skip "GIMP $one's windows" "$tool is not installed"; continue 2; }
    done
    set_up "$one" || continue
    python3 "$top/tests/gimp-pictures.py" "$work"
    mkdir -p "$pictures"
    give_keys
    if start_display && start_gimp; then
      for one_test in ${TESTS:-${quarters[*]}}; do
        began=$SECONDS
        "test_$one_test"
        echo "# $one_test took $((SECONDS - began)) s"
      done
      check "GIMP had nothing to complain of" no_complaint
    else
      tail -n 5 "$work"/*.log | sed 's/^/# /'
      not_ok "GIMP $version starts on a display"
    fi
    stop_all
  done
done

finish
