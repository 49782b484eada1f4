// Two-column label layout: sides, rows by isotonic regression, untangling of leaders.
#include "scene/label_layout.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace smrt::scene {
namespace {

struct Column {
    bool right = false;
    float edge = 0;   ///< x where leaders end and boxes begin, if they fit from there
    float limit = 0;  ///< x that boxes must not pass
    glm::vec2 rows{0};
    std::vector<std::size_t> labels;  ///< from the top
};

/// x where the leader of a box ends: boxes that would pass the limit come nearer.
float edge_of(const Column& column, const LabelWish& wish) {
    return column.right ? std::min(column.edge, column.limit - wish.size.x) : std::max(column.edge, column.limit + wish.size.x);
}

float tallest(const std::vector<LabelWish>& wishes) {
    float height = 1;
    for (const LabelWish& wish : wishes) height = std::max(height, wish.size.y);
    return height;
}

std::size_t capacity(const glm::vec2& rows, float pitch, float height) {
    return rows.y - rows.x < height ? 0 : 1 + static_cast<std::size_t>((rows.y - rows.x - height) / pitch);
}

/// Sides by the half of the figure that the anchor is in; full columns pass on to the other side; the rest is left out.
void share_out(const std::vector<LabelWish>& wishes, const LabelSpace& space, float pitch, float height, Column& left, Column& right) {
    const float middle = 0.5f * (space.figure_left + space.figure_right);
    const std::size_t left_room = capacity(left.rows, pitch, height), right_room = capacity(right.rows, pitch, height);
    for (std::size_t i = 0; i < wishes.size(); ++i) {
        const bool wants_right = wishes[i].anchor.x >= middle;
        Column& first = wants_right ? right : left;
        Column& second = wants_right ? left : right;
        if (first.labels.size() < (wants_right ? right_room : left_room)) {
            first.labels.push_back(i);
        } else if (second.labels.size() < (wants_right ? left_room : right_room)) {
            second.labels.push_back(i);
        }
    }
}

/// Heights in ascending order, at least `pitch` apart, nearest to the wished ones by least squares (pool adjacent violators).
std::vector<float> spread(const std::vector<float>& wished, float pitch, float lowest, float highest) {
    struct Pool {
        double sum;
        std::size_t count;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < wished.size(); ++i) {
        pools.push_back({wished[i] - static_cast<double>(i) * pitch, 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    std::vector<float> out;
    const float last_start = highest - pitch * static_cast<float>(wished.size() - 1);
    for (const Pool& pool : pools)
        for (std::size_t i = 0; i < pool.count; ++i) {
            out.push_back(std::clamp(static_cast<float>(pool.mean()), lowest, std::max(lowest, last_start)) +
                          pitch * static_cast<float>(out.size()));
        }
    return out;
}

float cross(const glm::vec2& a, const glm::vec2& b) {
    return a.x * b.y - a.y * b.x;
}

bool segments_cross(const glm::vec2& a, const glm::vec2& b, const glm::vec2& c, const glm::vec2& d) {
    const bool apart_1 = cross(b - a, c - a) * cross(b - a, d - a) < 0;
    const bool apart_2 = cross(d - c, a - c) * cross(d - c, b - c) < 0;
    return apart_1 && apart_2;
}

/// Exchanging the ends of two crossing leaders shortens them, so this ends; it ends without crossings.
void untangle(const std::vector<LabelWish>& wishes, Column& column, const std::vector<float>& heights) {
    bool changed = true;
    for (int round = 0; changed && round < 64; ++round) {
        changed = false;
        for (std::size_t i = 0; i + 1 < column.labels.size(); ++i)
            for (std::size_t j = i + 1; j < column.labels.size(); ++j) {
                const LabelWish &a = wishes[column.labels[i]], &b = wishes[column.labels[j]];
                if (!segments_cross(a.anchor, {edge_of(column, a), heights[i]}, b.anchor, {edge_of(column, b), heights[j]})) continue;
                std::swap(column.labels[i], column.labels[j]);
                changed = true;
            }
    }
}

void place(const std::vector<LabelWish>& wishes, Column& column, float pitch, float height, std::vector<LabelPlace>& places) {
    if (column.labels.empty()) return;
    std::stable_sort(column.labels.begin(), column.labels.end(),
                     [&](std::size_t a, std::size_t b) { return wishes[a].anchor.y < wishes[b].anchor.y; });
    std::vector<float> wished;
    for (const std::size_t label : column.labels) {
        // A box that would lie on its own anchor stands above it.
        const float edge = edge_of(column, wishes[label]), x = wishes[label].anchor.x;
        const bool under = column.right ? x > edge - height : x < edge + height;
        wished.push_back(wishes[label].anchor.y - (under ? 1.7f * height : 0));
    }
    const std::vector<float> heights = spread(wished, pitch, column.rows.x + 0.5f * height, column.rows.y - 0.5f * height);
    untangle(wishes, column, heights);
    for (std::size_t i = 0; i < column.labels.size(); ++i) {
        const LabelWish& wish = wishes[column.labels[i]];
        const float half = 0.5f * wish.size.x, edge = edge_of(column, wish);
        places[column.labels[i]] = {true, column.right, {edge + (column.right ? half : -half), heights[i]}};
    }
}

}  // namespace

std::vector<LabelPlace> lay_out_labels(const std::vector<LabelWish>& wishes, const LabelSpace& space) {
    std::vector<LabelPlace> places(wishes.size());
    if (wishes.empty()) return places;
    const float height = tallest(wishes), pitch = height + space.spacing;
    Column left{false, 0, space.left, space.left_rows, {}}, right{true, 0, space.right, space.right_rows, {}};
    share_out(wishes, space, pitch, height, left, right);
    const auto widest = [&](const Column& column) {
        float width = 0;
        for (const std::size_t label : column.labels) width = std::max(width, wishes[label].size.x);
        return width;
    };
    if (space.left + widest(left) + space.spacing > space.right - widest(right)) {
        // Too narrow for two columns: the right one takes what it can.
        const std::size_t room = capacity(right.rows, pitch, height);
        for (const std::size_t label : left.labels)
            if (right.labels.size() < room) right.labels.push_back(label);
        left.labels.clear();
    }
    left.edge = space.figure_left - space.gap;
    right.edge = space.figure_right + space.gap;
    place(wishes, left, pitch, height, places);
    place(wishes, right, pitch, height, places);
    return places;
}

}  // namespace smrt::scene
