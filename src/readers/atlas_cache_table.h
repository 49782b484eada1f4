// Bounded reading of the header and the table of an atlas cache; the inner part of its reader.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "base/result.h"
#include "readers/atlas_cache_layout.h"

namespace smrt::readers {

/// One part of the table; its mesh still lacks its spans.
struct AtlasTablePart {
    anatomy::Part part;
    AtlasPartRecord record;
};

/// The table in memory, every offset and count inside the file.
struct AtlasTable {
    std::string name, credit, source;
    std::vector<AtlasTablePart> parts;
    std::vector<std::pair<std::string, AtlasSectionRecord>> sections;
};

/// The header if its checksum and every range in it are right. Errors: what is wrong, without place or remedy.
[[nodiscard]] tl::expected<AtlasHeader, std::string> parse_atlas_header(std::span<const std::byte> file);

/// The table behind a header that was checked. Errors as above.
[[nodiscard]] tl::expected<AtlasTable, std::string> parse_atlas_table(std::span<const std::byte> file, const AtlasHeader& header);

}  // namespace smrt::readers
