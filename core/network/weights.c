/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Finds a VGG-19 among the tensors of a file. */

#include "core/network/weights.h"

#include <math.h>
#include <string.h>

#include "core/base/types.h"
#include "core/network/safetensors.h"

#include <glib/gi18n-lib.h>

#define TABLE_LENGTH 256

typedef struct
{
  int              n_out;
  int              n_in;
  const NstTensor *kernel;
  const NstTensor *bias;
  const NstTensor *table; /* NULL unless kernel is NST_DTYPE_U8 */
} Conv;

struct _NstWeights
{
  NstTensors *tensors;
  float       mean[3];
  gboolean    is_normalised;
  Conv        convs[NST_WEIGHTS_N_CONVS];
};

/* A convolution has no more channels than VGG-19's: what it costs is bounded. */
/* clang-format off */
static const struct { const char *name; int most; } plan[NST_WEIGHTS_N_CONVS] =
{
  { "conv1_1",  64 }, { "conv1_2",  64 },
  { "conv2_1", 128 }, { "conv2_2", 128 },
  { "conv3_1", 256 }, { "conv3_2", 256 }, { "conv3_3", 256 }, { "conv3_4", 256 },
  { "conv4_1", 512 }, { "conv4_2", 512 }, { "conv4_3", 512 }, { "conv4_4", 512 },
  { "conv5_1", 512 }, { "conv5_2", 512 }, { "conv5_3", 512 }, { "conv5_4", 512 }
};
/* clang-format on */

static const NstTensor *
find_part (NstWeights *weights,
           const char *conv,
           const char *part,
           GError    **error)
{
  g_autofree char *name   = g_strconcat (conv, part, NULL);
  const NstTensor *tensor = nst_tensors_find (weights->tensors, name);

  if (!tensor)
    nst_refuse (error, NST_ERROR_NETWORK, _ ("it has no '%s', so it isn't a VGG-19"), name);

  return tensor;
}

static gboolean
is_vector (const NstTensor *tensor,
           gint64           length)
{
  return tensor->n_dims == 1 && tensor->shape[0] == length;
}

static gboolean
check_finite (const NstTensor *tensor,
              GError         **error)
{
  const size_t count = nst_tensor_count (tensor);

  for (size_t i = 0; i < count; i++)
    if (!isfinite (nst_tensor_get (tensor, i)))
      return nst_refuse (error, NST_ERROR_NETWORK,
                         _ ("'%s' holds a value that isn't a finite number"), tensor->name);

  return TRUE;
}

static gboolean
check_values (NstWeights *weights,
              const char *name,
              Conv       *conv,
              GError    **error)
{
  const NstDtype kernel = conv->kernel->dtype;
  const NstDtype bias   = conv->bias->dtype;

  if (kernel == NST_DTYPE_OTHER || (bias != NST_DTYPE_F32 && bias != NST_DTYPE_F16))
    return nst_refuse (error, NST_ERROR_NETWORK,
                       _ ("'%s' is kept as another kind of number than F32, F16 or U8"), name);

  if (kernel == NST_DTYPE_U8)
    {
      conv->table = find_part (weights, name, ".weight.table", error);
      if (!conv->table)
        return FALSE;
      if (conv->table->dtype != NST_DTYPE_F32 || !is_vector (conv->table, TABLE_LENGTH))
        return nst_refuse (error, NST_ERROR_NETWORK,
                           _ ("'%s' isn't %d numbers"), conv->table->name, TABLE_LENGTH);
    }

  return check_finite (conv->table ? conv->table : conv->kernel, error) &&
         check_finite (conv->bias, error);
}

/* n_in: how many channels the layer before it gives. */
static gboolean
load_conv (NstWeights *weights,
           int         index,
           int         n_in,
           GError    **error)
{
  const char      *name   = plan[index].name;
  const int        most   = plan[index].most;
  Conv            *conv   = &weights->convs[index];
  const NstTensor *kernel = find_part (weights, name, ".weight", error);
  const NstTensor *bias   = kernel ? find_part (weights, name, ".bias", error) : NULL;

  if (!bias)
    return FALSE;

  if (kernel->n_dims != 4 || kernel->shape[0] < 1 || kernel->shape[0] > most ||
      kernel->shape[1] != n_in || kernel->shape[2] != 3 || kernel->shape[3] != 3)
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("'%s' isn't 1 to %d kernels of %d x 3 x 3"),
                       kernel->name, most, n_in);
  if (!is_vector (bias, kernel->shape[0]))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("'%s' isn't one number a kernel"), bias->name);

  conv->n_out  = (int) kernel->shape[0];
  conv->n_in   = n_in;
  conv->kernel = kernel;
  conv->bias   = bias;

  return check_values (weights, name, conv, error);
}

/* What goes into conv1_1, and how strongly layers respond; a file that doesn't say is
 * taken for Caffe's. */
static gboolean
load_input (NstWeights *weights,
            GError    **error)
{
  static const float caffe_mean[3] = { 103.939f, 116.779f, 123.68f };

  const char *order    = nst_tensors_get_text (weights->tensors, "colour order");
  const char *scale    = nst_tensors_get_text (weights->tensors, "scale");
  const char *mean     = nst_tensors_get_text (weights->tensors, "mean");
  const char *response = nst_tensors_get_text (weights->tensors, "mean response");

  if (response && strcmp (response, "1"))
    return nst_refuse (error, NST_ERROR_NETWORK,
                       _ ("its layers' mean response is said to be %.20s, and only 1 is "
                          "understood"),
                       response);
  weights->is_normalised = response != NULL;

  if ((order && strcmp (order, "BGR")) || (scale && strcmp (scale, "255")))
    return nst_refuse (error, NST_ERROR_NETWORK,
                       _ ("it wants other pixels than B, G, R in 0..255"));

  memcpy (weights->mean, caffe_mean, sizeof caffe_mean);

  for (int c = 0; mean && c < 3; c++)
    {
      char        *end;
      const double value = g_ascii_strtod (mean, &end);

      if (end == mean || !(fabs (value) <= 1000.0) || *end != (c < 2 ? ',' : '\0'))
        return nst_refuse (error, NST_ERROR_NETWORK,
                           _ ("the mean in its header isn't three numbers"));

      weights->mean[c] = (float) value;
      mean             = end + 1;
    }

  return TRUE;
}

static gboolean
load (NstWeights *weights,
      const char *path,
      GError    **error)
{
  int n_in = 3;

  weights->tensors = nst_tensors_open (path, error);
  if (!weights->tensors || !load_input (weights, error))
    return FALSE;

  for (int i = 0; i < NST_WEIGHTS_N_CONVS; i++)
    {
      if (!load_conv (weights, i, n_in, error))
        return FALSE;
      n_in = weights->convs[i].n_out;
    }

  return TRUE;
}


/* ---- public ---------------------------------------------------------- */

NstWeights *
nst_weights_open (const char *path,
                  GError    **error)
{
  g_autoptr (NstWeights) weights = g_new0 (NstWeights, 1);
  g_autoptr (GError)     why     = NULL;
  g_autofree char       *name    = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (load (weights, path, &why))
    return g_steal_pointer (&weights);

  name = g_filename_display_name (path);
  g_set_error (error, NST_ERROR, NST_ERROR_NETWORK,
               _ ("The network file '%s' can't be used (%s): run install.sh again, "
                  "or name another file with NEURAL_ART_WEIGHTS."),
               name, why->message);
  return NULL;
}

void
nst_weights_free (NstWeights *weights)
{
  if (!weights)
    return;

  nst_tensors_free (weights->tensors);
  g_free (weights);
}

gboolean
nst_weights_get_conv (const NstWeights *weights,
                      int               conv,
                      int              *n_out,
                      int              *n_in)
{
  if (conv < 0 || conv >= NST_WEIGHTS_N_CONVS)
    return FALSE;

  *n_out = weights->convs[conv].n_out;
  *n_in  = weights->convs[conv].n_in;
  return TRUE;
}

void
nst_weights_read_conv (const NstWeights *weights,
                       int               conv,
                       float            *kernel,
                       float            *bias)
{
  g_return_if_fail (conv >= 0 && conv < NST_WEIGHTS_N_CONVS);

  const Conv      *c     = &weights->convs[conv];
  const NstTensor *table = c->table;
  const size_t     count = nst_tensor_count (c->kernel);
  float            values[TABLE_LENGTH];

  for (int i = 0; i < c->n_out; i++)
    bias[i] = nst_tensor_get (c->bias, (size_t) i);

  for (int i = 0; table && i < TABLE_LENGTH; i++)
    values[i] = nst_tensor_get (table, (size_t) i);

  for (size_t i = 0; i < count; i++)
    kernel[i] = table ? values[c->kernel->data[i]] : nst_tensor_get (c->kernel, i);
}

const float *
nst_weights_get_mean (const NstWeights *weights)
{
  return weights->mean;
}

gboolean
nst_weights_is_normalised (const NstWeights *weights)
{
  return weights->is_normalised;
}
