// Look-ups in a rig.
#include "skeleton/rig.h"

#include <algorithm>

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
double Curve::operator()(double x) const {
    if (x <= at.front()) return value.front() + slope.front() * (x - at.front());
    if (x >= at.back()) return value.back() + slope.back() * (x - at.back());
    const auto i = static_cast<std::size_t>(std::upper_bound(at.begin(), at.end(), x) - at.begin()) - 1;
    const double h = at[i + 1] - at[i], t = (x - at[i]) / h, u = 1 - t;
    return value[i] * (1 + 2 * t) * u * u + h * slope[i] * t * u * u + value[i + 1] * (1 + 2 * u) * t * t - h * slope[i + 1] * u * t * t;
}

std::optional<std::uint32_t> Rig::find_joint(std::string_view id) const {
    return find_index(joints, &Joint::id, id);
}

}  // namespace smrt::skeleton
