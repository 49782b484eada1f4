// Typed access to definition files and their places.
#include "base/definition_file.h"

#include <gtest/gtest.h>

using namespace smrt::base;

TEST(DefinitionFile, GivesValuesAndTheirPlaces) {
    const auto parsed = parse_definition("name = \"radius\"\n\n[shape]\nlengths = [1, 2.5]\nclosed = true\n", "bone.toml");
    ASSERT_TRUE(parsed) << parsed.error().text();
    Findings findings;
    EXPECT_EQ(parsed->text("name", findings), "radius");
    const Definition* shape = parsed->find("shape");
    ASSERT_NE(shape, nullptr);
    EXPECT_EQ(shape->numbers("lengths", findings), (std::vector<double>{1, 2.5}));
    EXPECT_TRUE(shape->boolean_or("closed", false, findings));
    EXPECT_EQ(shape->find("lengths")->place().line, 4);
    EXPECT_TRUE(findings.list.empty());
}

TEST(DefinitionFile, ReportsMissingKeysAndWrongTypesAndGoesOn) {
    const auto parsed = parse_definition("name = 3\n", "bone.toml");
    ASSERT_TRUE(parsed);
    Findings findings;
    EXPECT_EQ(parsed->text("name", findings), "");
    EXPECT_EQ(parsed->number("mass", findings), 0);
    ASSERT_EQ(findings.list.size(), 2u);
    EXPECT_EQ(findings.list[0].place, "bone.toml:1:8");
    EXPECT_EQ(findings.list[0].code, "wrong-type");
    EXPECT_EQ(findings.list[1].code, "missing-key");
}

TEST(DefinitionFile, NamesTheClosestAllowedKey) {
    const auto parsed = parse_definition("orgin = \"Scapula\"\n", "m.toml");
    Findings findings;
    parsed->check_keys({"origin", "insertion"}, findings);
    ASSERT_EQ(findings.list.size(), 1u);
    EXPECT_NE(findings.list[0].what.find("did you mean `origin`?"), std::string::npos);
}

TEST(DefinitionFile, RefusesBrokenTomlWithLineAndColumn) {
    const auto parsed = parse_definition("a = 1\nb = = 2\n", "broken.toml");
    ASSERT_FALSE(parsed);
    EXPECT_EQ(parsed.error().code, ErrorCode::bad_data);
    EXPECT_EQ(parsed.error().place.rfind("broken.toml:2:", 0), 0u) << parsed.error().place;
}

TEST(DefinitionFile, SaysWhichFileCannotBeRead) {
    const auto missing = read_definition_file("/nowhere/at/all.toml");
    ASSERT_FALSE(missing);
    EXPECT_EQ(missing.error().code, ErrorCode::environment);
    EXPECT_EQ(exit_code_of(missing.error()), 3);
    EXPECT_NE(missing.error().text().find("/nowhere/at/all.toml"), std::string::npos);
}
