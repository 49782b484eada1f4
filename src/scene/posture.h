// A body under one pose: where each part is and what became of its vertices. Kept until the pose changes.
#pragma once

#include <memory>
#include <vector>

#include "scene/model.h"
#include "skeleton/pose.h"

namespace smrt::scene {

/// Nothing is computed twice for one pose. A model without rig or tissue stands at rest, or moves its bones alone.
class Posture {
public:
    explicit Posture(ModelPtr model);

    /// Takes a pose of the model's rig; the same pose again costs nothing.
    void set(const skeleton::Pose& pose);
    /// Back to the body as delivered.
    void set_rest();

    /// Names the pose; 0 at rest. Equal poses have equal keys.
    [[nodiscard]] std::uint64_t key() const { return key_; }
    /// Tissue under the pose; null without a tissue model. At rest it is measured when first asked for: nothing drawn needs it.
    [[nodiscard]] const muscles::TissueStatePtr& tissue();
    /// Segments under the pose; empty without a rig.
    [[nodiscard]] const skeleton::PosedBody& segments() const { return segments_; }

    /// True if the part's vertices moved other than rigidly: use vertices(), else placement().
    [[nodiscard]] bool is_deformed(anatomy::PartIndex part) const;
    [[nodiscard]] glm::mat4 placement(anatomy::PartIndex part) const;
    /// At least the first `count` vertices of a deformed part. Different parts may be asked for in parallel.
    [[nodiscard]] std::shared_ptr<const geometry::PosedVertices> vertices(anatomy::PartIndex part, std::uint32_t count);
    /// Names the pose that these vertices were made for: an earlier one, if the part has not moved since.
    [[nodiscard]] std::uint64_t vertices_key(anatomy::PartIndex part) const { return kept_[part].key; }
    /// Box of the part where it is now. Different parts may be asked for in parallel.
    [[nodiscard]] geometry::Box box(anatomy::PartIndex part);
    /// One vertex of a part where it is now; `vertex` must belong to the part's coarsest level.
    [[nodiscard]] glm::vec3 vertex(anatomy::PartIndex part, std::uint32_t vertex);

private:
    struct Kept {
        std::uint64_t key = 0;          ///< pose that the vertices were made for
        muscles::TissueStatePtr state;  ///< and its tissue: poses that leave the part where it is share them
        std::uint64_t box_key = 0;
        std::shared_ptr<const geometry::PosedVertices> vertices;
        geometry::Box box;
    };

    ModelPtr model_;
    skeleton::Pose pose_;
    bool set_ = false, tissue_is_current_ = false;
    std::uint64_t key_ = 0;
    skeleton::PosedBody segments_;
    muscles::TissueStatePtr tissue_;
    std::vector<Kept> kept_;
};

}  // namespace smrt::scene
