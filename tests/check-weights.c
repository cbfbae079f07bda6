/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the reader of the network's file makes of good, damaged and foreign
 * files.  Run from the repository's root. */

#include "core/network/weights.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "core/nst.h"
#include "tests/network-file.h"

#define WIDTH       TEST_NETWORK_WIDTH
#define N_MUTATIONS 4000

static char *folder; /* made by main, removed by it */
static char *file;   /* the file in it that each test writes */

static const char *const dtypes[] = { "F32", "F16", "U8" };


static void
write_bytes (gconstpointer bytes,
             size_t        length)
{
  FILE *stream = g_fopen (file, "wb");

  g_assert_nonnull (stream);
  g_assert_cmpuint (fwrite (bytes, 1, length, stream), ==, length);
  g_assert_cmpint (fclose (stream), ==, 0);
}


/* ---- what is expected ------------------------------------------------ */

static void
check_message (const GError *error,
               const char   *path)
{
  g_assert_error (error, NST_ERROR, NST_ERROR_NETWORK);
  g_assert_nonnull (strstr (error->message, path));
  g_assert_nonnull (strstr (error->message, "NEURAL_ART_WEIGHTS"));
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_str_has_suffix (error->message, "."));
}

static void
assert_refused_path (const char *path,
                     const char *reason)
{
  g_autoptr (GError)     error   = NULL;
  g_autoptr (NstWeights) weights = nst_weights_open (path, &error);

  g_assert_null (weights);
  check_message (error, path);
  if (!strstr (error->message, reason))
    g_error ("\"%s\" was expected in: %s", reason, error->message);
}

static void
assert_refused (const char *reason)
{
  assert_refused_path (file, reason);
}

static NstWeights *
open_good (const char *path)
{
  g_autoptr (GError) error   = NULL;
  NstWeights        *weights = nst_weights_open (path, &error);

  g_assert_no_error (error);
  g_assert_nonnull (weights);
  return weights;
}

/* Reads everything; the buffers are exactly as large as the shapes say. */
static void
read_all (NstWeights *weights)
{
  for (int i = 0; i < NST_WEIGHTS_N_CONVS; i++)
    {
      g_autofree float *kernel = NULL;
      g_autofree float *bias   = NULL;
      int               n_out, n_in;

      g_assert_true (nst_weights_get_conv (weights, i, &n_out, &n_in));
      kernel = g_new (float, ((gsize) n_out * n_in * 9));
      bias   = g_new (float, (gsize) n_out);
      nst_weights_read_conv (weights, i, kernel, bias);

      for (gsize j = 0; j < (gsize) n_out * n_in * 9; j++)
        g_assert_true (isfinite (kernel[j]));
      for (int j = 0; j < n_out; j++)
        g_assert_true (isfinite (bias[j]));
    }
}


/* ---- good files ------------------------------------------------------ */

static void
test_small (void)
{
  for (guint d = 0; d < G_N_ELEMENTS (dtypes); d++)
    for (int pad = 0; pad < 4; pad++) /* numbers at odd addresses too */
      {
        g_autoptr (TestNetwork) f       = test_network_new (dtypes[d]);
        g_autoptr (NstWeights)  weights = NULL;
        float                   kernel[WIDTH * 3 * 9], bias[WIDTH];
        int                     n_out, n_in;

        g_string_append_printf (f->header, "%*s", pad, "");
        test_network_write (f, file);
        weights = open_good (file);

        g_assert_cmpfloat (nst_weights_get_mean (weights)[0], ==, 1.0f);
        g_assert_cmpfloat (nst_weights_get_mean (weights)[1], ==, 2.5f);
        g_assert_cmpfloat (nst_weights_get_mean (weights)[2], ==, -3.0f);
        g_assert_false (nst_weights_get_conv (weights, -1, &n_out, &n_in));
        g_assert_false (nst_weights_get_conv (weights, 16, &n_out, &n_in));

        for (int i = 0; i < NST_WEIGHTS_N_CONVS; i++)
          {
            g_assert_true (nst_weights_get_conv (weights, i, &n_out, &n_in));
            g_assert_cmpint (n_out, ==, WIDTH);
            g_assert_cmpint (n_in, ==, i ? WIDTH : 3);

            nst_weights_read_conv (weights, i, kernel, bias);
            for (int j = 0; j < n_out * n_in * 9; j++)
              g_assert_cmpfloat (kernel[j], ==, test_network_value ((guint) j));
            for (int j = 0; j < n_out; j++)
              g_assert_cmpfloat (bias[j], ==, test_network_value ((guint) j));
          }
      }
}

/* What others may add is none of our business. */
static void
test_extras (void)
{
  g_autoptr (TestNetwork) f       = test_network_new ("U8");
  g_autoptr (NstWeights)  weights = NULL;

  g_string_truncate (f->header, f->header->len - 1);
  test_network_append (f, "conv1_1.metric", "F32", "2,2", 4);
  g_string_append_printf (f->header, ",\"other\":{\"dtype\":\"BF16\",\"shape\":[1,1,1,1,1,2],"
                                     "\"data_offsets\":[%u,%u],\"more\":[[1]]}",
                          f->data->len, f->data->len + 4);
  g_byte_array_append (f->data, (const guint8 *) "abcd", 4);
  g_string_append_printf (f->header, ",\"%0*d\":{\"dtype\":\"U8\",\"shape\":[0],"
                                     "\"data_offsets\":[0,0]}}",
                          300, 0);
  test_network_write (f, file);
  weights = open_good (file);
  read_all (weights);
}

static void
test_no_metadata (void)
{
  g_autoptr (TestNetwork) f       = test_network_new ("F32");
  g_autoptr (NstWeights)  weights = NULL;
  const char             *start   = strstr (f->header->str, "\"conv1_1.weight\"");

  g_string_erase (f->header, 1, start - f->header->str - 1);
  test_network_write (f, file);
  weights = open_good (file);
  g_assert_cmpfloat (nst_weights_get_mean (weights)[0], ==, 103.939f);
  g_assert_cmpfloat (nst_weights_get_mean (weights)[1], ==, 116.779f);
  g_assert_cmpfloat (nst_weights_get_mean (weights)[2], ==, 123.68f);
}

static void
test_mean_response (void)
{
  g_autoptr (TestNetwork) f       = test_network_new ("F32");
  g_autoptr (NstWeights)  weights = NULL;
  g_autoptr (NstWeights)  scaled  = NULL;

  test_network_write (f, file);
  weights = open_good (file);
  g_assert_false (nst_weights_is_normalised (weights));

  test_network_edit (f, "\"scale\":\"255\"", "\"scale\":\"255\",\"mean response\":\"1\"");
  test_network_write (f, file);
  scaled = open_good (file);
  g_assert_true (nst_weights_is_normalised (scaled));
}

/* The file that is shipped: its shapes, its bytes (weights/README.md has the
 * sum), and a few values of conv1_1 and conv5_4. */
static void
test_shipped (void)
{
  static const int blocks[] = { 2, 2, 4, 4, 4 };
  static const int widths[] = { 64, 128, 256, 512, 512 };

  const char            *path    = "weights/vgg19.safetensors";
  g_autoptr (NstWeights) weights = open_good (path);
  g_autofree float      *kernel  = g_new (float, 512 * 512 * 9);
  g_autofree float      *bias    = g_new (float, 512);
  g_autofree char       *bytes   = NULL;
  g_autofree char       *sum     = NULL;
  g_autofree char       *card    = NULL;
  gsize                  length;
  int                    n_before = 3, conv = 0, n_out, n_in;

  for (int b = 0; b < 5; b++)
    for (int k = 0; k < blocks[b]; k++, conv++)
      {
        g_assert_true (nst_weights_get_conv (weights, conv, &n_out, &n_in));
        g_assert_cmpint (n_out, ==, widths[b]);
        g_assert_cmpint (n_in, ==, n_before);
        n_before = n_out;
      }

  nst_weights_read_conv (weights, 0, kernel, bias);
  g_assert_cmpfloat_with_epsilon (kernel[0], 0.340632796f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (kernel[64 * 27 - 1], -0.2668809f, 1e-6f);
  g_assert_cmpfloat_with_epsilon (bias[63], 0.407212198f, 1e-6f);
  nst_weights_read_conv (weights, 15, kernel, bias);
  g_assert_cmpfloat_with_epsilon (kernel[512 * 512 * 9 - 1], -0.00106913515f, 1e-7f);
  g_assert_cmpfloat_with_epsilon (bias[511], 0.0221687853f, 1e-6f);

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  g_assert_true (g_file_get_contents ("weights/README.md", &card, NULL, NULL));
  sum = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (const guchar *) bytes, length);
  g_assert_nonnull (strstr (card, sum));
}


/* ---- bad files ------------------------------------------------------- */

/* Every length but the right one. */
static void
test_truncated (void)
{
  g_autoptr (TestNetwork) f     = test_network_new ("F16");
  g_autoptr (GByteArray)  bytes = test_network_bytes (f);

  for (guint length = 1; length < bytes->len; length++)
    {
      write_bytes (bytes->data, length);
      assert_refused ("it is cut short");
    }

  write_bytes (bytes->data, bytes->len);
  nst_weights_free (open_good (file));
}

static void
test_foreign (void)
{
  static const struct
  {
    const char *bytes;
    gsize       length;
    const char *reason;
  } files[] = {
    { "", 0, "it is empty" },
    { "\xff\xd8\xff\xe0\0\x10JFIF\0\1\1\1\0H\0H\0\0", 20, "it isn't a safetensors file" },
    { "\x89PNG\r\n\x1a\n\0\0\0\rIHDR", 16, "it isn't a safetensors file" },
    { "Some words in a text file.\n", 27, "it isn't a safetensors file" },
    { "PK\3\4\0\0\x08\x08\0\0\0\0\0\0", 14, "it looks like a PyTorch file" },
    { "\x80\2\x8a\nl\xfc\x9c\x46\xf9 j\xa8P\x19.", 15, "it looks like a PyTorch file" },
    { "\0\0\0\0\0\0\0\0{}", 10, "it isn't a safetensors file" },
    { "\1\0\0\0\0\0\0\0{}", 10, "it isn't a safetensors file" },
    { "\2\0\0\0\0\0\0\0{}", 10, "it has no 'conv1_1.weight', so it isn't a VGG-19" },
    { "\2\0\0\0\0\0\0\0{]", 10, "its header is damaged" },
    { "\2\0\0\0\0\0\0\0[]", 10, "it isn't a safetensors file" },
    { "\3\0\0\0\0\0\0\0{\"\\", 11, "its header is damaged" },
    { "\3\0\0\0\0\0\0\0{\0}", 11, "its header is damaged" },
    { "\3\0\0\0\0\0\0\0{\xff}", 11, "its header is damaged" },
    { "\xff\xff\xff\xff\xff\xff\xff\xff{}", 10, "it isn't a safetensors file" },
    { "\xf8\xff\xff\xff\xff\xff\xff\x7f{}", 10, "it isn't a safetensors file" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      write_bytes (files[i].bytes, files[i].length);
      assert_refused (files[i].reason);
    }
}

static void
test_no_file (void)
{
  g_autofree char *pipe    = g_build_filename (folder, "pipe", NULL);
  g_autofree char *missing = g_build_filename (folder, "missing", NULL);

  assert_refused_path (missing, g_strerror (ENOENT));
  assert_refused_path (folder, "it is a folder");
  assert_refused_path ("/dev/zero", "it isn't a file");
  assert_refused_path ("", g_strerror (ENOENT));

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  assert_refused_path (pipe, "it isn't a file");
  g_unlink (pipe);
}

/* One change in the header of a good F32 file. */
static void
test_header (void)
{
  static const char kernels[] = "isn't 1 to 64 kernels of 3 x 3 x 3";
  static const char damaged[] = "its header is damaged";
  static const char shape[]   = "[2,3,3,3]";
  static const char offsets[] = "[0,216]";
  static const char dtype[]   = "\"dtype\":\"F32\",\"shape\":[2,3,3,3]";

  static const struct
  {
    const char *from, *to, *reason;
  } edits[] = {
    { shape, "[2,3,3,2]", "'conv1_1.weight' doesn't fit its shape" },
    { shape, "[2,9,3,1]", kernels },
    { shape, "[1,6,3,3]", kernels },
    { shape, "[2,27]", kernels },
    { shape, "[2,3,3,3,1]", kernels },
    { shape, "[6,1,3,3]", kernels },
    { shape, "[]", "doesn't fit its shape" },
    { shape, "[0,3,3,3]", "doesn't fit its shape" },
    { shape, "[-2,-3,3,3]", damaged },
    { shape, "[2.0,3,3,3]", damaged },
    { shape, "[\"2\",3,3,3]", damaged },
    { shape, "[null,3,3,3]", damaged },
    { shape, "[4294967296,4294967296,3,3]", damaged },
    { shape, "[9223372036854775807,3,3,3]", damaged },
    { shape, "[18446744073709551618,3,3,3]", damaged },
    { shape, "[4611686018427387958,3,3,3]", damaged },
    { shape, "7", damaged },
    { offsets, "[0,212]", "doesn't fit its shape" },
    { offsets, "[216,0]", damaged },
    { offsets, "[-216,0]", damaged },
    { offsets, "[0]", damaged },
    { offsets, "[0,216,432]", damaged },
    { offsets, "[0,99999999]", "it is cut short" },
    { offsets, "[9223372036854775590,9223372036854775806]", "it is cut short" },
    /* Damaged, or cut short: json-glib reads too large a number in two ways. */
    { offsets, "[18446744073709551400,18446744073709551616]", "can't be used" },
    { offsets, "[4,220]", "two of its tensors overlap" },
    { offsets, "{}", damaged },
    { dtype, "\"dtype\":\"F64\",\"shape\":[2,3,3,3]", "another kind of number" },
    { dtype, "\"dtype\":\"F16\",\"shape\":[4,3,3,3]", "'conv1_1.bias' isn't one number a kernel" },
    { dtype, "\"dtype\":\"F16\",\"shape\":[2,3,3,3]", "doesn't fit its shape" },
    { dtype, "\"dtype\":\"U8\",\"shape\":[8,3,3,3]", "'conv1_1.bias' isn't one number a kernel" },
    { dtype, "\"dtype\":7,\"shape\":[2,3,3,3]", damaged },
    { dtype, "\"shape\":[2,3,3,3]", damaged },
    { "{\"dtype\":\"F32\",\"shape\":[2,3,3,3],\"data_offsets\":[0,216]}", "[]", damaged },
    { "{\"dtype\":\"F32\",\"shape\":[2,3,3,3],\"data_offsets\":[0,216]}", "null", damaged },
    { "conv1_1.weight", "conv1_9.weight", "it has no 'conv1_1.weight'" },
    { "conv5_4.bias", "conv5_5.bias", "it has no 'conv5_4.bias'" },
    { "\"BGR\"", "\"RGB\"", "it wants other pixels" },
    { "\"255\"", "\"1\"", "it wants other pixels" },
    { "1,2.5,-3", "1,2.5", "the mean in its header" },
    { "1,2.5,-3", "1,2.5,-3,4", "the mean in its header" },
    { "1,2.5,-3", "1,nan,-3", "the mean in its header" },
    { "1,2.5,-3", "1,1e30,-3", "the mean in its header" },
    { "1,2.5,-3", "grey", "the mean in its header" },
    { "1,2.5,-3", "", "the mean in its header" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    {
      g_autoptr (TestNetwork) f = test_network_new ("F32");

      test_network_edit (f, edits[i].from, edits[i].to);
      test_network_write (f, file);
      assert_refused (edits[i].reason);
    }
}

/* Layers that don't follow each other, though each is sound. */
static void
test_chain (void)
{
  g_autoptr (TestNetwork) f = test_network_new ("F32");

  test_network_edit (f, "\"conv1_2.weight\":{\"dtype\":\"F32\",\"shape\":[2,2,3,3]",
                     "\"conv1_2.weight\":{\"dtype\":\"F32\",\"shape\":[4,1,3,3]");
  test_network_write (f, file);
  assert_refused ("'conv1_2.weight' isn't 1 to 64 kernels of 2 x 3 x 3");
}

static void
test_table (void)
{
  g_autoptr (TestNetwork) none  = test_network_new ("U8");
  g_autoptr (TestNetwork) small = test_network_new ("U8");

  test_network_edit (none, "conv2_1.weight.table", "conv2_1.weight.tables");
  test_network_write (none, file);
  assert_refused ("it has no 'conv2_1.weight.table'");

  test_network_edit (small, "[256]", "[16,16]");
  test_network_write (small, file);
  assert_refused ("'conv1_1.weight.table' isn't 256 numbers");
}

/* Kernel, bias and table, in each kind of number. */
static void
test_not_finite (void)
{
  static const guint8 nan32[] = { 0, 0, 0xc0, 0x7f }, inf32[] = { 0, 0, 0x80, 0xff };
  static const guint8 nan16[] = { 1, 0x7c }, inf16[] = { 0, 0xfc };
  static const struct
  {
    const char   *dtype;
    guint         at, n;
    const guint8 *bytes;
  } bad[] = {
    { "F32", 212, 4, nan32 },
    { "F32", 0, 4, inf32 },
    { "F32", 220, 4, nan32 },
    { "F16", 106, 2, nan16 },
    { "F16", 0, 2, inf16 },
    { "F16", 110, 2, inf16 },
    { "U8", 54, 4, inf32 },
    { "U8", 62, 4, nan32 },
    { "U8", 62 + 1020, 4, inf32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (TestNetwork) f = test_network_new (bad[i].dtype);

      memcpy (f->data->data + bad[i].at, bad[i].bytes, bad[i].n);
      test_network_write (f, file);
      assert_refused ("holds a value that isn't a finite number");
    }
}

/* Files that are hardly more than a header, and say that they are much more.  Each is
 * refused before anything is done in proportion to what it says. */
static void
test_holes (void)
{
  const gint64 start = g_get_monotonic_time ();
  struct stat  status;

  for (int bits = 24; bits <= 36; bits += 2)
    {
      g_autoptr (TestNetwork) f = test_network_new ("F32");

      test_network_write (f, file);
      g_assert_cmpint (g_stat (file, &status), ==, 0);
      g_assert_cmpint (truncate (file, status.st_size + (1LL << bits)), ==, 0);
      if (bits < 27)
        nst_weights_free (open_good (file));
      else
        assert_refused ("it is larger than a VGG-19 can be");
    }

  for (int width = 65; width <= 4096; width += 4031)
    {
      g_autoptr (TestNetwork) f     = test_network_new ("F32");
      g_autofree char        *shape = g_strdup_printf ("[%d,3,3,3],\"data_offsets\":[%d,%d]", width,
                                                       1 << 24, (1 << 24) + width * 108);

      test_network_edit (f, "[2,3,3,3],\"data_offsets\":[0,216]", shape);
      test_network_write (f, file);
      g_assert_cmpint (truncate (file, (1 << 24) + (1 << 22)), ==, 0);
      assert_refused ("isn't 1 to 64 kernels");
    }

  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* What was read is kept, though the file is shortened or goes. */
static void
test_shortened (void)
{
  g_autoptr (TestNetwork) f       = test_network_new ("F32");
  g_autoptr (NstWeights)  weights = NULL;

  test_network_write (f, file);
  weights = open_good (file);
  g_assert_cmpint (truncate (file, 0), ==, 0);
  read_all (weights);
  g_assert_cmpint (g_unlink (file), ==, 0);
  read_all (weights);
}

/* A header's length of members that mean nothing. */
static void
test_many_members (void)
{
  static const char *const members[] = { "\"a\":1,", "\"a%d\":[1,2],", "\"%d\":{\"shape\":[]}," };
  const gint64             start     = g_get_monotonic_time ();

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_autoptr (TestNetwork) f = test_network_new ("F32");

      g_string_assign (f->header, "{");
      for (int n = 0; f->header->len < (1 << 20) - 40; n++)
        g_string_append_printf (f->header, members[i], n);
      g_string_append (f->header, "\"z\":0}");
      test_network_write (f, file);
      assert_refused ("its header is damaged");
    }

  g_assert_cmpint (g_get_monotonic_time () - start, <, 20 * G_USEC_PER_SEC);
}

/* Brackets enough to run a parser that calls itself out of stack, in the open
 * and behind what is no JSON but is taken by lenient parsers. */
static void
test_deep (void)
{
  static const char *const starts[] = { "{\"a\":", "{/*\"*/\"a\":", "{//\"\n\"a\":",
                                        "{'\"':1,\"a\":", "{#\"\n\"a\":", "{\"\\\"\":1,\"a\":" };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    for (int kind = 0; kind < 2; kind++)
      {
        g_autoptr (TestNetwork) f = test_network_new ("F32");

        g_string_assign (f->header, starts[i]);
        for (int n = 0; n < 100000; n++)
          g_string_append (f->header, kind ? "{\"a\":" : "[");
        test_network_write (f, file);
        assert_refused ("its header is damaged");
      }
}


/* ---- mutations ------------------------------------------------------- */

static void
flip_bit (GRand  *rand,
          guint8 *bytes,
          guint   length)
{
  bytes[g_rand_int_range (rand, 0, (gint32) length)] ^=
    (guint8) (1 << g_rand_int_range (rand, 0, 8));
}

static void
mutate_text (GRand   *rand,
             GString *text)
{
  static const char *const tokens[] = {
    "0", "-1", "1", "4096", "4097", "2147483648", "4294967296", "9223372036854775807",
    "18446744073709551615", "1e400", "null", "true", "[", "]", "{", "}", "\"", "\\", ",", ":",
    "\\u0000", "\"shape\"", "\"dtype\"", "\"data_offsets\"",
    "\"U8\"", "\"F16\"", "\"conv1_1.weight\"",
    "\xc3", "/*", "'", "[[[[[[[[[[", "nan", "__metadata__"
  };

  const gssize at = g_rand_int_range (rand, 0, (gint32) text->len);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      text->str[at] = (char) g_rand_int_range (rand, 0, 256);
      break;
    case 1:
      g_string_erase (text, at, MIN ((gssize) text->len - at, g_rand_int_range (rand, 1, 12)));
      break;
    case 2:
      g_string_insert (text, at, tokens[g_rand_int_range (rand, 0, G_N_ELEMENTS (tokens))]);
      break;
    default: /* a number becomes another */
      {
        const gsize digits = strcspn (text->str + at, "0123456789") + (gsize) at;
        const gsize length = strspn (text->str + digits, "0123456789");

        g_string_erase (text, (gssize) digits, (gssize) length);
        g_string_insert (text, (gssize) digits, tokens[g_rand_int_range (rand, 0, 10)]);
      }
    }
}

static void
test_mutations (void)
{
  g_autoptr (GRand) rand  = g_rand_new_with_seed (19);
  int               taken = 0;

  for (int i = 0; i < N_MUTATIONS; i++)
    {
      g_autoptr (TestNetwork) f       = test_network_new (dtypes[i % 3]);
      g_autoptr (GByteArray)  bytes   = NULL;
      g_autoptr (GError)      error   = NULL;
      g_autoptr (NstWeights)  weights = NULL;
      int                     n       = g_rand_int_range (rand, 1, 4);

      while (n-- > 0 && f->header->len > 1)
        if (g_rand_int_range (rand, 0, 8))
          mutate_text (rand, f->header);
        else
          flip_bit (rand, f->data->data, f->data->len);

      bytes = test_network_bytes (f);
      if (!g_rand_int_range (rand, 0, 16))
        flip_bit (rand, bytes->data, 8);
      write_bytes (bytes->data, bytes->len);

      weights = nst_weights_open (file, &error);
      if (weights)
        {
          g_assert_no_error (error);
          read_all (weights);
          taken++;
        }
      else
        {
          check_message (error, file);
        }
    }

  g_test_message ("%d of %d mutated files were still sound", taken, N_MUTATIONS);
  g_assert_cmpint (taken, >, 0);
  g_assert_cmpint (taken, <, N_MUTATIONS / 2);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  folder = g_dir_make_tmp ("nst-weights-XXXXXX", NULL);
  g_assert_nonnull (folder);
  file = g_build_filename (folder, "network.safetensors", NULL);

  g_test_add_func ("/weights/small", test_small);
  g_test_add_func ("/weights/extras", test_extras);
  g_test_add_func ("/weights/no-metadata", test_no_metadata);
  g_test_add_func ("/weights/mean-response", test_mean_response);
  g_test_add_func ("/weights/shipped", test_shipped);
  g_test_add_func ("/weights/truncated", test_truncated);
  g_test_add_func ("/weights/foreign", test_foreign);
  g_test_add_func ("/weights/no-file", test_no_file);
  g_test_add_func ("/weights/header", test_header);
  g_test_add_func ("/weights/chain", test_chain);
  g_test_add_func ("/weights/table", test_table);
  g_test_add_func ("/weights/not-finite", test_not_finite);
  g_test_add_func ("/weights/holes", test_holes);
  g_test_add_func ("/weights/shortened", test_shortened);
  g_test_add_func ("/weights/many-members", test_many_members);
  g_test_add_func ("/weights/deep", test_deep);
  g_test_add_func ("/weights/mutations", test_mutations);

  status = g_test_run ();

  g_unlink (file);
  g_rmdir (folder);
  g_free (file);
  g_free (folder);
  return status;
}
