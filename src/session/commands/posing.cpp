// A free posture by joint values.
#include "session/commands/all_commands.h"
#include "session/commands/plan.h"
#include "skeleton/pose.h"

namespace smrt::session {
namespace {

Planned plan_pose(const scene::Model& model, const State& now, std::string_view arguments) {
    State next = now;
    next.playing = false;
    next.view.playback.position.clear();
    next.view.playback.seconds = 0;
    if (arguments.empty() || arguments == "rest") {
        next.view.pose.clear();
        return changed(std::move(next), "Pose: at rest");
    }
    if (model.rig == nullptr) return refused("the joints of this body are not ready yet; try again in a moment");
    base::Findings limited;
    const auto pose = skeleton::parse_pose(*model.rig, arguments, &limited);
    if (!pose) return refused(pose.error());
    next.view.pose = std::string(arguments);
    if (limited.list.empty()) return changed(std::move(next), fmt::format("Pose: {}", arguments));
    return changed(std::move(next), fmt::format("Pose: {}", limited.list.front().what));
}

}  // namespace

const Command k_pose = {
    "pose", "rest|COORDINATE=VALUE[; ...]", "Move joints: `right elbow flexion=90`; degrees and millimetres", "", Undo::step, plan_pose};

}  // namespace smrt::session
