// The --map table: what the user says of single files or nodes, before any guessing.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::readers {

/// One row of the table; empty cells say nothing.
struct MapRow {
    std::string key;  ///< file name, file name without ending, node name, or part id
    std::string id, fma, name, kind, side;
    std::size_t line = 0;
};

/// Parses CSV with the header `file-or-node,id,fma,name,kind,side`; cells may be quoted.
/// Errors: bad_data with name:line for other headers, wrong numbers of cells, unknown words of kind or side, keys or
/// ids twice.
[[nodiscard]] base::Result<std::vector<MapRow>> parse_map(std::string_view text, const std::string& name);

/// Reads such a file. Errors: as parse_map, or environment.
[[nodiscard]] base::Result<std::vector<MapRow>> read_map_file(const std::filesystem::path& path);

}  // namespace smrt::readers
