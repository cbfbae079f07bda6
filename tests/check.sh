#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# check.sh TEST...: runs test programs and scripts one after the other and adds
# up what they say.  The last line is "N passed, N failed", and ", N skipped"
# where there are some; the exit status is 0 when none failed.
#
# A test speaks TAP ("ok 1 - name", "not ok 2 - name", "ok 3 - name # SKIP why")
# or ends with a line "N passed, N failed[, N skipped]".  One that says nothing,
# stops before the number of tests that it planned, exits with an error though
# nothing failed, or takes more than TEST_SECONDS counts as one failure more;
# exit status 77 alone means that it can't run here, its last line why.
# What each wrote is kept in BUILD/tests/NAME.log.  How long each took is told, and how much
# of that all processors together worked for it: less than what the clock says where it waits,
# more where several work.

set -u
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1

export BUILD=${BUILD:-build}
export LC_ALL=C.UTF-8           # GIMP's menus and windows under their English names
unset LANGUAGE
seconds=${TEST_SECONDS:-1500}
total_passed=0
total_failed=0
total_skipped=0
TIMEFORMAT='%U %S'              # what time says

# Sanitizers: the first finding ends a program, leaks count where they are ours.
# GEGL's modules stay in memory, so that a leak's place has a name.
san=${ASAN_OPTIONS:+$ASAN_OPTIONS:}
export ASAN_OPTIONS="${san}detect_leaks=1:strict_string_checks=1"
export LSAN_OPTIONS="suppressions=$PWD/tests/leaks.supp:print_suppressions=0"
export UBSAN_OPTIONS="print_stacktrace=1"
export G_DEBUG="${G_DEBUG:+$G_DEBUG,}resident-modules"

# The counts that a log's lines tell, as "passed failed skipped planned"; the
# plan is 0 where there was none.
count ()
{
  awk '
    /^1\.\.[0-9]+/               { planned = substr ($1, 4) + 0 }
    /^ok .*# *[Ss][Kk][Ii][Pp]/  { skipped++; next }
    /^ok( |$)/                   { passed++ }
    /^not ok .*# *[Tt][Oo][Dd][Oo]/ { skipped++; next }
    /^not ok( |$)/               { failed++ }
    /^[0-9]+ passed, [0-9]+ failed/ { p = $1; f = $3; s = $5; summed = 1 }
    END {
      if (summed && passed + failed + skipped == 0)
        { passed = p; failed = f; skipped = s }
      print passed + 0, failed + 0, skipped + 0, planned + 0
    }' "$1"
}

run_test ()
{
  local test=$1 name log status=0 start=$SECONDS complaint='' processor
  local passed failed skipped planned
  name=$(basename "$test")
  name=${name%.*}
  log=$BUILD/tests/$name.log
  mkdir -p "$BUILD/tests"
  printf '%-16s ' "$name"

  {
    time case $test in
      *.sh) timeout -k 20 "$seconds" bash "$test" ;;
      *.py) timeout -k 20 "$seconds" "${PYTHON:-python3}" "$test" ;;
      *)    timeout -k 20 "$seconds" "$test" --tap ;;
    esac >"$log" 2>&1 </dev/null || status=$?
  } 2>"$log.time"
  processor=$(awk 'END { printf "%.0f", $1 + $2 }' "$log.time")

  read -r passed failed skipped planned <<<"$(count "$log")"
  if [ "$status" = 77 ] && [ $((passed + failed + skipped)) = 0 ]; then
    skipped=1
    complaint="can't run here: $(tail -n 1 "$log")"
  elif [ "$status" = 124 ] || [ "$status" = 137 ]; then
    failed=$((failed + 1))
    complaint="it did not end within $seconds seconds"
  elif [ "$planned" -gt $((passed + failed + skipped)) ]; then
    failed=$((failed + 1))
    complaint="it stopped after $((passed + failed + skipped - 1)) of $planned tests"
  elif [ "$status" != 0 ] && [ "$failed" = 0 ]; then
    failed=1
    complaint="it ended with status $status"
  elif [ $((passed + failed + skipped)) = 0 ]; then
    failed=1
    complaint="it ran no test"
  fi

  printf '%4d passed, %d failed, %d skipped  (%d s, %d s of processor)\n' \
    "$passed" "$failed" "$skipped" $((SECONDS - start)) "$processor"
  if [ -n "$complaint" ]; then printf '  %s\n' "$complaint"; fi
  grep -E '^ok .*# *SKIP' "$log" | sed -E 's/^ok *[0-9]* *-? */  skipped: /; s/ # SKIP */: /'
  grep -E '^ *skipped: ' "$log"
  if [ "$failed" -gt 0 ]; then
    grep -E '^not ok' "$log" | sed 's/^/  /'
    printf '  the end of %s:\n' "$log"
    tail -n 40 "$log" | sed 's/^/  | /'
  fi
  echo "$passed $failed $skipped" >>"$counts"
}

# Some run beside the tests after them.  What looks at GIMP's windows mostly waits: the others
# give way to it.  What comes first and takes long on one thread: the partitions, or under
# sanitizers the command line; what measures time waits for its end.  And with four processors
# or more what asks GIMP, and clang-tidy.  Those of the set-up build anew, and wait for all.
beside=()
reports=()
end_beside ()
{
  if [ ${#beside[@]} = 0 ]; then return; fi
  wait "${beside[@]}"
  cat "${reports[@]}"
  beside=()
  reports=()
}

counts=$(mktemp)
trap 'rm -f "$counts"' EXIT

run_beside ()
{
  local report
  report=$BUILD/tests/$(basename "$1").report
  mkdir -p "$BUILD/tests"
  run_test "$1" >"$report" &
  beside+=($!)
  reports+=("$report")
}

first=$1
for test in "$@"; do
  case $test in
    */gimp-ui.sh)
      end_beside
      run_beside "$test"
      renice -n 19 -p $$ >/dev/null 2>&1 || true
      export TIDY_JOBS=1 ;;
    */cli.sh | */check-partition)
      if [ "$test" = "$first" ]; then run_beside "$test"; else run_test "$test"; fi ;;
    */check-progress | */install.sh)
      end_beside
      run_test "$test" ;;
    */gimp.sh | */style.sh)
      if [ "$(nproc)" -ge 4 ]; then run_beside "$test"; else run_test "$test"; fi ;;
    *)
      run_test "$test" ;;
  esac
done
end_beside

while read -r passed failed skipped; do
  total_passed=$((total_passed + passed))
  total_failed=$((total_failed + failed))
  total_skipped=$((total_skipped + skipped))
done <"$counts"

skipped=
if [ "$total_skipped" -gt 0 ]; then skipped=", $total_skipped skipped"; fi
echo "$total_passed passed, $total_failed failed$skipped"
[ "$total_failed" = 0 ] && [ $((total_passed + total_skipped)) -gt 0 ]
