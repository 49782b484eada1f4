// Spreads the parts of each peel band over its length by depth.
#include "scene/peel.h"

#include <algorithm>
#include <map>
#include <string>

namespace smrt::scene {
namespace {

constexpr float k_always = 2;

/// Parts of one name (both sides, or the pieces of one structure) with the mean of their depths.
struct Layer {
    std::vector<anatomy::PartIndex> parts;
    double depth = 0;
};

std::vector<Layer> layers_of(const anatomy::Body& body, const PeelBand& band, const std::vector<float>& ends) {
    std::map<std::string, Layer> by_name;
    for (anatomy::PartIndex i = 0; i < body.parts().size(); ++i) {
        const anatomy::Part& part = body.part(i);
        if (ends[i] != k_always || std::find(band.kinds.begin(), band.kinds.end(), part.kind) == band.kinds.end()) continue;
        if (!band.words.empty() && !has_word(band.words, spaced_name(part.name))) continue;
        Layer& layer = by_name[anatomy::name_without_side(part.name)];
        layer.parts.push_back(i);
        layer.depth += part.layer_depth;
    }
    std::vector<Layer> layers;
    for (auto& [name, layer] : by_name) {
        layer.depth /= static_cast<double>(layer.parts.size());
        layers.push_back(std::move(layer));
    }
    std::stable_sort(layers.begin(), layers.end(), [](const Layer& a, const Layer& b) { return a.depth < b.depth; });
    return layers;
}

}  // namespace

std::vector<float> find_peel_ends(const anatomy::Body& body, const Looks& looks) {
    std::vector<float> ends(body.parts().size(), k_always);
    for (const PeelBand& band : looks.peel) {
        const std::vector<Layer> layers = layers_of(body, band, ends);
        const float count = static_cast<float>(std::max<std::size_t>(1, layers.size()));
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const float end = band.from + (band.to - band.from) * (static_cast<float>(i) + 1) / count;
            for (const anatomy::PartIndex part : layers[i].parts) ends[part] = end;
        }
    }
    return ends;
}

float peel_opacity(float peel, float end, float fade) {
    if (peel >= end) return 0;
    if (fade <= 0 || peel <= end - fade) return 1;
    const float t = (end - peel) / fade;
    return t * t * (3 - 2 * t);
}

}  // namespace smrt::scene
