// Atlas files for the fuzzers: a small right one, and right checksums over wrong contents.
#pragma once

#include <cstring>
#include <filesystem>
#include <string>

#include "base/files.h"
#include "geometry/level_builder.h"
#include "readers/atlas_cache.h"
#include "readers/atlas_cache_layout.h"

namespace smrt::fuzz {

/// Makes the checksums of header and table fit whatever they cover, so that damage reaches the checks behind them.
inline void seal_atlas(std::string& bytes) {
    readers::AtlasHeader header;
    if (bytes.size() < sizeof(header)) return;
    std::memcpy(&header, bytes.data(), sizeof(header));
    header.file_size = bytes.size();
    if (header.table_offset <= bytes.size() && header.table_size <= bytes.size() - header.table_offset)
        header.table_hash = base::hash_text(std::string_view(bytes).substr(header.table_offset, header.table_size));
    header.header_hash = base::hash_bytes(std::as_bytes(std::span(&header, 1)).first(offsetof(readers::AtlasHeader, header_hash)));
    std::memcpy(bytes.data(), &header, sizeof(header));
}

/// Two parts with levels and a section; about 4 kB.
inline std::string make_atlas_seed() {
    geometry::TriangleMesh mesh;
    for (unsigned i = 0; i < 81; ++i)
        mesh.positions.emplace_back(0.01f * static_cast<float>(i % 9), 0.001f * static_cast<float>(i % 4),
                                    0.01f * static_cast<float>(i / 9));
    for (unsigned i = 0; i < 72; ++i)
        if (i % 9 != 8) mesh.triangles.insert(mesh.triangles.end(), {{i, i + 9, i + 1}, {i + 1, i + 9, i + 10}});
    readers::AtlasContents contents{"Seed", "credit", "source", 7, {}, {{"section", "bytes"}}};
    for (const char* id : {"a", "b"}) {
        contents.parts.emplace_back().id = id;
        contents.parts.back().mesh = geometry::make_level_mesh(mesh);
    }
    const auto file = std::filesystem::temp_directory_path() / "smrt_fuzz_seed.atlas";
    const auto written = readers::write_atlas(file, contents);
    std::string bytes = written ? base::read_text_file(file).value_or("") : "";
    std::filesystem::remove(file);
    return bytes;
}

}  // namespace smrt::fuzz
