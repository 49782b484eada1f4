// Phrases that recognise names.
#include "anatomy/name_pattern.h"

#include <gtest/gtest.h>

namespace smrt::anatomy {
namespace {

bool matches(const char* phrase, std::string_view name) {
    const auto pattern = NamePattern::parse(phrase);
    EXPECT_TRUE(pattern) << phrase;
    return pattern && pattern->matches(words_of(name));
}

TEST(NamePattern, MatchesWholeWordsInOrder) {
    EXPECT_TRUE(matches("flexor retinaculum", "left flexor retinaculum of wrist"));
    EXPECT_FALSE(matches("flexor retinaculum", "retinaculum flexor"));
    EXPECT_FALSE(matches("rib", "tribe of ribs"));
}

TEST(NamePattern, StarOpensAWord) {
    EXPECT_TRUE(matches("gyr*", "angular gyrus"));
    EXPECT_TRUE(matches("*ceps", "biceps brachii"));
    EXPECT_FALSE(matches("*ceps", "bicepses"));
    EXPECT_TRUE(matches("*coll*", "sternocollar"));
    EXPECT_TRUE(matches("*", "anything"));
    EXPECT_FALSE(matches("*", ""));
}

TEST(NamePattern, AnchorsHoldTheEnds) {
    EXPECT_TRUE(matches("^lip$", "lip"));
    EXPECT_FALSE(matches("^lip$", "upper lip"));
    EXPECT_TRUE(matches("^m", "m biceps"));
    EXPECT_FALSE(matches("^m", "biceps m"));
    EXPECT_TRUE(matches("choroidea$", "tunica choroidea"));
    EXPECT_FALSE(matches("choroidea$", "choroidea lamina"));
}

TEST(NamePattern, RefusesPhrasesThatCouldNeverMatch) {
    for (const char* phrase : {"", "^$", "a*b", "Two  spaces", "arteria.brachialis"}) EXPECT_FALSE(NamePattern::parse(phrase)) << phrase;
}

TEST(NamePattern, FoldsCaseAndAccents) {
    EXPECT_TRUE(matches("Tríceps", "triceps brachii"));
}

}  // namespace
}  // namespace smrt::anatomy
