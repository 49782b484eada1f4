// Every panel of the list, drawn without a window.
#include <fmt/format.h>

#include "gui_fixture.h"

namespace smrt::gui {
namespace {

int drawn_vertices() {
    return ImGui::GetDrawData()->TotalVtxCount;
}

using Panels = GuiFixture;

TEST_F(Panels, EachListedPanelDrawsWithoutAWindow) {
    window.show_help = window.show_about = window.show_open = window.show_move = true;
    window.loading = "Opening a body";
    ASSERT_TRUE(session.apply("select T2\nclip on"));
    for (const Panel& panel : panels()) {
        SCOPED_TRACE(panel.name);
        for (int i = 0; i < 3; ++i) frame([&] { panel.draw(input()); });
        EXPECT_GT(drawn_vertices(), 20);
        EXPECT_FALSE(window.message_is_error) << window.message;
    }
}

TEST_F(Panels, AllTogetherDrawInEveryState) {
    for (const char* command :
         {"", "select T1; T2", "hide T1", "isolate T2", "clip on", "play long_head_of_biceps_brachii right", "seek 6", "stop"}) {
        SCOPED_TRACE(command);
        ASSERT_TRUE(session.apply(command)) << session.apply(command).error().text();
        for (int i = 0; i < 3; ++i) frame([&] { draw_panels(input()); });
        EXPECT_FALSE(window.message_is_error) << window.message;
    }
}

TEST_F(Panels, TheTreeHoldsEveryPartOnce) {
    std::vector<anatomy::PartIndex> seen;
    for (const CatalogueSystem& system : catalogue.systems)
        for (const CatalogueRegion& region : system.regions) seen.insert(seen.end(), region.parts.begin(), region.parts.end());
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(seen, (std::vector<anatomy::PartIndex>{0, 1, 2}));
    EXPECT_EQ(catalogue.systems.front().name, "Skeletal system");
}

TEST_F(Panels, TypingInTheSearchBoxSearchesAndEnterSelects) {
    for (int i = 0; i < 3; ++i) frame([&] { draw_panels(input()); });
    window.focus_search = true;  // what the key / does
    for (int i = 0; i < 3; ++i) frame([&] { draw_panels(input()); });
    ImGui::GetIO().AddInputCharactersUTF8("bicep");
    for (int i = 0; i < 3; ++i) frame([&] { draw_panels(input()); });
    EXPECT_EQ(session.state().search, "bicep");
    press_key(ImGuiKey_Enter, true);
    frame([&] { draw_panels(input()); });
    press_key(ImGuiKey_Enter, false);
    frame([&] { draw_panels(input()); });
    EXPECT_EQ(session.state().view.selection, (std::vector<anatomy::PartIndex>{1})) << window.message;
}

TEST_F(Panels, HiddenPartsLeaveAWayBack) {
    ASSERT_TRUE(session.apply("hide T1"));
    frame([&] { draw_status_bar(input()); });
    const int with_button = drawn_vertices();
    ASSERT_TRUE(session.apply("show-all"));
    frame([&] { draw_status_bar(input()); });
    EXPECT_GT(with_button, drawn_vertices() - 40);
    EXPECT_TRUE(session.state().view.hidden.empty());
}

TEST(LayoutOfTheWindow, FillsEverySizeWithoutOverlap) {
    for (const auto& [width, height, scale] :
         {std::tuple{800.0f, 600.0f, 1.0f}, {1280, 800, 1}, {1920, 1080, 1.5f}, {3840, 2160, 2.5f}, {640, 400, 2}}) {
        const Layout l = make_layout(width, height, scale, true);
        EXPECT_GE(l.view.width, 1) << width;
        EXPECT_GE(l.view.height, 1) << height;
        EXPECT_FLOAT_EQ(l.tree.width + l.view.width + l.info.width, width);
        EXPECT_LE(l.view.y + l.view.height, std::max(l.player.y, l.view.y + 1) + 1);
        EXPECT_FLOAT_EQ(l.status.y + l.status.height, height);
    }
}

}  // namespace
}  // namespace smrt::gui
