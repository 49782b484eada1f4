// What every panel gets: the session to show, the way to act, and the state of the window that is nobody else's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "anatomy/body.h"
#include "gui/catalogue.h"
#include "muscles/tissue.h"
#include "session/session.h"

namespace smrt::gui {

/// Things of the window alone: no command changes them and undo does not know them.
struct WindowState {
    float scale = 1;  ///< text and control size, screen DPI times the user's own
    bool show_help = false;
    bool show_about = false;
    bool show_open = false;
    bool show_move = false;  ///< the sliders of the joints
    std::string open_path;  ///< text of the open dialog
    std::string message;    ///< last message or error for the status line
    bool message_is_error = false;
    bool advanced_text = false;  ///< precise words for students instead of plain words for clients
    bool focus_search = false;   ///< the search box takes the keyboard in the next frame
    int search_choice = 0;       ///< highlighted row of the search results
    std::string loading;         ///< what is being loaded; empty: nothing
    float loading_fraction = 0;
    std::string background;           ///< what is still being made ready while the body can be used; empty: nothing
    bool cancel_loading = false;      ///< set by the loading panel
    std::vector<std::string> recent;  ///< bodies opened before, newest first
};

/// A rectangle of the window in pixels.
struct Area {
    float x = 0, y = 0, width = 0, height = 0;
    [[nodiscard]] bool contains(float px, float py) const { return px >= x && py >= y && px < x + width && py < y + height; }
};

/// Where the panels lie; computed from the window's size.
struct Layout {
    Area toolbar, tree, info, player, status, view;
};
[[nodiscard]] Layout make_layout(float width, float height, float scale, bool with_player);

struct PanelInput {
    session::Session& session;
    WindowState& window;
    const Catalogue& catalogue;
    const Layout& layout;
    muscles::TissueStatePtr tissue;  ///< under the pose shown; may be null
    double seconds = 0;              ///< since the window opened, for blinking and gliding
    float pixel_ratio = 1;           ///< picture pixels per unit of the layout (2 on screens whose window units are points)

    /// Does a command; a refusal goes to the status line in plain words. True if it was done.
    bool act(std::string_view command) const;
};

/// One entry of the list of panels.
struct Panel {
    const char* name;
    void (*draw)(const PanelInput& input);
};

/// All panels in drawing order.
[[nodiscard]] const std::vector<Panel>& panels();

/// Draws every panel; one that throws is replaced by a message for this frame and named in the status line.
void draw_panels(const PanelInput& input);

/// One full-size, fixed ImGui window over an area. False if it is collapsed or clipped; call end_area either way.
bool begin_area(const char* name, const Area& area, bool with_background = true);
void end_area();

void draw_toolbar(const PanelInput& input);
void draw_tree_panel(const PanelInput& input);
void draw_info_panel(const PanelInput& input);
void draw_player_panel(const PanelInput& input);
void draw_cut_panel(const PanelInput& input);
void draw_move_panel(const PanelInput& input);
void draw_status_bar(const PanelInput& input);
void draw_help_panel(const PanelInput& input);
void draw_about_panel(const PanelInput& input);
void draw_open_panel(const PanelInput& input);
void draw_loading_panel(const PanelInput& input);
/// The same before there is a body.
void draw_loading_dialog(WindowState& window);

}  // namespace smrt::gui
