// Choosing a body.
#include "tasks/find_body.h"

#include <fmt/format.h>

#include <cstdlib>

#include "base/files.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
constexpr const char* k_how_to_get = "get a full body with `smrt-atlas get bodyparts3d`, or open your own with `--body`";

bool is_there(const fs::path& path) {
    std::error_code ignored;
    return fs::exists(path, ignored);
}

}  // namespace

base::Result<BodyChoice> find_body(const std::string& given, const std::string& last) {
    if (!given.empty()) {
        if (is_there(given)) return BodyChoice{given, {}, false};
        return base::fail(base::ErrorCode::environment, fmt::format("there is no such body; {}", k_how_to_get), given);
    }
    if (!last.empty() && is_there(last)) return BodyChoice{last, fmt::format("Showing the last body: {}", last), false};
    if (const char* named = std::getenv("SMRT_BODYPARTS3D"); named != nullptr && is_there(named))
        return BodyChoice{named, fmt::format("Showing BodyParts3D from {}", named), false};
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    const fs::path beside = (*root / ".." / "shared" / "bodyparts3d").lexically_normal();
    if (is_there(beside)) return BodyChoice{beside, fmt::format("Showing BodyParts3D from {}", beside.string()), false};
    for (const fs::path& toy : {*root / "assets" / "toy_arm", *root / "tests" / "data" / "toy_arm"})
        if (is_there(toy)) return BodyChoice{toy, fmt::format("Showing the made-up arms of the tests; {}", k_how_to_get), true};
    return base::fail(base::ErrorCode::environment, fmt::format("no body was found; {}", k_how_to_get));
}

}  // namespace smrt::tasks
