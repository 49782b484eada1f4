// Any mesh file or folder of mesh files as a body.
#pragma once

#include <filesystem>
#include <vector>

#include "readers/outside_body.h"

namespace smrt::readers {

/// Mesh files below a folder, sorted by path; hidden files and links to folders are left out.
/// Errors: environment if a folder cannot be listed.
[[nodiscard]] base::Result<std::vector<std::filesystem::path>> list_mesh_files(const std::filesystem::path& folder);

/// Reads one mesh file or all in a folder: names and ids from node and file names, BodyParts3D's tables where they lie
/// at hand, units and axes as chosen by scale_guess.h. See read_outside_body.
[[nodiscard]] base::Result<anatomy::RawBody> read_mesh_folder(const std::filesystem::path& source, const ImportOptions& options,
                                                              const base::Progress& progress);

}  // namespace smrt::readers
