// One word after the other is turned until a bone of the limb touches the table; measured on the bones at hand.
#include "skeleton/lay_at_ease.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <set>

#include "skeleton/pose.h"

namespace smrt::skeleton {
namespace {

using anatomy::PostureDefinition;
using anatomy::Side;
using Limb = PostureDefinition::Limb;

bool is_side_lying(Posture posture) {
    return posture == Posture::right_side_lying || posture == Posture::left_side_lying;
}

std::vector<Side> sides_of(Posture posture, Limb limb) {
    if (limb == Limb::both) return {Side::right, Side::left};
    if (!is_side_lying(posture)) return {};
    const bool right = (posture == Posture::right_side_lying) == (limb == Limb::under);
    return {right ? Side::right : Side::left};
}

bool has_one(const std::string& name, const std::vector<std::string>& texts) {
    return std::any_of(texts.begin(), texts.end(), [&](const std::string& text) { return name.find(text) != std::string::npos; });
}

/// Points that may touch, of segments of one side whose names hold one of some texts; midline segments count for either side.
std::vector<const Support*> find_touching(const Rig& rig, const std::vector<std::string>& texts, Side side) {
    const std::string other = side == Side::right ? "left " : "right ";
    std::vector<const Support*> out;
    for (const Support& support : rig.supports) {
        const std::string& name = rig.segments[support.segment].name;
        if (name.starts_with(other)) continue;
        if (has_one(name, texts)) out.push_back(&support);
    }
    return out;
}

struct Reach {
    glm::dvec3 lower{std::numeric_limits<double>::max()}, upper{std::numeric_limits<double>::lowest()};
};

Reach reach_of(const PosedBody& posed, const std::vector<const Support*>& supports) {
    Reach out;
    for (const Support* support : supports)
        for (const glm::dvec3& point : support->points) {
            const glm::dvec3 now(posed.segments[support->segment] * glm::dvec4(point, 1));
            out.lower = glm::min(out.lower, now), out.upper = glm::max(out.upper, now);
        }
    return out;
}

/// The way from `from` to `to` until something first touches, 0 .. 1; 1: nothing does.
double find_touch(const std::function<double(double)>& height) {
    constexpr int k_steps = 24, k_halvings = 10;
    double free = 0;
    for (int step = 0; step <= k_steps; ++step) {
        double there = static_cast<double>(step) / k_steps;
        if (height(there) >= 0) {
            free = there;
            continue;
        }
        for (int i = 0; i < k_halvings && free < there; ++i) {
            const double middle = 0.5 * (free + there);
            (height(middle) >= 0 ? free : there) = middle;
        }
        return free;
    }
    return 1;
}

/// Lays one posture's limbs down.
class Layer {
public:
    Layer(const Rig& rig, const PostureDefinition& definition, Posture posture)
        : rig_(rig), definition_(definition), posture_(posture), pose_(make_rest_pose(rig)) {
        pose_.posture = posture;
    }

    /// Input: what is settled already, which the rig must have too.
    AtEase lay(AtEase out, base::Findings& findings) {
        for (const PostureDefinition::Value& value : definition_.values)
            for (const Side side : sides_of(posture_, value.limb)) set(value.word, side, value.value);
        base::Findings limited = limit_to_range(rig_, pose_);
        for (base::Finding& finding : limited.list) finding.place = fmt::format("posture {}: {}", name_of(posture_), finding.place);
        findings.append(limited);
        for (const PostureDefinition::Settling& settling : definition_.settlings)
            for (const Side side : sides_of(posture_, settling.limb)) settle(settling, side);
        out.values = pose_.values, out.cushions = make_cushions();
        if (!out.sinks.empty()) out.ring = make_ring(out.sinks);
        return out;
    }

    /// How far the feet are above the floor.
    [[nodiscard]] std::optional<double> height_of_feet() const {
        auto feet = find_touching(rig_, {"calcaneus", "metatarsal", "phalanx of toe"}, Side::right);
        const auto left = find_touching(rig_, {"calcaneus", "metatarsal", "phalanx of toe"}, Side::left);
        feet.insert(feet.end(), left.begin(), left.end());
        if (feet.empty()) return std::nullopt;
        return reach_of(measure_posed_body(rig_, pose_), feet).lower.y;
    }

private:
    /// A word that this body cannot do is left out.
    void set(const std::string& word, Side side, double value) { static_cast<void>(apply_movement(rig_, pose_, word, side, value)); }

    /// Of the supports that may touch, those that a word moves.
    [[nodiscard]] std::vector<const Support*> find_moved(std::vector<const Support*> supports, const PostureDefinition::Settling& settling,
                                                         Side side) {
        set(settling.word, side, settling.from);
        const PosedBody from = measure_posed_body(rig_, pose_);
        set(settling.word, side, settling.to);
        const PosedBody to = measure_posed_body(rig_, pose_);
        std::erase_if(supports, [&](const Support* one) { return from.segments[one->segment] == to.segments[one->segment]; });
        return supports;
    }

    void settle(const PostureDefinition::Settling& settling, Side side) {
        const auto supports = find_moved(find_touching(rig_, settling.touches, side), settling, side);
        if (supports.empty()) return;
        const auto go = [&](double t) {
            set(settling.word, side, settling.from + t * (settling.to - settling.from));
            static_cast<void>(limit_to_range(rig_, pose_));  // it rests where its range ends
        };
        go(find_touch([&](double t) {
            go(t);
            return reach_of(measure_posed_body(rig_, pose_), supports).lower.y - k_table_height - k_limb_padding;
        }));
    }

    [[nodiscard]] FaceRing make_ring(const std::vector<SegmentIndex>& sinks) const {
        constexpr double k_room = 0.03;  // metres on either side of the bones
        std::vector<const Support*> supports;
        for (const Support& support : rig_.supports)
            if (std::find(sinks.begin(), sinks.end(), support.segment) != sinks.end()) supports.push_back(&support);
        const Reach reach = reach_of(measure_posed_body(rig_, pose_), supports);
        const glm::dvec3 size = reach.upper - reach.lower, middle = 0.5 * (reach.lower + reach.upper);
        return {glm::dvec3(middle.x, k_table_height, middle.z), 0.5 * std::min(size.x, size.z) + k_room};
    }

    [[nodiscard]] std::vector<Cushion> make_cushions() const {
        constexpr double k_least = 0.02, k_room = 0.04;  // metres: thinner than this needs none; how far it reaches beyond the bones
        std::vector<Cushion> out;
        const PosedBody posed = measure_posed_body(rig_, pose_);
        for (const PostureDefinition::Cushion& cushion : definition_.cushions) {
            std::vector<const Support*> supports;
            for (const Side side : sides_of(posture_, cushion.limb))
                for (const Support* support : find_touching(rig_, cushion.carries, side)) supports.push_back(support);
            if (supports.empty()) continue;
            const Reach reach = reach_of(posed, supports);
            const double top = reach.lower.y - k_limb_padding;
            if (top < k_table_height + k_least) continue;
            out.push_back(
                {{reach.lower.x - k_room, k_table_height, reach.lower.z - k_room}, {reach.upper.x + k_room, top, reach.upper.z + k_room}});
        }
        return out;
    }

    const Rig& rig_;
    const PostureDefinition& definition_;
    Posture posture_;
    Pose pose_;
};

}  // namespace

void lay_at_ease(const std::vector<PostureDefinition>& postures, Rig& rig) {
    std::set<std::string> used;
    for (int i = 0; i < k_posture_count; ++i) {
        const auto posture = static_cast<Posture>(i);
        const std::string name = is_side_lying(posture) ? "side-lying" : name_of(posture);
        const auto definition = std::find_if(postures.begin(), postures.end(), [&](const auto& one) { return one.name == name; });
        if (definition == postures.end()) continue;
        used.insert(name);
        AtEase& at_ease = rig.at_ease[static_cast<std::size_t>(i)];
        for (const Support& support : rig.supports)
            if (has_one(rig.segments[support.segment].name, definition->sinks)) at_ease.sinks.push_back(support.segment);
        Layer layer(rig, *definition, posture);
        at_ease = layer.lay(at_ease, rig.findings);
        if (posture == Posture::seated)
            if (const auto feet = layer.height_of_feet()) rig.seat_height -= *feet - k_limb_padding;
    }
    for (const PostureDefinition& definition : postures)
        if (!used.contains(definition.name))
            rig.findings.add(base::Severity::error, definition.place.text(), "unknown-posture",
                             fmt::format("`{}` is no posture; write standing, supine, prone, side-lying or seated", definition.name));
}

}  // namespace smrt::skeleton
