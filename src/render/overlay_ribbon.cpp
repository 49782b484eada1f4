// Widens projected polylines.
#include "render/overlay_ribbon.h"

#include <algorithm>
#include <cmath>

namespace smrt::render {
namespace {

constexpr float k_seam = 2.5f;            ///< pixels beside the line for its seam and smooth edge
constexpr float k_covered_share = 0.30f;  ///< what is left of a `through` line behind the body
constexpr float k_sharpest = 3;           ///< mitres longer than this many widths are cut

struct Point {
    glm::vec2 pixel{0};
    float inverse_depth = 1;
};

Point project(const glm::vec4& clip, const glm::vec2& picture) {
    const glm::vec2 ndc = glm::vec2(clip) / clip.w;
    return {glm::vec2(0.5f + 0.5f * ndc.x, 0.5f - 0.5f * ndc.y) * picture, 1 / clip.w};
}

/// Runs of the line that lie before the eye, cut where they come nearer than `nearest`.
std::vector<std::vector<Point>> visible_runs(const scene::Line& line, const glm::mat4& view_projection, const glm::vec2& picture,
                                             float nearest) {
    std::vector<std::vector<Point>> runs;
    bool open = false;
    glm::vec4 last(0);
    const auto cut = [&](const glm::vec4& a, const glm::vec4& b) {
        return project(glm::mix(a, b, (nearest - a.w) / (b.w - a.w)), picture);
    };
    const auto push = [&](const Point& point) {
        auto& run = runs.back();
        if (run.empty() || glm::length(run.back().pixel - point.pixel) > 0.3f) run.push_back(point);
    };
    for (std::size_t i = 0; i < line.points.size(); ++i) {
        const glm::vec4 clip = view_projection * glm::vec4(line.points[i], 1);
        const bool before = clip.w > nearest;
        if (before && !open) {
            runs.emplace_back();
            if (i > 0) push(cut(last, clip));
        }
        if (before) push(project(clip, picture));
        if (!before && open) push(cut(last, clip));
        open = before;
        last = clip;
    }
    return runs;
}

glm::vec2 direction(const glm::vec2& from, const glm::vec2& to) {
    const glm::vec2 along = to - from;
    const float length = glm::length(along);
    return length > 0 ? along / length : glm::vec2(1, 0);
}

}  // namespace

void append_ribbon(const scene::Line& line, const glm::mat4& view_projection, const glm::vec2& picture, float pixel_scale, float nearest,
                   std::vector<RibbonVertex>& out) {
    const float half_width = 0.5f * line.width * pixel_scale, reach = half_width + k_seam;
    const glm::vec4 colour(line.colour, line.opacity);
    for (const std::vector<Point>& run : visible_runs(line, view_projection, picture, nearest)) {
        RibbonVertex last[2];
        for (std::size_t i = 0; run.size() > 1 && i < run.size(); ++i) {
            const glm::vec2 into = direction(run[i == 0 ? 0 : i - 1].pixel, run[i == 0 ? 1 : i].pixel);
            const glm::vec2 onwards = i + 1 < run.size() ? direction(run[i].pixel, run[i + 1].pixel) : into;
            const glm::vec2 middle = direction(glm::vec2(0), into + onwards), normal(-middle.y, middle.x);
            const float stretch = std::min(k_sharpest, 1 / std::max(0.05f, glm::dot(middle, into)));
            RibbonVertex now[2];
            for (int side = 0; side < 2; ++side) {
                const float sign = side == 0 ? -1.0f : 1.0f;
                now[side] = {glm::vec3(run[i].pixel + normal * (sign * reach * stretch), run[i].inverse_depth),
                             {sign * reach, half_width},
                             colour,
                             line.through ? k_covered_share : 0};
            }
            if (i > 0)
                for (const RibbonVertex& vertex : {last[0], last[1], now[1], last[0], now[1], now[0]}) out.push_back(vertex);
            last[0] = now[0], last[1] = now[1];
        }
    }
}

}  // namespace smrt::render
