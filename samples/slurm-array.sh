#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Many photos in one style as a Slurm array, each a task of its own.  With the photos' paths
# in a file, one a line:
#
#   ls photos/*.jpg >photos.txt
#   sbatch --array=1-$(wc -l <photos.txt) slurm-array.sh photos.txt great-wave paintings
#
# What follows the folder are settings, for all of them.  A task whose painting is there
# already has nothing to do, so the same again paints what is missing.
#
#SBATCH --job-name=neural-art
#SBATCH --cpus-per-task=4
#SBATCH --mem=4G
#SBATCH --time=01:00:00
#SBATCH --output=neural-art-%A-%a.log

set -eu

list=$1 style=$2 folder=$3
shift 3
photo=$(sed -n "${SLURM_ARRAY_TASK_ID}p" "$list")
name=${photo##*/}
painting=$folder/${name%.*}.png

# A painting is there whole or not at all.
if [ -e "$painting" ]; then exit 0; fi
mkdir -p "$folder"

# What the task was given, less a tenth of the memory for the pictures' libraries.
exec neural-art "$photo" "$style" -o "$painting" \
  --threads "${SLURM_CPUS_PER_TASK:-0}" --memory "$((${SLURM_MEM_PER_NODE:-0} * 9 / 10))" "$@"
