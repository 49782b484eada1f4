// Landmarks, joints and poses on the real bones of BodyParts3D; skipped where the archive is absent.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "body_compiler/landmarks.h"
#include "geometry/level_builder.h"
#include "geometry/units.h"
#include "positions/position.h"
#include "readers/obj_file.h"
#include "readers/part_tables.h"
#include "readers/zip_archive.h"
#include "skeleton/make_rig.h"
#include "skeleton/pose.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using anatomy::Side;

fs::path archive_folder() {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    return given != nullptr ? fs::path(given) : fs::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
}

/// The bones that landmark rules name, read straight from the zip at full detail.
anatomy::BodyPtr read_bones(const std::vector<body_compiler::LandmarkDefinition>& rules) {
    std::vector<std::string> wanted;
    for (const auto& rule : rules) {
        wanted.insert(wanted.end(), rule.bones.begin(), rule.bones.end());
        if (!rule.touches.empty()) wanted.push_back(rule.touches);
    }
    const auto tables = readers::read_part_tables(archive_folder());
    const auto zip = readers::ZipArchive::open(archive_folder() / "isa_BP3D_4.0_obj_99.zip");
    if (!tables || !zip) return nullptr;
    std::vector<anatomy::Part> parts;
    for (const readers::ZipEntry& entry : zip->entries()) {
        const auto found = tables->find_concept(fs::path(entry.path).stem().string());
        if (!found || std::find(wanted.begin(), wanted.end(), anatomy::name_without_side(found->name)) == wanted.end()) continue;
        const auto text = zip->read(entry);
        const auto obj = text ? readers::parse_obj(*text, entry.path, readers::ObjGroups::merge) : tl::unexpected(text.error());
        if (!obj) return nullptr;
        anatomy::Part part;
        part.id = fs::path(entry.path).stem().string();
        part.name = found->name;
        part.kind = anatomy::Kind::bone;
        part.side = anatomy::side_in_name(found->name);
        geometry::TriangleMesh mesh = obj->groups.front().mesh;
        for (glm::vec3& p : mesh.positions) p = glm::vec3(p.x, p.z, -p.y) * 0.001f;
        part.mesh = geometry::make_level_mesh(mesh);
        parts.push_back(std::move(part));
    }
    return std::make_shared<const anatomy::Body>("BodyParts3D", "", std::move(parts));
}

/// Read once for all tests below.
struct Bones {
    anatomy::BodyPtr body;
    anatomy::Landmarks landmarks;
    std::shared_ptr<const skeleton::Rig> rig;
    base::Findings findings;
};

const Bones& bones() {
    static const Bones made = [] {
        Bones out;
        if (!fs::exists(archive_folder() / "isa_BP3D_4.0_obj_99.zip")) return out;
        const auto rules = body_compiler::read_landmark_definitions(SMRT_ROOT "/assets/body/landmarks", out.findings);
        out.body = read_bones(rules);
        if (!out.body) return out;
        out.landmarks = body_compiler::measure_landmarks(*out.body, rules, out.findings);
        out.rig = skeleton::make_rig(*out.body, out.landmarks, anatomy::read_joint_definitions(SMRT_ROOT "/assets/body", out.findings));
        return out;
    }();
    return made;
}

#define SKIP_WITHOUT_ARCHIVE() \
    if (!bones().rig) GTEST_SKIP() << "no BodyParts3D archive in " << archive_folder()

/// Distance of every landmark to the place given for it, millimetres.
std::map<std::string, double> misses() {
    std::map<std::string, double> out;
    std::ifstream file(SMRT_TEST_DATA "/landmarks_bodyparts3d.csv");
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) {
        std::replace(line.begin(), line.end(), ',', ' ');
        std::istringstream row(line);
        std::string id;
        glm::dvec3 place;
        row >> id >> place.x >> place.y >> place.z;
        const auto* found = bones().landmarks.find(id, Side::right);
        out[id] = found == nullptr ? 1e9 : glm::length(found->position - place) / geometry::k_mm;
    }
    return out;
}

TEST(ArmOfBodyParts3D, EveryLandmarkIsFoundAndNearlyAllWithinTwoMillimetres) {
    SKIP_WITHOUT_ARCHIVE();
    int far = 0, count = 0;
    for (const auto& [id, mm] : misses()) {
        ++count, far += mm > 2.5;
        EXPECT_LT(mm, 12) << id;  // on long even ridges the point may slide along the ridge
    }
    EXPECT_EQ(count, 236);
    EXPECT_LE(far, 8);
    for (const char* id : {"clavicle_acromial_end", "acromial_angle", "scapular_spine_root", "scapula_inferior_angle", "coracoid_process",
                           "glenoid_centre", "humeral_head_centre", "humerus_medial_epicondyle", "humerus_lateral_epicondyle",
                           "radial_head", "ulnar_head", "radial_styloid", "ulnar_styloid", "radial_tuberosity", "mc3_base", "mc3_head"})
        EXPECT_LT(misses()[id], 2.0) << id;
}

TEST(ArmOfBodyParts3D, LeftLandmarksMirrorTheRightOnes) {
    SKIP_WITHOUT_ARCHIVE();
    for (const char* id : {"humeral_head_centre", "trochlea_centre", "acromioclavicular_centre", "radial_head", "capitate_head_centre"}) {
        const auto* right = bones().landmarks.find(id, Side::right);
        const auto* left = bones().landmarks.find(id, Side::left);
        ASSERT_TRUE(right != nullptr && left != nullptr) << id;
        EXPECT_LT(glm::length(left->position * glm::dvec3(-1, 1, 1) - right->position), 0.004) << id;  // the body itself is not quite even
    }
}

TEST(ArmOfBodyParts3D, TheHeadOfTheHumerusIsFittedToATenthOfItsSize) {
    SKIP_WITHOUT_ARCHIVE();
    const auto* head = bones().landmarks.find("humeral_head_centre", Side::right);
    ASSERT_NE(head, nullptr);
    EXPECT_GT(head->radius, 0.020);
    EXPECT_LT(head->radius, 0.026);
    EXPECT_LT(head->residual, 0.001);
}

TEST(ArmOfBodyParts3D, BothArmsHaveAllJointsAndNothingIsReported) {
    SKIP_WITHOUT_ARCHIVE();
    for (const std::string side : {"right ", "left "})
        for (const char* id : {"sternoclavicular", "acromioclavicular", "glenohumeral", "humeroulnar", "radioulnar", "radiocarpal",
                               "midcarpal", "carpometacarpal_1", "metacarpophalangeal_2", "distal_interphalangeal_finger_5"})
            EXPECT_TRUE(bones().rig->find_joint(side + id)) << side << id;
    for (const base::Finding& finding : bones().rig->findings.list) EXPECT_TRUE(finding.severity == base::Severity::note) << finding.what;
}

TEST(ArmOfBodyParts3D, TheDeliveredPostureIsReadFromTheBones) {
    SKIP_WITHOUT_ARCHIVE();
    const auto rest = [&](const std::string& id) {
        return bones().rig->coordinates[*bones().rig->find_coordinate(id)].rest / geometry::k_degree;
    };
    for (const std::string side : {"right ", "left "}) {
        EXPECT_NEAR(rest(side + "elbow flexion"), 14, 1.5);
        EXPECT_NEAR(rest(side + "forearm pronation"), -77, 2);
        EXPECT_NEAR(rest(side + "shoulder abduction"), 10, 1);
        EXPECT_NEAR(rest(side + "shoulder flexion"), -2.4, 1);
    }
}

TEST(ArmOfBodyParts3D, TheHeadStaysInItsSocketInEveryPosition) {
    SKIP_WITHOUT_ARCHIVE();
    base::Findings findings;
    const auto& rig = *bones().rig;
    for (const positions::Position& position : positions::read_positions(SMRT_ROOT "/assets/positions", findings)) {
        const auto pose = positions::hold_pose(rig, position, Side::right, findings);
        ASSERT_TRUE(pose) << pose.error().text();
        const auto posed = skeleton::measure_posed_body(rig, *pose);
        const glm::dvec4 head(bones().landmarks.find("humeral_head_centre", Side::right)->position, 1);
        const glm::dvec3 by_arm(posed.segments[*rig.find_segment("right humerus")] * head);
        const glm::dvec3 by_scapula(posed.segments[*rig.find_segment("right scapula")] * head);
        EXPECT_LT(glm::length(by_arm - by_scapula), 1e-9) << position.id;
    }
    EXPECT_TRUE(findings.list.empty()) << findings.list[0].what;
}

}  // namespace
}  // namespace smrt::tasks
