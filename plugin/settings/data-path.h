/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the files that come with the program lie, installed or not: the network, which
 * every run opens first, and the styles of the shelf. */

#pragma once

#include "core/nst.h"

/* The path of a file or folder that comes with the program: the first of that name
 * in program_dir/source_folder and program_dir/../source_folder (not installed yet),
 * program_dir/../share/neural-art and the folder that the build was configured with;
 * free with g_free.  NULL when there is none; the places are then told in tried,
 * where it is not NULL. */
char *nst_find_data (const char *program_dir,
                     const char *source_folder,
                     const char *name,
                     GString    *tried);

/* The path of the network: NEURAL_ART_WEIGHTS, else vgg19.safetensors as
 * nst_find_data finds it, its source folder weights; free with g_free.  NULL and
 * NST_ERROR_NETWORK, naming the places, when there is none. */
char *nst_find_network (const char *program_dir,
                        GError    **error);

/* The network that belongs to the program in that folder: found, opened once, and kept until
 * the process ends, with what runs have made ready of it and how fast they were found to be.
 * It is not to be freed.  From any thread.  NULL and NST_ERROR_NETWORK where there is none or
 * it can't be read. */
NstNetwork *nst_share_network (const char *program_dir,
                               GError    **error);
