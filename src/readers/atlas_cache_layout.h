// Layout of the atlas cache file, shared by its writer and its reader.
//
// header | table | sections | vertices of all parts | indices of all parts; the last three begin at multiples of 64 bytes.
// Numbers are little-endian as in memory. The table holds texts and numbers of the body, its parts and its sections, written
// one after the other without padding. All checksums are base::hash_bytes.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

#include "geometry/level_mesh.h"

namespace smrt::readers {

inline constexpr std::array<char, 8> k_atlas_magic = {'S', 'M', 'R', 'T', 'A', 'T', 'L', 'S'};
inline constexpr std::uint32_t k_atlas_byte_order = 0x01020304;
inline constexpr std::uint64_t k_atlas_alignment = 64;
inline constexpr std::size_t k_longest_section_name = 64;

/// First bytes of the file. Offsets count from the start of the file.
struct AtlasHeader {
    std::array<char, 8> magic = k_atlas_magic;
    std::uint32_t version = 0;
    std::uint32_t byte_order = k_atlas_byte_order;
    std::uint64_t file_size = 0;
    std::uint64_t definitions = 0;
    std::uint64_t table_offset = 0, table_size = 0, table_hash = 0;
    std::uint64_t vertices_offset = 0, vertex_count = 0;
    std::uint64_t indices_offset = 0, index_count = 0;
    std::uint64_t header_hash = 0;  ///< of all bytes before it
};
static_assert(sizeof(AtlasHeader) == 96 && std::is_trivially_copyable_v<AtlasHeader>);
static_assert(sizeof(geometry::MeshLevel) == 16 && std::is_trivially_copyable_v<geometry::MeshLevel>);
static_assert(std::is_trivially_copyable_v<geometry::PackedVertex>);

/// Numbers of one part in the table, after its six texts; followed by level_count times MeshLevel.
struct AtlasPartRecord {
    std::uint8_t kind = 0, side = 0, region = 0, level_count = 0;
    std::uint8_t origin = 0, spare[7] = {};
    float layer_depth = 0;
    float lower[3] = {0, 0, 0}, upper[3] = {0, 0, 0};
    std::uint64_t first_vertex = 0, first_index = 0;
    std::uint32_t vertex_count = 0, index_count = 0;
    std::uint64_t vertices_hash = 0, indices_hash = 0;
};
static_assert(sizeof(AtlasPartRecord) == 80 && std::is_trivially_copyable_v<AtlasPartRecord>);

/// One named section in the table, after its name.
struct AtlasSectionRecord {
    std::uint64_t offset = 0, size = 0, hash = 0;
};
static_assert(sizeof(AtlasSectionRecord) == 24);

}  // namespace smrt::readers
