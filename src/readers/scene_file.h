// glTF, GLB and FBX through Assimp: node trees with meshes to a flat list of named meshes.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "readers/mesh_file.h"

namespace smrt::readers {

/// Reads a glTF, GLB or FBX whose bytes are in memory. All meshes of a node become one, turned and moved as the node
/// says. Input: name with the ending that tells the format; folder where files that it refers to may lie (empty: none
/// may). Errors: bad_data with name and reason.
[[nodiscard]] base::Result<MeshFile> parse_scene(std::string_view bytes, const std::string& name, const std::filesystem::path& folder);

}  // namespace smrt::readers
