// Small drawn symbols, so that no icon font is needed.
#pragma once

namespace smrt::gui {

/// An eye that can be clicked: 1 open, 0 closed, between them half. True when clicked.
bool draw_eye(const char* id, float open);

enum class Symbol { play, pause, stop, back, forward, loop };
/// A button with a symbol. True when clicked.
bool symbol_button(const char* id, Symbol symbol, const char* tooltip, float size);

}  // namespace smrt::gui
