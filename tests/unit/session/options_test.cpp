// The option table, cameras as text, and the settings file.
#include "session/options.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "base/files.h"
#include "session/camera_text.h"
#include "session/command.h"
#include "session/settings.h"
#include "unit/session/session_fixture.h"

namespace smrt::session {
namespace {

namespace fs = std::filesystem;

fs::path scratch(const char* name) {
    const fs::path folder = fs::temp_directory_path() / "smrt_settings_test" / name;
    fs::remove_all(folder);
    fs::create_directories(folder);
    return folder / "settings.toml";
}

TEST(Options, EveryFallbackIsAllowedAndEveryCommandExists) {
    for (const Option& option : options()) {
        EXPECT_TRUE(option.fallback[0] == '\0' || check_option(option, option.fallback)) << option.name;
        EXPECT_TRUE(option.command[0] == '\0' || find_command(option.command) != nullptr) << option.name;
        EXPECT_EQ(find_option(option.name), &option);
    }
}

TEST(Options, WrongValuesAreRefusedWithTheirOption) {
    for (const auto& [name, value] :
         {std::pair("peel", "1.5"), std::pair("peel", "deep"), std::pair("side", "up"), std::pair("size", "1280"), std::pair("size", "8x8"),
          std::pair("lymph", "perhaps"), std::pair("view", "inside"), std::pair("select", " ")}) {
        const auto good = check_option(*find_option(name), value);
        ASSERT_FALSE(good) << name << value;
        EXPECT_EQ(good.error().place, std::string("--") + name);
        EXPECT_EQ(good.error().code, base::ErrorCode::bad_usage);
    }
}

TEST(Options, CommandsComeInTheOrderOfTheTable) {
    const auto commands = compose_commands({{"view", {"back"}}, {"select", {"FJ1", "FJ2"}}, {"peel", {"0.3"}}, {"size", {"640x480"}}});
    EXPECT_EQ(commands, (std::vector<std::string>{"size 640x480", "select FJ1; FJ2", "peel 0.3", "view back"}));
}

TEST(Options, PositionComesWithItsSideAndArrivesUnlessAPhaseIsGiven) {
    EXPECT_EQ(compose_commands({{"position", {"psoas_major"}}}), (std::vector<std::string>{"play psoas_major right", "pause", "phase 1"}));
    EXPECT_EQ(compose_commands({{"position", {"psoas_major"}}, {"side", {"left"}}, {"phase", {"0.5"}}}),
              (std::vector<std::string>{"play psoas_major left", "pause", "phase 0.5"}));
}

TEST(Options, GhostIsAShareOrParts) {
    EXPECT_EQ(compose_commands({{"ghost", {"0.8"}}}), std::vector<std::string>{"ghost-others 0.8"});
    EXPECT_EQ(compose_commands({{"ghost", {"kind muscle"}}}), std::vector<std::string>{"ghost kind muscle"});
}

TEST(Options, RememberedValuesBringTheStateBack) {
    Session session(make_test_model());
    ASSERT_EQ(done(session, "lymph on\nlabels off\nspeed 2.5\nloop on\nhold-seconds 7"), "");
    Session later(make_test_model());
    for (const std::string& command : compose_commands(remembered_values(session.state()))) ASSERT_EQ(done(later, command), "") << command;
    EXPECT_EQ(later.state().view.lymph, true);
    EXPECT_EQ(later.state().view.labels, false);
    EXPECT_EQ(later.state().speed, 2.5);
    EXPECT_EQ(later.state().loop, true);
    EXPECT_EQ(later.state().view.playback.hold_override, 7);
}

TEST(CameraText, ReadsBackWhatItWrites) {
    scene::Camera camera{{0.11f, 1.2345f, -0.07f}, 0.731f, 2.2f, -0.4f, 0.6f};
    const auto again = parse_camera(camera_text(camera), scene::Camera{});
    ASSERT_TRUE(again);
    EXPECT_NEAR(again->target.y, camera.target.y, 1e-4f);
    EXPECT_NEAR(again->azimuth, camera.azimuth, 1e-5f);
    EXPECT_NEAR(again->elevation, camera.elevation, 1e-5f);
    EXPECT_NEAR(again->distance, camera.distance, 1e-5f);
}

TEST(Settings, ReadBackAsWritten) {
    Settings settings;
    settings.last_body = "C:\\bodies\\\"odd\" name.atlas";
    settings.recent = {"/a b/c.atlas", "d"};
    settings.window_width = 1900;
    settings.window_maximized = true;
    settings.text_scale = 1.25;
    settings.values = {{"lymph", {"on"}}, {"speed", {"0.5"}}};
    const fs::path file = scratch("round");
    ASSERT_TRUE(write_settings(settings, file));
    const SettingsRead read = read_settings(file);
    EXPECT_EQ(read.message, "");
    EXPECT_EQ(read.settings, settings);
}

TEST(Settings, MissingFileGivesDefaultsWithoutAWord) {
    const SettingsRead read = read_settings(scratch("missing"));
    EXPECT_EQ(read.settings, Settings{});
    EXPECT_EQ(read.message, "");
}

TEST(Settings, BrokenFileIsSetAsideWithAMessage) {
    const fs::path file = scratch("broken");
    ASSERT_TRUE(base::write_file_atomically(file, "last_body = \"unfinished\n[window"));
    const SettingsRead read = read_settings(file);
    EXPECT_EQ(read.settings, Settings{});
    EXPECT_NE(read.message.find("settings.toml.broken"), std::string::npos) << read.message;
    EXPECT_FALSE(fs::exists(file));
    EXPECT_TRUE(fs::exists(file.string() + ".broken"));
}

TEST(Settings, SingleWrongValuesAreNamedAndReplaced) {
    const fs::path file = scratch("wrong");
    ASSERT_TRUE(base::write_file_atomically(
        file, "last_body = \"x\"\n[window]\nwidth = 7\nheight = 900\n[options]\nlymph = \"maybe\"\ncolour = \"red\"\nlabels = \"off\"\n"));
    const SettingsRead read = read_settings(file);
    EXPECT_EQ(read.settings.window_width, Settings{}.window_width);
    EXPECT_EQ(read.settings.window_height, 900);
    EXPECT_EQ(read.settings.last_body, "x");
    EXPECT_EQ(read.settings.values, (OptionValues{{"labels", {"off"}}}));
    for (const char* word : {"width", "lymph", "colour"}) EXPECT_NE(read.message.find(word), std::string::npos) << read.message;
}

TEST(Settings, RecentBodiesAreFewEachOnceNewestFirst) {
    Settings settings;
    for (const char* body : {"a", "b", "c", "d", "e", "f", "g", "h", "i", "b"}) remember_body(settings, body);
    EXPECT_EQ(settings.last_body, "b");
    EXPECT_EQ(settings.recent, (std::vector<std::string>{"b", "i", "h", "g", "f", "e", "d", "c"}));
}

}  // namespace
}  // namespace smrt::session
