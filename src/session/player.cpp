// Positions by name and phases of their timelines.
#include "session/player.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"

namespace smrt::session {

const positions::Position* find_playing(const scene::Model& model, const State& state) {
    if (model.positions == nullptr) return nullptr;
    for (const positions::Position& position : *model.positions)
        if (position.id == state.view.playback.position) return &position;
    return nullptr;
}

base::Result<const positions::Position*> find_position(const scene::Model& model, std::string_view name) {
    if (model.positions == nullptr || model.positions->empty())
        return base::fail(base::ErrorCode::bad_usage, "this body has no positions of ease: the program found none in assets/positions");
    const std::string wanted = base::fold(name);
    std::vector<std::string> known;
    for (const positions::Position& position : *model.positions) {
        if (base::fold(position.id) == wanted || base::fold(position.name) == wanted) return &position;
        known.push_back(position.id);
    }
    return base::fail(base::ErrorCode::bad_usage, fmt::format("there is no position `{}`{}", name, base::did_you_mean(name, known)));
}

double seconds_at_phase(const positions::Timeline& timeline, double phase) {
    return timeline.way_in * std::clamp(phase, 0.0, 1.0);
}

}  // namespace smrt::session
