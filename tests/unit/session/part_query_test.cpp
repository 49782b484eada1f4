// Which parts a text means.
#include "session/part_query.h"

#include <gtest/gtest.h>

#include "unit/session/session_fixture.h"

namespace smrt::session {
namespace {

Parts found(const char* text, State state = {}) {
    const auto parts = find_parts(*make_test_model(), state, text);
    return parts ? *parts : Parts{};
}
std::string error(const char* text) {
    const auto parts = find_parts(*make_test_model(), {}, text);
    return parts ? "" : parts.error().message;
}

TEST(PartQuery, OnePartByIdFmaIdEnglishAndLatinName) {
    EXPECT_EQ(found("FJ6"), Parts{5});
    EXPECT_EQ(found("FMA6"), Parts{5});
    EXPECT_EQ(found("right PSOAS major"), Parts{5});
    EXPECT_EQ(found("latin fj6"), Parts{5});
}
TEST(PartQuery, NameWithoutSideMeansBothSides) {
    EXPECT_EQ(found("humerus"), (Parts{0, 1}));
}
TEST(PartQuery, DefinitionMeansItsParts) {
    EXPECT_EQ(found("long_head_of_biceps_brachii"), (Parts{2, 4}));
}
TEST(PartQuery, WholeMeansItsPartsOnItsSide) {
    EXPECT_EQ(found("biceps brachii"), (Parts{2, 3, 4}));
    EXPECT_EQ(found("right biceps brachii"), (Parts{2, 3}));
}
TEST(PartQuery, GroupsByKindRegionSystemAndSide) {
    EXPECT_EQ(found("kind bone"), (Parts{0, 1, 6}));
    EXPECT_EQ(found("kind bones"), (Parts{0, 1, 6}));
    EXPECT_EQ(found("system muscular"), (Parts{2, 3, 4, 5}));
    EXPECT_EQ(found("side left"), (Parts{1, 4}));
}
TEST(PartQuery, SeveralAreJoinedAndCut) {
    EXPECT_EQ(found("kind muscle & region arm & side right"), (Parts{2, 3}));
    EXPECT_EQ(found("sacrum; kind muscle & side left"), (Parts{4, 6}));
    EXPECT_EQ(found("sacrum;"), Parts{6});
}
TEST(PartQuery, SelectionAndHoverComeFromTheState) {
    State state;
    state.view.selection = {1, 3};
    state.view.hover = 6;
    EXPECT_EQ(found("", state), (Parts{1, 3}));
    EXPECT_EQ(found("hover; selection", state), (Parts{1, 3, 6}));
}
TEST(PartQuery, RefusalsSayWhatIsMeantOrKnown) {
    EXPECT_NE(error("right psoas majr").find("did you mean `Right psoas major`"), std::string::npos);
    EXPECT_NE(error("kind bonny").find("it has: bone, muscle"), std::string::npos) << error("kind bonny");
    EXPECT_NE(error("").find("nothing is selected"), std::string::npos);
    EXPECT_NE(error("kind bone & kind muscle").find("no part fits"), std::string::npos);
    EXPECT_NE(error(" ; ").find("names no part"), std::string::npos);
}

TEST(PartQuery, FibresAreBundlesOfTheirPartsByNameOrNumber) {
    auto model = std::make_shared<scene::Model>(*make_test_model());
    anatomy::MuscleDefinitions muscles;
    anatomy::MuscleDefinition& biceps = muscles.by_id["long_head_of_biceps_brachii"];
    biceps.fibre_parts = {"inner fibres", "outer fibres"};
    biceps.fibre_order = "lateral";
    model->muscles = std::make_shared<const anatomy::MuscleDefinitions>(muscles);
    const auto outer = find_fibres(*model, {}, "long_head_of_biceps_brachii: Outer fibres");
    ASSERT_TRUE(outer);
    EXPECT_EQ(*outer, (std::vector<scene::FibreChoice>{{2, 4}, {4, 4}}));
    EXPECT_EQ(*find_fibres(*model, {}, "long_head_of_biceps_brachii: 1"), (std::vector<scene::FibreChoice>{{2, 2}, {4, 2}}));
    EXPECT_TRUE(find_fibres(*model, {}, "humerus")->empty()) << "no colon, no fibres";
    EXPECT_NE(find_fibres(*model, {}, "long_head_of_biceps_brachii: all").error().message.find("inner fibres, outer fibres"),
              std::string::npos);
    EXPECT_FALSE(find_fibres(*model, {}, "humerus: 1"));
}

}  // namespace
}  // namespace smrt::session
