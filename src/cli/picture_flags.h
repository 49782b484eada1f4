// Flags made from session's option table.
#pragma once

#include <memory>
#include <string>

#include "session/options.h"
#include "tasks/find_body.h"

namespace CLI {
class App;
}

namespace smrt::cli {

/// What the flags of one verb were given.
struct PictureFlags {
    std::string body;
    session::OptionValues values;
};

/// Adds --body and every option with one of these uses. Wrong values are refused while parsing.
[[nodiscard]] std::shared_ptr<PictureFlags> add_picture_flags(CLI::App& app, unsigned uses);
/// Adds --body alone.
void add_body_flag(CLI::App& app, std::string& body);

/// find_body with the last body from the settings.
[[nodiscard]] base::Result<tasks::BodyChoice> choose_body(const std::string& given);

}  // namespace smrt::cli
