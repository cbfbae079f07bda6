/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether files of tests/picture-files.h are read as the picture that they were made from;
 * what is not so ends the program. */

#pragma once

#include "plugin/cli/picture.h"
#include "tests/picture-files.h"

#define CHECKS_EXACT 0.0f
#define CHECKS_STEP  (1.01f / 255)

/* Words of a refusal. */
#define CHECKS_DAMAGED "damaged or cut short"

/* Reads the file, which must be possible, and has the size that was told of its header. */
void checks_load (const char *name,
                  int         side,
                  NstPicture *picture);

/* The picture is upright, and the pattern's, whose rows were stored in that orientation; of
 * grey the pattern's first channel. */
void checks_compare (const NstPicture *picture,
                     FilesPattern      pattern,
                     gboolean          is_grey,
                     int               orientation,
                     float             tolerance);

/* The mean over the middle of each of the pattern's four fields is near. */
void checks_compare_fields (const NstPicture *picture,
                            FilesPattern      pattern,
                            int               orientation,
                            float             tolerance);

/* The same for the picture in a file. */
void checks_alike (const char  *name,
                   FilesPattern pattern,
                   gboolean     is_grey,
                   int          orientation,
                   float        tolerance);
void checks_similar (const char *name,
                     int         orientation);

/* The pattern's colours and alpha; where that is less than 1, to a step of 8 bits. */
void checks_has_alpha (const char  *name,
                       FilesPattern pattern);

/* The file is refused by one sentence with its name and these words. */
void checks_refused (const char *name,
                     const char *words);

/* So it is, as damaged, where it is cut anywhere; where only its last bytes are missing it may
 * be taken for what it was. */
void checks_cut (const char *name);

/* Cut anywhere the file, of several pictures, is refused or has the one that was read. */
void checks_whole_or_refused (const char *name);
