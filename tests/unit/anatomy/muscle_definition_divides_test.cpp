// Which muscles end in a tendon for every bundle.
#include <gtest/gtest.h>

#include <cstddef>
#include <string>

#include "anatomy/muscle_definition.h"

namespace smrt::anatomy {
namespace {

/// Long flexor of the fingers, as it is shipped.
MuscleDefinition make_flexor() {
    MuscleDefinition muscle;
    muscle.insertion_bones = {"Distal phalanx of index finger", "Distal phalanx of middle finger", "Distal phalanx of ring finger",
                              "Distal phalanx of little finger"};
    muscle.fibre_parts = {"digit 2", "digit 3", "digit 4", "digit 5"};
    muscle.fibre_order = "medial";
    return muscle;
}

TEST(MuscleDivides, WhereEveryBundleHasItsFingerOrToe) {
    EXPECT_TRUE(make_flexor().divides());
    for (const char* order : {"lateral", "superior", "posterior"}) {
        MuscleDefinition muscle = make_flexor();
        muscle.fibre_order = order;
        EXPECT_TRUE(muscle.divides()) << order;
    }
}

/// Extensors go to two bones of each finger.
TEST(MuscleDivides, WhereEveryTendonHasTwoPhalanges) {
    MuscleDefinition muscle = make_flexor();
    for (const char* finger : {"index", "middle", "ring", "little"})
        muscle.insertion_bones.push_back("Middle phalanx of " + std::string(finger) + " finger");
    EXPECT_TRUE(muscle.divides());
}

TEST(MuscleDivides, NotWhereBundlesAndBonesDoNotMatch) {
    MuscleDefinition muscle = make_flexor();
    muscle.insertion_bones.pop_back();
    EXPECT_FALSE(muscle.divides()) << "four bundles, three bones";
    muscle = make_flexor(), muscle.fibre_parts.pop_back();
    EXPECT_FALSE(muscle.divides()) << "three bundles, four bones";
    muscle = make_flexor(), muscle.insertion_bones.clear();
    EXPECT_FALSE(muscle.divides()) << "no bones";
    muscle = make_flexor(), muscle.fibre_parts.clear();
    EXPECT_FALSE(muscle.divides()) << "no bundles";
    muscle = make_flexor(), muscle.fibre_parts.resize(1), muscle.insertion_bones.resize(1);
    EXPECT_FALSE(muscle.divides()) << "one bundle is the whole muscle";
}

TEST(MuscleDivides, NotWhereTheOrderIsNotAcrossTheFibres) {
    for (const char* order : {"", "insertion", "superior level", "medial level"}) {
        MuscleDefinition muscle = make_flexor();
        muscle.fibre_order = order;
        EXPECT_FALSE(muscle.divides()) << order;
    }
}

TEST(MuscleDivides, NotWhereABoneIsNoPhalanx) {
    for (std::size_t i = 0; i < 4; ++i) {
        MuscleDefinition muscle = make_flexor();
        muscle.insertion_bones[i] = "Third metacarpal bone";
        EXPECT_FALSE(muscle.divides()) << i;
    }
}

}  // namespace
}  // namespace smrt::anatomy
