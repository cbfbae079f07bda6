/* SPDX-License-Identifier: GPL-3.0-or-later */

/* LibRaw's picture becomes one of libvips. */

#include "plugin/cli/picture-raw.h"
#include "plugin/cli/picture-memory.h"

#include <libraw/libraw.h>

static VipsImage *
develop (libraw_data_t *raw)
{
  VipsImage                *image = NULL;
  libraw_processed_image_t *picture;
  int                       failed = 0;

  raw->params.use_camera_wb = 1;
  raw->params.output_bps    = 16;
  raw->params.output_color  = 1; /* sRGB, and its curve: */
  raw->params.gamm[0]       = 1 / 2.4;
  raw->params.gamm[1]       = 12.92;

  if (libraw_unpack (raw) != LIBRAW_SUCCESS || libraw_dcraw_process (raw) != LIBRAW_SUCCESS)
    return NULL;

  picture = libraw_dcraw_make_mem_image (raw, &failed);

  if (picture && !failed && picture->type == LIBRAW_IMAGE_BITMAP && picture->bits == 16)
    image = vips_image_new_from_memory_copy (picture->data, picture->data_size, picture->width,
                                             picture->height, picture->colors,
                                             VIPS_FORMAT_USHORT);
  if (picture)
    libraw_dcraw_clear_mem (picture);

  return image;
}

static VipsImage *
measure (libraw_data_t *raw)
{
  return libraw_adjust_sizes_info_only (raw) == LIBRAW_SUCCESS
           ? nst_picture_measured (raw->sizes.iwidth, raw->sizes.iheight, 3, VIPS_FORMAT_USHORT)
           : NULL;
}

VipsImage *
nst_picture_raw_read (const char *path,
                      gboolean    is_header)
{
  libraw_data_t *raw   = libraw_init (0);
  VipsImage     *image = NULL;

  if (raw && libraw_open_file (raw, path) == LIBRAW_SUCCESS)
    image = is_header ? measure (raw) : develop (raw);
  if (raw)
    libraw_close (raw);

  return image;
}
