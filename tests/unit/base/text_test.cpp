// Folding and closest names.
#include "base/text.h"

#include <gtest/gtest.h>

using namespace smrt::base;

TEST(Text, FoldsCaseAccentsAndPunctuation) {
    EXPECT_EQ(fold("  M. Tr\xC3\xAD"
                   "ceps  surae (L) "),
              "m triceps surae l");
    EXPECT_EQ(fold("Musc\xC5\xABlus"), "musculus");
    EXPECT_EQ(fold("\xE2\x82\xAC"), "");
    EXPECT_EQ(fold(""), "");
}

TEST(Text, FoldsBrokenUtf8WithoutReadingPastTheEnd) {
    EXPECT_EQ(fold("a\xC3"), "a");
    EXPECT_EQ(fold("\xFF\xFE"
                   "b"),
              "b");
}

TEST(Text, SplitsAndKeepsEmptyPieces) {
    EXPECT_EQ(split("a,,b", ','), (std::vector<std::string>{"a", "", "b"}));
    EXPECT_EQ(split("", ','), (std::vector<std::string>{""}));
}

TEST(Text, CountsEditsWithTranspositions) {
    EXPECT_EQ(edit_distance("biceps", "bicpes"), 1);
    EXPECT_EQ(edit_distance("psoas", "soas"), 1);
    EXPECT_EQ(edit_distance("", "abc"), 3);
    EXPECT_EQ(edit_distance("radius", "ulna", 2), 3);
}

TEST(Text, SuggestsTheClosestNameOnlyWhenItIsClose) {
    const std::vector<std::string> names = {"radius", "ulna", "humerus"};
    EXPECT_EQ(did_you_mean("radus", names), "; did you mean `radius`?");
    EXPECT_EQ(did_you_mean("xyzzyqwerty", names), "");
}
