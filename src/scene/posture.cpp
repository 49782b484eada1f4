// Applies a pose to the model and keeps what was asked for.
#include "scene/posture.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/files.h"

namespace smrt::scene {
namespace {

std::uint64_t key_of(const skeleton::Pose& pose) {
    const bool rests = std::all_of(pose.values.begin(), pose.values.end(), [](double value) { return value == 0; });
    if (rests && pose.posture == skeleton::Posture::standing && pose.gathers.empty()) return 0;
    const std::uint64_t hash =
        base::hash_bytes(std::as_bytes(std::span(pose.values))) + static_cast<std::uint64_t>(pose.posture) * 0x9e3779b97f4a7c15u;
    std::uint64_t key = hash;
    for (const skeleton::Gather& gather : pose.gathers) {
        const std::string text = fmt::format("{} {} {} {}", gather.word, anatomy::name_of(gather.side), gather.metres, gather.place);
        key = key * 31 + base::hash_bytes(std::as_bytes(std::span(text)));
    }
    return key == 0 ? 1 : key;
}

geometry::Box moved(const geometry::Box& box, const glm::mat4& placement) {
    geometry::Box out;
    if (box.empty()) return out;
    for (int corner = 0; corner < 8; ++corner) {
        const glm::vec3 pick((corner & 1) != 0 ? 1 : 0, (corner & 2) != 0 ? 1 : 0, (corner & 4) != 0 ? 1 : 0);
        out.include(glm::vec3(placement * glm::vec4(glm::mix(box.lower, box.upper, pick), 1)));
    }
    return out;
}

std::uint32_t coarsest_count(const geometry::LevelMesh& mesh) {
    return mesh.levels.empty() ? 0 : mesh.levels.back().vertex_count;
}

}  // namespace

Posture::Posture(ModelPtr model) : model_(std::move(model)), kept_(model_->body->parts().size()) {
    set_rest();
}

void Posture::set_rest() {
    skeleton::Pose rest;
    if (model_->rig) rest = skeleton::make_rest_pose(*model_->rig);
    set(rest);
}

void Posture::set(const skeleton::Pose& pose) {
    if (set_ && pose == pose_) return;
    pose_ = pose;
    set_ = true, tissue_is_current_ = false;
    key_ = key_of(pose);
    if (model_->rig) segments_ = skeleton::measure_posed_body(*model_->rig, pose);
    if (key_ != 0) static_cast<void>(tissue());
}

const muscles::TissueStatePtr& Posture::tissue() {
    if (!tissue_is_current_ && model_->rig && model_->tissue) tissue_ = muscles::measure_tissue(model_->tissue, segments_, tissue_);
    tissue_is_current_ = true;
    return tissue_;
}

bool Posture::is_deformed(anatomy::PartIndex part) const {
    return key_ != 0 && tissue_ && muscles::is_deformed(*tissue_, part);
}

glm::mat4 Posture::placement(anatomy::PartIndex part) const {
    if (key_ == 0) return glm::mat4(1);
    if (tissue_) return muscles::placement(*tissue_, part);
    if (model_->rig && part < model_->rig->segment_of_part.size()) {
        return glm::mat4(segments_.segments[model_->rig->segment_of_part[part]]);
    }
    return glm::mat4(1);
}

std::shared_ptr<const geometry::PosedVertices> Posture::vertices(anatomy::PartIndex part, std::uint32_t count) {
    Kept& kept = kept_[part];
    const bool is_there = kept.key == key_ || (kept.state && muscles::is_same(*kept.state, *tissue_, part));
    if (!is_there || !kept.vertices || kept.vertices->positions.size() < count) {
        kept.vertices = muscles::pose_vertices(*tissue_, part, count);
        kept.key = key_, kept.state = tissue_;
    }
    return kept.vertices;
}

geometry::Box Posture::box(anatomy::PartIndex part) {
    const geometry::LevelMesh& mesh = model_->body->part(part).mesh;
    if (key_ == 0) return mesh.box;
    if (!is_deformed(part)) return moved(mesh.box, placement(part));
    Kept& kept = kept_[part];
    const auto spanning = vertices(part, coarsest_count(mesh));
    if (kept.box_key != kept.key) {
        // The coarsest level spans the part up to its own error.
        kept.box = {};
        for (const glm::vec3& point : spanning->positions) kept.box.include(point);
        const glm::vec3 margin(mesh.levels.empty() ? 0 : mesh.levels.back().error);
        kept.box.lower -= margin, kept.box.upper += margin;
        kept.box_key = kept.key;
    }
    return kept.box;
}

glm::vec3 Posture::vertex(anatomy::PartIndex part, std::uint32_t vertex) {
    const geometry::LevelMesh& mesh = model_->body->part(part).mesh;
    if (is_deformed(part)) return vertices(part, coarsest_count(mesh))->positions[vertex];
    return glm::vec3(placement(part) * glm::vec4(mesh.position(vertex), 1));
}

}  // namespace smrt::scene
