// Which bones carry the points of a vessel.
#include "lymph/riding.h"

#include <algorithm>
#include <cmath>

namespace smrt::lymph {
namespace {

constexpr int k_reach = 6;  ///< points to either side that are evened out; they lie about 5 mm apart

void add(Shares& to, const Shares& more, float weight) {
    for (const auto& [bone, share] : more) to[bone] += weight * share;
}

/// Unknown shares become a blend of the nearest known ones before and after.
std::vector<Shares> fill_unknown(std::vector<Shares> shares) {
    const std::vector<Shares> given = shares;
    const auto known = [&given](std::size_t i) { return !given[i].empty(); };
    for (std::size_t i = 0; i < shares.size(); ++i) {
        if (known(i)) continue;
        std::size_t before = i, after = i;
        while (before > 0 && !known(before)) --before;
        while (after + 1 < given.size() && !known(after)) ++after;
        if (!known(before)) before = after;
        if (!known(after)) after = before;
        const float t = after > before ? static_cast<float>(i - before) / static_cast<float>(after - before) : 0.0f;
        add(shares[i], given[before], 1 - t);
        add(shares[i], given[after], t);
        if (shares[i].empty()) shares[i][anatomy::k_no_part] = 1;
    }
    return shares;
}

}  // namespace

Riding::Riding(const LymphDefinitions& definitions, const anatomy::Body& body, anatomy::Side side) : body_(body), side_(side) {
    for (const FrameDefinition& frame : definitions.frames) bones_of_frame_[frame.id] = frame.rides_on;
}

Shares Riding::of_bones(const std::vector<std::string>& bones) const {
    Shares shares;
    for (const std::string& name : bones) {
        if (name == "trunk")
            shares[anatomy::k_no_part] += 1;
        else if (const auto bone = body_.find_bone(name, side_))
            shares[*bone] += 1;
    }
    float sum = 0;
    for (const auto& [bone, share] : shares) sum += share;
    for (auto& [bone, share] : shares) share /= sum;
    return shares;
}

Shares Riding::of_station(const StationDefinition& station, double along) const {
    const auto frame = bones_of_frame_.find(station.on);
    if (frame == bones_of_frame_.end() || frame->second[0].empty()) return {};
    Shares shares;
    const auto t = static_cast<float>(std::clamp(along, 0.0, 1.0));
    const Shares far = of_bones({frame->second[0]});
    const Shares near = of_bones({frame->second[1]});
    if (far.empty() || near.empty()) return far.empty() ? near : far;
    add(shares, far, 1 - t);
    add(shares, near, t);
    return shares;
}

Riders to_riders(const Shares& shares) {
    std::vector<Rider> sorted;
    for (const auto& [bone, share] : shares) sorted.push_back({bone, share});
    std::stable_sort(sorted.begin(), sorted.end(), [](const Rider& a, const Rider& b) { return a.weight > b.weight; });
    Riders riders{};
    float sum = 0;
    for (std::size_t i = 0; i < sorted.size() && i < riders.size(); ++i) riders[i] = sorted[i], sum += sorted[i].weight;
    if (sum <= 0) return riders[0] = {anatomy::k_no_part, 1}, riders;
    for (Rider& rider : riders) rider.weight /= sum;
    return riders;
}

std::vector<Riders> spread_riders(const std::vector<Shares>& rough, const std::vector<float>& origin) {
    const std::vector<Shares> filled = fill_unknown(rough);
    std::vector<Shares> fine(origin.size());
    for (std::size_t i = 0; i < origin.size(); ++i) {
        const auto from = std::min(static_cast<std::size_t>(origin[i]), filled.size() - 1);
        const std::size_t to = std::min(from + 1, filled.size() - 1);
        const float t = origin[i] - static_cast<float>(from);
        add(fine[i], filled[from], 1 - t);
        add(fine[i], filled[to], t);
    }
    std::vector<Riders> out;
    const int count = static_cast<int>(fine.size());
    for (int i = 0; i < count; ++i) {
        // the ends stay as they are, since vessels meet there
        const int reach = std::min({k_reach, i, count - 1 - i});
        Shares mean;
        for (int k = i - reach; k <= i + reach; ++k) add(mean, fine[static_cast<std::size_t>(k)], 1);
        out.push_back(to_riders(mean));
    }
    return out;
}

}  // namespace smrt::lymph
