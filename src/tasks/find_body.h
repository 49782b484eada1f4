// Which body is shown when, and where it lies.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace smrt::tasks {

/// A body to load, and a sentence for the user where it was chosen for them.
struct BodyChoice {
    std::filesystem::path path;  ///< .atlas file, archive, folder of meshes, or build of the default body
    std::string remark;          ///< empty when the user named it
};

/// The body named by the user (`given`, where "male", "female" and "default" are builds of the default body); when empty `last` (the one
/// shown last) if it is still there, else the default body.
/// Errors: environment when the named body does not exist, or when there is none at all (says how to get one).
[[nodiscard]] base::Result<BodyChoice> find_body(const std::string& given, const std::string& last = {});

}  // namespace smrt::tasks
