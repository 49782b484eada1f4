// Resolves a view's playback and measures length courses.
#include "scene/playback.h"

#include <fmt/format.h>
#include <algorithm>
#include <cmath>

namespace smrt::scene {
namespace {

constexpr std::size_t k_course_samples = 9;  ///< every joint eases smoothly, so lengths do: few samples and a cubic do

const positions::Position* find_position(const Model& model, const std::string& id) {
    if (!model.positions) return nullptr;
    const auto found = std::find_if(model.positions->begin(), model.positions->end(),
                                    [&](const positions::Position& position) { return position.id == id; });
    return found == model.positions->end() ? nullptr : &*found;
}

}  // namespace

skeleton::Posture posture_of(const Model& model, const View& view) {
    if (view.playback.position.empty()) return skeleton::posture_in(view.pose);
    const positions::Position* position = find_position(model, view.playback.position);
    return position == nullptr ? skeleton::Posture::standing
                               : skeleton::parse_posture(position->client_posture).value_or(skeleton::Posture::standing);
}

double LengthCourse::at(double depth) const {
    if (ratios.size() < 2) return 1;
    const double place = std::clamp(depth, 0.0, 1.0) * static_cast<double>(ratios.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(place), ratios.size() - 2);
    const double t = place - static_cast<double>(i);
    const double b = ratios[i], c = ratios[i + 1];
    const double a = i > 0 ? ratios[i - 1] : 2 * b - c, d = i + 2 < ratios.size() ? ratios[i + 2] : 2 * c - b;
    return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));  // Catmull-Rom
}

TargetLength measure_target(const muscles::TissueState& state, const std::vector<anatomy::PartIndex>& targets) {
    TargetLength mean;
    int count = 0;
    for (const anatomy::PartIndex part : targets) {
        const muscles::Reading* reading = muscles::find_reading(state, part);
        if (reading == nullptr || reading->rest_length <= 0) continue;
        mean.rest += reading->rest_length, mean.length += reading->length, ++count;
    }
    if (count > 0) mean.rest /= count, mean.length /= count;
    return mean;
}

LengthCourse measure_length_course(const Model& model, const skeleton::Pose& hold, const std::vector<anatomy::PartIndex>& targets) {
    LengthCourse course;
    if (!model.rig || !model.tissue || targets.empty()) return course;
    const auto mean_of = [&](const skeleton::Pose& pose) {
        double sum = 0, count = 0;
        for (const muscles::FibreLengths& target :
             muscles::measure_lengths(model.tissue, skeleton::measure_posed_body(*model.rig, pose), targets))
            if (!target.lengths.empty()) sum += target.mean(0), count += 1;
        return count > 0 ? sum / count : 0.0;
    };
    course.rest_length = mean_of(skeleton::make_rest_pose(*model.rig));
    if (course.rest_length <= 0) return {};
    course.ratios.assign(k_course_samples, 1);
    for (std::size_t i = 0; i < k_course_samples; ++i) {
        const double depth = static_cast<double>(i) / static_cast<double>(k_course_samples - 1);
        course.ratios[i] = mean_of(positions::pose_at_depth(*model.rig, hold, depth)) / course.rest_length;
    }
    return course;
}

PlaybackTable::Kept& PlaybackTable::keep(const positions::Position& position, anatomy::Side side) {
    for (const auto& kept : kept_)
        if (kept->id == position.id && kept->side == side) return *kept;
    auto made = std::make_unique<Kept>();
    made->id = position.id, made->side = side;
    base::Findings findings;
    const auto hold = positions::hold_pose(*model_->rig, position, side, findings);
    if (hold) {
        made->hold = *hold;
    } else {
        made->hold = skeleton::make_rest_pose(*model_->rig);
        made->fault = hold.error().text();
    }
    made->limited = !findings.list.empty();
    kept_.push_back(std::move(made));
    return *kept_.back();
}

Playing PlaybackTable::find(const Playback& playback) {
    fault_.clear();
    Playing playing;
    if (playback.position.empty()) return playing;
    playing.position = find_position(*model_, playback.position);
    if (playing.position == nullptr) {
        fault_ = fmt::format("The position `{}` is not known", playback.position);
        return playing;
    }
    playing.side = playback.side;
    playing.timeline = positions::timeline_of(*playing.position, playback.hold_override);
    playing.seconds = std::clamp(playback.seconds, 0.0, playing.timeline.duration());
    playing.stage = positions::stage_at(playing.timeline, playing.seconds);
    playing.depth = positions::depth_at(playing.timeline, playing.seconds);
    playing.targets = model_->body->find_definition(playing.position->target, playback.side);
    std::sort(playing.targets.begin(), playing.targets.end());
    if (playing.targets.empty()) fault_ = fmt::format("This body has no part for the target `{}`", playing.position->target);
    if (!model_->rig) {
        fault_ = "This body has no joints: the position cannot be shown on it";
        return playing;
    }
    Kept& kept = keep(*playing.position, playback.side);
    if (!kept.fault.empty()) fault_ = kept.fault;
    playing.limited = kept.limited;
    playing.pose = positions::pose_at_depth(*model_->rig, kept.hold, playing.depth);
    if (!kept.course_measured && model_->tissue) {
        kept.course = measure_length_course(*model_, kept.hold, playing.targets);
        kept.course_measured = true;
    }
    if (kept.course.rest_length > 0) playing.course = &kept.course;
    return playing;
}

skeleton::Pose PlaybackTable::pose_of(const View& view, const Playing& playing) {
    if (!model_->rig) {
        if (!view.pose.empty()) fault_ = "This body has no joints: the pose cannot be shown on it";
        return {};
    }
    if (playing.position != nullptr) return playing.pose;
    if (view.pose.empty()) return skeleton::make_rest_pose(*model_->rig);
    if (view.pose != pose_text_) {
        pose_text_ = view.pose;
        const auto pose = skeleton::parse_pose(*model_->rig, view.pose);
        pose_ = pose ? *pose : skeleton::make_rest_pose(*model_->rig);
        pose_fault_ = pose ? std::string() : pose.error().text();
    }
    if (!pose_fault_.empty()) fault_ = pose_fault_;
    return pose_;
}

}  // namespace smrt::scene
