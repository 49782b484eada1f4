// Which position plays, where it is in its course, and the pose that follows; kept between frames.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "scene/model.h"
#include "scene/view.h"

namespace smrt::scene {

/// Length of the target at evenly spaced depths of a position, rest to hold.
struct LengthCourse {
    double rest_length = 0;      ///< metres, of the body as delivered; 0: the target has no fibres, nothing is known
    std::vector<double> ratios;  ///< of the resting length, at depth i / (size - 1), from the client as she lies to the hold
    /// Smoothly between the samples (cubic through four of them).
    [[nodiscard]] double at(double depth) const;
};

/// Mean length of some parts under one pose.
struct TargetLength {
    double rest = 0, length = 0;  ///< metres; rest 0: none of them has fibres
    [[nodiscard]] double ratio() const { return rest > 0 ? length / rest : 1; }
};
[[nodiscard]] TargetLength measure_target(const muscles::TissueState& state, const std::vector<anatomy::PartIndex>& targets);

/// A position of ease at one moment.
struct Playing {
    const positions::Position* position = nullptr;  ///< null: none plays
    anatomy::Side side = anatomy::Side::right;
    positions::Timeline timeline;
    positions::Stage stage = positions::Stage::way_in;
    double seconds = 0;
    double depth = 0;                         ///< 0 rest .. 1 hold
    std::vector<anatomy::PartIndex> targets;  ///< sorted
    skeleton::Pose pose;
    const LengthCourse* course = nullptr;  ///< null where nothing is known of the target's length
    std::optional<TargetLength> target;    ///< of this moment; set by compose once the pose is taken
    bool limited = false;                  ///< some joint values were beyond the body's range and cut to it
};

/// Finds positions and poses of views and keeps what is costly: the hold's pose and the length course per position and side.
class PlaybackTable {
public:
    explicit PlaybackTable(ModelPtr model) : model_(std::move(model)) {}

    /// The position that a view plays; `position` is null when it plays none or an unknown one.
    [[nodiscard]] Playing find(const Playback& playback);
    /// Pose of a view: the playing position's, else the view's pose text. What could not be understood is told in `fault`.
    [[nodiscard]] skeleton::Pose pose_of(const View& view, const Playing& playing);
    /// What is wrong with the last view, in one sentence for people; empty when all is well.
    [[nodiscard]] const std::string& fault() const { return fault_; }

private:
    struct Kept {
        std::string id;
        anatomy::Side side = anatomy::Side::midline;
        skeleton::Pose hold;
        std::string fault;
        bool limited = false;
        LengthCourse course;
        bool course_measured = false;
    };
    Kept& keep(const positions::Position& position, anatomy::Side side);

    ModelPtr model_;
    std::vector<std::unique_ptr<Kept>> kept_;
    std::string fault_;
    std::string pose_text_;  ///< last parsed
    skeleton::Pose pose_;
    std::string pose_fault_;
};

/// Posture of the client in a view: the playing position's, else that of the view's pose text.
[[nodiscard]] skeleton::Posture posture_of(const Model& model, const View& view);

/// Measures the target's length over the whole course. Result: rest_length 0 where none of the parts has fibres.
[[nodiscard]] LengthCourse measure_length_course(const Model& model, const skeleton::Pose& hold,
                                                 const std::vector<anatomy::PartIndex>& targets);

}  // namespace smrt::scene
