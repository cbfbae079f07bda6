/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The engine's public face: pictures and settings go in, progress comes back, and one
 * picture painted in the style of others comes out.
 *
 *   nst_network_open    the network                     network/network.h
 *   nst_settings_init   what to do                      settings/settings.h
 *   nst_text_parse_...  its lists, for who writes them   settings/text.h
 *   nst_stylise         paints                          run/stylise.h
 *   nst_fit_painting    makes that as large as wanted   run/fit-painting.h
 *   nst_estimate        what that will take             run/estimate.h
 *   nst_evaluate, nst_time   the objective by itself    run/probe.h
 *   nst_image_...       pictures in memory              image/image.h, image/resize.h
 *   nst_srgb_...        their transfer function         image/srgb.h
 *   nst_threads_...     who shares work on them         base/threads.h
 *
 * Glossary
 *
 *   picture    an NstImage of 3 channels R, G, B, sRGB-encoded, nominal range 0..1
 *   content    the picture whose things are painted (the photo); style: the one in whose
 *              way
 *   response   what a layer of the network gives for a picture, after its ReLU (an
 *              activation); all of a layer's: a feature map
 *   compared   a layer is, where its responses are an aim: by their values (content
 *              layer) or by their statistics (style layer)
 *   moments    mean and covariance of a layer's responses over positions; the Gram
 *              matrix is their second moment
 *   objective  the loss of a canvas at one size, and its gradient
 *   canvas     the picture that is being changed, in the network's units: B, G, R in
 *              0..255 less the mean
 *   evaluation one loss and gradient
 *   stage      a size of the schedule, coarse to fine, and so many evaluations there
 *   pyramid    a stage's canvas at its own size, a half, a quarter ...: its levels are
 *              judged at once
 *   part       a piece of a picture that goes through the network by itself where memory
 *              is short: a step of a strip, and its halo, the surroundings that it
 *              depends on
 *   step       the band of rows by which a strip advances
 *   pass       one look at all of the canvas's responses in an evaluation; in parts each
 *              goes through the network by itself
 *   view       the content's responses that are computed beside the canvas's, where they
 *              are not held
 *   channel    one of the N numbers of a response at a position
 *   slope      d distance / d response = slope response + offset, of a style layer
 *   switch     which positions a pool took; dead: where a ReLU lets no gradient through
 *   tap        a coefficient of a convolution's 3x3 kernel
 *   to wrap    of a picture: what lies outside of it is its other end (the setting "tile")
 *   tile       the 4x4 or 6x6 results that Winograd's transforms make at a time
 *
 * Errors.  Every function that can fail because of the world (files, memory, sizes,
 * cancelling) takes a GError and says so by its return value too.  The message is one
 * plain sentence for a person: what is wrong and what to do.  Cancelling gives
 * G_IO_ERROR_CANCELLED; everything else is NST_ERROR.
 *
 * Threads.  No state of a run is global; OpenBLAS's number of threads (by OPENBLAS_NUM_THREADS
 * in the environment) and the C library's threshold for large blocks are set for the
 * process.  Two runs may go on at once, on one network or two; an image or settings that a
 * run reads must not be changed meanwhile.
 *
 * Promised: the same input, settings and instruction set give the same bytes, whatever the
 * number of threads, as long as the memory is enough to work on the picture whole.  Not
 * promised: the same bytes from another version or processor; the peak of memory to the
 * byte; that values in the structs here keep their order.
 *
 * Nothing here knows of files (except the network's), layers or windows. */

#pragma once

#include "core/base/threads.h"
#include "core/base/types.h"
#include "core/image/image.h"
#include "core/image/resize.h"
#include "core/image/srgb.h"
#include "core/network/network.h"
#include "core/objective/terms.h"
#include "core/run/estimate.h"
#include "core/run/fit-painting.h"
#include "core/run/observer.h"
#include "core/run/probe.h"
#include "core/run/stylise.h"
#include "core/run/subject.h"
#include "core/settings/settings.h"
#include "core/settings/text.h"
