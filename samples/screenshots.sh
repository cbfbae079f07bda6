#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# screenshots.sh: the pictures of GIMP's windows in the README and the page of help, from
# scratch, on a display of their own (Xvfb); of GIMP 3 where there is one.
# screenshots.sh languages [2|3]...: the dialog in each language and in text of 150 %, into
# BUILD/screenshots: to be looked at for what is cut off.  Fails where a dialog is larger than
# that display, 1280 x 1000.

set -u
# shellcheck source=tests/gimp-ui.sh
. "$(dirname "${BASH_SOURCE[0]}")/../tests/gimp-ui.sh"

shots=$top/${BUILD:-build}/screenshots
sizes=
too_large=

# The cat, its dialog open, the village street chosen.
open_cat ()
{
  ask "(begin
    (load \"$top/tests/gimp-$version.scm\")
    (define image (image-load \"$top/samples/chelsea.jpg\"))
    (gimp-image-undo-enable image)
    (define content (car (image-layers image)))
    (define shown (display-new image))
    (gimp-displays-flush)
    1)" >/dev/null
  wait_for 30 there '451x300.*GIMP$'
  title='451x300.*GIMP$'
  # The script ends with the run.
  ask "(paint-mode RUN-INTERACTIVE image (list content) none \"style-file\" \"village-street\")" >/dev/null &
  wait_for 60 there "$dialog"
  sleep 4
}

place () { xdotool windowmove "$(window "$1")" "$2" "$3"; sleep 0.5; }

# At the right of GIMP's window, within it.
put_right ()
{
  local WIDTH=0
  eval "$(xdotool getwindowgeometry --shell "$(window "$1")" | grep WIDTH)"
  place "$1" $((1220 - WIDTH)) 70
}

# GIMP's window is nearly as large as the screen, so that the others lie on it.
enlarge_gimp ()
{
  xdotool windowmove "$(window "$title")" 0 0 windowsize "$(window "$title")" 1240 860
  sleep 2
}

# save NAME WIDTH QUALITY FILE: a screenshot, without the black around it.
save ()
{
  convert "$shots/$1.png" -bordercolor black -border 1 -trim +repage -resize "$2x>" -strip \
    -quality "$3" "$4"
}

# Waits until a window has not changed for some seconds, as what it paints is done.
settle ()
{
  local before='' now since=$SECONDS end=$((SECONDS + 300))
  while [ $SECONDS -lt $end ] && [ $((SECONDS - since)) -lt "${SETTLE:-10}" ]; do
    sleep 1
    now=$(import -window "$(window "$1")" rgb:- 2>/dev/null | md5sum)
    [ "$now" = "$before" ] || since=$SECONDS
    before=$now
  done
}

shoot_proof_sheet ()
{
  local sheet='^Proof Sheet$'
  key "$dialog" alt+t
  wait_for 3 there "$sheet" || xdotool key space
  wait_for 10 there "$sheet" || return 1
  xdotool mousemove 1270 990
  settle "$sheet"
  import -window "$(window "$sheet")" "$shots/proof.png"
  key "$sheet" Escape
  wait_for 10 gone "$sheet"
}

shoot_many_files ()
{
  local many='^Neural Art: Many Files$'
  mkdir -p "$work/photos"
  cp "$top"/samples/{chelsea,coffee,rocket}.jpg "$work/photos"
  ask "(paint-files RUN-INTERACTIVE \"$work/photos\" \"great-wave,village-street\" \"$work/paintings\" \"\")" >/dev/null &
  wait_for 60 there "$many" || return 1
  settle "$many"
  import -window "$(window "$many")" "$shots/many.png"
  key "$many" Escape
  wait_for 20 gone "$many"
}

for_readme_and_help ()
{
  open_cat
  enlarge_gimp
  put_right "$dialog"
  xdotool mousemove 1270 990
  settle "$dialog"
  import -window "$(window "$dialog")" "$shots/dialog.png"
  import -window root "$shots/chosen.png"
  shoot_proof_sheet || return 1
  key "$dialog" Return
  wait_for 60 there "$running" || return 1
  put_right "$running"
  sleep 6                       # GIMP can't be asked: the script that paints keeps it
  import -window root "$shots/running.png"
  key "$running" Escape
  wait_for 60 gone "$running"
  shoot_many_files || return 1
  save dialog 860 85 "$top/plugin/help/dialog.jpg"
  save proof 600 85 "$top/plugin/help/proof.jpg"
  save many 860 85 "$top/plugin/help/many.jpg"
  save running 1000 75 "$top/plugin/help/running.jpg"
  save chosen 1000 75 "$shots/first.jpg"
  convert "$shots/first.jpg" "$top/plugin/help/running.jpg" -background white -splice 0x8 -append -chop 0x8 \
    -quality 75 "$top/samples/gimp.jpg"
}

# GIMP of a language: a locale made for it, larger text, and a font where it has none.
speak ()
{
  local name=$1 locales=$work/locales
  mkdir -p "$locales" "$plug_in/locale"
  localedef --no-archive -i "$name" -f UTF-8 "$locales/$name.UTF-8" 2>/dev/null
  rm -rf "$plug_in/locale"
  cp -rL "$plug_in/help/../locale" "$plug_in/locale"
  printf 'gtk-font-name = "Sans 15"\n' >"$work/large-text"
  mkdir -p "$work/data/fonts"
  find /usr/share/fonts -name '*[Uu][Kk]ai*' -exec cp {} "$work/data/fonts/" \; 2>/dev/null
  in_gimp+=(LOCPATH="$locales" LC_ALL="$name.UTF-8" LANGUAGE= GDK_DPI_SCALE=1.5
            GTK2_RC_FILES="$work/large-text:/usr/share/gimp/2.0/themes/Dark/gtkrc")
}

# The window's own size: of one that is larger than the display the picture has a part alone.
in_language ()
{
  local WIDTH=9999 HEIGHT=9999
  dialog='^Neural Art$'
  open_cat
  xdotool mousemove 1270 990
  import -window "$(window "$dialog")" "$shots/$2-gimp-$1.png"
  eval "$(geometry "$(window "$dialog")")"
  sizes+="$2 in GIMP $1: $WIDTH x $HEIGHT"$'\n'
  [ "$WIDTH" -le 1280 ] && [ "$HEIGHT" -le 1000 ] || too_large=1
}

begin ()
{
  set_up "$1" || return 1
  in_gimp+=(NEURAL_ART_THREADS="$(nproc)")
  mkdir -p "$shots"
  [ $# = 1 ] || speak "$2"
  start_display && start_gimp
}

# Its run, if there is one, ends with it.
end ()
{
  kill -9 "$gimp_job" 2>/dev/null
  port=
  stop_all
}

if [ "${1-}" = languages ]; then
  shift
  for v in "${@:-2 3}"; do
    for one in $v; do
      for language in de_DE zh_TW; do
        begin "$one" "$language" && in_language "$one" "$language"
        end
      done
    done
  done
  printf '%s' "$sizes"
  [ -z "$too_large" ] || { echo "a dialog is larger than the display"; exit 1; }
elif begin 3 || { end; begin 2; }; then
  for_readme_and_help
  end
  ls -l "$top"/plugin/help/*.jpg "$top/samples/gimp.jpg"
fi
