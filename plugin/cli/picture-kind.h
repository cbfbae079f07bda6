/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What kind of picture a file holds, by its first bytes: which of libvips's loaders reads
 * it, and what is to be said where there is none.  A file is given to no other loader
 * than its kind's: some of ImageMagick's would run programs. */

#pragma once

#include <glib.h>

typedef enum
{
  NST_KIND_PLAIN,
  NST_KIND_UPRIGHT, /* turned as it is read, whatever EXIF says besides */
  NST_KIND_JPEG,
  NST_KIND_PNG,
  NST_KIND_TIFF,
  NST_KIND_BMP,
  NST_KIND_ICON, /* and cursors */
  NST_KIND_TGA,
  NST_KIND_PCX,
  NST_KIND_SGI,
  NST_KIND_PSD,
  NST_KIND_PNM, /* written as libvips does not read it */
  NST_KIND_PFM,
  NST_KIND_DDS,
  NST_KIND_EXR,
  NST_KIND_RAW,    /* a camera's */
  NST_KIND_REFUSED /* known, but not read here */
} NstKindTrait;

typedef struct
{
  const char  *name;   /* as people know it */
  const char  *loader; /* libvips's operation; NULL: none, or our own */
  NstKindTrait trait;
  gboolean     is_light;        /* its floats are linear light */
  int          bytes_per_pixel; /* that the loader holds of the whole picture; 0: rows only */
  const char  *advice;          /* where the loader is missing, or for REFUSED; untranslated */
} NstPictureKind;

/* The kind of a file by bytes[n] of its beginning, or, where they don't tell, by its name.
 * NULL where it is none that is known. */
const NstPictureKind *nst_picture_kind_find (const guchar *bytes,
                                             gsize         n,
                                             const char   *path);

/* Whether EXIF's orientation is to be heeded. */
gboolean nst_picture_kind_is_turned (const NstPictureKind *kind);

/* The kind of raw files that look like TIFF to others. */
const NstPictureKind *nst_picture_kind_get_raw (void);

/* Whether a file's name is one that cameras give to raw files in a TIFF container. */
gboolean nst_picture_kind_is_raw_name (const char *path);
