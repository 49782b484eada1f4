// Chooses what is named, where its leader points, and asks the layout for places.
#include "scene/label_items.h"

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

namespace smrt::scene {
namespace {

constexpr std::size_t k_most_labels = 16;
constexpr std::size_t k_most_named = 20;
constexpr float k_smallest_share = 0.0012f;  ///< of the picture's cells that a structure must own to be named unasked
constexpr float k_text = 13, k_pad_x = 8, k_pad_y = 4, k_margin = 14, k_column = 190;  ///< pixels at scale 1

/// One structure that gets a label.
struct Named {
    std::string text;
    glm::vec3 anchor{0};
    glm::vec3 colour{1};
};

/// What one part owns of the picture.
struct Share {
    std::size_t cells = 0;
    glm::vec2 sum{0};
    [[nodiscard]] glm::vec2 middle() const { return sum / static_cast<float>(std::max<std::size_t>(1, cells)); }
};

/// Cells left or right of the zone lie under the labels themselves.
std::map<anatomy::PartIndex, Share> shares_of(const Coverage& coverage, const glm::vec2& zone) {
    std::map<anatomy::PartIndex, Share> shares;
    const int first = static_cast<int>(zone.x / coverage.cell), end = static_cast<int>(zone.y / coverage.cell);
    for (int row = 0; row < coverage.rows; ++row)
        for (int column = std::max(0, first); column < std::min(coverage.columns, end); ++column) {
            const anatomy::PartIndex owner = coverage.owner[static_cast<std::size_t>(row) * coverage.columns + column];
            if (owner == anatomy::k_no_part) continue;
            Share& share = shares[owner];
            ++share.cells;
            share.sum += coverage.cell * (glm::vec2(column, row) + 0.5f);
        }
    return shares;
}

/// The anchor that is seen and nearest to a pixel; with none seen, the one nearest to the pixel.
std::optional<glm::vec3> find_anchor(anatomy::PartIndex part, const glm::vec2& near, const PictureMap& map, const Coverage* coverage,
                                     Posture& posture, AnchorTable& anchors) {
    std::optional<glm::vec3> best;
    float best_cost = std::numeric_limits<float>::max();
    for (const std::uint32_t vertex : anchors.vertices(part)) {
        const glm::vec3 point = posture.vertex(part, vertex);
        const Projected seen = map.project(point);
        if (seen.depth <= 0) continue;
        const bool covered = coverage != nullptr && !coverage->owns_near(part, seen.pixel);
        const float cost = glm::length(seen.pixel - near) + (covered ? 1e6f : 0);
        if (cost < best_cost) best_cost = cost, best = point;
    }
    return best;
}

std::vector<Named> name_parts(const LabelItemsInput& input, Posture& posture, AnchorTable& anchors) {
    std::vector<Named> out;
    for (const anatomy::PartIndex part : input.named) {
        const bool drawn =
            std::any_of(input.scene.items.begin(), input.scene.items.end(), [&](const Item& item) { return item.part == part; });
        if (!drawn || out.size() == k_most_named) continue;
        // Without coverage: the selection shines through, so the point nearest to its middle will do, covered or not.
        const glm::vec2 middle = input.map.project(posture.box(part).centre()).pixel;
        const auto anchor = find_anchor(part, middle, input.map, nullptr, posture, anchors);
        if (anchor) out.push_back({input.scene.body->part(part).name, *anchor, input.named_colour});
    }
    return out;
}

std::vector<Named> name_largest(const LabelItemsInput& input, const Coverage& coverage, Posture& posture, AnchorTable& anchors) {
    struct Group {
        std::size_t cells = 0;
        anatomy::PartIndex largest = anatomy::k_no_part;
        Share share;
    };
    std::map<std::string, Group> groups;
    const float column = std::min(k_column * input.scene.pixel_scale, 0.3f * input.map.size().x);
    const glm::vec2 zone(column, input.map.size().x - column);
    for (const auto& [part, share] : shares_of(coverage, zone)) {
        const anatomy::Part& known = input.scene.body->part(part);
        if (known.kind == anatomy::Kind::skin || known.kind == anatomy::Kind::hair) continue;
        Group& group = groups[anatomy::name_without_side(known.name)];
        group.cells += share.cells;
        if (group.largest == anatomy::k_no_part || share.cells > group.share.cells) group.largest = part, group.share = share;
    }
    std::vector<std::pair<std::string, Group>> order(groups.begin(), groups.end());
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.second.cells > b.second.cells; });
    const auto smallest = static_cast<std::size_t>(k_smallest_share * static_cast<float>(coverage.owner.size()));
    std::vector<Named> out;
    for (const auto& [name, group] : order) {
        if (out.size() == k_most_labels || group.cells < smallest) break;
        const auto anchor = find_anchor(group.largest, group.share.middle(), input.map, &coverage, posture, anchors);
        const float x = anchor ? input.map.project(*anchor).pixel.x : 0;
        if (x > zone.x && x < zone.y) out.push_back({name, *anchor, glm::vec3(1)});
    }
    return out;
}

/// Extent of what is shown, for the columns' places.
glm::vec2 figure_extent(const LabelItemsInput& input, Posture& posture) {
    glm::vec2 extent(std::numeric_limits<float>::max(), std::numeric_limits<float>::lowest());
    for (const Item& item : input.scene.items) {
        const geometry::Box box = posture.box(item.part);
        for (int corner = 0; corner < 8; ++corner) {
            const glm::vec3 pick((corner & 1) != 0 ? 1 : 0, (corner & 2) != 0 ? 1 : 0, (corner & 4) != 0 ? 1 : 0);
            const Projected seen = input.map.project(glm::mix(box.lower, box.upper, pick));
            if (seen.depth <= 0) return {0, input.map.size().x};
            extent.x = std::min(extent.x, seen.pixel.x), extent.y = std::max(extent.y, seen.pixel.x);
        }
    }
    return glm::clamp(extent, glm::vec2(0), glm::vec2(input.map.size().x));
}

/// Rows of a column between the captions above and the diagrams or credit below it.
glm::vec2 free_rows(const Scene& scene, float from_x, float to_x, float margin) {
    glm::vec2 rows(margin, static_cast<float>(scene.height) - margin);
    const auto avoid = [&](const glm::vec2& lower, const glm::vec2& upper) {
        if (upper.x < from_x || lower.x > to_x) return;
        if (lower.y + upper.y < static_cast<float>(scene.height)) {
            rows.x = std::max(rows.x, upper.y + margin);
        } else {
            rows.y = std::min(rows.y, lower.y - margin);
        }
    };
    for (const Plate& plate : scene.plates) avoid(plate.lower, plate.upper);
    for (const Diagram& diagram : scene.diagrams) avoid(diagram.lower, diagram.upper);
    for (const Caption& caption : scene.captions) avoid(caption.position, caption.position + glm::vec2(1, caption.height * 1.25f));
    return rows;
}

LabelSpace space_of(const LabelItemsInput& input, Posture& posture) {
    const float scale = input.scene.pixel_scale, width = input.map.size().x;
    const glm::vec2 extent = figure_extent(input, posture);
    LabelSpace space;
    space.left = k_margin * scale, space.right = width - k_margin * scale;
    space.figure_left = extent.x, space.figure_right = extent.y;
    space.left_rows = free_rows(input.scene, 0, 0.5f * width, k_margin * scale);
    space.right_rows = free_rows(input.scene, 0.5f * width, width, k_margin * scale);
    space.gap = 36 * scale, space.spacing = 4 * scale;
    return space;
}

}  // namespace

std::vector<Label> compose_labels(const LabelItemsInput& input, Posture& posture, AnchorTable& anchors) {
    std::vector<Named> wanted = name_parts(input, posture, anchors);
    if (input.named.empty() && !input.view.moving) {
        wanted = name_largest(input, measure_coverage(input.scene, input.map), posture, anchors);
    }
    for (const PointLabel& point : input.points) wanted.push_back({point.text, point.anchor, point.colour});

    const float scale = input.scene.pixel_scale;
    std::vector<LabelWish> wishes;
    std::erase_if(wanted, [&](const Named& named) {
        const Projected seen = input.map.project(named.anchor);
        return seen.depth <= 0 || seen.pixel.x < 0 || seen.pixel.y < 0 || seen.pixel.x > input.map.size().x ||
               seen.pixel.y > input.map.size().y;
    });
    for (const Named& named : wanted) {
        const float width = input.metrics(named.text, k_text * scale);
        wishes.push_back(
            {input.map.project(named.anchor).pixel, glm::vec2(width + 2 * k_pad_x * scale, (k_text * 1.2f + 2 * k_pad_y) * scale)});
    }
    const std::vector<LabelPlace> places = lay_out_labels(wishes, space_of(input, posture));
    std::vector<Label> labels;
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        if (!places[i].placed) continue;
        labels.push_back({.text = wanted[i].text,
                          .anchor = wanted[i].anchor,
                          .position = places[i].centre,
                          .size = wishes[i].size,
                          .height = k_text * scale,
                          .colour = wanted[i].colour,
                          .right_of_anchor = places[i].right});
    }
    return labels;
}

}  // namespace smrt::scene
