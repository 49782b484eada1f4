// Checks of glTF and GLB before Assimp sees them: every count and offset against the bytes that are there.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"

namespace smrt::readers {

/// What a checked file declares, to compare with what is read from it.
struct GltfClaims {
    std::uint64_t triangles = 0;  ///< of all meshes, used or not
};

/// Checks a .glb: magic, version, chunk lengths, then its JSON as check_gltf does.
[[nodiscard]] base::Result<GltfClaims> check_glb(std::string_view bytes, const std::string& name, const std::filesystem::path& folder);

/// Checks glTF 2.0 JSON: buffers exist and are as long as declared, views lie in buffers, accessors in views, meshes
/// and nodes refer to things that exist, and nodes make a tree. Input: folder of the file for its buffers; empty: none
/// allowed. Errors: bad_data with name and reason; environment if a buffer file is missing.
[[nodiscard]] base::Result<GltfClaims> check_gltf(std::string_view json, const std::string& name, const std::filesystem::path& folder);

}  // namespace smrt::readers
