#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
#
# GIMP 3 for the tests, on a machine that has only GIMP 2.10: a Debian 13
# ("trixie") root folder, made once and kept in a cache outside the checkout.
#
#   gimp3-chroot.sh make           makes it where it is missing or incomplete
#   gimp3-chroot.sh run COMMAND... runs a command in it, in the current folder
#   gimp3-chroot.sh path           prints where it is
#
# The packages come from wherever this machine's own apt gets them.  The root
# folder appears under its name only when it is complete.  All mounts live in
# a mount namespace of their own, so they are gone when the command ends,
# however it ends.  Exit status 77: it can't be made here (the reason printed).

# What stands in single quotes is for other shells.
# shellcheck disable=SC2016

set -eu

suite=trixie
version=1                       # raise it when the list of packages changes
packages="gimp libgimp-3.0-dev gcc make pkg-config libopenblas-dev libgegl-dev
  libjson-glib-dev xvfb xdotool imagemagick gettext"
cache=${XDG_CACHE_HOME:-${HOME:?}/.cache}/neural-art
root=$cache/gimp3-chroot
self=$(realpath "$0")

cannot ()
{
  echo "GIMP 3 can't be set up for the tests: $1" >&2
  exit 77
}

is_complete ()
{
  [ "$(cat "$root/etc/neural-art-tests" 2>/dev/null)" = "$version" ]
}

# The address of the Debian archive that apt uses here.
archive ()
{
  apt-get indextargets --format '$(LABEL) $(REPO_URI)' 'Origin: Debian' \
    'Component: main' 2>/dev/null | sed -n 's/^Debian \(.*\)$/\1/p' | head -n 1
}

drop_half_made ()
{
  umount -R "$new/proc" "$new/dev" "$new/sys" 2>/dev/null || :
  rm -rf --one-file-system "$new"
}

# Within the namespace: everything from here on unmounts itself.
make_inside ()
{
  new=$root.new
  rm -rf --one-file-system "$new"
  mkdir -p "$new"
  trap drop_half_made EXIT
  trap 'exit 1' HUP INT TERM

  echo "making a $suite root folder in $root (a few minutes, once)"
  debootstrap --variant=minbase "$suite" "$new" "$1" >"$cache/gimp3-chroot.log" 2>&1 \
    || cannot "debootstrap failed: $(tail -n 1 "$cache/gimp3-chroot.log")"
  cp /etc/resolv.conf "$new/etc/resolv.conf"
  mountpoint -q "$new/proc" || mount -t proc proc "$new/proc"
  mount --rbind /dev "$new/dev"
  printf '#!/bin/sh\nexit 101\n' >"$new/usr/sbin/policy-rc.d"
  chmod +x "$new/usr/sbin/policy-rc.d"

  echo "installing GIMP 3 and a compiler there"
  for options in "" "-o Acquire::Languages=none"; do
    # shellcheck disable=SC2086
    chroot "$new" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8 \
      DEBIAN_FRONTEND=noninteractive sh -ec '
        options=$1; shift
        apt-get $options update
        apt-get $options install -y --no-install-recommends "$@"
        apt-get clean' sh "$options" $packages \
      >>"$cache/gimp3-chroot.log" 2>&1 && break
    [ -z "$options" ] || cannot "apt failed: $(grep '^E:' "$cache/gimp3-chroot.log" | tail -n 1)"
  done
  umount -R "$new/proc" "$new/dev"
  echo "$version" >"$new/etc/neural-art-tests"
  rm -rf --one-file-system "$root"
  mv "$new" "$root"
}

make_chroot ()
{
  is_complete && return
  [ "$(id -u)" = 0 ] || cannot "that needs root"
  for tool in debootstrap unshare chroot apt-get; do
    command -v $tool >/dev/null || cannot "$tool is not installed"
  done
  [ -e "/usr/share/debootstrap/scripts/$suite" ] \
    || cannot "this debootstrap does not know $suite"
  uri=$(archive)
  [ -n "$uri" ] || cannot "apt has no Debian archive among its sources here"
  mkdir -p "$cache"
  # One at a time; whoever waits finds it made.
  flock "$cache/gimp3-chroot.lock" \
    unshare --mount --propagation private "$self" make-inside "$uri"
}

# $1 is the folder to work in; the checkout, /tmp and the home's profile are
# seen under the paths that they have outside.
run_inside ()
{
  checkout=$(dirname "$(dirname "$self")")
  for folder in "$checkout" /tmp; do
    mkdir -p "$root$folder"
    mount --bind "$folder" "$root$folder"
  done
  mount -t proc proc "$root/proc"
  mount --rbind /dev "$root/dev"
  cd "$1"
  shift
  exec chroot "$root" env -i HOME=/root PATH=/usr/sbin:/usr/bin:/sbin:/bin \
    LC_ALL=C.UTF-8 TMPDIR=/tmp ${DISPLAY:+DISPLAY="$DISPLAY"} \
    sh -c 'cd "$1" && shift && exec "$@"' sh "$PWD" "$@"
}

case ${1-} in
  make)        make_chroot ;;
  make-inside) is_complete || make_inside "$2" ;;
  path)        echo "$root" ;;
  run)
    shift
    is_complete || cannot "it is not made yet; run $0 make"
    [ "$(id -u)" = 0 ] || cannot "that needs root"
    exec unshare --mount --propagation private "$self" run-inside "$PWD" "$@"
    ;;
  run-inside)  shift; run_inside "$@" ;;
  *)
    echo "usage: $0 make | run COMMAND... | path" >&2
    exit 2
    ;;
esac
