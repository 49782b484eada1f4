// The BodyParts3D archive: its zip or unpacked folder of FJ*.obj, with the two tables that name them.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "readers/outside_body.h"

namespace smrt::readers {

/// The element id anywhere in a file or node name: "FJ1252M" out of "x/FJ1252M_skull.obj".
[[nodiscard]] std::optional<std::string> find_element_id(std::string_view name);

/// Whether a folder holds BodyParts3D's files, itself or one level below: most of its OBJ files are named by element
/// ids.
[[nodiscard]] bool is_bodyparts3d_folder(const std::filesystem::path& folder);

/// Reads all elements of the zip or folder. Names and FMA ids come from the tables; without tables from the comments at
/// the head of each file, with a finding. See read_outside_body for errors and cost.
[[nodiscard]] base::Result<anatomy::RawBody> read_bodyparts3d(const std::filesystem::path& source, const ImportOptions& options,
                                                              const base::Progress& progress);

}  // namespace smrt::readers
