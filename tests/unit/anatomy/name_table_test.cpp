// Names in several languages.
#include "anatomy/name_table.h"

#include <gtest/gtest.h>

#include <set>

#include "base/text.h"

namespace smrt::anatomy {
namespace {

NameTable make_table() {
    WordForms forms;
    forms.base_form = {{"muscle", ""},          {"of", ""},        {"musculus", ""},  {"musculi", ""},
                       {"bicipitis", "biceps"}, {"caput", "head"}, {"longum", "long"}};
    NameTable table(forms);
    table.add({"Long head of biceps brachii", "Caput longum musculi bicipitis brachii", {}, {"inner arm"}});
    table.add({"Fibularis longus", "Musculus fibularis longus", {"Peroneus longus"}, {}});
    table.add({"Disc A", "Discus intervertebralis", {}, {}});
    table.add({"Disc B", "Discus intervertebralis", {}, {}});
    return table;
}

std::string found(const NameTable& table, const char* name) {
    const NameEntry* entry = table.find(name);
    return entry ? entry->name : "";
}

TEST(NameTable, FindsByEnglishLatinAndSynonym) {
    const NameTable table = make_table();
    EXPECT_EQ(found(table, "fibularis LONGUS"), "Fibularis longus");
    EXPECT_EQ(found(table, "Musculus fibularis longus"), "Fibularis longus");
    EXPECT_EQ(found(table, "peroneus longus"), "Fibularis longus");
}

TEST(NameTable, FindsTheSameWordsInAnyOrderAndForm) {
    const NameTable table = make_table();
    EXPECT_EQ(found(table, "Biceps brachii muscle, long head"), "Long head of biceps brachii");
    EXPECT_EQ(found(table, "Musculus biceps brachii caput longum"), "Long head of biceps brachii");
    EXPECT_EQ(found(table, "Biceps brachii"), "");
}

TEST(NameTable, LayWordsAndSharedNamesIdentifyNothing) {
    const NameTable table = make_table();
    EXPECT_EQ(found(table, "inner arm"), "");
    EXPECT_EQ(found(table, "Discus intervertebralis"), "");
    EXPECT_EQ(found(table, ""), "");
}

TEST(NameTable, ShippedTablesAreSoundAndEnglishNamesAreUnique) {
    base::Findings findings;
    const auto table = read_name_table(std::filesystem::path(SMRT_ROOT) / "assets" / "languages", findings);
    ASSERT_TRUE(table);
    for (const auto& finding : findings.list) ADD_FAILURE() << finding.place << " " << finding.what;
    std::set<std::string> names;
    for (const NameEntry& entry : table->entries())
        EXPECT_TRUE(names.insert(base::fold(entry.name)).second) << entry.name << " stands twice";
    EXPECT_GT(names.size(), 800u);
}

}  // namespace
}  // namespace smrt::anatomy
