# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034  # the scripts that read this one use the rest
#
# What the GIMP tests share: a plug-in built, in a profile of its own, and how
# to run that GIMP, native or (GIMP 3 on a machine without it) in a chroot.

top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
passed=0
failed=0
skipped=0

ok ()     { echo "ok - $1"; passed=$((passed + 1)); }
not_ok () { echo "not ok - $1"; failed=$((failed + 1)); }
skip ()   { echo "ok - $1 # SKIP $2"; skipped=$((skipped + 1)); }

finish ()
{
  local more=
  [ $skipped = 0 ] || more=", $skipped skipped"
  echo "$passed passed, $failed failed$more"
  [ $failed = 0 ]
}

# Finds GIMP $1 (2 or 3), where its programs are built ($built), and how they are run (in_gimp);
# or prints a skipped test and fails.
find_gimp ()
{
  local reason
  version=$1
  in_gimp=(env)
  built=${BUILD:-build}

  case $built in /*) ;; *) built=$top/$built ;; esac

  if [ "$version" = 2 ]; then
    pkg-config --exists gimpui-2.0 \
      || { skip "GIMP 2.10" "its headers are not installed"; return 1; }
    gimp="gimp-2.10"
    console="gimp-console-2.10"
  else
    gimp="gimp-3.0"
    console="gimp-console-3.0"
    if ! pkg-config --exists gimpui-3.0; then
      reason=$("$top/tests/gimp3-chroot.sh" make 2>&1) \
        || { skip "GIMP 3" "$(tail -n 1 <<<"$reason")"; return 1; }
      in_gimp=("$top/tests/gimp3-chroot.sh" run env)
      built=$built/trixie
    fi
  fi
}

# Builds its program $1, with what make says in the file $2; one at a time.
build_program ()
{
  mkdir -p "$built"
  if ! flock "$built/being-built" "${in_gimp[@]}" make -s -C "$top" SAN="${SAN:-}" BUILD="$built" \
       "$built/gimp$version/$1" >"$2" 2>&1; then
    tail -n 20 "$2" | sed 's/^/# /'
    not_ok "$1 for GIMP $version is built"
    return 1
  fi
}

# Sets up GIMP $1 (2 or 3) in $work, or prints a skipped test and fails.
set_up ()
{
  local pages

  find_gimp "$1" || return 1
  work=$(mktemp -d /tmp/neural-art-gimp.XXXXXX)
  profile=$work/profile
  plug_in=$profile/plug-ins/neural-art
  build_program neural-art "$work/build.log" || return 1

  mkdir -p "$plug_in/locale"
  mkdir -p "$profile"/{brushes,dynamics,fonts,gradients,palettes,patterns,tool-presets}
  cp "$built/gimp$version/neural-art" "$plug_in/"
  ln -s "$top/weights" "$plug_in/weights"
  ln -s "$top/samples" "$plug_in/samples"
  case ${BUILD:-build} in /*) pages=$BUILD ;; *) pages=$top/${BUILD:-build} ;; esac
  ln -s "$pages/help" "$plug_in/help"
  cat >"$profile/gimprc" <<'END'
(show-welcome-dialog no)
(check-updates no)
(color-profile-policy keep)
(undo-levels 20)
END
  [ "$version" = 3 ] || sed -i '1,2d' "$profile/gimprc"

  in_gimp+=(LC_ALL=C.UTF-8 LANGUAGE=C GIMP2_DIRECTORY="$profile" GIMP3_DIRECTORY="$profile"
            XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config" ASAN_OPTIONS=detect_leaks=0 NEURAL_ART_THREADS=1)
}

# both SCRIPT [TESTS]...: runs it for GIMP 2.10 and for GIMP 3 beside each other, and each once for
# each of the TESTS, as they mostly wait; then what each said, and the sum.
both ()
{
  local script=$1 v part log jobs=() logs=() status=0
  shift
  [ $# -gt 0 ] || set -- "${TESTS:-}"
  for v in 2 3; do
    for part in "$@"; do
      log=$(mktemp)
      logs+=("$log")
      TESTS=$part bash "$script" $v >"$log" 2>&1 &
      jobs+=($!)
    done
  done
  for v in "${jobs[@]}"; do wait "$v" || status=1; done
  grep -hvE '^[0-9]+ passed, [0-9]+ failed' "${logs[@]}"
  awk -v all="${#logs[@]}" '
    /^[0-9]+ passed, [0-9]+ failed/ { p += $1; f += $3; s += $5; n++ }
    END                             { if (n < all) f++
                                      printf "%d passed, %d failed%s\n", p, f, s ? ", " s " skipped" : "" }' "${logs[@]}"
  rm -f "${logs[@]}"
  return $status
}

# Runs the Script-Fu text $2 without windows; settings of the environment for
# it after that.  What it says, one message a line, goes to $1.
run_script ()
{
  local log=$1 script=$2
  shift 2

  if [ "$version" = 2 ]; then
    timeout -k 10 800 "${in_gimp[@]}" env -u DISPLAY -u WAYLAND_DISPLAY "$@" \
      "$console" -i -d -b "(begin $script)" -b '(gimp-quit 0)'
  else
    timeout -k 10 800 "${in_gimp[@]}" env -u DISPLAY -u WAYLAND_DISPLAY "$@" \
      "$console" -i -d --batch-interpreter=plug-in-script-fu-eval \
      -b "(begin $script)" --quit
  fi >"$log.all" 2>&1 </dev/null

  sed -n 's/^script-fu-Warning: //p' "$log.all" >"$log"
}

clean_up ()
{
  [ -z "${work:-}" ] || rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM
