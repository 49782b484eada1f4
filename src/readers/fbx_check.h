// Checks of FBX before Assimp sees it: record lengths, array sizes and nesting.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace smrt::readers {

/// Checks a binary FBX (every record inside its parent, arrays no larger than they can unpack to) or a text FBX (header
/// comment, nesting). Errors: bad_data with name and reason.
[[nodiscard]] base::Status check_fbx(std::string_view bytes, const std::string& name);

}  // namespace smrt::readers
