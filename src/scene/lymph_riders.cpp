// From the bones that carry a lymph vessel to segments of the rig.
#include "scene/lymph_riders.h"

namespace smrt::scene {

muscles::Anchor anchor_of(const lymph::Riders& riders, const skeleton::Rig& rig) {
    muscles::Anchor anchor;
    for (std::size_t i = 0; i < riders.size(); ++i) {
        const anatomy::PartIndex bone = riders[i].bone;
        anchor.segment[i] = bone < rig.segment_of_part.size() ? rig.segment_of_part[bone] : skeleton::k_root;
        anchor.weight[i] = riders[i].weight;
    }
    return anchor;
}

std::vector<muscles::Anchor> anchors_of(const std::vector<lymph::Riders>& riders, const skeleton::Rig& rig) {
    std::vector<muscles::Anchor> anchors;
    for (const lymph::Riders& one : riders) anchors.push_back(anchor_of(one, rig));
    return anchors;
}

}  // namespace smrt::scene
