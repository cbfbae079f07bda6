#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# The README's recipes for many pictures, as they are printed there: GNU parallel, several
# hosts by ssh, a Slurm array.  Pictures are small; hosts and cluster are made for it where
# root can, in namespaces of their own.

# shellcheck source=tests/cli-lib.sh
. "$(dirname "${BASH_SOURCE[0]}")/cli-lib.sh" || exit 1

awk -v to="$scratch" '
  /^## /  { ours = /^## Many pictures/ }
  /^```$/ { file = "" }
  file    { print >file }
  ours && /^```sh$/ { file = to "/recipe-" ++n }' "$folder/README.md"

# The program under its name, with settings that are quick, who notes which pictures it was
# given, and on which host; the network and a style where the hosts see them too.
mkdir -p bin work/photos work/samples styles
cp "$NEURAL_ART_WEIGHTS" network.safetensors
cp "$shelf/great-wave.jpg" "$shelf/poppies.jpg" styles
cp "$folder/samples/slurm-array.sh" work/samples
cat >bin/neural-art <<EOF
#!/bin/bash
export NEURAL_ART_WEIGHTS=$scratch/network.safetensors NEURAL_ART_STYLES=$scratch/styles
echo "\${HOST-here} \$1 \$2" >>$scratch/painted
exec $art "\$@" ${quick[*]}
EOF
# shellcheck disable=SC2016     # that script's words
printf '#!/bin/sh\nexec %s -F %s/ssh-config "$@"\n' "$(command -v ssh)" "$scratch" >bin/ssh
chmod +x bin/neural-art bin/ssh
export PATH=$scratch/bin:$PATH

run content.ppm style.ppm "${quick[@]}" -o work/photos/a.jpg
cp work/photos/a.jpg "work/photos/b b.jpg"

# Of how many pictures the last command has begun a painting.
count_painted ()
{
  local n=0
  if [ -e "$scratch/painted" ]; then n=$(wc -l <"$scratch/painted"); fi
  rm -f "$scratch/painted"
  echo "$n"
}

# there FILE...: whether the paintings are these, each a picture.
there ()
{
  local painting
  [ "$(cd "$scratch/work/paintings" && ls)" = "$(printf '%s\n' "$@")" ] || return 1
  for painting in "$@"; do
    [ "$(python3 "$tools" size "$scratch/work/paintings/$painting")" = "40 30 8 2" ] || return 1
  done
}

recipe ()
{
  (cd "$scratch/work" && timeout -s KILL 120 bash "$scratch/recipe-$1") >out 2>said </dev/null
  status=$?
}

# many_machines HOSTS|CLUSTER RECIPE...: runs recipes where there are such.
apart=(unshare --uts --mount --net --pid --fork --kill-child --mount-proc)
many_machines ()
{
  timeout -s KILL 120 "${apart[@]}" bash "$folder/tests/many-machines.sh" "$scratch" "$@" >out 2>said </dev/null
  status=$?
}


# ---- one machine -----------------------------------------------------------

if parallel --version 2>/dev/null | grep -q '^GNU parallel'; then
  echo "This is no picture." >work/photos/c.jpg
  recipe 1
  [ $status = 1 ] && there a.png "b b.png" && [ "$(count_painted)" = 3 ] \
    && [ "$(awk -F '\t' 'NR > 1 { print $7 }' work/paint.log | sort | tr -d '\n')" = 001 ]
  result "parallel paints a folder, and its log has what failed"

  cp work/photos/a.jpg work/photos/c.jpg
  recipe 1
  [ $status = 0 ] && there a.png "b b.png" c.png && [ "$(count_painted)" = 1 ]
  result "the same again paints what failed, and nothing else"

  rm -r work/paintings work/paint.log
  mkdir work/paintings
  recipe 2
  [ $status = 0 ] && there a-great-wave.png a-poppies.png "b b-great-wave.png" "b b-poppies.png" \
    c-great-wave.png c-poppies.png
  result "each photo in each style"
  count_painted >out
  rm -r work/paintings work/paint.log
else
  skip "parallel paints a folder" "there is no GNU parallel"
fi


# ---- many machines -----------------------------------------------------------

# can_be_made COMMAND...: whether root can make hosts here, and has these; else missing says
# what is missing.
can_be_made ()
{
  local command
  missing=
  for command in ip "$@"; do
    if ! command -v "$command" >/dev/null; then missing="there is no $command"; return 1; fi
  done
  # shellcheck disable=SC2016
  if [ "$(id -u)" != 0 ] \
     || ! "${apart[@]}" bash -c 'ip link add one type veth peer name two && mount -t tmpfs tmpfs /run' 2>/dev/null; then
    missing="hosts can't be made: that takes root and namespaces"
    return 1
  fi
}

rm -f work/photos/c.jpg
if can_be_made parallel rsync sshd; then
  # Twice, for what is left to do then; and a look for what is left there.
  # shellcheck disable=SC2016   # an inner shell's words
  many_machines hosts bash -c 'bash "$1" && bash "$1" && ssh mill find . -type f && ssh barn find . -type f' \
    bash "$scratch/recipe-3"
  [ $status = 0 ] && [ ! -s out ] && there a.png "b b.png" \
    && [ "$(cut -d ' ' -f 1 painted | sort | tr '\n' ' ')" = "barn mill " ]
  result "two hosts get photos by ssh and give paintings back, once, and keep nothing"
else
  skip "two hosts get photos by ssh and give paintings back" "$missing"
fi

rm -rf painted work/paintings
if can_be_made sbatch slurmctld slurmd munged; then
  # shellcheck disable=SC2016   # an inner shell's words
  many_machines cluster bash -c 'for i in 1 2; do bash "$1"; while squeue -h | grep -q .; do sleep 0.1; done; done' \
    bash "$scratch/recipe-4"
  [ $status = 0 ] && there a.png "b b.png" && [ "$(grep -c ^Submitted out)" = 2 ] && [ "$(count_painted)" = 2 ]
  result "a Slurm array paints each photo once"
else
  skip "a Slurm array paints each photo once" "$missing"
fi

# What the tasks do, without a cluster.
rm -rf painted work/paintings
ls work/photos/*.jpg >list.txt
for task in 1 2 2; do
  SLURM_ARRAY_TASK_ID=$task SLURM_CPUS_PER_TASK=1 SLURM_MEM_PER_NODE=4000 \
    timeout 60 bash "$folder/samples/slurm-array.sh" list.txt great-wave work/paintings --seed 1 >out 2>said
done
there a.png "b b.png" && [ "$(count_painted)" = 2 ]
result "each task paints its line's photo, where it is not painted yet"

finish
