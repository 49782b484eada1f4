// Look-ups in a rig.
#include "skeleton/rig.h"

namespace smrt::skeleton {
namespace {

template <class List, class Key>
std::optional<std::uint32_t> find_index(const List& list, Key key, std::string_view wanted) {
    for (std::uint32_t i = 0; i < list.size(); ++i)
        if (list[i].*key == wanted) return i;
    return std::nullopt;
}

}  // namespace

std::optional<std::uint32_t> Rig::find_coordinate(std::string_view id) const {
    return find_index(coordinates, &Coordinate::id, id);
}
std::optional<SegmentIndex> Rig::find_segment(std::string_view name) const {
    return find_index(segments, &Segment::name, name);
}
std::optional<std::uint32_t> Rig::find_joint(std::string_view id) const {
    return find_index(joints, &Joint::id, id);
}

}  // namespace smrt::skeleton
