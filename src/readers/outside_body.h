// The one entrance for meshes from outside: the BodyParts3D archive, or any file or folder of meshes.
#pragma once

#include <filesystem>
#include <optional>

#include "anatomy/raw_part.h"
#include "base/progress.h"
#include "base/result.h"

namespace smrt::readers {

/// What the user can say about a source.
struct ImportOptions {
    std::filesystem::path tables;           ///< folder with BodyParts3D's tables; empty: beside or inside the source
    std::filesystem::path map;              ///< CSV with names and ids for files or nodes; empty: none
    std::optional<double> metres_per_unit;  ///< 0.001 for mm; empty: known from the format or guessed by size
    char up = 'a';                          ///< 'y' or 'z'; 'a': known from the format or guessed by shape
};

/// Metres per unit for the word of --units. Errors: bad_usage naming the words.
[[nodiscard]] base::Result<double> parse_units(std::string_view word);

/// Reads a whole body from outside: positions in our axes and metres, parts in a stable order (BodyParts3D: by number
/// of the file; else by file name and order in the file), every id unique. Meshes are as found: call clean_body next.
/// Input: a BodyParts3D zip or its folder, a folder of meshes, or one OBJ, STL, PLY, glTF, GLB or FBX file.
/// Result: the parts, the credit line the source asks for, and findings on what had to be guessed.
/// Errors: environment for what cannot be opened; bad_data for damaged or hostile files, with file and reason;
/// bad_usage for options without sense; cancelled.
/// Cost: the BodyParts3D archive of 2,234 parts takes about 1.5 s on two cores and 200 MB.
[[nodiscard]] base::Result<anatomy::RawBody> read_outside_body(const std::filesystem::path& source, const ImportOptions& options = {},
                                                               const base::Progress& progress = {});

/// Cleans every mesh (see geometry/mesh_cleanup.h) on all cores and adds what was found to body.findings. Parts keep
/// their place and id; one with nothing left keeps an empty mesh and an error finding "empty-mesh".
/// Errors: cancelled.
[[nodiscard]] base::Status clean_body(anatomy::RawBody& body, const base::Progress& progress = {});

}  // namespace smrt::readers
