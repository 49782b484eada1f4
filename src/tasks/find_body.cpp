// Choosing a body.
#include "tasks/find_body.h"

#include <fmt/format.h>

#include "base/files.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
constexpr const char* k_how_to_get =
    "`smrt-atlas get bodyparts3d` fetches a measured one, `--body` opens your own, `--body male` or `--body female` the default ones";

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

}  // namespace

base::Result<BodyChoice> find_body(const std::string& given, const std::string& last) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    const fs::path builds = *root / "assets" / "body" / "builds", build = builds / "male.toml";
    if (given == "default") return BodyChoice{build, {}};
    // A file of that name is meant before a build: what lies in front of the user wins.
    if ((given == "male" || given == "female") && !is_there(given)) return BodyChoice{builds / (given + ".toml"), {}};
    if (!given.empty()) {
        if (is_there(given)) return BodyChoice{given, {}};
        return base::fail(base::ErrorCode::environment, fmt::format("there is no such body; {}", k_how_to_get), given);
    }
    if (!last.empty() && is_there(last)) return BodyChoice{last, fmt::format("Showing the last body: {}", last)};
    if (is_there(build)) return BodyChoice{build, fmt::format("Showing the default body; {}", k_how_to_get)};
    return base::fail(base::ErrorCode::environment, fmt::format("the default body's text is missing; {}", k_how_to_get), build.string());
}

}  // namespace smrt::tasks
