#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# fresh-machine.sh [--root] [--keep] [SUITE]: tries the README's two commands on
# a machine with nothing installed.  It makes a minimal Debian (SUITE: bookworm
# with GIMP 2.10 by default, or trixie with GIMP 3) in a root folder, clones the
# last commit of this checkout into the home of an ordinary user who may sudo,
# runs ./install.sh --demo and ./install.sh --check there, then --uninstall, and
# prints what took how long.  --root does it as root without sudo instead;
# --keep leaves the root folder for a look.
#
# It needs root, debootstrap and a package source that apt knows.  The empty
# Debian is kept in a cache outside the checkout; each try starts from a copy.
# Mounts live in a mount namespace of their own, programs in a process
# namespace: both are gone when the script ends, however it ends.

set -euo pipefail

self=$(realpath "${BASH_SOURCE[0]}")
checkout=$(dirname "$(dirname "$self")")
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/neural-art
user=painter
keep=false
child=
suite=bookworm

cannot ()
{
  echo "A fresh machine can't be made here: $1" >&2
  exit 77
}

# The address of the Debian archive that apt uses here.
archive ()
{
  # shellcheck disable=SC2016
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Origin: Debian' \
    'Component: main' 2>/dev/null | sed -n 's/^Debian \(.*\)$/\1/p' | head -n 1
}

make_base ()
{
  local new=$base.new log=$cache/fresh-$suite.log
  if [ -d "$base" ]; then return; fi
  echo "== making an empty $suite in $base (a minute or two, once)"
  rm -rf --one-file-system "$new"
  mkdir -p "$new"
  debootstrap --variant=minbase --include=sudo "$suite" "$new" "$(archive)" >"$log" 2>&1 \
    || cannot "debootstrap failed: $(tail -n 1 "$log")"
  umount -R "$new/proc" "$new/sys" 2>/dev/null || true
  printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
  chmod +x "$new/usr/sbin/policy-rc.d"
  # An archive that stands still says that its lists are out of date.
  apt-config dump | grep -E '^Acquire::(Check-|Languages|GzipIndexes)' \
    >"$new/etc/apt/apt.conf.d/90archive" || true
  chroot "$new" useradd --create-home --shell /bin/bash "$user"
  echo "$user ALL=(ALL) NOPASSWD: ALL" >"$new/etc/sudoers.d/$user"
  mv "$new" "$base"
}

# Ends what runs in the namespaces, which ends their mounts too, and only then
# removes the root folder.
drop_root ()
{
  if [ -n "$child" ]; then kill -KILL "$child" 2>/dev/null || true; wait "$child" 2>/dev/null || true; fi
  if $keep; then
    echo "== kept: $root"
  else
    rm -rf --one-file-system "$root"
  fi
}

# timed TEXT COMMAND: runs a command in the clone, as its owner.
timed ()
{
  local start=$SECONDS status=0
  echo "== $1"
  chroot "$root" su - "$user" -c "cd neural-art && $2" </dev/null || status=$?
  echo "== $1: status $status, $((SECONDS - start)) s"
  if [ "$status" != 0 ]; then exit "$status"; fi
}

# Within the namespaces.
try_inside ()
{
  local home=/home/$user left
  rm -rf --one-file-system "$root"
  cp -a "$base" "$root"
  cp /etc/resolv.conf "$root/etc/resolv.conf"
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  if [ "$user" = root ]; then
    home=/root
    chroot "$root" dpkg --purge --force-depends sudo >/dev/null 2>&1
  fi
  git clone --quiet "$checkout" "$root$home/neural-art"
  chroot "$root" chown -R "$user:" "$home/neural-art"

  timed "./install.sh --demo" "./install.sh --demo"
  file "$root$home/neural-art/build/demo.png" 2>/dev/null || true
  cp "$root$home/neural-art/build/demo.png" "$cache/fresh-$suite-demo.png"
  timed "./install.sh, a second time" "./install.sh --offline"
  timed "./install.sh --check" "./install.sh --check"
  timed "./install.sh --uninstall" "./install.sh --uninstall"
  left=$(chroot "$root" find "$home" -path "$home/neural-art" -prune -o \
           -path '*neural-art*' -print)
  if [ -n "$left" ]; then
    echo "== --uninstall left: $left"
    exit 1
  fi
  echo "== all went well; the picture: $cache/fresh-$suite-demo.png"
}

inside=false
while [ $# -gt 0 ]; do
  case $1 in
    --root)   user=root ;;
    --keep)   keep=true ;;
    --inside) inside=true ;;
    -*) echo "usage: $0 [--root] [--keep] [SUITE]" >&2; exit 2 ;;
    *)  suite=$1 ;;
  esac
  shift
done
base=$cache/fresh-$suite
root=$cache/fresh-$suite-$user

if $inside; then
  try_inside
  exit 0
fi

[ "$(id -u)" = 0 ] || cannot "that needs root"
for tool in debootstrap unshare chroot git apt-get; do
  command -v $tool >/dev/null || cannot "$tool is not installed"
done
mkdir -p "$cache"
make_base
arguments=(--inside "$suite")
if $keep; then arguments+=(--keep); fi
if [ "$user" = root ]; then arguments+=(--root); fi
trap drop_root EXIT
trap 'exit 1' HUP INT TERM
unshare --mount --propagation private --pid --fork --kill-child \
  "$self" "${arguments[@]}" </dev/null &
child=$!
wait "$child"
