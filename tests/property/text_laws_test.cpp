// Laws of text folding and of edit distance over random text.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "base/text.h"

using namespace smrt::base;

TEST(TextLaws, FoldingTwiceIsFoldingOnce) {
    EXPECT_TRUE(rc::check([](const std::string& text) { RC_ASSERT(fold(fold(text)) == fold(text)); }));
}

TEST(TextLaws, FoldedTextHoldsOnlyLettersDigitsAndSingleSpaces) {
    EXPECT_TRUE(rc::check([](const std::string& text) {
        const std::string folded = fold(text);
        char before = ' ';
        for (const char c : folded) {
            RC_ASSERT((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c == ' ' && before != ' '));
            before = c;
        }
        RC_ASSERT(folded.empty() || before != ' ');
    }));
}

TEST(TextLaws, DistanceIsSymmetricAndZeroOnlyForEqualTexts) {
    EXPECT_TRUE(rc::check([] {
        const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'e'));
        const std::string a = *word;
        const std::string b = *word;
        RC_ASSERT(edit_distance(a, b) == edit_distance(b, a));
        RC_ASSERT((edit_distance(a, b) == 0) == (a == b));
        RC_ASSERT(edit_distance(a, b) <= static_cast<int>(std::max(a.size(), b.size())));
    }));
}

TEST(TextLaws, ALimitOnlyCutsTheDistanceOff) {
    EXPECT_TRUE(rc::check([] {
        const auto word = rc::gen::container<std::string>(rc::gen::inRange('a', 'd'));
        const std::string a = *word;
        const std::string b = *word;
        const int limit = *rc::gen::inRange(0, 6);
        RC_ASSERT(edit_distance(a, b, limit) == std::min(edit_distance(a, b), limit + 1));
    }));
}
