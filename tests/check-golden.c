/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's losses and gradients against those that golden.py made, by
 * another program in double precision.  Run from the repository's root.
 *
 * A ReLU or a maximum may be so near a tie that rounding decides it; the
 * gradient then differs by what hangs on that one response, and neither value
 * is wrong.  Where a gradient is farther off than TOLERANCE (and less than
 * FLIP_TOLERANCE), that this is why has to be shown: among canvases that
 * differ from the golden one by less than the rounding of the first layers
 * there must be one on which the engine has the golden gradient.  A mistake
 * in the engine would be there on each of them. */

#include "core/nst.h"
#include "tests/with-network.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include <json-glib/json-glib.h>

#define FOLDER         "tests/golden"
#define TOLERANCE      1e-4 /* relative */
#define FLIP_TOLERANCE 1e-2
#define N_NUDGES       48
#define NUDGE          (5e-5 / 255.0)


typedef struct
{
  JsonObject *json; /* borrowed from the parser that main keeps */
  NstSettings settings;
  NstImage   *canvas;
  NstImage   *content;
  NstImage   *style;    /* NULL: a case without */
  float      *gradient; /* [3][height][width], B, G, R */
} Case;


/* ---- files ----------------------------------------------------------- */

static char *
read_file (const char *name,
           gsize      *length)
{
  g_autofree char   *path  = g_build_filename (FOLDER, name, NULL);
  g_autoptr (GError) error = NULL;
  char              *bytes;

  g_file_get_contents (path, &bytes, length, &error);
  g_assert_no_error (error);
  return bytes;
}

/* A picture as golden.py writes it: P6, width and height, 255, R, G, B. */
static NstImage *
read_picture (const char *name)
{
  gsize            length;
  g_autofree char *bytes = read_file (name, &length);
  int              width, height, start = 0;
  NstImage        *image;

  g_assert_cmpint (sscanf (bytes, "P6\n%d %d\n255%n", &width, &height, &start), ==, 2);
  g_assert_cmpint (start, >, 0);
  start++;
  g_assert_cmpuint (length, ==, (gsize) start + 3 * (gsize) width * (gsize) height);

  image = nst_image_new (width, height, 3, NULL);
  g_assert_nonnull (image);
  for (int i = 0; i < 3 * width * height; i++)
    image->data[i] = (float) (guint8) bytes[start + i] / 255.0f;

  return image;
}

/* A NumPy array of little-endian floats [3][height][width]. */
static float *
read_gradient (const char *name,
               int         width,
               int         height)
{
  const gsize      count = 3 * (gsize) width * (gsize) height;
  g_autofree char *shape = g_strdup_printf ("'shape': (3, %d, %d)", height, width);
  gsize            length, start;
  g_autofree char *bytes  = read_file (name, &length);
  float           *values = g_new (float, count);

  g_assert_cmpuint (length, >, 10);
  g_assert_cmpmem (bytes, 8, "\x93NUMPY\1\0", 8);
  start = 10 + (gsize) (guint8) bytes[8] + 256 * (gsize) (guint8) bytes[9];
  g_assert_cmpuint (length, ==, start + 4 * count);
  g_assert_nonnull (g_strstr_len (bytes + 10, (gssize) start - 10, shape));
  g_assert_nonnull (g_strstr_len (bytes + 10, (gssize) start - 10, "'<f4'"));
  g_assert_nonnull (g_strstr_len (bytes + 10, (gssize) start - 10, "'fortran_order': False"));

  for (gsize i = 0; i < count; i++)
    {
      union
      {
        guint32 bits;
        float   value;
      } number;

      memcpy (&number.bits, bytes + start + 4 * i, 4);
      number.bits = GUINT32_FROM_LE (number.bits);
      values[i]   = number.value;
    }

  return values;
}

static void
read_settings (JsonObject  *json,
               NstSettings *settings)
{
  memset (settings, 0, sizeof *settings);
  settings->style_scale = 1.0;
  settings->quality     = NST_QUALITY_GOOD;
  settings->history     = 20;
  settings->threads     = 2;

  g_strlcpy (settings->content_layers, json_object_get_string_member (json, "content_layers"),
             sizeof settings->content_layers);
  g_strlcpy (settings->style_layers, json_object_get_string_member (json, "style_layers"),
             sizeof settings->style_layers);
  g_strlcpy (settings->style_weights, json_object_get_string_member (json, "style_weights"),
             sizeof settings->style_weights);

  settings->alpha     = json_object_get_double_member (json, "alpha");
  settings->beta      = json_object_get_double_member (json, "beta");
  settings->tv        = json_object_get_double_member (json, "tv");
  settings->normalise = json_object_get_boolean_member (json, "normalise");
  settings->statistic = strcmp (json_object_get_string_member (json, "statistic"), "gram")
                          ? NST_STATISTIC_MOMENTS
                          : NST_STATISTIC_GRAM;
  settings->pool      = strcmp (json_object_get_string_member (json, "pool"), "max")
                          ? NST_POOL_AVERAGE
                          : NST_POOL_MAX;
  settings->edge      = strcmp (json_object_get_string_member (json, "edge"), "zero")
                          ? NST_EDGE_REPLICATE
                          : NST_EDGE_ZERO;
}

static void
case_init (Case       *c,
           JsonObject *json)
{
  g_autofree char *gradient = g_strconcat (json_object_get_string_member (json, "name"),
                                           ".npy", NULL);

  c->json     = json;
  c->canvas   = read_picture (json_object_get_string_member (json, "canvas"));
  c->content  = read_picture (json_object_get_string_member (json, "content"));
  c->style    = json_object_has_member (json, "style")
                  ? read_picture (json_object_get_string_member (json, "style"))
                  : NULL;
  c->gradient = read_gradient (gradient, c->canvas->width, c->canvas->height);
  read_settings (json_object_get_object_member (json, "settings"), &c->settings);
}

static void
case_clear (Case *c)
{
  nst_image_free (c->canvas);
  nst_image_free (c->content);
  nst_image_free (c->style);
  g_free (c->gradient);
}


/* ---- comparing ------------------------------------------------------- */

static void
check_value (const char *name,
             double      value,
             double      golden)
{
  if (!(fabs (value - golden) <= TOLERANCE * fabs (golden)))
    g_error ("%s is %.9g, but should be %.9g (%.1e off)", name, value, golden,
             fabs (value - golden) / fabs (golden));
}

static void
check_terms (JsonObject    *golden,
             const NstTerm *terms,
             int            n_terms)
{
  g_assert_cmpint (n_terms, ==, (int) json_object_get_size (golden));

  for (int i = 0; i < n_terms; i++)
    {
      g_assert_true (json_object_has_member (golden, terms[i].layer));
      check_value (terms[i].layer, terms[i].value,
                   json_object_get_double_member (golden, terms[i].layer));
    }
}

/* |gradient - golden| / |golden| */
static double
gradient_error (const NstImage *gradient,
                const float    *golden)
{
  const size_t plane      = (size_t) gradient->width * (size_t) gradient->height;
  double       difference = 0.0;
  double       size       = 0.0;

  for (size_t i = 0; i < plane; i++)
    for (size_t k = 0; k < 3; k++)
      {
        const double g = golden[k * plane + i];
        const double d = (double) gradient->data[3 * i + k] - g;

        difference += d * d;
        size += g * g;
      }

  return sqrt (difference / size);
}

static double
evaluate (const Case     *c,
          const NstImage *canvas,
          NstTerms       *terms)
{
  g_autoptr (GError)   error    = NULL;
  g_autoptr (NstImage) gradient = NULL;
  const NstImage      *styles[] = { c->style };

  nst_evaluate (&(NstSubject){ network, c->content, styles, c->style ? 1 : 0, NULL, &c->settings },
                canvas, terms, &gradient, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (gradient);
  g_assert_cmpint (gradient->width, ==, canvas->width);
  g_assert_cmpint (gradient->height, ==, canvas->height);
  g_assert_cmpint (gradient->channels, ==, 3);

  return gradient_error (gradient, c->gradient);
}

/* The least error on canvases all but equal to the golden one. */
static double
nudge (const Case *c)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  double            best = G_MAXDOUBLE;

  for (int n = 0; n < N_NUDGES && best > TOLERANCE; n++)
    {
      g_autoptr (NstImage) canvas = nst_image_new (c->canvas->width, c->canvas->height, 3, NULL);
      NstTerms             terms;

      g_assert_nonnull (canvas);
      for (int i = 0; i < 3 * canvas->width * canvas->height; i++)
        canvas->data[i] = (float) (c->canvas->data[i] + g_rand_double_range (rand, -NUDGE, NUDGE));
      best = MIN (best, evaluate (c, canvas, &terms));
    }

  return best;
}

static void
test_case (gconstpointer data)
{
  Case        c;
  NstTerms    terms;
  JsonObject *golden;
  double      error;

  case_init (&c, (JsonObject *) data);
  golden = json_object_get_object_member (c.json, "terms");
  error  = evaluate (&c, c.canvas, &terms);

  check_terms (json_object_get_object_member (golden, "content"), terms.content, terms.n_content);
  check_terms (json_object_get_object_member (golden, "style"), terms.style, terms.n_style);
  check_value ("variation", terms.variation, json_object_get_double_member (golden, "variation"));
  check_value ("loss", terms.loss, json_object_get_double_member (c.json, "loss"));

  g_test_message ("gradient %.1e off; PyTorch in single precision %.1e", error,
                  json_object_get_double_member (c.json, "float32"));

  if (!(error <= TOLERANCE))
    {
      const double nudged = nudge (&c);

      g_test_message ("a tie, if anything: %.1e off on a canvas that differs by less than "
                      "%g levels",
                      nudged, 255.0 * NUDGE);
      g_assert_cmpfloat (error, <=, FLIP_TOLERANCE);
      g_assert_cmpfloat (nudged, <=, TOLERANCE);
    }

  case_clear (&c);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError)     error  = NULL;
  JsonArray             *cases;
  int                    status;

  g_test_init (&argc, &argv, NULL);

  json_parser_load_from_file (parser, FOLDER "/cases.json", &error);
  g_assert_no_error (error);
  cases = json_node_get_array (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (cases), >, 0);

  test_open_network ();

  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject      *json = json_array_get_object_element (cases, i);
      g_autofree char *path = g_strconcat ("/golden/",
                                           json_object_get_string_member (json, "name"), NULL);

      g_test_add_data_func (path, json, test_case);
    }

  status = g_test_run ();
  test_close_network ();
  return status;
}
