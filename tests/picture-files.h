/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Small picture files of many kinds, sound and not, in a temporary folder; and that nothing
 * is printed while they are read.  What can't be made ends the program. */

#pragma once

#include <vips/vips.h>

/* The size of the pictures, as their rows are stored. */
#define FILES_WIDTH  48
#define FILES_HEIGHT 36

/* What stands at column x of row y, in channel c, 0..1; the fourth is alpha. */
typedef float (*FilesPattern) (int x,
                               int y,
                               int c);

float files_colour (int x, /* k/255: four fields of a colour, and a little noise */
                    int y,
                    int c);
float files_deep (int x, /* k/65535 */
                  int y,
                  int c);
float files_grey (int x, /* k/255 */
                  int y,
                  int c);
float files_bit (int x, /* 0 or 1 */
                 int y,
                 int c);
float files_ink (int x, /* the inks of files_colour, without black */
                 int y,
                 int c);

/* Makes the folder, and keeps standard error from the terminal.  Assertions are told all the
 * same. */
void files_begin (void);

/* Runs the tests that were added, and one more: that nothing has been printed meanwhile.  The
 * folder is gone afterwards; what is to be the program's status. */
int files_run (void);

/* Ends the program with that word on the terminal. */
void files_fail (const char *format,
                 ...) G_GNUC_PRINTF (1, 2) G_GNUC_NORETURN;

/* A path in the folder; free it. */
char *files_path (const char *name);

/* Writes a file of these bytes; the array is freed. */
void files_write (const char *name,
                  GByteArray *bytes);
void files_write_text (const char *name,
                       const char *text);

/* Bytes of a file in the folder. */
GByteArray *files_read (const char *name);

/* Keeps percent of the file. */
void files_cut (const char *name,
                int         percent);

/* Numbers at the array's end, and within it. */
void files_put_le (GByteArray *bytes,
                   guint64     value,
                   int         n);
void files_put_be (GByteArray *bytes,
                   guint64     value,
                   int         n);
void files_put (GByteArray   *bytes,
                gconstpointer data,
                gsize         n);
void files_insert (GByteArray   *bytes,
                   guint         at,
                   gconstpointer data,
                   guint         n);

/* The pattern as an image of libvips, of 1 to 4 bands; the fourth, or the second, is alpha. */
VipsImage *files_image (FilesPattern   pattern,
                        int            n_bands,
                        VipsBandFormat format);

/* Saves the image, which is unreferenced, as the name's ending says, options of libvips in
 * brackets behind it; FALSE where libvips can't here. */
gboolean files_save (VipsImage  *image,
                     const char *name,
                     const char *options);

/* EXIF's block, without the word Exif in front of it: a maker, a model, a date, an
 * orientation (0: none) as SHORT (3) or LONG (4), and a thumbnail. */
GByteArray *files_make_exif (int orientation,
                             int type);


/* ---- JPEG ------------------------------------------------------------ */

/* A JPEG file of three colours. */
GByteArray *files_make_jpeg (const char *options);

/* Puts a segment behind the first marker: 0xe1 for EXIF's, after its head's n bytes. */
void files_add_segment (GByteArray   *jpeg,
                        int           marker,
                        gconstpointer data,
                        guint         n);

/* Where the bytes of the scan begin. */
guint files_find_scan (const GByteArray *jpeg);


/* ---- PNG ------------------------------------------------------------- */

/* PNG's kinds of colour. */
enum
{
  FILES_GREY       = 0,
  FILES_RGB        = 2,
  FILES_PALETTE    = 3,
  FILES_GREY_ALPHA = 4,
  FILES_RGBA       = 6
};

/* A PNG file without any chunk that is not needed.  Of a palette the pattern tells the index,
 * and colours are its first 256 colours. */
GByteArray *files_make_png (FilesPattern pattern,
                            int          kind,
                            int          bits);

/* Puts a chunk before the pixels. */
void files_add_chunk (GByteArray   *png,
                      const char   *name,
                      gconstpointer data,
                      guint         n);

/* Where the chunk's length stands. */
guint files_find_chunk (const GByteArray *png,
                        const char       *name);


/* ---- TIFF ------------------------------------------------------------ */

typedef struct
{
  const char *mode; /* of TIFFOpen; NULL: "w" */
  int         bits; /* 0: 8 */
  int         n_samples;
  int         sample_format; /* 0: unsigned integers */
  int         photometric;   /* of libtiff's; -1: none is told */
  int         orientation;   /* 0: none is told */
  int         compression;   /* 0: none */
  int         extra;         /* the meaning of what is more than colours, and one: TIFF's number + 1 */
  gboolean    is_tiled;
  gboolean    has_planes;
} FilesTiff;

void files_make_tiff (const char      *name,
                      const FilesTiff *tiff,
                      FilesPattern     pattern);
