# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash
#
# Completion of neural-art's words in bash.  What a word may become the program says itself
# (neural-art --complete, see plugin/cli/cli-options.h), so it is always that of the program.

# The words up to the cursor, as the program gets them: bash takes them apart at "=" and ":",
# and leaves quotation marks in them.
_neural_art_words ()
{
  local i word glued=false
  words=()
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]//[\\\"\']/}
    if [ ${#words[@]} -gt 0 ] && { $glued || [[ $word == [=:]* ]]; }; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
    if [[ $word == *[=:] ]]; then glued=true; else glued=false; fi
  done
}

# Files that begin so: those with one of the endings, and folders; any where there are none.
_neural_art_files ()
{
  local begun=$1 file pattern
  local -a all=()
  shift
  pattern=$(IFS='|'; echo "$*")
  while IFS= read -r file; do
    all+=("$file")
    if [ $# = 0 ] || [ -d "${file/#\~/$HOME}" ] || [[ ${file,,} == *.@($pattern) ]]; then
      COMPREPLY+=("$file")
    fi
  done < <(compgen -f -- "$begun")
  if [ ${#COMPREPLY[@]} = 0 ]; then COMPREPLY=("${all[@]}"); fi
}

_neural_art ()
{
  local line begun
  local -a words kinds
  COMPREPLY=()
  _neural_art_words
  begun=${words[-1]}
  case $begun in --*=*) begun=${begun#*=} ;; esac
  while IFS= read -r line; do
    case $line in
      $'\tfiles')      _neural_art_files "$begun" ;;
      $'\tpictures\t'*)
        IFS=$'\t' read -r -a kinds <<<"${line#$'\tpictures\t'}"
        _neural_art_files "$begun" "${kinds[@]}" ;;
      $'\t'*)          ;;
      *)               COMPREPLY+=("${line%%$'\t'*}") ;;
    esac
  done < <("${1/#\~/$HOME}" --complete "${words[@]}" 2>/dev/null)

  # Of what bash has taken apart at ":" only the last part is replaced.
  if [[ $begun == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${begun%"${begun##*:}"}"}")
  fi
}

complete -o filenames -F _neural_art neural-art
