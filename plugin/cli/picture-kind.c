/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The kinds of picture files by their signatures.  Where the signature is shared, or
 * there is none as in TGA, more of the header is looked at. */

#include "plugin/cli/picture-kind.h"

#include <string.h>

#include <glib/gi18n.h>

#define MAGICK "magickload"

/* clang-format off */
#define HEIF_ADVICE \
  N_ ("install libheif's decoders (Debian and Ubuntu: libheif-plugin-libde265 and " \
      "libheif-plugin-dav1d; Fedora: vips-heif; openSUSE: libheif)")
#define JXL_ADVICE \
  N_ ("install libvips's module for it (Debian and Ubuntu: libvips42t64; Fedora: vips-jxl; " \
      "Arch: libjxl)")
#define MAGICK_ADVICE \
  N_ ("install libvips's module for ImageMagick (Fedora: vips-magick; Arch: imagemagick)")
#define VIPS_ADVICE N_ ("install a libvips that reads it")
#define RAW_ADVICE  N_ ("develop it with darktable or RawTherapee, and export it as TIFF or JPEG")
#define PAGE_ADVICE N_ ("open it in GIMP, and export it as PNG")
#define GIMP_ADVICE N_ ("paint it in GIMP, or export it as PNG")
/* clang-format on */

typedef enum
{
  JPEG,
  PNG,
  TIFF,
  WEBP,
  GIF,
  HEIC,
  AVIF,
  JXL,
  JPEG2000,
  EXR,
  HDR,
  PNM,
  ODD_PNM,
  PFM,
  FITS,
  SVG,
  BMP,
  ICO,
  CUR,
  DDS,
  PSD,
  SGI,
  PCX,
  DCX,
  SUN,
  XPM,
  XBM,
  TGA,
  RAW,
  PDF,
  POSTSCRIPT,
  XCF,
  N_KINDS
} Kind;

static const NstPictureKind kinds[N_KINDS] = {
  [JPEG]       = { "JPEG", "jpegload", NST_KIND_JPEG, FALSE, 0, VIPS_ADVICE },
  [PNG]        = { "PNG", "pngload", NST_KIND_PNG, FALSE, 0, VIPS_ADVICE },
  [TIFF]       = { "TIFF", "tiffload", NST_KIND_TIFF, FALSE, 0, VIPS_ADVICE },
  [WEBP]       = { "WebP", "webpload", NST_KIND_PLAIN, FALSE, 4, VIPS_ADVICE },
  [GIF]        = { "GIF", "gifload", NST_KIND_PLAIN, FALSE, 8, VIPS_ADVICE },
  [HEIC]       = { "HEIC", "heifload", NST_KIND_UPRIGHT, FALSE, 8, HEIF_ADVICE },
  [AVIF]       = { "AVIF", "heifload", NST_KIND_UPRIGHT, FALSE, 8, HEIF_ADVICE },
  [JXL]        = { "JPEG XL", "jxlload", NST_KIND_UPRIGHT, FALSE, 16, JXL_ADVICE },
  [JPEG2000]   = { "JPEG 2000", "jp2kload", NST_KIND_PLAIN, FALSE, 16, VIPS_ADVICE },
  [EXR]        = { "OpenEXR", "openexrload", NST_KIND_EXR, TRUE, 0, VIPS_ADVICE },
  [HDR]        = { "Radiance", "radload", NST_KIND_PLAIN, TRUE, 0, VIPS_ADVICE },
  [PNM]        = { "PNM", "ppmload", NST_KIND_PLAIN, FALSE, 0, VIPS_ADVICE },
  [ODD_PNM]    = { "PNM", NULL, NST_KIND_PNM, FALSE, 8, VIPS_ADVICE },
  [PFM]        = { "PFM", "ppmload", NST_KIND_PFM, TRUE, 0, VIPS_ADVICE },
  [FITS]       = { "FITS", "fitsload", NST_KIND_PLAIN, FALSE, 0, VIPS_ADVICE },
  [SVG]        = { "SVG", "svgload", NST_KIND_PLAIN, FALSE, 0, VIPS_ADVICE },
  [BMP]        = { "BMP", MAGICK, NST_KIND_BMP, FALSE, 8, MAGICK_ADVICE },
  [ICO]        = { "icon", MAGICK, NST_KIND_ICON, FALSE, 8, MAGICK_ADVICE },
  [CUR]        = { "cursor", MAGICK, NST_KIND_ICON, FALSE, 8, MAGICK_ADVICE },
  [DDS]        = { "DDS", MAGICK, NST_KIND_DDS, FALSE, 8, MAGICK_ADVICE },
  [PSD]        = { "Photoshop", MAGICK, NST_KIND_PSD, FALSE, 16, MAGICK_ADVICE },
  [SGI]        = { "SGI", MAGICK, NST_KIND_SGI, FALSE, 8, MAGICK_ADVICE },
  [PCX]        = { "PCX", MAGICK, NST_KIND_PCX, FALSE, 8, MAGICK_ADVICE },
  [DCX]        = { "DCX", MAGICK, NST_KIND_PLAIN, FALSE, 8, MAGICK_ADVICE },
  [SUN]        = { "Sun raster", MAGICK, NST_KIND_PLAIN, FALSE, 8, MAGICK_ADVICE },
  [XPM]        = { "XPM", MAGICK, NST_KIND_PLAIN, FALSE, 8, MAGICK_ADVICE },
  [XBM]        = { "XBM", MAGICK, NST_KIND_PLAIN, FALSE, 8, MAGICK_ADVICE },
  [TGA]        = { "TGA", MAGICK, NST_KIND_TGA, FALSE, 8, MAGICK_ADVICE },
  [RAW]        = { "camera raw", NULL, NST_KIND_RAW, FALSE, 16, RAW_ADVICE },
  [PDF]        = { "PDF", NULL, NST_KIND_REFUSED, FALSE, 0, PAGE_ADVICE },
  [POSTSCRIPT] = { "PostScript", NULL, NST_KIND_REFUSED, FALSE, 0, PAGE_ADVICE },
  [XCF]        = { "GIMP", NULL, NST_KIND_REFUSED, FALSE, 0, GIMP_ADVICE },
};

/* Bytes that a file has from an offset on. */
static const struct
{
  const char *bytes;
  guint8      n;
  guint8      offset;
  guint8      kind;
} signatures[] = {
  { "\xff\xd8\xff", 3, 0, JPEG },
  { "\x89PNG\r\n\x1a\n", 8, 0, PNG },
  { "FUJIFILMCCD-RAW", 15, 0, RAW },
  { "IIU\0", 4, 0, RAW },
  { "IIRO", 4, 0, RAW },
  { "IIRS", 4, 0, RAW },
  { "MMOR", 4, 0, RAW },
  { "II*\0\x10\0\0\0CR", 10, 0, RAW },
  { "\0MRM", 4, 0, RAW },
  { "FOVb", 4, 0, RAW },
  { "ftypcrx ", 8, 4, RAW },
  { "II*\0", 4, 0, TIFF },
  { "MM\0*", 4, 0, TIFF },
  { "II+\0", 4, 0, TIFF },
  { "MM\0+", 4, 0, TIFF },
  { "WEBP", 4, 8, WEBP },
  { "GIF8", 4, 0, GIF },
  { "ftypavi", 7, 4, AVIF },
  { "ftyphei", 7, 4, HEIC },
  { "ftyphev", 7, 4, HEIC },
  { "ftypmif1", 8, 4, HEIC },
  { "ftypmsf1", 8, 4, HEIC },
  { "\xff\x0a", 2, 0, JXL },
  { "\0\0\0\x0cJXL ", 8, 0, JXL },
  { "\0\0\0\x0cjP  ", 8, 0, JPEG2000 },
  { "\xff\x4f\xff\x51", 4, 0, JPEG2000 },
  { "\x76\x2f\x31\x01", 4, 0, EXR },
  { "#?RADIANCE", 10, 0, HDR },
  { "#?RGBE", 6, 0, HDR },
  { "Pf", 2, 0, PFM },
  { "PF", 2, 0, PFM },
  { "SIMPLE  =", 9, 0, FITS },
  { "<svg", 4, 0, SVG },
  { "\0\0\1\0", 4, 0, ICO },
  { "\0\0\2\0", 4, 0, CUR },
  { "DDS ", 4, 0, DDS },
  { "8BPS", 4, 0, PSD },
  { "\x01\xda", 2, 0, SGI },
  { "\xb1\x68\xde\x3a", 4, 0, DCX },
  { "\x59\xa6\x6a\x95", 4, 0, SUN },
  { "/* XPM", 6, 0, XPM },
  { "#define ", 8, 0, XBM },
  { "%PDF-", 5, 0, PDF },
  { "%!PS", 4, 0, POSTSCRIPT },
  { "\xc5\xd0\xd3\xc6", 4, 0, POSTSCRIPT },
  { "gimp xcf", 8, 0, XCF },
};

static gboolean
has_extension (const char        *path,
               const char *const *extensions)
{
  const char *dot = strrchr (path, '.');

  for (; dot && *extensions; extensions++)
    if (g_ascii_strcasecmp (dot + 1, *extensions) == 0)
      return TRUE;

  return FALSE;
}

gboolean
nst_picture_kind_is_raw_name (const char *path)
{
  static const char *const extensions[] = { "3fr", "arw", "cr2", "dcr", "dng", "erf", "fff",
                                            "iiq", "kdc", "mef", "mos", "nef", "nrw", "pef",
                                            "raw", "rwl", "sr2", "srf", "srw", NULL };

  return has_extension (path, extensions);
}

/* Two letters are too little to know these by, and a .dib file has not even them. */
static gboolean
is_bmp (const guchar *bytes,
        gsize         n,
        const char   *path)
{
  static const char *const extensions[] = { "dib", NULL };

  if (n >= 40 && bytes[0] == 40 && has_extension (path, extensions))
    return TRUE;

  /* Its header's size, the lowest byte of it, begins at 14. */
  return n >= 18 && memcmp (bytes, "BM", 2) == 0 && bytes[15] == 0 && bytes[16] == 0 &&
         bytes[17] == 0;
}

static gboolean
is_pnm (const guchar *bytes,
        gsize         n)
{
  return n >= 3 && bytes[0] == 'P' && bytes[1] >= '1' && bytes[1] <= '7' &&
         (g_ascii_isspace (bytes[2]) || bytes[2] == '#');
}

/* Written as most programs do.  libvips does not scale other levels, nor skip one comment after
 * another, and wants a line's end before the pixels, and space between the digits of P1. */
static gboolean
is_common_pnm (const guchar *bytes,
               gsize         n)
{
  g_autofree char *head = g_strndup ((const char *) bytes, MIN (n, 256));

  return g_regex_match_simple ("^P[56]\n(#[^\n]*\n)?[0-9]+ [0-9]+\n(255|65535)\n", head,
                               G_REGEX_RAW, 0);
}

static gboolean
is_pcx (const guchar *bytes,
        gsize         n)
{
  return n >= 128 && bytes[0] == 0x0a && bytes[1] <= 5 && bytes[2] == 1;
}

/* Named like one, and a sensible header. */
static gboolean
is_tga (const guchar *bytes,
        gsize         n,
        const char   *path)
{
  static const char *const extensions[] = { "tga", "icb", "vda", "vst", "targa", NULL };

  return n >= 18 && has_extension (path, extensions) && bytes[1] <= 1 &&
         (bytes[2] & ~8) >= 1 && (bytes[2] & ~8) <= 3 &&
         (bytes[16] == 1 || bytes[16] == 8 || bytes[16] == 15 || bytes[16] == 16 ||
          bytes[16] == 24 || bytes[16] == 32);
}

/* XML whose first element, soon enough, is svg. */
static gboolean
is_svg (const guchar *bytes,
        gsize         n)
{
  return n >= 5 && (memcmp (bytes, "<?xml", 5) == 0 || memcmp (bytes, "<!--", 4) == 0) &&
         g_strstr_len ((const char *) bytes, (gssize) MIN (n, 4096), "<svg");
}

const NstPictureKind *
nst_picture_kind_find (const guchar *bytes,
                       gsize         n,
                       const char   *path)
{
  /* Half of them begin as a cursor does. */
  if (is_tga (bytes, n, path))
    return &kinds[TGA];

  for (size_t i = 0; i < G_N_ELEMENTS (signatures); i++)
    if (n >= (gsize) signatures[i].offset + signatures[i].n &&
        memcmp (bytes + signatures[i].offset, signatures[i].bytes, signatures[i].n) == 0)
      return &kinds[signatures[i].kind == TIFF && nst_picture_kind_is_raw_name (path)
                      ? RAW
                      : signatures[i].kind];

  return is_bmp (bytes, n, path) ? &kinds[BMP]
         : is_pnm (bytes, n)     ? &kinds[is_common_pnm (bytes, n) ? PNM : ODD_PNM]
         : is_pcx (bytes, n)     ? &kinds[PCX]
         : is_svg (bytes, n)     ? &kinds[SVG]
                                 : NULL;
}

const NstPictureKind *
nst_picture_kind_get_raw (void)
{
  return &kinds[RAW];
}

/* HEIF's, JPEG XL's and LibRaw's pictures are upright already. */
gboolean
nst_picture_kind_is_turned (const NstPictureKind *kind)
{
  return kind->trait != NST_KIND_RAW && kind->trait != NST_KIND_UPRIGHT &&
         kind->trait != NST_KIND_PFM;
}
