/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a safetensors file, believing nothing in it. */

#include "core/network/safetensors.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "core/base/memory.h"
#include "core/base/types.h"
#include "core/network/json.h"

#include <glib/gi18n-lib.h>

/* The network's own header is about 5 kB. */
#define MAX_HEADER_BYTES (1 << 20)

/* The convolutions of a VGG-19 take 80 MB as F32. */
#define MAX_FILE_BYTES (128 << 20)

struct _NstTensors
{
  guint8       *contents; /* of the file, length bytes */
  guint64       length;
  JsonParser   *parser;
  const char   *header; /* n_header bytes, not terminated */
  guint64       n_header;
  const guint8 *data; /* n_data bytes after the header */
  guint64       n_data;
  GArray       *tensors; /* of NstTensor, in the file's order */
};

/* ---- the header ------------------------------------------------------ */

static size_t
dtype_size (NstDtype dtype)
{
  switch (dtype)
    {
    case NST_DTYPE_U8:
      return 1;
    case NST_DTYPE_F16:
      return 2;
    case NST_DTYPE_F32:
      return 4;
    default:
      return 0;
    }
}

/* Where the header and the numbers are; FALSE when this is no such file. */
static gboolean
find_header (NstTensors *tensors,
             GError    **error)
{
  const guint8 *contents = tensors->contents;
  const guint64 length   = tensors->length;
  guint64       n;

  if (length >= 4 && (!memcmp (contents, "PK\3\4", 4) || !memcmp (contents, "\x80\2\x8a\n", 4)))
    return nst_refuse (error, NST_ERROR_NETWORK,
                       _ ("it looks like a PyTorch file, which weights/convert.py can "
                          "make one of"));
  if (length < 8)
    return nst_refuse (error, NST_ERROR_NETWORK,
                       length ? _ ("it is cut short") : _ ("it is empty"));

  memcpy (&n, contents, 8);
  n = GUINT64_FROM_LE (n);
  if (n < 2 || n > MAX_HEADER_BYTES || (length > 8 && contents[8] != '{'))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it isn't a safetensors file"));
  if (n > length - 8)
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it is cut short"));

  tensors->header   = (const char *) contents + 8;
  tensors->n_header = n;
  tensors->data     = contents + 8 + n;
  tensors->n_data   = length - 8 - n;
  return TRUE;
}

static NstDtype
parse_dtype (const char *name)
{
  if (strcmp (name, "U8") == 0)
    return NST_DTYPE_U8;
  if (strcmp (name, "F16") == 0)
    return NST_DTYPE_F16;

  return strcmp (name, "F32") == 0 ? NST_DTYPE_F32 : NST_DTYPE_OTHER;
}

/* The shape, and the bytes that a tensor of it takes.  FALSE where they are none. */
static gboolean
parse_shape (JsonArray *shape,
             NstTensor *tensor,
             guint64   *bytes)
{
  const guint n = json_array_get_length (shape);

  tensor->n_dims = n <= G_N_ELEMENTS (tensor->shape) ? (int) n : -1;
  *bytes         = dtype_size (tensor->dtype);

  for (int i = 0; i < tensor->n_dims; i++)
    if (!nst_json_get_count (shape, (guint) i, &tensor->shape[i]) ||
        !g_uint64_checked_mul (bytes, *bytes, (guint64) tensor->shape[i]))
      return FALSE;

  return TRUE;
}

/* Where a tensor's numbers begin and end. */
static gboolean
parse_range (JsonArray *range,
             NstTensor *tensor)
{
  gint64 begin;
  gint64 end;

  if (json_array_get_length (range) != 2 || !nst_json_get_count (range, 0, &begin) ||
      !nst_json_get_count (range, 1, &end) || begin > end)
    return FALSE;

  tensor->begin = (guint64) begin;
  tensor->end   = (guint64) end;

  return TRUE;
}

/* Shape, dtype and offsets of one tensor. */
static gboolean
parse_tensor (const NstTensors *tensors,
              const char       *name,
              JsonNode         *node,
              NstTensor        *tensor,
              GError          **error)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *dtype  = object != NULL ? nst_json_get_text (object, "dtype") : NULL;
  JsonArray  *shape  = object != NULL ? nst_json_get_array (object, "shape") : NULL;
  JsonArray  *range  = object != NULL ? nst_json_get_array (object, "data_offsets") : NULL;
  guint64     bytes;

  if (dtype == NULL || shape == NULL || range == NULL || !parse_range (range, tensor))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("its header is damaged"));
  if (tensor->end > tensors->n_data)
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it is cut short"));

  g_strlcpy (tensor->name, name, sizeof (tensor->name));
  tensor->data  = tensors->data + tensor->begin;
  tensor->dtype = parse_dtype (dtype);

  if (!parse_shape (shape, tensor, &bytes))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("its header is damaged"));
  if (tensor->dtype != NST_DTYPE_OTHER && tensor->n_dims >= 0 &&
      bytes != tensor->end - tensor->begin)
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("the size of '%s' doesn't fit its shape"),
                       tensor->name);

  return TRUE;
}

static int
compare_begin (gconstpointer a,
               gconstpointer b)
{
  const NstTensor *x = a;
  const NstTensor *y = b;

  if (x->begin != y->begin)
    return x->begin < y->begin ? -1 : 1;

  return (x->end > y->end) - (x->end < y->end);
}

/* Every tensor in the header, whatever its name. */
static gboolean
parse_header (NstTensors *tensors,
              GError    **error)
{
  const char    *header = tensors->header;
  const gssize   length = (gssize) tensors->n_header;
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (!g_utf8_validate (header, length, NULL) ||
      !nst_json_is_shallow (header, tensors->n_header) ||
      !json_parser_load_from_data (tensors->parser, header, length, NULL) ||
      !(node = json_parser_get_root (tensors->parser)) || !JSON_NODE_HOLDS_OBJECT (node))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("its header is damaged"));

  json_object_iter_init (&iter, json_node_get_object (node));
  while (json_object_iter_next (&iter, &name, &node))
    {
      NstTensor tensor = { 0 };

      if (!strcmp (name, "__metadata__"))
        continue;
      if (!parse_tensor (tensors, name, node, &tensor, error))
        return FALSE;
      g_array_append_val (tensors->tensors, tensor);
    }

  g_array_sort (tensors->tensors, compare_begin);
  for (guint i = 1; i < tensors->tensors->len; i++)
    if (g_array_index (tensors->tensors, NstTensor, i).begin <
        g_array_index (tensors->tensors, NstTensor, i - 1).end)
      return nst_refuse (error, NST_ERROR_NETWORK, _ ("two of its tensors overlap"));

  return TRUE;
}


/* ---- the file -------------------------------------------------------- */

/* The length of what is open, where that is a file of a size to be believed: a pipe would
 * wait for ever, and a file of holes fill the memory. */
static gboolean
check_kind (int      descriptor,
            guint64 *length,
            GError **error)
{
  struct stat status;

  if (fstat (descriptor, &status) != 0)
    return nst_refuse (error, NST_ERROR_NETWORK, "%s", g_strerror (errno));
  if (S_ISDIR (status.st_mode))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it is a folder"));
  if (!S_ISREG (status.st_mode))
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it isn't a file"));
  if (status.st_size > MAX_FILE_BYTES)
    return nst_refuse (error, NST_ERROR_NETWORK, _ ("it is larger than a VGG-19 can be"));

  *length = (guint64) status.st_size;
  return TRUE;
}

/* So many bytes, or an error where they are not there any more. */
static gboolean
read_bytes (int      descriptor,
            guint8  *bytes,
            guint64  length,
            GError **error)
{
  for (guint64 done = 0; done < length;)
    {
      const gssize n = read (descriptor, bytes + done, length - done);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        return nst_refuse (error, NST_ERROR_NETWORK, "%s", g_strerror (errno));
      if (n == 0)
        return nst_refuse (error, NST_ERROR_NETWORK, _ ("it is cut short"));
      done += (guint64) n;
    }

  return TRUE;
}

/* Into memory, not mapped: who shortens a mapped file ends its readers. */
static gboolean
read_file (NstTensors *tensors,
           const char *path,
           GError    **error)
{
  const int descriptor = g_open (path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  gboolean  done;

  if (descriptor < 0)
    return nst_refuse (error, NST_ERROR_NETWORK, "%s", g_strerror (errno));

  done = check_kind (descriptor, &tensors->length, error);
  if (done)
    {
      tensors->contents = (guint8 *) nst_floats_try_new (tensors->length / sizeof (float) + 1);
      done              = tensors->contents != NULL
                            ? read_bytes (descriptor, tensors->contents, tensors->length, error)
                            : nst_refuse (error, NST_ERROR_NETWORK,
                                          _ ("there is not enough memory for it"));
    }
  close (descriptor);

  return done;
}

static float
float_from_half (guint16 half)
{
  const int exponent = (half >> 10) & 31;
  const int fraction = half & 1023;
  float     value;

  if (exponent == 31)
    value = fraction ? NAN : INFINITY;
  else if (exponent == 0)
    value = ldexpf ((float) fraction, -24);
  else
    value = ldexpf ((float) (fraction + 1024), exponent - 25);

  return half & 0x8000 ? -value : value;
}


/* ---- public ---------------------------------------------------------- */

NstTensors *
nst_tensors_open (const char *path,
                  GError    **error)
{
  g_autoptr (NstTensors) tensors = g_new0 (NstTensors, 1);

  tensors->parser  = json_parser_new_immutable ();
  tensors->tensors = g_array_new (FALSE, TRUE, sizeof (NstTensor));

  if (!read_file (tensors, path, error) || !find_header (tensors, error) ||
      !parse_header (tensors, error))
    return NULL;

  return g_steal_pointer (&tensors);
}

void
nst_tensors_free (NstTensors *tensors)
{
  if (!tensors)
    return;

  g_array_unref (tensors->tensors);
  g_object_unref (tensors->parser);
  free (tensors->contents);
  g_free (tensors);
}

const NstTensor *
nst_tensors_find (const NstTensors *tensors,
                  const char       *name)
{
  for (guint i = 0; i < tensors->tensors->len; i++)
    if (!strcmp (g_array_index (tensors->tensors, NstTensor, i).name, name))
      return &g_array_index (tensors->tensors, NstTensor, i);

  return NULL;
}

const char *
nst_tensors_get_text (const NstTensors *tensors,
                      const char       *key)
{
  JsonObject *header = json_node_get_object (json_parser_get_root (tensors->parser));
  JsonNode   *node   = json_object_get_member (header, "__metadata__");

  if (node == NULL || !JSON_NODE_HOLDS_OBJECT (node))
    return NULL;

  return nst_json_get_text (json_node_get_object (node), key);
}

size_t
nst_tensor_count (const NstTensor *tensor)
{
  return (size_t) (tensor->end - tensor->begin) / MAX (dtype_size (tensor->dtype), 1);
}

float
nst_tensor_get (const NstTensor *tensor,
                size_t           i)
{
  union
  {
    guint32 bits;
    float   value;
  } number;
  guint16 half;

  if (tensor->dtype == NST_DTYPE_F16)
    {
      memcpy (&half, tensor->data + 2 * i, 2);
      return float_from_half (GUINT16_FROM_LE (half));
    }

  memcpy (&number.bits, tensor->data + 4 * i, 4);
  number.bits = GUINT32_FROM_LE (number.bits);
  return number.value;
}
