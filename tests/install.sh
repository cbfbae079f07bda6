#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Tries install.sh in a home of its own, with stand-ins for the package managers
# that write down how they were called: nothing outside a temporary folder and
# the build folder is touched.  Speaks TAP.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

scratch=$(mktemp -d)
built_for=$(cat "${BUILD:-build}/datadir" 2>/dev/null)
n=0

# The build folder ends up made for the prefix that it was made for.
restore ()
{
  rm -rf "$scratch"
  if [ -n "$built_for" ]; then
    env -u MAKEFLAGS -u MAKELEVEL make -s prefix="${built_for%/share/neural-art}" all >/dev/null
  fi
}
trap restore EXIT

# result NAME: a test's line, by the last command's status; what install.sh
# wrote is shown where it failed.
result ()
{
  local status=$?
  n=$((n + 1))
  if [ "$status" = 0 ]; then
    echo "ok $n - $1"
  else
    echo "not ok $n - $1"
    sed 's/^/# /' "$scratch/output"
  fi
}

# run ARGUMENT...: install.sh in the home of its own; sets status.
run ()
{
  status=0
  env -u XDG_CONFIG_HOME -u GIMP2_DIRECTORY -u GIMP3_DIRECTORY -u SUDO_USER \
      HOME="$home" PATH="${path:-$PATH}" ${pkg_config:+PKG_CONFIG="$pkg_config"} \
      "${script:-./install.sh}" "$@" >"$scratch/output" 2>&1 </dev/null || status=$?
}

says ()
{
  local text
  for text in "$@"; do
    grep -qF -- "$text" "$scratch/output" || return 1
  done
}

# A folder of programs: all of the system's but GIMP, sudo and the package
# managers; "with NAME STATUS" adds a stand-in that ends with that status.
bare_path ()
{
  local folder=$scratch/bin-$1 program name
  mkdir "$folder"
  for program in /usr/local/bin/* /usr/bin/* /bin/* /usr/sbin/*; do
    name=${program##*/}
    case $name in
      gimp*|sudo|apt-get|dnf|pacman|zypper) ;;
      *) [ -e "$folder/$name" ] || ln -s "$program" "$folder/$name" ;;
    esac
  done
  echo "$folder"
}

with ()
{
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "%s $*" >>"%s/called"\nexit %s\n' "$1" "$scratch" "$2" >"$path/$1"
  chmod +x "$path/$1"
}

home="$scratch/home of \"a\" \$painter's"
mkdir -p "$home"

# ---- words ---------------------------------------------------------------

run --help
[ $status = 0 ] && says --demo --check --uninstall --prefix --offline
result "--help tells of every option"

run --frobnicate
[ $status = 2 ] && says "There is no option --frobnicate"
result "an unknown option is refused by name"

run --prefix
[ $status = 2 ] && says "--prefix needs a folder"
result "--prefix without a folder is refused"

run --uninstall "--prefix=~/x"
[ $status = 0 ] && says "under $home/x"
result "--prefix=~/x is in the home"

run --uninstall --prefix "$home/x/../y//z/"
[ $status = 0 ] && says "under $home/y/z"
result "--prefix x/../y is y"

run --uninstall --prefix "$home/a
b"
[ $status = 1 ] && says "line break" "--prefix"
result "a folder with a line break in its name is refused"

# ---- packages ------------------------------------------------------------

path=$(bare_path none)
pkg_config=false

run
[ $status = 1 ] && says "apt-get install" libvips-dev "dnf install" "pkgconfig(vips)" \
  "pacman -S" json-glib "zypper --non-interactive install" && [ -z "$(ls -A "$home")" ]
result "without a package manager it prints what to install, by four managers' names"

mkdir -p "$home/.local/share/flatpak/app/org.gimp.GIMP"
run
[ $status = 1 ] && says "a Flatpak" "can't load a plug-in" "install"
result "where the only GIMP is a Flatpak it says so and what to do"
rm -rf "$home/.local"

path=$(bare_path apt)
with apt-get 100
run --offline
[ $status = 1 ] && says "--offline" "apt-get install" && [ ! -e "$scratch/called" ]
result "--offline names what is missing and calls no package manager"

if [ "$(id -u)" = 0 ]; then
  run
  [ $status = 1 ] && says "could not be installed" "by hand" libjson-glib-dev \
    && grep -q '^apt-get install .*libvips-dev' "$scratch/called" && [ -z "$(ls -A "$home")" ]
  result "a package manager that fails ends it with what to do by hand"
else
  run
  [ $status = 1 ] && says "no sudo" "as root" && [ ! -e "$scratch/called" ]
  result "without root and sudo it says what to run as root"
fi

# ---- install and uninstall -----------------------------------------------

path=
pkg_config=
version=$(find /usr/bin /usr/local/bin -name 'gimp-[0-9]*.[0-9]*' -printf '%f\n' | sed 's/gimp-//' | sort | head -n 1)
if [ -z "$version" ]; then
  for name in "it installs" "manual page and completion" "it finds the styles" "each is there once" "a second run changes nothing" "a failed step leaves nothing" \
              "--uninstall takes away what was installed" "make install into a DESTDIR with a space"; do
    n=$((n + 1))
    echo "ok $n - $name # SKIP there is no GIMP here"
  done
  echo "1..$n"
  exit 0
fi
settings=$home/.config/GIMP/$version
plug_in=$settings/plug-ins/neural-art/neural-art
prefix="$home/it's \"a\" \$prefix\\ & #1"
mkdir -p "$settings"

# there ROOT: whether the manual page and the completions are where they belong.
there ()
{
  cmp -s build/neural-art.1 "$1/share/man/man1/neural-art.1" \
    && cmp -s plugin/cli/complete.bash "$1/share/bash-completion/completions/neural-art" \
    && cmp -s plugin/cli/complete.zsh "$1/share/zsh/site-functions/_neural-art"
}

# make's own installation; beside the folder lies one with the first half of its name.
mkdir "$scratch/a"
touch "$scratch/a/keep"
root="$scratch/a b"
make_there ()
{
  env -u MAKEFLAGS -u MAKELEVEL make -s "$1" DESTDIR="$root" prefix="${built_for%/share/neural-art}" \
    >"$scratch/output" 2>&1
}
make_there install && [ -x "$root${built_for%/share/neural-art}/bin/neural-art" ] \
  && [ -n "$(find "$root" -path '*plug-ins/neural-art/neural-art')" ] \
  && [ -s "$root${built_for%/share/neural-art}/share/locale/de/LC_MESSAGES/neural-art.mo" ] \
  && [ -n "$(find "$root" -path '*plug-ins/neural-art/locale/de/LC_MESSAGES/neural-art.mo')" ] \
  && cmp -s samples/chelsea.jpg "$root$built_for/help/chelsea.jpg" \
  && there "$root${built_for%/share/neural-art}" \
  && make_there uninstall && [ -z "$(find "$root" -type f)" ] && [ -e "$scratch/a/keep" ]
result "make install and uninstall with a space in DESTDIR touch nothing beside it"

# A file where the folder of plug-ins should be: the last step can't succeed.
touch "$settings/plug-ins"
run --offline --prefix "$prefix"
[ $status = 1 ] && says "could not be made" "by hand" && [ ! -e "$prefix" ]
result "a failed step says what to do and leaves nothing half made"
rm "$settings/plug-ins"

run --offline --prefix "$prefix"
[ $status = 0 ] && [ -x "$prefix/bin/neural-art" ] && [ -x "$plug_in" ] \
  && [ -d "$(dirname "$plug_in")/locale" ] \
  && cmp -s weights/vgg19.safetensors "$prefix/share/neural-art/vgg19.safetensors" \
  && diff -r samples/styles "$prefix/share/neural-art/samples/styles" >>"$scratch/output" \
  && diff -r samples/presets "$prefix/share/neural-art/samples/presets" >>"$scratch/output" \
  && [ -s "$prefix/share/neural-art/help/index.html" ] && [ -s "$prefix/share/neural-art/help/chelsea.jpg" ] \
  && [ -s "$prefix/share/locale/de/LC_MESSAGES/neural-art.mo" ] \
  && [ -s "$(dirname "$plug_in")/locale/zh_TW/LC_MESSAGES/neural-art.mo" ]
result "it installs program, network, styles, the presets' pictures, help, translations and plug-in, into folders with spaces in their names"

there "$prefix"
result "with the manual page and the completions of bash and zsh"

HOME="$home" "$prefix/bin/neural-art" --styles >"$scratch/output" 2>&1
says "$(printf 'great-wave\t%s/share/neural-art/samples/styles/great-wave.jpg' "$prefix")"
result "the program finds the styles there"

# As after an installation into ~/.local.
HOME="$home" XDG_DATA_HOME="$prefix/share" "$prefix/bin/neural-art" --styles >"$scratch/output" 2>&1
[ "$(wc -l <"$scratch/output")" = "$(find samples/styles -type f -name '*.jpg' | wc -l)" ]
result "each style is on the shelf once where users keep their own beside them"

grep -aqF "$prefix/share/neural-art" "$plug_in" 2>/dev/null
result "the plug-in knows where the network is"

touch "$scratch/now"
ln -s "$PWD/install.sh" "$scratch/install"
flock "$home" sleep 8 &
script=$scratch/install
run --offline --prefix "$prefix"
script=
[ $status = 0 ] && says "nothing is missing" "up to date" "there already" \
  && [ -z "$(find "$home" -newer "$scratch/now" -type f)" ]
result "a second run, through a link, does nothing twice"
says "Another install.sh is at work"
result "and waits for one that is at work"
wait

echo mine >"$(dirname "$plug_in")/note.txt"
run --uninstall --prefix "$prefix"
[ $status = 0 ] && [ "$(find "$home" -type f)" = "$(dirname "$plug_in")/note.txt" ] && [ ! -e "$prefix" ]
result "--uninstall takes away what was installed and nothing else"
rm "$(dirname "$plug_in")/note.txt"

run --uninstall --prefix "$prefix"
[ $status = 0 ] && says "Nothing is installed"
result "--uninstall where nothing is installed says so"

echo "1..$n"
