// STL files, binary and text, to one mesh each.
#pragma once

#include <string>
#include <string_view>

#include "readers/mesh_file.h"

namespace smrt::readers {

/// Parses STL. Binary files are told by their size (84 + 50 bytes a triangle), as many of them start with "solid" too.
/// Errors: bad_data with name and reason for a false count, damaged numbers, points that are not finite, no triangles.
[[nodiscard]] base::Result<MeshFile> parse_stl(std::string_view bytes, const std::string& name);

}  // namespace smrt::readers
