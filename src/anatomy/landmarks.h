// Named bony points of one body, found by rule on its own meshes.
#pragma once

#include <glm/glm.hpp>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "anatomy/part.h"

namespace smrt::anatomy {

struct Landmark {
    glm::dvec3 position{0};  ///< metres
    double radius = 0;       ///< of the fitted sphere or circle where the rule is such a fit, else 0
    double residual = 0;     ///< r.m.s. misfit of the rule in metres, 0 where it has none
    glm::dvec3 radii{0};     ///< semi-axes along x, y, z where the rule is an ellipsoid fit; all equal to radius for a sphere
    std::string name;        ///< without side: "Tip of mastoid process"
};

/// Landmark id and side → point. Midline landmarks are stored once, under Side::midline, and found from any side.
struct Landmarks {
    std::map<std::pair<std::string, Side>, Landmark> points;

    [[nodiscard]] const Landmark* find(std::string_view id, Side side) const {
        auto found = points.find({std::string(id), side});
        if (found == points.end()) found = points.find({std::string(id), Side::midline});
        return found == points.end() ? nullptr : &found->second;
    }
};

}  // namespace smrt::anatomy
