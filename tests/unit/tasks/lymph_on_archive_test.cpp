// The lymph of the arm on the bones and the skin of BodyParts3D, where it is present.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>

#include "anatomy/classification.h"
#include "body_compiler/landmarks.h"
#include "geometry/level_builder.h"
#include "geometry/nearest.h"
#include "lymph/body_walls.h"
#include "lymph/network.h"
#include "readers/outside_body.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using anatomy::Kind;
using anatomy::Region;

bool is_wanted(const anatomy::Classified& known) {
    const bool is_near = known.region == Region::shoulder || known.region == Region::arm || known.region == Region::forearm ||
                         known.region == Region::hand || known.region == Region::thorax;
    return known.kind == Kind::skin || (is_near && (known.kind == Kind::bone || known.kind == Kind::cartilage));
}

/// Only what the lymph of the arm needs: cheaper than a whole import.
std::optional<anatomy::Body> read_arms(const fs::path& archive, const fs::path& assets) {
    const auto classifier = anatomy::read_classifier(assets);
    auto raw = readers::read_outside_body(archive);
    if (!classifier || !raw) return std::nullopt;
    std::erase_if(raw->parts, [&](const anatomy::RawPart& part) { return !is_wanted(anatomy::classify(*classifier, part)); });
    if (!readers::clean_body(*raw)) return std::nullopt;
    std::vector<anatomy::Part> parts;
    for (const anatomy::RawPart& from : raw->parts) {
        const anatomy::Classified known = anatomy::classify(*classifier, from);
        anatomy::Part part;
        part.id = from.id;
        part.name = known.name;
        part.kind = known.kind;
        part.side = known.side;
        part.region = known.region;
        part.mesh = geometry::make_level_mesh(from.mesh);
        parts.push_back(std::move(part));
    }
    return anatomy::Body("arms", "", std::move(parts));
}

class LymphOnArchive : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        const char* given = std::getenv("SMRT_BODYPARTS3D");
        fs::path archive = given != nullptr ? fs::path(given) : fs::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
        if (fs::is_directory(archive)) archive /= "isa_BP3D_4.0_obj_99.zip";
        if (!fs::exists(archive)) return;
        const fs::path assets = fs::path(SMRT_ROOT) / "assets";
        if (auto read = read_arms(archive, assets)) body_ = std::make_unique<anatomy::Body>(std::move(*read));
        if (!body_) return;
        base::Findings findings;
        const auto rules = body_compiler::read_landmark_definitions(assets / "body" / "landmarks", findings);
        network_ = lymph::make_network(*body_, body_compiler::measure_landmarks(*body_, rules, findings), assets);
    }
    static void TearDownTestSuite() { body_.reset(), network_.reset(); }
    void SetUp() override {
        if (!body_) GTEST_SKIP() << "BodyParts3D is not at hand";
    }
    static inline std::unique_ptr<anatomy::Body> body_;
    static inline lymph::NetworkPtr network_;
};

TEST_F(LymphOnArchive, EverythingLandsOnBothSides) {
    for (const auto& finding : network_->findings.list) ADD_FAILURE() << finding.place << " " << finding.what;
    std::map<anatomy::Side, int> paths, nodes;
    for (const lymph::Path& path : network_->paths) ++paths[path.side];
    for (const lymph::NodeGroup& node : network_->nodes) ++nodes[node.side];
    EXPECT_EQ(paths[anatomy::Side::left], 26);
    EXPECT_EQ(paths[anatomy::Side::right], 26);
    EXPECT_EQ(nodes[anatomy::Side::left], 10);
    EXPECT_EQ(nodes[anatomy::Side::right], 10);
}

TEST_F(LymphOnArchive, NodeGroupsLieWhereTheyWereMeasured) {
    // measured on Z-Anatomy, which stands in this body (metres, left side mirrored to the right)
    const std::pair<const char*, glm::vec3> measured[] = {
        {"axillary_pectoral_right", {-0.1189f, 1.2516f, 0.1270f}}, {"axillary_subscapular_right", {-0.1613f, 1.2800f, 0.0865f}},
        {"axillary_lateral_right", {-0.1540f, 1.2375f, 0.0623f}},  {"axillary_central_right", {-0.1435f, 1.2375f, 0.0623f}},
        {"axillary_apical_right", {-0.0980f, 1.3265f, 0.1001f}},   {"cubital_deep_right", {-0.2152f, 1.0016f, 0.0925f}}};
    for (const auto& [id, place] : measured) {
        const auto found =
            std::find_if(network_->nodes.begin(), network_->nodes.end(), [id = id](const auto& node) { return node.id == id; });
        ASSERT_NE(found, network_->nodes.end()) << id;
        EXPECT_LT(glm::length(found->centre - place), 0.015f) << id;
    }
}

TEST_F(LymphOnArchive, NoVesselRunsThroughBone) {
    const lymph::BodyWalls walls(*body_);
    for (const lymph::Path& path : network_->paths)
        for (const glm::vec3& point : path.points) {
            EXPECT_FALSE(walls.is_inside_bone(point)) << path.id;
            EXPECT_GT(walls.distance_to_bone(point), 0.001f) << path.id;
        }
}

TEST_F(LymphOnArchive, SuperficialVesselsStayUnderTheSkinOfHandAndForearm) {
    const geometry::TriangleMesh skin = geometry::unpack(body_->part(body_->find_part("Skin").value()).mesh);
    const geometry::SurfaceTree surface(skin);
    constexpr float k_below_elbow = 1.03f;  // metres above the floor of this body; above it the bundles dive into the armpit
    for (const lymph::Path& path : network_->paths) {
        if (!path.superficial) continue;
        for (const glm::vec3& point : path.points) {
            if (point.y > k_below_elbow) continue;
            EXPECT_LT(surface.nearest(point).distance, 0.008f) << path.id;
        }
    }
}

TEST_F(LymphOnArchive, VesselsAreSmoothAndRunUpTheArm) {
    for (const lymph::Path& path : network_->paths) {
        for (std::size_t i = 2; i < path.points.size(); ++i) {
            const glm::vec3 before = glm::normalize(path.points[i - 1] - path.points[i - 2]),
                            after = glm::normalize(path.points[i] - path.points[i - 1]);
            EXPECT_GT(glm::dot(before, after), 0.88f) << path.id << " at point " << i;
        }
        if (path.id.find("_to_") == std::string::npos) {
            EXPECT_GT(path.points.back().y, path.points.front().y) << path.id;
        }
    }
}

}  // namespace
}  // namespace smrt::tasks
