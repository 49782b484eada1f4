// Lists, one function each.
#include "tasks/list_things.h"

#include <array>
#include <cmath>

#include "base/files.h"
#include "base/text.h"
#include "geometry/units.h"
#include "tasks/make_moving.h"

namespace smrt::tasks {
namespace {

using anatomy::Part;
using anatomy::PartIndex;
using base::Json;

double to_tenth(double value) {
    return std::round(value * 10) / 10;
}

Json part_row(const Part& part) {
    Json row;
    row["id"] = part.id;
    row["name"] = part.name;
    row["kind"] = anatomy::name_of(part.kind);
    row["side"] = anatomy::name_of(part.side);
    row["fma"] = part.fma;
    row["system"] = part.system;
    row["region"] = anatomy::name_of(part.region);
    return row;
}

Json list_parts(const scene::Model& model) {
    Json list = Json::array();
    for (const Part& part : model.body->parts()) list.push_back(part_row(part));
    return list;
}

Json list_muscles(const scene::Model& model) {
    Json list = Json::array();
    for (const Part& part : model.body->parts()) {
        if (part.kind != anatomy::Kind::muscle) continue;
        Json row = part_row(part);
        row["definition"] = part.definition;
        list.push_back(std::move(row));
    }
    return list;
}

Json coordinate_row(const skeleton::Coordinate& coordinate) {
    const double unit = coordinate.translation ? geometry::k_mm : geometry::k_degree;
    Json row;
    row["id"] = coordinate.id;
    row["unit"] = coordinate.translation ? "mm" : "degree";
    row["lower"] = to_tenth(coordinate.lower / unit);
    row["upper"] = to_tenth(coordinate.upper / unit);
    return row;
}

Json list_joints(const scene::Model& model) {
    Json list = Json::array();
    if (model.rig == nullptr) return list;
    for (const skeleton::Joint& joint : model.rig->joints) {
        Json row;
        row["id"] = joint.id;
        row["name"] = joint.name;
        row["kind"] = "joint";
        row["side"] = anatomy::name_of(joint.side);
        row["coordinates"] = Json::array();
        for (const std::uint32_t index : joint.coordinates) row["coordinates"].push_back(coordinate_row(model.rig->coordinates[index]));
        list.push_back(std::move(row));
    }
    return list;
}

Json list_positions(const scene::Model& model) {
    Json list = Json::array();
    if (model.positions == nullptr) return list;
    for (const positions::Position& position : *model.positions) {
        Json row;
        row["id"] = position.id;
        row["name"] = position.name;
        row["kind"] = "position";
        row["side"] = "either";
        row["region"] = position.region;
        row["target"] = position.target;
        row["hold_seconds"] = position.hold_seconds;
        list.push_back(std::move(row));
    }
    return list;
}

Json list_nodes(const scene::Model& model) {
    Json list = Json::array();
    if (model.lymph == nullptr) return list;
    for (const lymph::NodeGroup& node : model.lymph->nodes) {
        Json row;
        row["id"] = node.id;
        row["name"] = node.name;
        row["kind"] = "lymph node group";
        row["side"] = anatomy::name_of(node.side);
        row["drains_to"] = node.drains_to;
        list.push_back(std::move(row));
    }
    return list;
}

Json list_landmarks(const scene::Model& model) {
    Json list = Json::array();
    if (model.rig == nullptr) return list;
    for (const auto& [key, landmark] : model.rig->landmarks.points) {
        Json row;
        row["id"] = key.first;
        row["name"] = landmark.name;
        row["kind"] = "landmark";
        row["side"] = anatomy::name_of(key.second);
        const glm::dvec3 mm = landmark.position / double{geometry::k_mm};
        row["place_mm"] = Json::array({to_tenth(mm.x), to_tenth(mm.y), to_tenth(mm.z)});
        list.push_back(std::move(row));
    }
    return list;
}

Json list_nothing(const scene::Model&) {
    return Json::array();
}

constexpr std::array k_lists = {
    ListKind{"parts", true, {}, "this body has no parts", "every part of the body", list_parts},
    ListKind{"muscles", true, {}, "this body has no muscles", "its muscles", list_muscles},
    ListKind{"joints",
             true,
             {true, false, false},
             "none of this program's joints fits the bones of this body",
             "joints that move, with their ranges",
             list_joints},
    ListKind{"positions",
             false,
             {false, true, false},
             "this program has no positions of ease in assets/positions",
             "positions of ease",
             list_positions},
    ListKind{"landmarks",
             true,
             {true, false, false},
             "no rule for a bony landmark fits the bones of this body",
             "bony landmarks found by rule, with their places",
             list_landmarks},
    ListKind{
        "nodes", true, {false, false, true}, "no lymph node group of this program fits this body", "groups of lymph nodes", list_nodes},
    ListKind{"scars", false, {}, "this version of the program has no scars yet", "kinds of scars", list_nothing},
    ListKind{"lessons", false, {}, "this version of the program has no lessons yet", "lessons", list_nothing},
};

void add_shape(const Part& part, Json& row) {
    const glm::vec3 size = part.mesh.box.size();
    const glm::vec3 centre = part.mesh.box.centre();
    const auto mm = [](float metres) { return to_tenth(metres / geometry::k_mm); };
    row["shape"] = anatomy::describe(part.origin);
    row["layer_depth_mm"] = mm(part.layer_depth);
    row["size_mm"] = Json::array({mm(size.x), mm(size.y), mm(size.z)});
    row["centre_mm"] = Json::array({mm(centre.x), mm(centre.y), mm(centre.z)});
    row["vertices"] = part.mesh.vertices.size();
    row["triangles"] = part.mesh.levels.empty() ? 0 : part.mesh.levels.front().index_count / 3;
    row["levels_of_detail"] = part.mesh.levels.size();
}

void add_movement(const scene::Model& model, PartIndex part, Json& row) {
    if (model.rig == nullptr) return;
    const skeleton::SegmentIndex segment = model.rig->segment_of_part[part];
    row["rides_on"] = model.rig->segments[segment].name;
    if (model.tissue == nullptr) return;
    const auto rest = muscles::measure_tissue(model.tissue, skeleton::measure_posed_body(*model.rig, skeleton::make_rest_pose(*model.rig)));
    if (const muscles::Reading* reading = muscles::find_reading(*rest, part))
        row["rest_length_mm"] = to_tenth(reading->rest_length / geometry::k_mm);
}

}  // namespace

std::span<const ListKind> list_kinds() {
    return k_lists;
}

base::Result<scene::ModelPtr> make_bodiless_model() {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    auto model = std::make_shared<scene::Model>();
    model->positions = make_positions(*root / "assets");
    return scene::ModelPtr(model);
}

base::Result<const ListKind*> find_list(std::string_view name) {
    std::vector<std::string> known;
    std::string all;
    for (const ListKind& list : k_lists) {
        if (name == list.name) return &list;
        known.emplace_back(list.name);
        all += std::string(all.empty() ? "" : ", ") + list.name;
    }
    return base::fail(base::ErrorCode::bad_usage,
                      "there is no list `" + std::string(name) + "`" + base::did_you_mean(name, known) + " (known: " + all + ")", "list");
}

base::Json describe_part(const scene::Model& model, PartIndex index) {
    const Part& part = model.body->part(index);
    Json row = part_row(part);
    row["latin"] = part.latin;
    row["definition"] = part.definition;
    add_shape(part, row);
    add_movement(model, index, row);
    const auto* muscle = model.muscles ? model.muscles->find(part.definition) : nullptr;
    if (muscle != nullptr && !muscle->fibre_order.empty()) row["fibre_parts"] = muscle->fibre_parts;
    row["positions"] = Json::array();
    if (model.positions != nullptr && !part.definition.empty())
        for (const positions::Position& position : *model.positions)
            if (position.target == part.definition) row["positions"].push_back(position.id);
    return row;
}

}  // namespace smrt::tasks
