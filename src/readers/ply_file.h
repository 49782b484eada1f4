// PLY files, text and binary, to one mesh each.
#pragma once

#include <string>
#include <string_view>

#include "readers/mesh_file.h"

namespace smrt::readers {

/// Parses PLY 1.0: x, y, z of `vertex` and the index list of `face` (polygons become fans); other elements and
/// properties are skipped. Errors: bad_data with name and reason for a damaged header, counts that the file is too
/// small for, numbers that are not finite, indices outside the vertices, and files without faces.
[[nodiscard]] base::Result<MeshFile> parse_ply(std::string_view bytes, const std::string& name);

}  // namespace smrt::readers
