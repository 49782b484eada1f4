// What is written and drawn beside a playing position: name, stage, countdown, length, and the curve of length over time.
#pragma once

#include "scene/caption_block.h"
#include "scene/looks.h"
#include "scene/playback.h"

namespace smrt::scene {

/// Adds the lines that describe the position to a block. Lengths are called computed; the position carries its own kind of claim.
void add_position_lines(const Playing& playing, CaptionBlock& block);

/// The target's length over the whole timeline, coloured by it, with a marker at the present moment. Nothing where no length is known.
void add_length_diagram(const Playing& playing, const Looks& looks, const TextMetrics& metrics, Scene& scene);

}  // namespace smrt::scene
