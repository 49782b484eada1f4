// One anatomical part of a body: what it is, where it belongs and its shape.
#pragma once

#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "geometry/level_mesh.h"

namespace smrt::anatomy {

enum class Kind : std::uint8_t {
    bone,
    cartilage,
    disc,
    tooth,
    muscle,
    tendon,
    ligament,
    fascia,
    membrane,
    skin,
    vessel,
    lymphoid,
    nerve,
    brain,
    organ,
    eye,
    hair,
    unknown
};
inline constexpr int k_kind_count = 18;

enum class Side : std::uint8_t { midline, left, right };

enum class Region : std::uint8_t { head, neck, thorax, abdomen, back, pelvis, shoulder, arm, forearm, hand, hip, thigh, leg, foot, whole };
inline constexpr int k_region_count = 15;

/// Where a part's shape comes from: what a picture of it can be trusted for.
enum class ShapeOrigin : std::uint8_t {
    delivered,  ///< the mesh of the source that was imported
    measured,   ///< made from few figures that were measured on a source
    laid,       ///< laid along lines between its attachments, as textbooks give them; nobody's measured shape
    mirrored,   ///< the source has it on the other side only
};
inline constexpr int k_shape_origin_count = 4;

/// Index of a part in its body.
using PartIndex = std::uint32_t;
inline constexpr PartIndex k_no_part = std::numeric_limits<PartIndex>::max();

/// Everything known of one part. The id is stable across imports; the index is not.
struct Part {
    std::string id;          ///< "FJ1478", or the file or node name it came from
    std::string fma;         ///< "FMA37686", may be empty
    std::string name;        ///< English, with its side: "Right long head of biceps brachii"
    std::string latin;       ///< may be empty
    std::string system;      ///< heading in the tree: "Skeletal system" ...
    std::string definition;  ///< id of its definition without side (muscles.toml ...): "long_head_of_biceps_brachii"; may be empty
    Kind kind = Kind::unknown;
    Side side = Side::midline;
    Region region = Region::whole;
    ShapeOrigin origin = ShapeOrigin::delivered;
    float layer_depth = 0;  ///< metres below the skin, median over the surface; 0 for skin
    geometry::LevelMesh mesh;
};

/// "bone", "muscle" ... and back; parse gives Kind::unknown for other words.
[[nodiscard]] const char* name_of(Kind kind);
[[nodiscard]] const char* name_of(Side side);
[[nodiscard]] const char* name_of(Region region);
[[nodiscard]] Kind parse_kind(std::string_view word);
/// "mesh of the source", "made from figures measured on the source", "laid from its attachments (textbook)".
[[nodiscard]] const char* describe(ShapeOrigin origin);
/// "left", "right", "midline"; anything else is midline.
[[nodiscard]] Side parse_side(std::string_view word);
/// Region::whole for other words.
[[nodiscard]] Region parse_region(std::string_view word);

}  // namespace smrt::anatomy
