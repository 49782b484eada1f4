// A body of a few named parts without triangles, and two positions, for tests of the session.
#pragma once

#include <memory>

#include "scene/model.h"
#include "session/session.h"

namespace smrt::session {

inline anatomy::Part make_part(const char* id, const char* name, anatomy::Kind kind, anatomy::Region region, float x) {
    anatomy::Part part;
    part.id = id;
    part.fma = std::string("FMA") + (id + 2);
    part.name = name;
    part.latin = std::string("Latin ") + id;
    part.side = anatomy::side_in_name(name);
    part.kind = kind;
    part.region = region;
    part.system = kind == anatomy::Kind::bone ? "Skeletal system" : "Muscular system";
    part.mesh.box = {{x, 0.5f, 0}, {x + 0.1f, 0.9f, 0.1f}};
    return part;
}

inline scene::ModelPtr make_test_model() {
    using anatomy::Kind, anatomy::Region;
    auto model = std::make_shared<scene::Model>();
    std::vector<anatomy::Part> parts = {
        make_part("FJ1", "Right humerus", Kind::bone, Region::arm, -0.3f),
        make_part("FJ2", "Left humerus", Kind::bone, Region::arm, 0.2f),
        make_part("FJ3", "Right long head of biceps brachii", Kind::muscle, Region::arm, -0.3f),
        make_part("FJ4", "Right short head of biceps brachii", Kind::muscle, Region::arm, -0.3f),
        make_part("FJ5", "Left long head of biceps brachii", Kind::muscle, Region::arm, 0.2f),
        make_part("FJ6", "Right psoas major", Kind::muscle, Region::abdomen, -0.1f),
        make_part("FJ7", "Sacrum", Kind::bone, Region::pelvis, -0.05f),
    };
    parts[2].definition = "long_head_of_biceps_brachii";
    parts[4].definition = "long_head_of_biceps_brachii";
    model->body = std::make_shared<const anatomy::Body>("Test body", "", std::move(parts));
    positions::Position biceps;
    biceps.id = "long_head_of_biceps_brachii";
    biceps.name = "Long head of biceps brachii";
    positions::Position psoas;
    psoas.id = "psoas_major";
    psoas.name = "Psoas major";
    model->positions = std::make_shared<const std::vector<positions::Position>>(std::vector{biceps, psoas});
    return model;
}

/// Does a command that must be accepted.
inline std::string done(Session& session, std::string_view command) {
    const auto result = session.apply(command);
    return result ? std::string() : result.error().text();
}
/// The text of a refusal; empty if the command was accepted.
inline std::string refusal(Session& session, std::string_view command) {
    return done(session, command);
}

}  // namespace smrt::session
