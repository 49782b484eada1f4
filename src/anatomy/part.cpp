// Words for kinds, sides and regions.
#include "anatomy/part.h"

#include <array>
#include <string_view>

namespace smrt::anatomy {
namespace {

constexpr std::array<const char*, k_kind_count> k_kinds = {"bone",     "cartilage", "disc",     "tooth", "muscle", "tendon",
                                                           "ligament", "fascia",    "membrane", "skin",  "vessel", "lymphoid",
                                                           "nerve",    "brain",     "organ",    "eye",   "hair",   "unknown"};
constexpr std::array<const char*, 3> k_sides = {"midline", "left", "right"};
constexpr std::array<const char*, k_region_count> k_regions = {"head",    "neck", "thorax", "abdomen", "back", "pelvis", "shoulder", "arm",
                                                               "forearm", "hand", "hip",    "thigh",   "leg",  "foot",   "whole"};

template <class Enum, std::size_t N>
Enum parse(const std::array<const char*, N>& words, std::string_view word, Enum fallback) {
    for (std::size_t i = 0; i < N; ++i)
        if (word == words[i]) return static_cast<Enum>(i);
    return fallback;
}

}  // namespace

const char* name_of(Kind kind) {
    return k_kinds[static_cast<std::size_t>(kind)];
}
const char* name_of(Side side) {
    return k_sides[static_cast<std::size_t>(side)];
}
const char* name_of(Region region) {
    return k_regions[static_cast<std::size_t>(region)];
}
const char* describe(ShapeOrigin origin) {
    constexpr std::array<const char*, k_shape_origin_count> texts = {"mesh of the source", "made from figures measured on the source",
                                                                     "laid from its attachments (textbook)",
                                                                     "mirror image of the source's other side"};
    return texts[static_cast<std::size_t>(origin)];
}

Kind parse_kind(std::string_view word) {
    return parse(k_kinds, word, Kind::unknown);
}
Side parse_side(std::string_view word) {
    return parse(k_sides, word, Side::midline);
}
Region parse_region(std::string_view word) {
    return parse(k_regions, word, Region::whole);
}

}  // namespace smrt::anatomy
