// Names as outside files write them.
#include "anatomy/outside_name.h"

#include <gtest/gtest.h>

namespace smrt::anatomy {
namespace {

TEST(OutsideName, SeparatesWordsOfFileAndNodeNames) {
    EXPECT_EQ(tidy_outside_name("Humerus.l"), "Humerus l");
    EXPECT_EQ(tidy_outside_name("left_humerus"), "left humerus");
    EXPECT_EQ(tidy_outside_name("LeftBicepsBrachii"), "Left Biceps Brachii");
    EXPECT_EQ(tidy_outside_name("humerus-R"), "humerus R");
    EXPECT_EQ(tidy_outside_name("thyro-arytenoid"), "thyro-arytenoid");
    EXPECT_EQ(tidy_outside_name("  Left   humerus "), "Left humerus");
}

TEST(OutsideName, LeavesOutIdsAndCopyNumbers) {
    EXPECT_EQ(tidy_outside_name("FJ1478M Long head of biceps"), "Long head of biceps");
    EXPECT_EQ(tidy_outside_name("FMA37686_BP7409_biceps"), "biceps");
    EXPECT_EQ(tidy_outside_name("Humerus.l.001"), "Humerus l");
    EXPECT_EQ(tidy_outside_name("Rib 12"), "Rib 12");
    EXPECT_EQ(tidy_outside_name("C5"), "C5");
    EXPECT_EQ(tidy_outside_name("FJ1478"), "");
}

TEST(OutsideName, PutsTheSideInFront) {
    EXPECT_EQ(name_with_side("Long head of biceps brachii", Side::right), "Right long head of biceps brachii");
    EXPECT_EQ(name_with_side("atlas", Side::midline), "Atlas");
    EXPECT_EQ(name_with_side("C5", Side::left), "Left C5");
    EXPECT_EQ(name_with_side("", Side::left), "");
}

}  // namespace
}  // namespace smrt::anatomy
