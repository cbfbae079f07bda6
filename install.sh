#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Sets Neural Art up for the user who runs it: the packages that the build
# needs, the build, the program, and the plug-in for every GIMP found.
# ./install.sh --help tells the rest.  It may be run again at any time.

set -euo pipefail

here=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")" && pwd)
name=neural-art
prefix=${HOME:?}/.local
offline=false
action=install
demo=false
check=false
longest_wait=900                # for another install.sh, in seconds

# What the build needs: how to see that it is there, then what it is called
# by apt, dnf, pacman and zypper ("a,b": two packages).  GIMP's icons need
# librsvg2-common, which apt only recommends.
build_needs='
compiler -              gcc,libc6-dev   gcc                       gcc        gcc
command  make           make            make                      make       make
command  pkg-config     pkg-config      pkgconf-pkg-config        pkgconf    pkg-config
command  msgfmt         gettext         gettext                   gettext    gettext-tools
module   gio-2.0        libglib2.0-dev  pkgconfig(gio-2.0)        glib2      pkgconfig(gio-2.0)
module   json-glib-1.0  libjson-glib-dev pkgconfig(json-glib-1.0) json-glib  pkgconfig(json-glib-1.0)
module   openblas       libopenblas-dev openblas-devel            openblas   pkgconfig(openblas)
module   vips           libvips-dev     pkgconfig(vips)           libvips    pkgconfig(vips)
module   lcms2          liblcms2-dev    pkgconfig(lcms2)          lcms2      pkgconfig(lcms2)
module   libexif        libexif-dev     pkgconfig(libexif)        libexif    pkgconfig(libexif)
module   libtiff-4      libtiff-dev     pkgconfig(libtiff-4)      libtiff    pkgconfig(libtiff-4)
module   libraw         libraw-dev      pkgconfig(libraw)         libraw     pkgconfig(libraw)
module   OpenEXR        libopenexr-dev  pkgconfig(OpenEXR)        openexr    pkgconfig(OpenEXR)
gimp     -              gimp,librsvg2-common gimp                      gimp       gimp
'
gimp2_needs='
module   gimpui-2.0     libgimp2.0-dev  pkgconfig(gimpui-2.0)     gimp       pkgconfig(gimpui-2.0)
'
gimp3_needs='
module   gimpui-3.0     libgimp-3.0-dev pkgconfig(gimpui-3.0)     gimp       pkgconfig(gimpui-3.0)
'
check_needs='
command  python3        python3         python3                   python     python3
command  Xvfb           xvfb            xorg-x11-server-Xvfb      xorg-server-xvfb xorg-x11-server-Xvfb
command  xdotool        xdotool         xdotool                   xdotool    xdotool
command  import         imagemagick     ImageMagick               imagemagick ImageMagick
command  shellcheck     shellcheck      ShellCheck                shellcheck ShellCheck
command  parallel       parallel        parallel                  parallel   gnu_parallel
'
# Only root can make the root folder in which the tests try the other GIMP.
root_check_needs='
command  debootstrap    debootstrap     -                         -          -
'

usage ()
{
  cat <<EOF
Usage: ./install.sh [--demo] [--check] [--uninstall] [--prefix DIR] [--offline]

Sets Neural Art up for you: packages, build, program, and the plug-in for
every GIMP (2.10 or 3) found.  Only the package manager is run as root, and
only when something is missing.

  --demo        then paint a sample picture through GIMP and say where it is
  --check       build and run the tests; nothing is installed but packages
  --uninstall   remove what was installed, and nothing else
  --prefix DIR  where program, network and styles go (default: ~/.local)
  --offline     never call the package manager
  --help        show this text
EOF
}

# ---- words ---------------------------------------------------------------

next_report=0

say ()
{
  printf '==> %s\n' "$1"
}

note ()
{
  printf '    %s\n' "$1"
}

# How far the running step is: one changing line in a terminal, else a line
# now and then.
progress ()
{
  if [ -t 1 ]; then
    printf '\r\033[K    %s' "$1"
  elif [ "$SECONDS" -ge "$next_report" ]; then
    printf '    %s\n' "$1"
    next_report=$((SECONDS + 20))
  fi
}

progress_end ()
{
  if [ -t 1 ]; then printf '\r\033[K'; fi
}

# What went wrong, then what to do about it.
explain ()
{
  progress_end
  printf 'install.sh: %s\n' "$1" >&2
  shift
  if [ $# -gt 0 ]; then printf '  %s\n' "$@" >&2; fi
}

die ()
{
  explain "$@"
  exit 1
}

show_log ()
{
  progress_end
  printf '    The end of %s:\n' "$log" >&2
  tail -n 15 "$log" | sed 's/^/    | /' >&2
}

# with_clock TEXT COMMAND...: runs it, its output in the log, and shows the
# seconds go by.  What it leaves running keeps no lock.
with_clock ()
{
  local text=$1 start=$SECONDS
  shift
  (let_others_go; exec "$@") >"$log" 2>&1 </dev/null &
  child=$!
  while kill -0 "$child" 2>/dev/null; do
    progress "$text, $((SECONDS - start)) s"
    sleep 0.5
  done
  progress_end
  local status=0
  wait "$child" || status=$?
  child=
  return "$status"
}

# ---- what is there -------------------------------------------------------

# Fills gimps with the versions found, named like their settings folders
# (2.10, 3.0), and program with the command for each.  A program of a Snap or
# a Flatpak does not count: it can't load what is built outside it.
declare -A program=()
gimps=()
lists_read=false
packages_missed=false

find_gimps ()
{
  local folder candidate real version
  local -A seen=()
  program=()
  gimps=()
  local IFS=:
  for folder in $PATH; do
    for candidate in "$folder"/gimp-console "$folder"/gimp-console-[0-9]* \
                     "$folder"/gimp "$folder"/gimp-[0-9]*; do
      if [ ! -x "$candidate" ]; then continue; fi
      real=$(readlink -f "$candidate")
      case $candidate:$real in
        /snap/*|*:/snap/*|*:/usr/bin/snap|*flatpak*) continue ;;
      esac
      if [ -n "${seen[$real]-}" ]; then continue; fi
      seen[$real]=1
      version=$(LC_ALL=C timeout 60 "$candidate" --version 2>/dev/null </dev/null \
                | sed -nE 's/.* version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1) || continue
      case $version in
        2.10|2.99|[3-9].*) ;;
        *) continue ;;
      esac
      if [ -z "${program[$version]-}" ]; then
        program[$version]=$candidate
        gimps+=("$version")
      fi
    done
  done
}

# The half of the plug-in that a version takes: 2 or 3.
api_of ()
{
  if [ "$1" = 2.10 ]; then echo 2; else echo 3; fi
}

# Where a version of GIMP keeps this user's settings.
settings_folder ()
{
  local folder
  if [ "$(api_of "$1")" = 2 ]; then
    folder=${GIMP2_DIRECTORY-}
  else
    folder=${GIMP3_DIRECTORY-}
  fi
  case $folder in
    '') echo "${XDG_CONFIG_HOME:-$HOME/.config}/GIMP/$1" ;;
    /*) echo "$folder" ;;
    *)  echo "$HOME/$folder" ;;
  esac
}

# The name of a packaging that shuts GIMP in, where there is such a GIMP.
shut_in_gimp ()
{
  local folder
  for folder in /var/lib/flatpak "$HOME/.local/share/flatpak"; do
    if [ -d "$folder/app/org.gimp.GIMP" ]; then echo Flatpak; return; fi
  done
  if [ -d /snap/gimp ]; then echo Snap; fi
}

package_manager ()
{
  local manager
  for manager in apt-get dnf pacman zypper; do
    if command -v "$manager" >/dev/null; then echo "$manager"; return; fi
  done
}

compiler_works ()
{
  local object
  object=$(mktemp)
  printf '#include <stdlib.h>\nint main (void) { return EXIT_SUCCESS; }\n' \
    | "${CC:-cc}" -fopenmp -x c -o "$object" - 2>/dev/null
  local status=$?
  rm -f "$object"
  return $status
}

is_there ()
{
  case $1 in
    compiler) compiler_works ;;
    command)  command -v "$2" >/dev/null ;;
    module)   "${PKG_CONFIG:-pkg-config}" --exists "$2" 2>/dev/null ;;
    gimp)     [ ${#gimps[@]} -gt 0 ] ;;
  esac
}

# The needs of this run, without what "missing" is asked for besides.
needs ()
{
  printf '%s' "$build_needs"
  if $check; then printf '%s' "$check_needs"; fi
  if $check && [ "$(id -u)" = 0 ]; then printf '%s' "$root_check_needs"; fi
}

# missing MANAGER [NEEDS]: the packages that are missing, by the names of a
# package manager.
missing ()
{
  local kind what apt dnf pacman zypper package
  printf '%s\n' "${2-$(needs)}" | while read -r kind what apt dnf pacman zypper; do
    if [ -z "$kind" ] || is_there "$kind" "$what"; then continue; fi
    case $1 in
      dnf)    package=$dnf ;;
      pacman) package=$pacman ;;
      zypper) package=$zypper ;;
      *)      package=$apt ;;
    esac
    if [ "$package" != - ]; then tr , '\n' <<<"$package"; fi
  done | sort -u | tr '\n' ' '
}

# ---- packages ------------------------------------------------------------

# The command, as an array, that installs packages with a package manager.
install_command ()
{
  case $1 in
    apt-get) command=(apt-get install -y --no-install-recommends) ;;
    dnf)     command=(dnf install -y) ;;
    pacman)  command=(pacman -S --needed --noconfirm) ;;
    zypper)  command=(zypper --non-interactive install) ;;
  esac
}

# by_hand [MANAGER [NEEDS]]: the same command for a person to type; those of all
# package managers where it isn't known which one to use.
by_hand ()
{
  local manager
  local -a command
  for manager in ${1:-apt-get dnf pacman zypper}; do
    install_command "$manager"
    echo "  ${as_root:+sudo }${command[*]} $(missing "$manager" "${2-$(needs)}" \
                                             | sed -E "s/[^ ]*\([^ ]*/'&'/g")"
  done
}

# Shows what apt says on its status lines, the rest goes to the log.
apt_progress ()
{
  local line percent
  while IFS= read -r line; do
    case $line in
      pmstatus:*|dlstatus:*)
        percent=${line#*:*:}
        percent=${percent%%[.:]*}
        case $line in
          dl*) progress "downloading $percent %" ;;
          *)   progress "installing $percent %" ;;
        esac ;;
      *) printf '%s\n' "$line" >>"$log" ;;
    esac
  done
  progress_end
}

run_package_manager ()
{
  local manager=$1
  local -a command
  shift
  install_command "$manager"
  : >"$log"
  if [ "$manager" != apt-get ]; then
    $as_root "${command[@]}" "$@" 2>&1 </dev/null | tee -a "$log"
    return
  fi
  if ! $lists_read; then
    progress "reading the package lists"
    $as_root apt-get update -q >>"$log" 2>&1 </dev/null || true
    lists_read=true
  fi
  $as_root env DEBIAN_FRONTEND=noninteractive "${command[@]}" -q \
    -o APT::Status-Fd=1 "$@" 2>>"$log" </dev/null | apt_progress
}

# install_missing NEEDS: installs what is missing of them, or says why not and
# what to do, and fails.
install_missing ()
{
  local manager names
  local -a packages
  manager=$(package_manager)
  names=$(missing "${manager:-apt-get}" "$1")
  read -r -a packages <<<"$names" || true
  if [ ${#packages[@]} = 0 ]; then return; fi
  packages_missed=true
  if $offline; then
    explain "Missing, and --offline forbids to install it: $names" \
            "Install it by hand, then run this again:" "$(by_hand "$manager" "$1")"
  elif [ -z "$manager" ]; then
    explain "Missing, and there is no package manager that this script knows: $names" \
            "Install it by what equals one of these, then run this again:" "$(by_hand '' "$1")"
  elif [ "$(id -u)" != 0 ] && [ -z "$as_root" ]; then
    explain "Missing, and there is no sudo to install it with: $names" \
            "Run this as root, then ./install.sh again as yourself:" "$(by_hand "$manager" "$1")"
  else
    say "Installing packages: $names"
    if run_package_manager "$manager" "${packages[@]}"; then
      hash -r
      return
    fi
    show_log
    explain "The packages could not be installed: $names" \
            "Install them by hand, then run this again:" "$(by_hand "$manager" "$1")"
  fi
  return 1
}

# First what every build needs, GIMP itself among it; only then is it known
# whose headers are wanted.  A GIMP without headers gets no plug-in; one that
# has them must be left.
install_packages ()
{
  local version api wanted served=()
  install_missing "$(needs)" || exit 1
  find_gimps
  for version in "${gimps[@]}"; do
    api=$(api_of "$version")
    wanted=$gimp2_needs
    if [ "$api" = 3 ]; then wanted=$gimp3_needs; fi
    if install_missing "$wanted" && is_there module "gimpui-$api.0"; then
      served+=("$version")
    else
      note "GIMP $version is here, but not its headers (gimpui-$api.0): no plug-in for it."
    fi
  done
  gimps=("${served[@]}")
  if [ ${#gimps[@]} = 0 ]; then
    die "There is no GIMP that a plug-in can be built for." \
        "Install GIMP 2.10 or 3 and its headers, then run this again."
  fi
  if ! $packages_missed; then say "Packages: nothing is missing"; fi
}

refuse_shut_in_gimp ()
{
  local kind
  kind=$(shut_in_gimp)
  if [ ${#gimps[@]} -gt 0 ] || [ -z "$kind" ]; then return; fi
  die "The only GIMP here is a $kind, which can't load a plug-in that was built outside it." \
      "Install your system's own GIMP beside it (the two do not disturb each other)," \
      "then run this again and use that GIMP:" "$(by_hand "$(package_manager)")"
}

# ---- build ---------------------------------------------------------------

make_it ()
{
  env -u MAKEFLAGS -u MAKELEVEL -u SAN \
    make -C "$here" BUILD=build "prefix=${prefix//\$/\$\$}" "WERROR=${WERROR-}" "$@"
}

# Counts the compiler's calls as make prints them.
count_files ()
{
  local line done=0 total=$1
  while IFS= read -r line; do
    printf '%s\n' "$line" >>"$log"
    case $line in
      *' -c -o '*) done=$((done + 1)); progress "file $done of $total" ;;
    esac
  done
  progress_end
}

build ()
{
  local total
  total=$(make_it -n 2>/dev/null | grep -c -- ' -c -o ' || true)
  say "Building"
  : >"$log"
  if ! make_it -j"$(nproc)" 2>&1 </dev/null | count_files "$total"; then
    show_log
    die "The build failed; nothing was installed." \
        "To see all of it, run: make clean && make"
  fi
  if [ "$total" = 0 ]; then note "It was up to date."; fi
}

# ---- install -------------------------------------------------------------

# What is to be undone when a step fails: files on their way to their place
# (beside it, under another name) and folders made for them.
staged=()
new_folders=()
all_files=()
child=

on_exit ()
{
  local file i
  if [ -n "$child" ]; then kill "$child" 2>/dev/null || true; fi
  for file in "${staged[@]}"; do rm -f "$(new_name "$file")"; done
  for ((i = ${#new_folders[@]} - 1; i >= 0; i--)); do
    rmdir "${new_folders[i]}" 2>/dev/null || true
  done
}

new_name ()
{
  printf '%s/.%s.new' "${1%/*}" "${1##*/}"
}

make_folder ()
{
  if [ -d "$1" ]; then return; fi
  make_folder "$(dirname "$1")"
  mkdir "$1" || die "The folder $1 could not be made." "Make it by hand, then run this again."
  new_folders+=("$1")
}

# stage MODE FILE PLACE: brings a file beside its place, where it is not there.
stage ()
{
  all_files+=("$3")
  if cmp -s "$2" "$3" && [ "$(stat -c %a "$3")" = "$1" ]; then return; fi
  make_folder "$(dirname "$3")"
  staged+=("$3")
  install -m "$1" "$2" "$(new_name "$3")" \
    || die "$3 could not be written; nothing was changed." \
           "Make room or get write permission for its folder, then run this again."
}

manifest_path ()
{
  printf '%s/share/%s/installed' "$prefix" "$name"
}

# The list of what is ours, older runs' included, in its place before the
# files themselves are: --uninstall finds whatever a broken run left.
write_manifest ()
{
  local manifest
  manifest=$(manifest_path)
  staged+=("$manifest")
  {
    if [ -e "$manifest" ]; then cat "$manifest"; fi
    printf 'folder %s\n' "${new_folders[@]}"
    printf 'file %s\n' "${all_files[@]}"
  } | awk '$2 != "" && !seen[$0]++' >"$(new_name "$manifest")"
  if cmp -s "$manifest" "$(new_name "$manifest")"; then
    rm -f "$(new_name "$manifest")"
  else
    mv -f "$(new_name "$manifest")" "$manifest"
  fi
  unset 'staged[-1]'
}

# A GIMP that was never started makes its settings folder itself, with all
# that belongs in it and what an older GIMP left.
make_settings_folder ()
{
  local version=$1 folder=$2
  local -a quit=(-b '(gimp-quit 0)')
  if [ -d "$folder" ]; then return; fi
  if [ "$(api_of "$version")" = 3 ]; then
    quit=(--batch-interpreter=plug-in-script-fu-eval -b '(gimp-quit 0)' --quit)
  fi
  say "Starting GIMP $version once, so that it makes its settings folder"
  with_clock "waiting for GIMP" timeout 300 "${program[$version]}" -i -d -f "${quit[@]}" || true
}

# stage_all FOLDER NAMES PLACE: all files of a folder, if there is one, that are named so.
stage_all ()
{
  local file
  while IFS= read -r file; do
    stage 644 "$1/$file" "$3/$file"
  done < <(cd "$1" 2>/dev/null && find . -type f -name "$2" -printf '%P\n')
}

stage_plug_in ()
{
  local version=$1 folder
  folder=$(settings_folder "$version")
  make_settings_folder "$version" "$folder"
  folder=$folder/plug-ins/$name
  stage 755 "$here/build/gimp$(api_of "$version")/$name" "$folder/$name"
  make_folder "$folder/locale"
  stage_all "$here/build/locale" '*.mo' "$folder/locale"
  note "GIMP $version: $folder"
}

install_files ()
{
  local version file
  say "Installing"
  make_folder "$prefix/share/$name"
  stage 755 "$here/build/$name" "$prefix/bin/$name"
  stage 644 "$here/weights/vgg19.safetensors" "$prefix/share/$name/vgg19.safetensors"
  stage 644 "$here/weights/NOTICE" "$prefix/share/$name/NOTICE"
  stage 644 "$here/samples/NOTICE" "$prefix/share/$name/samples/NOTICE"
  for file in "$here"/samples/styles/*; do
    stage 644 "$file" "$prefix/share/$name/samples/styles/${file##*/}"
  done
  stage_all "$here/samples/presets" '*.jpg' "$prefix/share/$name/samples/presets"
  stage_all "$here/build/locale" '*.mo' "$prefix/share/locale"
  stage_all "$here/build/help" '*.html' "$prefix/share/$name/help"
  stage_all "$here/build/help" '*.jpg' "$prefix/share/$name/help"
  stage 644 "$here/build/$name.1" "$prefix/share/man/man1/$name.1"
  stage 644 "$here/plugin/cli/complete.bash" "$prefix/share/bash-completion/completions/$name"
  stage 644 "$here/plugin/cli/complete.zsh" "$prefix/share/zsh/site-functions/_$name"
  note "program: $prefix/bin/$name"
  note "network: $prefix/share/$name/vgg19.safetensors"
  note "styles:  $prefix/share/$name/samples/styles"
  for version in "${gimps[@]}"; do stage_plug_in "$version"; done

  local changed=${#staged[@]}
  write_manifest
  for file in "${staged[@]}"; do mv -f "$(new_name "$file")" "$file"; done
  staged=()
  new_folders=()
  if [ "$changed" = 0 ]; then
    note "All of it was there already."
  else
    note "In GIMP (start it anew if it is running): Filters > Artistic > Neural Art..."
  fi
  case :$PATH: in
    *:"$prefix/bin":*) ;;
    *) note "$prefix/bin is not in your PATH: call the program by its full name." ;;
  esac
}

uninstall ()
{
  local manifest line kind path
  manifest=$(manifest_path)
  if [ ! -e "$manifest" ]; then
    say "Nothing is installed under $prefix"
    return
  fi
  say "Removing what was installed"
  while IFS= read -r line; do
    kind=${line%% *}
    path=${line#* }
    if [ "$kind" = file ] && [ -e "$path" ]; then
      rm -f "$path" || die "$path could not be removed." "Remove it by hand, then run this again."
      note "removed $path"
    fi
  done <"$manifest"
  local -a folders
  mapfile -t folders < <(sed -n 's/^folder //p' "$manifest" | tac)
  rm -f "$manifest"
  for path in "${folders[@]}"; do
    rmdir "$path" 2>/dev/null || true
  done
}

# ---- demo ----------------------------------------------------------------

# A text as a Script-Fu string.
quote ()
{
  local text=${1//\\/\\\\}
  printf '"%s"' "${text//\"/\\\"}"
}

# Each: PHOTO STYLE PICTURE, quoted.
demo_script_2 ()
{
  cat <<EOF
(let* ((image (car (gimp-file-load RUN-NONINTERACTIVE $1 $1)))
       (photo (car (gimp-image-get-active-drawable image)))
       (style (car (gimp-file-load-layer RUN-NONINTERACTIVE image $2))))
  (gimp-image-insert-layer image style 0 -1)
  (plug-in-neural-art RUN-NONINTERACTIVE image photo style "quality=good")
  (gimp-item-set-visible style FALSE)
  (gimp-file-save RUN-NONINTERACTIVE image (car (gimp-image-flatten image)) $3 $3))
EOF
}

demo_script_3 ()
{
  cat <<EOF
(begin
  (script-fu-use-v3)
  (let* ((image (gimp-file-load RUN-NONINTERACTIVE $1))
         (photo (vector-ref (gimp-image-get-layers image) 0))
         (style (gimp-file-load-layer RUN-NONINTERACTIVE image $2)))
    (gimp-image-insert-layer image style 0 -1)
    (plug-in-neural-art #:run-mode RUN-NONINTERACTIVE #:image image
                        #:drawables (vector photo) #:style style)
    (gimp-item-set-visible style #f)
    (gimp-image-flatten image)
    (gimp-file-save RUN-NONINTERACTIVE image $3)))
EOF
}

paint_demo ()
{
  local version=${gimps[0]} start=$SECONDS seconds
  local photo=$here/samples/chelsea.jpg style=$here/samples/styles/village-street.jpg
  local picture=$here/build/demo.png
  local -a batch
  local -a quoted
  quoted=("$(quote "$photo")" "$(quote "$style")" "$(quote "$picture")")
  if [ "$(api_of "$version")" = 2 ]; then
    batch=(-b "$(demo_script_2 "${quoted[@]}")" -b '(gimp-quit 0)')
  else
    batch=(--batch-interpreter=plug-in-script-fu-eval
           -b "$(demo_script_3 "${quoted[@]}")" --quit)
  fi
  say "Painting samples/chelsea.jpg in the style of samples/styles/village-street.jpg with GIMP $version"
  seconds=$("$prefix/bin/$name" --plan "$photo" "$style" 2>/dev/null \
            | sed -nE 's/.*"seconds": *([0-9]+).*/\1/p') || true
  rm -f "$picture"
  with_clock "painting${seconds:+ (about $seconds s in all)}" timeout 900 "${program[$version]}" -i -d -f "${batch[@]}" || true
  if [ ! -s "$picture" ]; then
    show_log
    die "GIMP made no picture." \
        "Try it by hand: $prefix/bin/$name $photo $style --size 512 -o demo.png"
  fi
  note "The picture, after $((SECONDS - start)) seconds: $picture"
}

# ---- all together --------------------------------------------------------

parse_arguments ()
{
  while [ $# -gt 0 ]; do
    case $1 in
      --demo)      demo=true ;;
      --check)     check=true ;;
      --uninstall) action=uninstall ;;
      --offline)   offline=true ;;
      --prefix=*)  prefix=${1#*=} ;;
      --prefix)    prefix=${2-}; shift ;;
      --help|-h)   usage; exit 0 ;;
      *) printf 'install.sh: There is no option %s.\n\n' "$1" >&2
         usage >&2
         exit 2 ;;
    esac
    shift || true
  done
  if [ -z "$prefix" ]; then
    printf 'install.sh: --prefix needs a folder.\n' >&2
    exit 2
  fi
  prefix=$(expand_tilde "$prefix"; echo .)
  prefix=${prefix%.}
  case $prefix in
    /*) ;;
    *)  prefix=$PWD/$prefix ;;
  esac
  case $prefix$HOME in
    *$'\n'*) die "A folder with a line break in its name can't be installed into." \
                 "Choose another one by --prefix, or another home by HOME." ;;
  esac
  case $prefix/ in
    *//*|*/./*|*/../*) prefix=$(realpath -m -- "$prefix") ;;
  esac
}

# What the shell makes of a path that begins with ~, which it leaves in --prefix=~/x.
expand_tilde ()
{
  local user home=
  case $1 in
    '~'*)
      user=${1%%/*}
      user=${user#'~'}
      if [ -z "$user" ]; then home=$HOME; else home=$(getent passwd "$user" | cut -d: -f6); fi ;;
  esac
  case $home in
    '') printf '%s' "$1" ;;
    *)  printf '%s' "$home${1#"~$user"}" ;;
  esac
}

# One at a time: a build folder and a home serve only one.  The locks go with this shell, or
# before the tests, which call this script.
locks=()
wait_for_others ()
{
  local folder lock
  if ! command -v flock >/dev/null; then return; fi
  for folder in "$here" "$HOME"; do
    exec {lock}<"$folder"
    locks+=("$lock")
    if ! flock -n "$lock"; then
      say "Another install.sh is at work; waiting for it to end"
      flock -w "$longest_wait" "$lock" \
        || die "Another install.sh has been at work for $((longest_wait / 60)) minutes." \
               "See whether it hangs, end it, then run this again."
    fi
  done
}

let_others_go ()
{
  local lock
  for lock in "${locks[@]}"; do exec {lock}<&-; done
  locks=()
}

# What comes before the package manager's name in a command.
as_root=
if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then as_root=sudo; fi

parse_arguments "$@"
trap on_exit EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

if [ "$action" = uninstall ]; then
  wait_for_others
  uninstall
  exit 0
fi

if [ "$(id -u)" = 0 ] && [ -n "${SUDO_USER-}" ] && [ "$SUDO_USER" != root ]; then
  note "Run by sudo, this sets Neural Art up for root; run it as $SUDO_USER for $SUDO_USER."
fi

mkdir -p "$here/build"
log=$here/build/install.log
find_gimps
refuse_shut_in_gimp
install_packages
wait_for_others     # a package may start what would keep the lock
build
if ! $check || $demo; then install_files; fi
if $demo; then paint_demo; fi
if $check; then
  say "Running the tests"
  let_others_go
  make_it --no-print-directory check </dev/null
fi
