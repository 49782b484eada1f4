// Look-ups in a body and side words in names.
#include "anatomy/body.h"

#include <gtest/gtest.h>

#include "base/ensure.h"

using namespace smrt::anatomy;

namespace {

Part make_part(const char* id, const char* name, Kind kind, Side side, const char* definition = "") {
    Part part;
    part.id = id;
    part.name = name;
    part.kind = kind;
    part.side = side;
    part.definition = definition;
    return part;
}

Body make_arms() {
    return Body("arms", "",
                {make_part("A1", "Right humerus", Kind::bone, Side::right), make_part("A2", "Left humerus", Kind::bone, Side::left),
                 make_part("A3", "Sternum", Kind::bone, Side::midline),
                 make_part("A4", "Right brachialis", Kind::muscle, Side::right, "brachialis")});
}

}  // namespace

TEST(Body, FindsPartsByIdAndByNameWhateverTheCase) {
    const Body body = make_arms();
    EXPECT_EQ(body.find_part("A2"), std::optional<PartIndex>(1));
    EXPECT_EQ(body.find_part("left HUMERUS"), std::optional<PartIndex>(1));
    EXPECT_EQ(body.find_part("femur"), std::nullopt);
}

TEST(Body, FindsBonesOnTheirSideAndMidlineBonesFromBoth) {
    const Body body = make_arms();
    EXPECT_EQ(body.find_bone("Humerus", Side::left), std::optional<PartIndex>(1));
    EXPECT_EQ(body.find_bone("Sternum", Side::left), std::optional<PartIndex>(2));
    EXPECT_EQ(body.find_bone("Brachialis", Side::right), std::nullopt) << "a muscle is no bone";
}

TEST(Body, FindsDefinitionsOnTheSideAskedFor) {
    const Body body = make_arms();
    EXPECT_EQ(body.find_definition("brachialis", Side::right), (std::vector<PartIndex>{3}));
    EXPECT_TRUE(body.find_definition("brachialis", Side::left).empty());
}

TEST(Body, RefusesTwoPartsWithOneId) {
    EXPECT_THROW(Body("twice", "", {make_part("A1", "One", Kind::bone, Side::left), make_part("A1", "Two", Kind::bone, Side::left)}),
                 smrt::base::Bug);
}

TEST(SideWords, AreTakenOutWhereverTheyStand) {
    EXPECT_EQ(name_without_side("Right humerus"), "Humerus");
    EXPECT_EQ(name_without_side("Humerus, left"), "Humerus");
    EXPECT_EQ(name_without_side("musculus brachialis dexter"), "Musculus brachialis");
    EXPECT_EQ(side_in_name("Caput longum sinistrum"), Side::left);
    EXPECT_EQ(side_in_name("Sternum"), Side::midline);
    EXPECT_EQ(side_in_name("left and right lung"), Side::midline);
}
