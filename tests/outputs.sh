#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Where the command line's results go: what keeps a file from being written is told before
# the work, a write is all or nothing, and what can't be saved there is saved elsewhere.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1
chmod 711 .

# told_early NAME WORDS PATH [COMMAND...]: it is told before the content is missed.
told_early ()
{
  local name=$1 words=$2 path=$3
  shift 3
  timeout 60 "$@" "$art" nosuch.png style.ppm -o "$path" >out 2>said
  [ $? = 1 ] && sentence "$words" && grep -qF "can't be written" said
  result "told before the work: $name"
}

# A command that runs another one as somebody else.
other=()
if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --regid=65534 --clear-groups true 2>/dev/null; then
  other=(setpriv --reuid=65534 --regid=65534 --clear-groups)
fi
mounts=
unshare -rm true 2>/dev/null && mounts=yes


# ---- before the work -------------------------------------------------------

long=$(printf 'x%.0s' {1..300})
told_early "a name of 300 characters" "too long" "$long.png"
told_early "a folder" "folder of that name" folder.png
mkfifo pipe.png
told_early "a pipe" "something else" pipe.png
ln -s loop.png loop.png
told_early "a link to itself" "loop.png" loop.png
told_early "a folder that is a file" "Not a directory" style.ppm/x.png
told_early "no folder" "No such" nowhere/x.png
ln -s nowhere/x.png nowhere.png
told_early "a link to where there is no folder" "No such" nowhere.png

run --evaluate nosuch.png content.ppm style.ppm --gradient nowhere/g.npy
[ $status = 1 ] && sentence nowhere/g.npy
result "and so for a gradient"

mkdir guarded sticky open
echo old | tee guarded/x.png sticky/x.png open/locked.png >/dev/null
chmod 666 guarded/x.png sticky/x.png
chmod 755 guarded
chmod 1777 sticky
chmod 777 open
ln -s "$PWD/guarded/x.png" open/link.png
if [ ${#other[@]} -gt 0 ]; then
  told_early "a folder without permission" "Permission" guarded/new.png "${other[@]}"
  told_early "a link into one" "Permission" open/link.png "${other[@]}"
  told_early "somebody else's file in a sticky folder" "not permitted" sticky/x.png "${other[@]}"
  told_early "a file that may not be written" "Permission" open/locked.png "${other[@]}"
else
  skip "told before the work: permissions" "it takes root to be somebody else (setpriv)"
fi

if [ $mounts ]; then
  # shellcheck disable=SC2016     # it is that shell that expands
  told_early "a file that is mounted" "busy" open/locked.png unshare -rm bash -c '
    mount --bind style.ppm open/locked.png && exec "$@"' bash
  # shellcheck disable=SC2016
  told_early "a disk that is read only" "ead-only" open/new.png unshare -rm bash -c '
    mount -t tmpfs -o ro tmpfs open && exec "$@"' bash
  # shellcheck disable=SC2016
  told_early "a disk without a free inode" "No space" open/new.png unshare -rm bash -c '
    mount -t tmpfs -o nr_inodes=1 tmpfs open && exec "$@"' bash
  # shellcheck disable=SC2016
  unshare -rm bash -c 'mount -t tmpfs -o nr_inodes=2 tmpfs open && "$@" -o open/x.png && [ -s open/x.png ]' \
    bash "$art" content.ppm style.ppm "${quick[@]}" >out 2>said
  result "one free inode is enough"
  # shellcheck disable=SC2016
  unshare -rm bash -c 'mount -t tmpfs -o size=16k tmpfs open && "$@" -o open/x.png' \
    bash "$art" large.ppm style.ppm "${quick[@]}" >out 2>said
  [ $? = 1 ] && sentence "too little room"
  result "told before the painting: a disk that is too small"
else
  skip "told before the work: mounted files and disks" "no right to mount (unshare -rm)"
fi

(ulimit -f 8 && "$art" large.ppm style.ppm "${quick[@]}" -o x.png) >out 2>said
[ $? = 1 ] && sentence "ulimit -f" && [ ! -e x.png ]
result "told before the painting: a limit on files"

python3 "$tools" wide 17000 wide.ppm
run wide.ppm style.ppm --style-layers conv1_1 -o wide.webp
[ $status = 1 ] && sentence "16383"
result "told before the painting: a side that the format has not"
[ "$(cat guarded/x.png sticky/x.png open/locked.png)" = "old
old
old" ] && no_leftovers . && no_leftovers open
result "and nothing is changed or left over"


# ---- after the work --------------------------------------------------------

run content.ppm style.ppm "${quick[@]}" -o painting.png
ln -s open/new.png dangling.png
run content.ppm style.ppm "${quick[@]}" -o dangling.png
[ $status = 0 ] && [ -L dangling.png ] && cmp -s painting.png open/new.png
result "a link that leads to nothing is written through"

chmod 604 open/new.png
if [ ${#other[@]} -gt 0 ]; then chown 65534:65534 open/new.png; fi
before=$(stat -c '%a %u %g' open/new.png)
echo old >open/new.png
run content.ppm style.ppm "${quick[@]}" -o dangling.png
[ $status = 0 ] && [ "$(stat -c '%a %u %g' open/new.png)" = "$before" ] && cmp -s painting.png open/new.png
result "mode and owner stay when a file is replaced"

(umask 027 && "$art" content.ppm style.ppm "${quick[@]}" -o masked.png) >out 2>said
[ "$(stat -c %a masked.png)" = 640 ]
result "a new file has the mode that umask leaves"

# The check passes, and then there is no folder any more.
mkdir gone tmp
# shellcheck disable=SC2016     # it is that shell that expands
TMPDIR=$PWD/tmp python3 "$tools" meanwhile 'rm -r gone' "$art" content.ppm style.ppm \
  --content-layers conv2_1 --style-layers conv1_1,conv2_1 --schedule 40:30 --threads 1 -o gone/x.png >out 2>said
status=$?
saved=$(sed -n 's/.*saved as "\(.*\)" instead\.$/\1/p' said)
[ $status = 1 ] && grep -qF "gone/x.png" said && [ "${saved%/*}" = "$PWD/tmp" ] && [ "$(python3 "$tools" size "$saved")" = "40 30 8 2" ]
result "a painting whose folder is gone is saved elsewhere, and it is said where"
rm -f tmp/*

if [ $mounts ]; then
  # shellcheck disable=SC2016
  TMPDIR=$PWD/tmp unshare -rm bash -c 'mount -t tmpfs -o size=12k tmpfs open && echo old >open/x.png
    "$@" -o open/x.png; status=$?; [ "$(cat open/x.png)" = old ] && [ "$(ls -A open)" = x.png ] || exit 9; exit $status' \
    bash "$art" big.ppm style.ppm "${quick[@]}" >out 2>said
  [ $? = 1 ] && sentence "instead" && [ "$(python3 "$tools" size tmp/*.png)" = "200 160 8 2" ] \
    && [ "$(stat -c %a tmp/*.png)" = 600 ]
  result "and so when the disk is full in the end"
  rm -f tmp/*
else
  skip "and so when the disk is full in the end" "no right to mount (unshare -rm)"
fi

(ulimit -f 8 && TMPDIR=$PWD/tmp HOME=$PWD "$art" big.ppm style.ppm "${quick[@]}" -o x.png) >out 2>said
[ $? = 1 ] && sentence "x.png" && [ ! -e x.png ] && no_leftovers . && [ -z "$(find . -name 'neural-art-*')" ]
result "a file that may be nowhere so large: a sentence, nothing left"

# While it saves: the file that is not finished yet is seen.
for signal in INT HUP PIPE; do
  python3 "$tools" cancel-save $signal "$art" larger.ppm style.ppm --content-layers conv1_1 --style-layers none \
    --schedule 24:1 --size 2500 --threads 1 -o kept.ppm >said 2>&1
  result "SIG$signal while it saves leaves what was there, and nothing else"
done

finish
