#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# What tells of the command line's words besides --help: the manual page, and completion in
# bash and zsh, typed in a terminal.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

ptys=$folder/tests/pty-tools.py
mapfile -t options < <("$art" --complete -- | cut -f 1)


# ---- the table of options ----------------------------------------------------

# What is told is taken: of such words the last is the one that there is not.
run --help
mapfile -t own < <(sed '/^Settings/,$d' out | grep -oE '^  (-., )?--[a-z-]+' | grep -oE -- '--[a-z-]+')
cp out help
refused=
for option in "${own[@]}" -o -q -h; do
  "$art" "$option" 1 --frobnicate >out 2>said
  if grep -q 'There is no option' said && ! grep -q 'no option --frobnicate' said; then
    refused="$refused $option"
  fi
done
echo "refused:$refused" >said
[ ${#own[@]} -ge 15 ] && [ -z "$refused" ]
result "every option that --help tells of is one"

mapfile -t presets < <("$art" --complete --preset= | cut -f 1)

# untold FILE: the options that a text does not tell of; "--no-NAME" is told with NAME, and
# the presets' with theirs.
untold ()
{
  local option
  for option in "${options[@]}"; do
    case " ${presets[*]} " in *" ${option#--} "*) continue ;; esac
    case $option in --no-*) option=--${option#--no-} ;; esac
    grep -qE -- "^ +(-., )?$option( |$)" "$1" || printf ' %s' "$option"
  done
}

echo "not told:$(untold help)" >said
[ ${#options[@]} -gt 60 ] && [ -z "$(untold help)" ]
result "and it tells of every option that is offered"


# ---- the manual page ---------------------------------------------------------

SOURCE_DATE_EPOCH=86400 run --man
cp out page.1
[ $status = 0 ] && [ ! -s said ] && grep -q '^\.TH NEURAL\\-ART 1 1970-01-02 ' page.1
result "--man prints a page, of the day that it is told"

# looks NAME COMMAND...: a tool that has nothing to say about the page.
looks ()
{
  if command -v "$2" >/dev/null; then
    "${@:2}" >out 2>said && [ ! -s said ]
    result "$1"
  else
    skip "$1" "there is no $2"
  fi
}

looks "groff finds nothing in it" groff -man -Tutf8 -ww -z page.1
if command -v mandoc >/dev/null; then
  mandoc -T lint page.1 >said 2>&1 && [ ! -s said ]
  result "mandoc finds nothing in it"
else
  skip "mandoc finds nothing in it" "there is no mandoc"
fi

if command -v man >/dev/null && MANWIDTH=80 LC_ALL=C man -l page.1 >shown 2>said; then
  sed -i 's/.\x08//g' shown
  missed=$(untold shown)
  for word in NAME SYNOPSIS DESCRIPTION OPTIONS SETTINGS FILES ENVIRONMENT "EXIT STATUS" EXAMPLES \
              "0 to 100 (50)" "CHOICE (look)" watercolour NEURAL_ART_MEMORY; do
    grep -qF -- "$word" shown || missed="$missed $word"
  done
  echo "missed:$missed" >said
  [ -z "$missed" ] && [ "$(awk '{ if (length > n) n = length } END { print n }' shown)" -le 80 ]
  result "man shows all options and settings, with ranges and first values"
else
  skip "man shows all options and settings" "there is no man, or none that shows a file"
fi


# ---- completion --------------------------------------------------------------

offers ()
{
  "$art" --complete "${@:2}" >out 2>said && [ ! -s said ] && grep -q -e "$1" out
}

offers '^gram	By Gram' --preset g && [ "$(wc -l <out)" = 1 ]
result "a choice is offered with what it does"
offers '^	say	0 to 100 (50): How far' --strength ''
result "of a number its range is told"
offers '^great-wave	Great wave$' content.ppm '' && ! offers '^great-wave' ''
result "styles where a style may be"
offers '^great-wave	' --texture '' && ! offers '^great-wave' --evaluate content.ppm '' &&
  ! offers '^great-wave' content.ppm -o '' && ! offers '^great-wave' --size 200 ''
result "and nowhere else"
offers '^	pictures	png	jpg' content.ppm -o ''
result "pictures where a picture may be"
offers '^conv1_1,pool5$' --style-layers conv1_1,p && ! offers '^conv1_1,conv1_1' --style-layers conv1_1,c
result "layers of a list, each once"

# What is typed goes to a program that says which words it got.
mkdir -p bin data/neural-art/styles pond
cp style.ppm "data/neural-art/styles/my own.ppm"
cp content.ppm pond/water.ppm
cat >bin/neural-art <<EOF
#!/bin/sh
if [ "\$1" = --complete ]; then exec "$art" "\$@"; fi
printf '<%s>' "\$@"; echo .
EOF
chmod +x bin/neural-art
export PATH=$PWD/bin:$PATH

# completes SHELL COMMAND...: by that shell.
completes ()
{
  local shell=$1
  shift
  if ! command -v "$shell" >/dev/null; then
    skip "completion in $shell" "there is no $shell"
    return
  fi
  python3 "$ptys" typed "$@" >tap 2>&1
  cat tap
  grep -q '^ok' tap && ! grep -q '^not ok' tap
  result "completion in $shell"
}

completes bash bash --noprofile --norc -i -- "PS1='> '; source '$folder/plugin/cli/complete.bash'"
completes zsh zsh -f -i -- "PS1='> '; cp '$folder/plugin/cli/complete.zsh' _neural-art
fpath=('$PWD' \$fpath); autoload -Uz compinit; compinit -u -d '$PWD/zcompdump'"

finish
