#compdef neural-art
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Completion of neural-art's words in zsh.  What a word may become the program says itself
# (neural-art --complete, see plugin/cli/cli-options.h), so it is always that of the program.

local line begun
local -a lines candidates kinds

begun=${(Q)PREFIX}
lines=("${(@f)$(${(Q)~words[1]} --complete "${(@Q)words[2,CURRENT-1]}" "$begun" 2>/dev/null)}")
if [[ $begun == --*=* ]]; then compset -P 1 '*='; fi

for line in $lines; do
  case $line in
    ($'\t'*) ;;
    (*$'\t'*) candidates+=("${${line%%$'\t'*}//:/\\:}:${line#*$'\t'}") ;;
    (*)      candidates+=("${line//:/\\:}") ;;
  esac
done
if (( $#candidates )); then _describe -t words word candidates; fi

for line in $lines; do
  case $line in
    ($'\tfiles') _files ;;
    ($'\tpictures\t'*)
      kinds=("${(@ps:\t:)line#$'\tpictures\t'}")
      _files -g "*.(#i)(${(j:|:)kinds})(-.)" ;;
    ($'\tsay\t'*) _message -r "${line#$'\tsay\t'}" ;;
  esac
done
