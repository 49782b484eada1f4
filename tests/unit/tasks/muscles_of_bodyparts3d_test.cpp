// Muscles of the arm on the real meshes of BodyParts3D: lengths, volume and drift under poses; skipped where the archive is absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/classification.h"
#include "body_compiler/compile_body.h"
#include "body_compiler/landmarks.h"
#include "muscles/tissue.h"
#include "readers/outside_body.h"
#include "skeleton/make_rig.h"
#include "skeleton/pose.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using anatomy::Side;

fs::path archive() {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    const fs::path folder = given != nullptr ? fs::path(given) : fs::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
    return folder / "isa_BP3D_4.0_obj_99.zip";
}

struct Arm {
    anatomy::BodyPtr body;
    std::shared_ptr<const skeleton::Rig> rig;
    muscles::TissueModelPtr tissue;
};

/// Bones, cartilages and the muscles of trunk and right arm, compiled as an import does it.
Arm make_arm() {
    Arm out;
    if (!fs::exists(archive())) return out;
    auto raw = readers::read_outside_body(archive());
    base::Findings findings;
    const auto classifier = anatomy::read_classifier(SMRT_ROOT "/assets");
    if (!raw || !classifier) return out;
    std::erase_if(raw->parts, [&](const anatomy::RawPart& part) {
        const anatomy::Classified what = anatomy::classify(*classifier, part);
        const bool bone = what.kind == anatomy::Kind::bone || what.kind == anatomy::Kind::cartilage;
        const bool arm = what.region == anatomy::Region::shoulder || what.region == anatomy::Region::arm ||
                         what.region == anatomy::Region::forearm || what.region == anatomy::Region::thorax;
        return !(bone || (what.kind == anatomy::Kind::muscle && what.side == Side::right && arm));
    });
    if (!readers::clean_body(*raw)) return out;
    auto compiled = body_compiler::compile_body(std::move(*raw), SMRT_ROOT "/assets");
    if (!compiled) return out;
    out.body = std::make_shared<const anatomy::Body>("arm", "", std::move(compiled->parts));
    const auto rules = body_compiler::read_landmark_definitions(SMRT_ROOT "/assets/body/landmarks", findings);
    out.rig = skeleton::make_rig(*out.body, body_compiler::measure_landmarks(*out.body, rules, findings),
                                 anatomy::read_joint_definitions(SMRT_ROOT "/assets/body", findings));
    out.tissue =
        muscles::make_tissue_model(out.body, out.rig, anatomy::read_muscle_definitions(SMRT_ROOT "/assets/body/muscles", findings));
    return out;
}

const Arm& arm() {
    static const Arm made = make_arm();
    return made;
}

#define SKIP_WITHOUT_ARCHIVE() \
    if (!arm().tissue) GTEST_SKIP() << "no BodyParts3D archive at " << archive()

muscles::TissueStatePtr under(const char* pose) {
    const auto parsed = skeleton::parse_pose(*arm().rig, pose);
    EXPECT_TRUE(parsed) << pose;
    return muscles::measure_tissue(arm().tissue, skeleton::measure_posed_body(*arm().rig, *parsed));
}

anatomy::PartIndex find_muscle(const char* definition) {
    const auto found = arm().body->find_definition(definition, Side::right);
    EXPECT_EQ(found.size(), 1u) << definition;
    return found.empty() ? 0 : found.front();
}

double length_mm(const char* pose, const char* definition) {
    const muscles::TissueStatePtr state = under(pose);
    const muscles::Reading* reading = muscles::find_reading(*state, find_muscle(definition));
    EXPECT_NE(reading, nullptr) << definition;
    return reading == nullptr ? 0 : 1000 * reading->length;
}

TEST(MusclesOfBodyParts3D, EveryMuscleOfTheArmHasFibres) {
    SKIP_WITHOUT_ARCHIVE();
    for (const char* definition :
         {"long_head_of_biceps_brachii", "short_head_of_biceps_brachii", "brachialis", "coracobrachialis", "pectoralis_minor",
          "subscapularis", "infraspinatus", "supraspinatus", "teres_major", "teres_minor", "acromial_part_of_deltoid", "serratus_anterior",
          "humeral_head_of_pronator_teres", "supinator", "brachioradialis", "flexor_digitorum_profundus"})
        EXPECT_NE(muscles::find_reading(*under(""), find_muscle(definition)), nullptr) << definition;
}

TEST(MusclesOfBodyParts3D, PositionsShortenTheirTargets) {
    SKIP_WITHOUT_ARCHIVE();
    struct Case {
        const char *muscle, *pose;
        double at_most;
    };
    for (const Case& c : {Case{"long_head_of_biceps_brachii", "right shoulder flexion=60; right elbow flexion=100", 0.90},
                          Case{"pectoralis_minor", "right scapula protraction=12; right scapula anterior tilt=10", 0.97},
                          Case{"subscapularis", "right shoulder internal rotation=50", 0.95},
                          Case{"infraspinatus", "right shoulder external rotation=50", 0.95},
                          Case{"humeral_head_of_pronator_teres", "right elbow flexion=60; right forearm pronation=65", 0.95}}) {
        const muscles::TissueStatePtr state = under(c.pose);
        const muscles::Reading* reading = muscles::find_reading(*state, find_muscle(c.muscle));
        ASSERT_NE(reading, nullptr);
        EXPECT_LT(reading->ratio(), c.at_most) << c.muscle;
        EXPECT_GT(reading->ratio(), 0.6) << c.muscle;
    }
}

// Lever arms of published models, 80 degrees of flexion: brachialis shortens by 23 mm (Holzbaur 2005), the heads of triceps
// lengthen by 31 to 35 mm. Bodies differ in size: a third more or less is the same mechanism.
TEST(MusclesOfBodyParts3D, ElbowFlexionChangesLengthsAsPublishedModelsDo) {
    SKIP_WITHOUT_ARCHIVE();
    const char *straight = "right elbow flexion=10", *bent = "right elbow flexion=90";
    EXPECT_NEAR(length_mm(straight, "brachialis") - length_mm(bent, "brachialis"), 23, 8);
    EXPECT_NEAR(length_mm(bent, "long_head_of_triceps_brachii") - length_mm(straight, "long_head_of_triceps_brachii"), 31, 10);
    EXPECT_NEAR(length_mm(bent, "lateral_head_of_triceps_brachii") - length_mm(straight, "lateral_head_of_triceps_brachii"), 31, 10);
}

double volume(const geometry::LevelMesh& mesh, const geometry::PosedVertices& posed) {
    double sum = 0;
    const glm::dvec3 o(posed.positions[0]);
    for (std::uint32_t i = 0; i < mesh.levels[0].index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[mesh.levels[0].first_index + i];
        sum += glm::dot(glm::dvec3(posed.positions[t[0]]) - o,
                        glm::cross(glm::dvec3(posed.positions[t[1]]) - o, glm::dvec3(posed.positions[t[2]]) - o)) /
               6.0;
    }
    return sum;
}

TEST(MusclesOfBodyParts3D, TargetsKeepTheirVolumeWithinFivePercent) {
    SKIP_WITHOUT_ARCHIVE();
    const auto rest = under("");
    for (const char* pose : {"right shoulder flexion=60; right elbow flexion=100", "right shoulder internal rotation=50",
                             "right scapula protraction=12; right scapula anterior tilt=10"}) {
        const auto state = under(pose);
        for (const char* muscle : {"long_head_of_biceps_brachii", "brachialis", "pectoralis_minor", "subscapularis", "teres_major"}) {
            const anatomy::PartIndex part = find_muscle(muscle);
            const geometry::LevelMesh& mesh = arm().body->part(part).mesh;
            const auto all = static_cast<std::uint32_t>(mesh.vertices.size());
            const double before = volume(mesh, *muscles::pose_vertices(*rest, part, all));
            EXPECT_NEAR(volume(mesh, *muscles::pose_vertices(*state, part, all)) / before, 1.0, 0.05) << muscle << " in " << pose;
        }
    }
}

/// Share of the surface whose triangles look the other way than their posed normals.
double folded_share(const geometry::LevelMesh& mesh, const geometry::PosedVertices& posed) {
    double folded = 0, whole = 0;
    for (std::uint32_t i = 0; i < mesh.levels[0].index_count; i += 3) {
        const std::uint32_t* t = &mesh.indices[mesh.levels[0].first_index + i];
        const glm::vec3 rest = glm::cross(mesh.position(t[1]) - mesh.position(t[0]), mesh.position(t[2]) - mesh.position(t[0]));
        const glm::vec3 now = glm::cross(posed.positions[t[1]] - posed.positions[t[0]], posed.positions[t[2]] - posed.positions[t[0]]);
        const float area = glm::length(rest);
        whole += area;
        if (glm::dot(rest, mesh.normal(t[0]) + mesh.normal(t[1]) + mesh.normal(t[2])) > 0 &&
            glm::dot(now, posed.normals[t[0]] + posed.normals[t[1]] + posed.normals[t[2]]) < 0)
            folded += area;
    }
    return folded / whole;
}

TEST(MusclesOfBodyParts3D, BelliesAroundRadiusAndUlnaDoNotFoldInPronation) {
    SKIP_WITHOUT_ARCHIVE();
    const auto state = under("right forearm pronation=80");
    // The ends stay on their bones, so that a belly turned by 157 degrees folds there; what goes on to the fingers follows its strands.
    for (const auto& [muscle, limit] :
         {std::pair{"pronator_quadratus", 0.14}, std::pair{"supinator", 0.02}, std::pair{"flexor_digitorum_profundus", 0.09}}) {
        const anatomy::PartIndex part = find_muscle(muscle);
        const geometry::LevelMesh& mesh = arm().body->part(part).mesh;
        EXPECT_LT(folded_share(mesh, *muscles::pose_vertices(*state, part, static_cast<std::uint32_t>(mesh.vertices.size()))), limit)
            << muscle;
    }
}

/// The lines of a part at rest by their length, millimetres.
std::vector<double> lines_of(const char* name) {
    const auto part = arm().body->find_part(name);
    if (!part) return {};
    const auto rest = skeleton::measure_posed_body(*arm().rig, skeleton::make_rest_pose(*arm().rig));
    std::vector<double> out = muscles::measure_lengths(arm().tissue, rest, {*part}).front().lengths;
    for (double& length : out) length *= 1000;
    std::sort(out.begin(), out.end());
    return out;
}

TEST(MusclesOfBodyParts3D, LinesOfMusclesInSlipsRunThroughOneSlipEach) {
    SKIP_WITHOUT_ARCHIVE();
    // Slips of serratus anterior are 12 to 22 cm long; lines that went to and fro between them had 27 to 62 cm.
    const std::vector<double> serratus = lines_of("Right serratus anterior");
    ASSERT_GE(serratus.size(), 4u);
    EXPECT_GT(serratus.front(), 100);
    EXPECT_LT(serratus.back(), 260);
    const std::vector<double> intercostals = lines_of("Right external intercostal muscle");
    ASSERT_GE(intercostals.size(), 10u) << "one space between ribs after the other";
}

TEST(MusclesOfBodyParts3D, LengthsDoNotJumpWhileTheShoulderBladeTurns) {
    SKIP_WITHOUT_ARCHIVE();
    for (const char* name : {"Right serratus anterior", "Right subscapularis", "Right infraspinatus", "Right teres major"}) {
        const auto part = arm().body->find_part(name);
        ASSERT_TRUE(part) << name;
        std::vector<double> lengths;
        for (int degrees = 0; degrees <= 40; ++degrees) {
            const auto pose = skeleton::parse_pose(*arm().rig, "right scapula upward rotation=" + std::to_string(degrees));
            ASSERT_TRUE(pose);
            lengths.push_back(
                1000 * muscles::measure_lengths(arm().tissue, skeleton::measure_posed_body(*arm().rig, *pose), {*part}).front().mean());
        }
        for (std::size_t i = 2; i < lengths.size(); ++i)
            EXPECT_LT(std::abs(lengths[i] - 2 * lengths[i - 1] + lengths[i - 2]), 4) << name << " at " << i << " degrees";
    }
}

TEST(MusclesOfBodyParts3D, EndsOfBicepsDriftLessThanAMillimetre) {
    SKIP_WITHOUT_ARCHIVE();
    const auto pose = skeleton::parse_pose(*arm().rig, "right shoulder flexion=60; right elbow flexion=120");
    ASSERT_TRUE(pose);
    const skeleton::PosedBody posed = skeleton::measure_posed_body(*arm().rig, *pose);
    const auto state = muscles::measure_tissue(arm().tissue, posed);
    const auto rest = muscles::fibre_lines(*under(""), find_muscle("long_head_of_biceps_brachii"));
    const auto bent = muscles::fibre_lines(*state, find_muscle("long_head_of_biceps_brachii"));
    const glm::dmat4 scapula = posed.segments[*arm().rig->find_segment("right scapula")];
    const glm::dmat4 radius = posed.segments[*arm().rig->find_segment("right radius")];
    for (std::size_t k = 0; k < rest.size(); ++k) {
        EXPECT_LT(glm::distance(glm::dvec3(bent[k].front()), glm::dvec3(scapula * glm::dvec4(glm::dvec3(rest[k].front()), 1))), 0.001);
        EXPECT_LT(glm::distance(glm::dvec3(bent[k].back()), glm::dvec3(radius * glm::dvec4(glm::dvec3(rest[k].back()), 1))), 0.001);
    }
}

}  // namespace
}  // namespace smrt::tasks
