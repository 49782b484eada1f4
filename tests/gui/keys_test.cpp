// Keys and the commands they stand for.
#include "gui/keys.h"

#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <map>

#include "session/command.h"

namespace smrt::gui {
namespace {

TEST(Keys, EveryDefaultKeyCanBePressedAndNoneIsTakenTwice) {
    std::map<std::pair<int, int>, std::string> taken;
    for (const session::Command* command : session::commands()) {
        if (command->key[0] == '\0') continue;
        const auto press = parse_key(command->key);
        ASSERT_TRUE(press) << command->name << " has the key " << command->key;
        EXPECT_TRUE(taken.emplace(std::pair(press->key, press->mods), command->name).second) << command->key << " means two things";
        EXPECT_EQ(find_key_command(*press), command->name);
    }
    EXPECT_GE(taken.size(), 10u);
}

TEST(Keys, DigitsAreTheStandardViews) {
    EXPECT_EQ(find_key_command({GLFW_KEY_1, 0}), "view front");
    EXPECT_EQ(find_key_command({GLFW_KEY_6, 0}), "view bottom");
    EXPECT_EQ(find_key_command({GLFW_KEY_6, GLFW_MOD_CONTROL}), "");
}

TEST(Keys, TheCommandKeyCountsAsControl) {
    EXPECT_EQ(find_key_command({GLFW_KEY_Z, GLFW_MOD_SUPER}), "undo");
    EXPECT_EQ(find_key_command({GLFW_KEY_Z, GLFW_MOD_CONTROL | GLFW_MOD_SHIFT}), "redo");
}

TEST(Keys, UnknownNamesAreNoKeys) {
    EXPECT_FALSE(parse_key("Hyper+Q"));
    EXPECT_FALSE(parse_key(""));
    EXPECT_FALSE(parse_key("Ctrl+"));
}

}  // namespace
}  // namespace smrt::gui
