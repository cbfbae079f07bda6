/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "tests/small-look.h"

const NstSettings test_small_look = {
  .style_scale    = 1.0,
  .schedule       = "32:4,64:3",
  .content_layers = "conv4_2",
  .style_layers   = "conv1_1,conv2_1,conv3_1,conv4_1,conv5_1",
  .style_weights  = "256,64,16,4,1",
  .alpha          = 0.015,
  .beta           = 1.0,
  .tv             = 2.0,
  .normalise      = TRUE,
  .history        = 10,
  .threads        = 2,
};
