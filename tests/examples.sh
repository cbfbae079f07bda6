#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The README's commands about several styles, regions, colours and the like, as they are printed
# there, on small pictures and with few evaluations.  The same examples for GIMP are in gimp.sh.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

mapfile -t examples < <(awk '
  /^## /  { ours = /^## Several styles/ }
  /^```$/ { shell = 0 }
  shell   { print }
  ours && /^```sh$/ { shell = 1 }' "$folder/README.md")

# The program under its name, quick.
mkdir bin
cat >bin/neural-art <<EOF
#!/bin/sh
exec $art "\$@" --schedule 24:3 --threads 1
EOF
chmod +x bin/neural-art
export PATH=$scratch/bin:$PATH

for picture in photo.jpg painting.jpg sky.png face.png; do
  run content.ppm style.ppm "${quick[@]}" -o $picture
done

for example in "${examples[@]}"; do
  wanted="40 30 8 2"
  case $example in *"--width 512"*) wanted="512 512 8 2" ;; esac
  rm -f painted.png tile.png
  timeout -s KILL 120 bash -c "$example" >out 2>said </dev/null \
    && [ "$(python3 "$tools" size painted.png 2>/dev/null || python3 "$tools" size tile.png)" = "$wanted" ]
  result "README: $example"
done

[ ${#examples[@]} -ge 8 ]
result "it has an example of each"

finish
