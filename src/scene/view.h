// What the user wants to see, as a comparable value: the input of compose_scene beside the model.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "scene/scene.h"

namespace smrt::scene {

/// The player: which position, on which side, and where it is.
struct Playback {
    std::string position;  ///< id; empty: none, the body rests
    anatomy::Side side = anatomy::Side::right;
    double seconds = 0;         ///< within the position's timeline
    double hold_override = -1;  ///< seconds, negative: the position's own
    bool operator==(const Playback&) const = default;
};

/// Bundles of fibres of one selected muscle.
struct FibreChoice {
    anatomy::PartIndex part = anatomy::k_no_part;
    std::uint32_t bundles = 0;  ///< bit 1 the first of its definition's fibre_parts, bit 2 the second ...
    bool operator==(const FibreChoice&) const = default;
};

struct View {
    Camera camera;
    int width = 1280, height = 720;
    float pixel_scale = 1;
    std::vector<anatomy::PartIndex> hidden;     ///< sorted, unique
    std::vector<anatomy::PartIndex> isolated;   ///< sorted; when not empty only these are drawn
    std::vector<anatomy::PartIndex> ghosted;    ///< sorted; drawn as ghosts
    std::vector<anatomy::PartIndex> selection;  ///< sorted; glow through whatever covers them
    std::vector<FibreChoice> fibres;            ///< where a part of the selection is only some of its fibres
    std::optional<anatomy::PartIndex> hover;
    float ghost = 0;     ///< 0..1: how far everything that is not selected turns to a ghost
    float peel = 0.12f;  ///< 0 skin on .. 1 only bones: everything shallower than the peel depth is taken away
    bool glow = true;    ///< see-through highlight of the selection
    std::optional<ClipPlane> clip;
    Playback playback;
    std::string pose;  ///< pose text ("right elbow flexion=90"), used when no position plays
    bool lymph = false;
    bool labels = true;
    bool captions = true;       ///< readings, countdown, credit
    double time = 0;            ///< seconds, for flow marks
    bool moving = false;        ///< the view is being dragged: one sample a pixel
    int samples = 8;            ///< per pixel of a finished picture, 1..8
    float level_error = 0.75f;  ///< pixels at scale 1 by which shapes may differ from full detail; see level_choice.h
    bool operator==(const View&) const = default;
};

}  // namespace smrt::scene
