// Which body is shown when, and where it lies.
#pragma once

#include <filesystem>
#include <string>

#include "base/result.h"

namespace smrt::tasks {

/// A body to load, and a sentence for the user where it was chosen for them.
struct BodyChoice {
    std::filesystem::path path;  ///< .atlas file, archive, or folder of meshes
    std::string remark;          ///< empty when the user named it
    bool toy = false;            ///< the small made-up arms that stand in where no body is found
};

/// The body named by the user (`given`); when empty the first of: `last` (the one shown last) if it is still there,
/// $SMRT_BODYPARTS3D, `../shared/bodyparts3d` beside the program's folder, the toy arms of the tests.
/// Errors: environment when the named body does not exist, or when there is none at all (says how to get one).
[[nodiscard]] base::Result<BodyChoice> find_body(const std::string& given, const std::string& last = {});

}  // namespace smrt::tasks
