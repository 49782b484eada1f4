// Boxes of posed parts, and the motion of the client as a whole.
#include "session/posed_box.h"

#include "scene/playback.h"
#include "scene/posture.h"

namespace smrt::session {

skeleton::Pose find_shown_pose(const scene::Model& model, const scene::View& view) {
    scene::PlaybackTable playback(scene::ModelPtr(scene::ModelPtr(), &model));  // for as long as this takes
    return playback.pose_of(view, playback.find(view.playback));
}

geometry::Box find_posed_box(const scene::Model& model, const skeleton::Pose& pose, const Parts& parts) {
    scene::Posture posture(scene::ModelPtr(scene::ModelPtr(), &model));  // for as long as this takes
    posture.set(pose);
    if (posture.key() == 0 && parts.empty()) return model.body->bounds();
    geometry::Box box;
    const auto include = [&](anatomy::PartIndex part) {
        if (!model.body->part(part).mesh.box.empty()) box.include(posture.box(part));
    };
    for (const anatomy::PartIndex part : parts) include(part);
    for (anatomy::PartIndex part = 0; parts.empty() && part < model.body->parts().size(); ++part)
        if (const anatomy::Kind kind = model.body->part(part).kind; kind == anatomy::Kind::bone || kind == anatomy::Kind::skin)
            include(part);
    return box.empty() ? model.body->bounds() : box;
}

glm::mat4 motion_of_posture(const scene::Model& model, const scene::View& view) {
    const skeleton::Posture posture = scene::posture_of(model, view);
    if (model.rig == nullptr || posture == skeleton::Posture::standing) return glm::mat4(1);
    return glm::mat4(skeleton::measure_posed_body(*model.rig, skeleton::make_rest_pose(*model.rig, posture)).segments[skeleton::k_root]);
}

}  // namespace smrt::session
