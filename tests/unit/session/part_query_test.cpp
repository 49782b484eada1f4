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
    using Fibres = std::vector<scene::FibreChoice>;
    const auto fibres = [&](const char* text) { return find_selected(*model, {}, text)->fibres; };
    EXPECT_EQ(*find_selected(*model, {}, "long_head_of_biceps_brachii: Outer fibres"), (Selected{{2, 4}, Fibres{{2, 4}, {4, 4}}}));
    EXPECT_EQ(fibres("long_head_of_biceps_brachii: 1"), (Fibres{{2, 2}, {4, 2}}));
    EXPECT_EQ(fibres("long_head_of_biceps_brachii: 1; FJ3: 2"), (Fibres{{2, 6}, {4, 2}})) << "bundles of a part add up";
    EXPECT_EQ(fibres("long_head_of_biceps_brachii: 1; FJ3"), (Fibres{{4, 2}})) << "the part alone means all of it";
    EXPECT_TRUE(fibres("humerus").empty()) << "no colon, no fibres";
    EXPECT_EQ(find_selected(*model, {}, "biceps brachii: 1")->parts, (Parts{2, 4})) << "the short head has no bundles";
    EXPECT_NE(find_selected(*model, {}, "FJ3: all").error().message.find("inner fibres, outer fibres"), std::string::npos);
    EXPECT_FALSE(find_selected(*model, {}, "humerus: 1"));
}

}  // namespace
}  // namespace smrt::session
