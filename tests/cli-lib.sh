# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
# shellcheck disable=SC2034  # what is set here is for others
#
# What the scripts that try the command line share: a scratch folder, which they are in
# afterwards, with a copy of the program and small pictures, and how results are told.
# For scripts in tests/, which source it.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

built=$PWD/${BUILD:-build}/neural-art
folder=$PWD
tools=$PWD/tests/cli-tools.py
village=$PWD/samples/styles/village-street.jpg
shelf=$PWD/samples/styles
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
unset NEURAL_ART_THREADS NEURAL_ART_MEMORY
export NEURAL_ART_WEIGHTS=$PWD/weights/vgg19.safetensors
export NEURAL_ART_STYLES=$shelf XDG_DATA_HOME=$scratch/data XDG_CONFIG_HOME=$scratch/config

# Under the sanitizers leaks are looked for by the unit tests: GEGL and what it
# loads keep memory until the end, from modules that have no name by then.
case $built in *-san/*) export ASAN_OPTIONS="${ASAN_OPTIONS:-}:detect_leaks=0" ;; esac

# A copy: a build that goes on meanwhile does not disturb.
art=$scratch/neural-art
cp "$built" "$art" || exit 1

passed=0
failed=0
skipped=0
# shellcheck disable=SC2054     # these commas belong to the values
quick=(--content-layers conv2_1 --style-layers conv1_1,conv2_1 --schedule 24:3 --threads 1)

# result NAME: by the last command's status; shows what was said where it failed.
result ()
{
  local status=$?
  if [ $status = 0 ]; then
    passed=$((passed + 1))
    echo "ok - $1"
  else
    failed=$((failed + 1))
    echo "not ok - $1"
    sed 's/^/#   /' "$scratch/said" "$scratch/out" 2>/dev/null
  fi
}

skip ()
{
  skipped=$((skipped + 1))
  echo "ok - $1 # SKIP $2"
}

# run ARGUMENT...: keeps status, standard output and standard error.
run ()
{
  timeout 120 "$art" "$@" >"$scratch/out" 2>"$scratch/said"
  status=$?
}

# One sentence that has the words in it, and nothing on standard output.
sentence ()
{
  [ "$(wc -l <"$scratch/said")" = 1 ] && [ ! -s "$scratch/out" ] \
    && grep -q '^neural-art: .*\.$' "$scratch/said" && grep -qF -e "$1" "$scratch/said"
}

# refuses STATUS WORDS ARGUMENT...: a test by itself.
refuses ()
{
  local expected=$1 words=$2 name
  shift 2
  name=$(printf '%s' "${*//$scratch\//}" | tr '\n\033' '  ')
  run "$@"
  [ "$status" = "$expected" ] && sentence "$words"
  result "status $expected: $name"
}

no_leftovers ()
{
  [ -z "$(find "$1" -maxdepth 1 \( -name '.neural-art*' -o -name '.goutputstream*' \))" ]
}

cd "$scratch" || exit 1
python3 "$tools" make . || exit 1

finish ()
{
  local summary="$passed passed, $failed failed"
  [ $skipped -gt 0 ] && summary="$summary, $skipped skipped"
  echo "$summary"
  [ $failed = 0 ]
}
