#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The command line where the system gives it little: few addresses, few threads.  Each
# time it paints, or says one sentence; it never hangs, and nothing else ends it.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

seconds=40      # a few times what painting takes

# limited NAME COMMAND...: paints, or not, under a limit that the command sets.
limited ()
{
  local name=$1
  shift
  rm -f limited.png
  timeout -s KILL $seconds "$@" >out 2>said
  status=$?
  case $status in
    0) [ -s limited.png ] && [ ! -s said ] ;;
    1) [ ! -e limited.png ] && sentence "" ;;
    *) echo "status $status" >>said; false ;;
  esac
  result "$name"
}

# paints NAME COMMAND...: there it does paint.
paints ()
{
  limited "$@"
  [ $status = 0 ]
  result "it paints: $1"
}

paint=("$art" content.ppm style.ppm --size 128 --schedule 0:2 -o limited.png)
paint_any=("${paint[@]}" --memory 4000)

# shellcheck disable=SC2016     # the inner shell's words
with_addresses=(bash -c 'ulimit -v "$0" && exec "$@"')

case $built in
  *-san/*) skip "few addresses" "the sanitizers take more than any limit" ;;
  *)
    for kilobytes in 200000 400000 800000 1050000; do
      limited "$kilobytes kB of addresses" "${with_addresses[@]}" $kilobytes "${paint[@]}"
    done
    paints "4000000 kB of addresses" "${with_addresses[@]}" 4000000 "${paint[@]}" --threads 2
    # Where more is allowed than there is, memory is refused in the middle.
    for kilobytes in 850000 980000; do
      limited "$kilobytes kB of addresses, and no plan" "${with_addresses[@]}" $kilobytes "${paint_any[@]}"
    done ;;
esac

if [ "$(id -u)" = 0 ] && setpriv --reuid=65534 --clear-groups prlimit --nproc=9 true 2>/dev/null; then
  chmod 777 .
  export HOME=$scratch
  somebody=(setpriv --reuid=65534 --clear-groups prlimit)
  limited "1 thread allowed" "${somebody[@]}" --nproc=1 "${paint[@]}"
  limited "4 threads allowed" "${somebody[@]}" --nproc=4 "${paint[@]}" --threads 9
  paints "16 threads allowed" "${somebody[@]}" --nproc=16 "${paint[@]}" --threads 9
else
  skip "few threads" "only root can be somebody else"
fi

finish
