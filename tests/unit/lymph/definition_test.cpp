// Lymph definitions: the shipped ones and their faults.
#include "lymph/definition.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

namespace smrt::lymph {
namespace {

namespace fs = std::filesystem;

class Definitions : public ::testing::Test {
protected:
    void SetUp() override {
        folder_ = fs::temp_directory_path() / "smrt_lymph_definition_test";
        fs::remove_all(folder_);
        fs::create_directories(folder_);
    }
    void TearDown() override { fs::remove_all(folder_); }

    std::multiset<std::string> codes_of(const std::string& toml) {
        std::ofstream(folder_ / "arm.toml") << toml;
        base::Findings findings;
        EXPECT_TRUE(read_lymph_definitions(folder_, findings));
        std::multiset<std::string> codes;
        for (const auto& finding : findings.list) {
            codes.insert(finding.code);
            EXPECT_NE(finding.place.find("arm.toml:"), std::string::npos) << finding.place;
        }
        return codes;
    }
    fs::path folder_;
};

LymphDefinitions shipped() {
    base::Findings findings;
    const auto read = read_lymph_definitions(fs::path(SMRT_ROOT) / "assets" / "body" / "lymph", findings);
    EXPECT_TRUE(read);
    for (const auto& finding : findings.list) ADD_FAILURE() << finding.place << " " << finding.what;
    return read ? *read : LymphDefinitions{};
}

TEST(ShippedLymph, IsSoundAndHasADozenPathsASide) {
    const LymphDefinitions definitions = shipped();
    EXPECT_GE(definitions.paths.size(), 12u);
    std::set<std::string> ids;
    for (const NodeDefinition& node : definitions.nodes) ids.insert(node.id);
    for (const char* id : {"cubital_superficial", "cubital_deep", "brachial", "deltopectoral", "axillary_lateral", "axillary_central",
                           "axillary_apical", "axillary_pectoral", "axillary_subscapular", "venous_angle"})
        EXPECT_TRUE(ids.count(id)) << id;
}

TEST(ShippedLymph, EveryPathEndsInAGroupAndEveryGroupReachesTheVenousAngle) {
    const LymphDefinitions definitions = shipped();
    std::map<std::string, std::string> drains;
    for (const NodeDefinition& node : definitions.nodes) drains[node.id] = node.drains_to;
    for (const PathDefinition& path : definitions.paths) EXPECT_TRUE(drains.count(path.ends_in)) << path.id;
    for (const auto& [id, next] : drains) {
        std::string at = id;
        for (std::size_t step = 0; step < drains.size() && !drains[at].empty(); ++step) at = drains[at];
        EXPECT_EQ(at, "venous_angle") << id;
    }
}

TEST(ShippedLymph, WhereAGroupDrainsToAVesselIsDrawn) {
    const LymphDefinitions definitions = shipped();
    for (const NodeDefinition& node : definitions.nodes) {
        if (node.drains_to.empty()) continue;
        const bool drawn = std::any_of(definitions.paths.begin(), definitions.paths.end(), [&node](const PathDefinition& path) {
            return path.starts_in == node.id && path.ends_in == node.drains_to;
        });
        EXPECT_TRUE(drawn) << node.id << " -> " << node.drains_to;
    }
}

TEST(ShippedLymph, SuperficialVesselsLieTwoToElevenMillimetresDeepAndFlowAtAMeasuredSpeed) {
    for (const PathDefinition& path : shipped().paths) {
        EXPECT_NEAR(path.speed, 0.011, 0.009) << path.id;  // resting speeds between 6.7 and 15 mm/s have been published
        if (!path.superficial) continue;
        for (const StationDefinition& station : path.through) {
            ASSERT_TRUE(station.depth) << path.id;
            EXPECT_GE(*station.depth, 0.002) << path.id;
            EXPECT_LE(*station.depth, 0.011) << path.id;
        }
    }
}

TEST_F(Definitions, FaultsAreToldWithTheirPlace) {
    const std::string node = "[[node_group]]\nid = \"a\"\nname = \"A\"\nradius_mm = 5\nsource = \"own\"\nat = { near = \"x\" }\n";
    EXPECT_EQ(codes_of(node), (std::multiset<std::string>{}));
    EXPECT_EQ(codes_of(node + node), (std::multiset<std::string>{"twice"}));
    EXPECT_EQ(codes_of(node + "drains_to = \"b\"\n"), (std::multiset<std::string>{"unknown-id"}));
    EXPECT_EQ(codes_of(node + "drains_to = \"a\"\n"), (std::multiset<std::string>{"circle"}));
    EXPECT_EQ(codes_of("[[node_group]]\nid = \"a\"\nname = \"A\"\nradius_mm = 5\nsource = \"own\"\nat = { on = \"leg\", depth_mm = 3 }\n"),
              (std::multiset<std::string>{"unknown-id"}));
    EXPECT_EQ(codes_of("[[node_group]]\nid = \"a\"\nname = \"A\"\nradius_mm = 5\nsource = \"own\"\nat = { along = 1 }\n"),
              (std::multiset<std::string>{"no-place"}));
    const std::string path = "[[path]]\nid = \"p\"\nname = \"P\"\nspeed_mm_s = 11\nsource = \"own\"\nends_in = \"a\"\n";
    EXPECT_EQ(codes_of(node + path + "layer = \"deep\"\n"), (std::multiset<std::string>{"no-start"}));
    EXPECT_EQ(codes_of(node + path + "layer = \"middle\"\nstarts_in = \"a\"\n"), (std::multiset<std::string>{"unknown-word"}));
}

TEST_F(Definitions, AMissingFolderAndBrokenTomlAreErrors) {
    base::Findings findings;
    EXPECT_FALSE(read_lymph_definitions(folder_ / "nowhere", findings));
    std::ofstream(folder_ / "arm.toml") << "[[path]\n";
    EXPECT_FALSE(read_lymph_definitions(folder_, findings));
}

}  // namespace
}  // namespace smrt::lymph
