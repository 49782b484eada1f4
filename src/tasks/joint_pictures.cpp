// The camera stands where the movement is seen at its full size: along the axis of a turn, across a slide.
#include "tasks/joint_pictures.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <glm/gtc/constants.hpp>
#include <glm/gtc/quaternion.hpp>

#include "scene/camera.h"
#include "session/camera_text.h"
#include "skeleton/pose.h"

namespace smrt::tasks {
namespace {

using skeleton::SegmentIndex;

constexpr float k_aspect = 16.0f / 9.0f;

bool is_shown(anatomy::Kind kind) {
    using enum anatomy::Kind;
    return kind == bone || kind == cartilage || kind == disc || kind == tooth || kind == eye;
}

/// The segment, what it carries within `down` joints, and what carries it within `up` joints with what lies beside it there; of the pelvis not
/// all that hangs on it.
void gather_segments(const skeleton::Rig& rig, SegmentIndex segment, int down, int up, std::vector<SegmentIndex>& out) {
    if (std::find(out.begin(), out.end(), segment) == out.end()) out.push_back(segment);
    for (const skeleton::Joint& joint : rig.joints) {
        if (down > 0 && joint.parent == segment) gather_segments(rig, joint.child, down - 1, 0, out);
        if (up > 0 && joint.child == segment) gather_segments(rig, joint.parent, joint.parent == skeleton::k_root ? 0 : 1, up - 1, out);
    }
}

/// Bones and the like that ride on segments; other tissue too where there are none (the perineal body).
std::vector<anatomy::PartIndex> parts_of(const scene::Model& model, const std::vector<SegmentIndex>& segments, bool any_kind = false) {
    std::vector<anatomy::PartIndex> out;
    for (anatomy::PartIndex p = 0; p < model.body->parts().size(); ++p) {
        const SegmentIndex own = model.rig->segment_of_part[p];
        const bool rides = model.rig->placed[p] || own != skeleton::k_root;
        if (rides && (any_kind || is_shown(model.body->part(p).kind)) && std::find(segments.begin(), segments.end(), own) != segments.end())
            out.push_back(p);
    }
    return out.empty() && !any_kind ? parts_of(model, segments, true) : out;
}

std::string list_ids(const scene::Model& model, const std::vector<anatomy::PartIndex>& parts) {
    std::string out;
    for (const anatomy::PartIndex p : parts) out += (out.empty() ? "" : "; ") + model.body->part(p).id;
    return out;
}

void include(geometry::Box& box, const geometry::Box& part, const glm::dmat4& motion) {
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick((corner & 1) != 0 ? 1 : 0, (corner & 2) != 0 ? 1 : 0, (corner & 4) != 0 ? 1 : 0);
        box.include(glm::vec3(motion * glm::dvec4(glm::mix(part.lower, part.upper, pick), 1)));
    }
}

/// How a joint's child moves against its parent between two postures.
struct Travel {
    glm::dvec3 direction{0, 0, 1};  ///< axis of a turn, or way of a slide; unit
    bool turns = true;
};

Travel find_travel(const skeleton::Joint& joint, const skeleton::PosedBody& low, const skeleton::PosedBody& high,
                   const glm::dvec3& middle) {
    constexpr double k_least_turn = 1.0 * glm::pi<double>() / 180;
    const auto against = [&](const skeleton::PosedBody& posed) {
        return glm::inverse(posed.segments[joint.parent]) * posed.segments[joint.child];
    };
    const glm::dmat4 from = against(low), to = against(high);
    const glm::dquat turn = glm::quat_cast(glm::dmat3(to) * glm::transpose(glm::dmat3(from)));
    const glm::dvec3 axis(turn.x, turn.y, turn.z);
    if (2 * std::asin(std::min(1.0, glm::length(axis))) > k_least_turn) return {glm::normalize(axis), true};
    const glm::dvec3 way = glm::dvec3((to - from) * glm::dvec4(middle, 1));
    return {glm::length(way) > 1e-9 ? glm::normalize(way) : glm::dvec3(0, 1, 0), false};
}

/// Of some places around the body, the one from which a movement is seen best; earlier ones where it makes little difference.
scene::Camera choose_camera(const Travel& travel) {
    struct Place {
        float azimuth, elevation;  // degrees
    };
    constexpr std::array<Place, 5> k_places{{{-20, 12}, {-80, 12}, {-20, 60}, {-130, 15}, {160, 15}}};
    scene::Camera best;
    double most = -1;
    for (std::size_t i = 0; i < k_places.size(); ++i) {
        scene::Camera camera;
        camera.azimuth = glm::radians(k_places[i].azimuth), camera.elevation = glm::radians(k_places[i].elevation);
        const double along = std::abs(glm::dot(glm::normalize(glm::dvec3(camera.eye() - camera.target)), travel.direction));
        const double seen = (travel.turns ? along : 1 - along) - 0.04 * static_cast<double>(i);
        if (seen > most) most = seen, best = camera;
    }
    return best;
}

}  // namespace

std::vector<GalleryPicture> list_joint_pictures(const scene::Model& model) {
    std::vector<GalleryPicture> pictures;
    if (model.rig == nullptr) return pictures;
    const skeleton::Rig& rig = *model.rig;
    for (const skeleton::Joint& joint : rig.joints) {
        if (joint.side == anatomy::Side::left || joint.child == skeleton::k_root) continue;
        std::vector<SegmentIndex> around;
        gather_segments(rig, joint.child, 2, 2, around);
        const std::vector<anatomy::PartIndex> moving = parts_of(model, {joint.child}), still = parts_of(model, {joint.parent});
        std::vector<anatomy::PartIndex> shown = parts_of(model, around);
        shown.insert(shown.end(), moving.begin(), moving.end());
        for (const std::uint32_t c : joint.coordinates) {
            if (!skeleton::moves_alone(rig, c)) continue;
            const skeleton::Coordinate& coordinate = rig.coordinates[c];
            const auto pose_at = [&](double value) {
                skeleton::Pose pose = skeleton::make_rest_pose(rig);
                pose.values[c] = value;
                return skeleton::measure_posed_body(rig, pose);
            };
            const skeleton::PosedBody low = pose_at(coordinate.lower), high = pose_at(coordinate.upper);
            geometry::Box box, rest;
            for (const anatomy::PartIndex p : moving) {
                rest.include(model.body->part(p).mesh.box.lower), rest.include(model.body->part(p).mesh.box.upper);
                for (const skeleton::PosedBody* posed : {&low, &high})
                    include(box, model.body->part(p).mesh.box, posed->segments[joint.child]);
            }
            // A small bone on a large one: the large one need not be seen whole.
            for (const anatomy::PartIndex p : still) {
                const geometry::Box own = model.body->part(p).mesh.box;
                if (box.empty() || glm::length(own.upper - own.lower) < 2.5f * glm::length(rest.upper - rest.lower))
                    include(box, own, low.segments[joint.parent]);
            }
            if (box.empty()) continue;
            const Travel travel = find_travel(joint, low, high, rest.empty() ? joint.centre : glm::dvec3(rest.centre()));
            const scene::Camera camera = scene::framed(choose_camera(travel), box, k_aspect);
            for (const bool is_high : {false, true}) {
                const double reading = (coordinate.rest + (is_high ? coordinate.upper : coordinate.lower)) / coordinate.unit;
                std::string name = fmt::format("joint_{}_{}", coordinate.id, is_high ? "high" : "low");
                std::replace(name.begin(), name.end(), ' ', '_');
                pictures.push_back({name,
                                    {{"pose", {fmt::format("{}={:.3f}", coordinate.id, reading)}},
                                     {"isolate", {list_ids(model, shown)}},
                                     {"select", {list_ids(model, moving)}},
                                     {"ghost", {"0"}},
                                     {"labels", {"off"}},
                                     {"peel", {"0"}},
                                     {"camera", {session::camera_text(camera)}}}});
            }
        }
    }
    return pictures;
}

}  // namespace smrt::tasks
