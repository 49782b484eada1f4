// Colours, sizes and fonts of the window.
#pragma once

#include <string>

struct ImFont;

namespace smrt::gui {

/// Dark, calm, low contrast around the picture; amber only for what is selected. Call after the context exists.
void apply_style(float scale);

/// Loads a font with Latin accents at this scale into the current context's atlas. The built-in font is used where no font
/// file is found; the answer is a sentence about it, empty when all is well.
std::string load_fonts(float scale);

/// The large font for the countdown; the normal one if only that exists.
[[nodiscard]] ImFont* large_font();

}  // namespace smrt::gui
