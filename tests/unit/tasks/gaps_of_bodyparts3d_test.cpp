// What BodyParts3D lacks lands on it scaled and mirrored as on itself; skipped where the archive is absent.
#include <gtest/gtest.h>

#include <cstdlib>

#include "anatomy/classification.h"
#include "readers/outside_body.h"
#include "support/landed_boxes.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;

fs::path archive() {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    const fs::path folder = given != nullptr ? fs::path(given) : fs::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
    return folder / "isa_BP3D_4.0_obj_99.zip";
}

/// Everything but vessels, nerves and the brain, on which nothing is laid, with what the classifier says of it.
anatomy::RawBody read_body() {
    const auto classifier = anatomy::read_classifier(SMRT_ROOT "/assets");
    auto raw = readers::read_outside_body(archive());
    if (!classifier || !raw) return {};
    for (anatomy::RawPart& part : raw->parts) {
        const anatomy::Classified known = anatomy::classify(*classifier, part);
        part.kind = anatomy::name_of(known.kind), part.side = anatomy::name_of(known.side);
        part.name = known.name, part.definition = known.definition;
    }
    std::erase_if(raw->parts, [](const anatomy::RawPart& part) {
        return part.kind == "vessel" || part.kind == "nerve" || part.kind == "brain" || part.kind == "skin" || part.kind == "hair";
    });
    if (!readers::clean_body(*raw)) return {};
    return std::move(*raw);
}

TEST(GapsOfBodyParts3D, LandOnItScaledAndMirroredAsOnItself) {
    if (!fs::exists(archive())) GTEST_SKIP() << "no BodyParts3D archive at " << archive();
    const fs::path assets = fs::path(SMRT_ROOT) / "assets";
    const anatomy::RawBody body = read_body();
    const test::LandedBoxes filled = test::land(body, assets);
    EXPECT_GT(filled.size(), 600u);
    for (const float scale : {0.7f, 1.2f}) test::expect_scaled(test::land(test::scaled(body, scale), assets), filled, scale);
    // Its lymphatic duct is the right one on the mirror image too.
    test::LandedBoxes mirrored = test::land(test::mirrored(body), assets), paired = filled;
    EXPECT_EQ(mirrored.erase("right_lymphatic_duct") + paired.erase("right_lymphatic_duct"), 2u);
    test::expect_mirrored(mirrored, paired, false);
    EXPECT_TRUE(filled.contains("right_superior_oblique_part_of_longus_colli")) << "BodyParts3D has the left one alone";
    EXPECT_FALSE(filled.contains("left_lymphatic_duct") || filled.contains("left_right_lymphatic_duct"));
}

}  // namespace
}  // namespace smrt::tasks
