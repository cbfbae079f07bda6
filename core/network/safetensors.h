/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Reads a safetensors file (eight bytes with the length of the header, the
 * header in JSON, the tensors) into memory.
 *
 * The file comes from outside, so nothing in it is believed: every length,
 * offset and shape is checked before nst_tensors_open returns.  Errors are
 * NST_ERROR_NETWORK, and their message is the bare reason ("it is cut short"):
 * who knows what the file is for makes the sentence. */

#pragma once

#include <gio/gio.h>

typedef enum
{
  NST_DTYPE_OTHER,
  NST_DTYPE_U8,
  NST_DTYPE_F16,
  NST_DTYPE_F32
} NstDtype;

typedef struct
{
  char          name[48]; /* cut off where it is longer */
  NstDtype      dtype;
  int           n_dims; /* -1: more than 4 */
  gint64        shape[4];
  guint64       begin; /* bytes from the end of the header */
  guint64       end;
  const guint8 *data; /* at begin; not aligned */
} NstTensor;

typedef struct _NstTensors NstTensors;

/* The tensors lie inside the file, do not overlap, and are as long as their
 * shape says (those of NST_DTYPE_OTHER excepted). */
NstTensors *nst_tensors_open (const char *path,
                              GError    **error);
void        nst_tensors_free (NstTensors *tensors);

/* Borrowed; NULL where there is none of that name. */
const NstTensor *nst_tensors_find (const NstTensors *tensors,
                                   const char       *name);

/* Text in the file's metadata; borrowed; NULL where there is none. */
const char *nst_tensors_get_text (const NstTensors *tensors,
                                  const char       *key);

/* How many numbers there are in a tensor of a known dtype. */
size_t nst_tensor_count (const NstTensor *tensor);

/* Number i of an F16 or F32 tensor. */
float nst_tensor_get (const NstTensor *tensor,
                      size_t           i);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NstTensors, nst_tensors_free)
