// Pictures of joints: two for each coordinate, from one place, across the movement.
#include "tasks/joint_pictures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

#include "session/camera_text.h"
#include "skeleton/pose.h"
#include "support/synthetic_arm.h"

namespace smrt::tasks {
namespace {

/// The made-up arms, with bones that have places.
scene::Model make_model() {
    scene::Model model;
    const std::map<std::string, std::pair<glm::vec3, glm::vec3>> boxes = {{"Right clavicle", {{-0.142, 1.32, 0.06}, {-0.017, 1.35, 0.14}}},
                                                                          {"Right scapula", {{-0.17, 1.18, 0.0}, {-0.06, 1.34, 0.09}}},
                                                                          {"Right humerus", {{-0.24, 1.04, 0.05}, {-0.15, 1.34, 0.10}}},
                                                                          {"Right ulna", {{-0.24, 0.80, 0.05}, {-0.2, 1.05, 0.12}}},
                                                                          {"Right radius", {{-0.28, 0.80, 0.05}, {-0.22, 1.04, 0.12}}}};
    std::vector<anatomy::Part> parts = test::make_arm_bones()->parts();
    for (anatomy::Part& part : parts)
        if (const auto found = boxes.find(part.name); found != boxes.end())
            part.mesh.box.include(found->second.first), part.mesh.box.include(found->second.second);
    model.body = std::make_shared<const anatomy::Body>("two arms", "", std::move(parts));
    model.rig = skeleton::make_rig(*model.body, test::make_arm_landmarks(), test::shipped_joints());
    return model;
}

const GalleryPicture* find_picture(const std::vector<GalleryPicture>& pictures, const std::string& name) {
    for (const GalleryPicture& picture : pictures)
        if (picture.name == name) return &picture;
    return nullptr;
}

TEST(JointPictures, BothEndsAreSeenFromOnePlace) {
    const scene::Model model = make_model();
    const std::vector<GalleryPicture> pictures = list_joint_pictures(model);
    ASSERT_GT(pictures.size(), 10u);
    ASSERT_EQ(pictures.size() % 2, 0u);
    for (std::size_t i = 0; i < pictures.size(); i += 2) {
        EXPECT_EQ(pictures[i].values.at("camera"), pictures[i + 1].values.at("camera")) << pictures[i].name;
        EXPECT_NE(pictures[i].values.at("pose"), pictures[i + 1].values.at("pose")) << pictures[i].name;
        EXPECT_TRUE(skeleton::parse_pose(*model.rig, pictures[i].values.at("pose").front())) << pictures[i].name;
    }
}

TEST(JointPictures, ATurnIsSeenAlongItsAxis) {
    const std::vector<GalleryPicture> pictures = list_joint_pictures(make_model());
    const GalleryPicture* elbow = find_picture(pictures, "joint_right_elbow_flexion_high");
    ASSERT_NE(elbow, nullptr);
    const auto camera = session::parse_camera(elbow->values.at("camera").front(), scene::Camera{});
    ASSERT_TRUE(camera);
    const glm::vec3 way = glm::normalize(camera->eye() - camera->target);
    EXPECT_GT(std::abs(way.x), 0.8f) << "an elbow bends before the side";
    EXPECT_LT(glm::distance(camera->target, glm::vec3(-0.2f, 1.1f, 0.1f)), 0.4f);
}

TEST(JointPictures, TheBonesThatMoveAreMarkedAndTheLeftSideIsLeftOut) {
    for (const GalleryPicture& picture : list_joint_pictures(make_model())) {
        EXPECT_EQ(picture.name.find("left"), std::string::npos);
        EXPECT_FALSE(picture.values.at("select").front().empty()) << picture.name;
        EXPECT_NE(picture.values.at("isolate").front().find(picture.values.at("select").front()), std::string::npos) << picture.name;
    }
}

TEST(JointPictures, WithoutARigThereAreNone) {
    EXPECT_TRUE(list_joint_pictures({}).empty());
}

}  // namespace
}  // namespace smrt::tasks
