// Reader of the atlas cache.
#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cstring>

#include "base/files.h"
#include "base/parallel.h"
#include "readers/atlas_cache.h"
#include "readers/atlas_cache_map.h"
#include "readers/atlas_cache_table.h"

namespace smrt::readers {
namespace {

using Bytes = std::span<const std::byte>;

/// The sentence that ends every refusal.
std::string remedy(const std::string& place, const std::string& source = {}) {
    const std::string from = source.empty() ? "SOURCE" : "\"" + source + "\"";
    return fmt::format("make it again with `smrt-atlas import {} --out \"{}\"`", from, place);
}

tl::unexpected<base::Error> refuse(const std::string& place, const std::string& what, const std::string& source = {}) {
    return base::fail(base::ErrorCode::bad_data, what + "; " + remedy(place, source), place);
}

/// Magic and version come before any checksum, because other versions may place their checksums elsewhere.
base::Status check_format(Bytes file, const std::string& place) {
    std::uint32_t version = 0, byte_order = 0;
    if (file.size() < 16 || std::memcmp(file.data(), k_atlas_magic.data(), k_atlas_magic.size()) != 0)
        return refuse(place, "is no atlas file");
    std::memcpy(&version, file.data() + 8, sizeof(version));
    std::memcpy(&byte_order, file.data() + 12, sizeof(byte_order));
    if (byte_order != k_atlas_byte_order) return refuse(place, "is damaged or was made on a machine with another byte order");
    if (version != k_atlas_version)
        return refuse(place, fmt::format("is an atlas of version {}, this program reads version {}", version, k_atlas_version));
    return {};
}

/// True if each level's indices stay inside its vertices. A loop over the maximum, so that the compiler makes it wide.
bool indices_are_right(const geometry::LevelMesh& mesh) {
    for (const geometry::MeshLevel& level : mesh.levels) {
        std::uint32_t largest = 0;
        for (const std::uint32_t index : mesh.indices.subspan(level.first_index, level.index_count)) largest = std::max(largest, index);
        if (level.index_count > 0 && largest >= level.vertex_count) return false;
    }
    return true;
}

/// Checksums and index ranges of all meshes on all cores; the first part with a fault, or -1.
long find_damaged_part(const std::vector<AtlasTablePart>& parts) {
    std::atomic<long> damaged{-1};
    constexpr std::size_t k_block = 32;
    base::parallel_for((parts.size() + k_block - 1) / k_block, [&](std::size_t block) {
        for (std::size_t i = block * k_block; i < std::min(parts.size(), (block + 1) * k_block); ++i) {
            const auto& [part, record] = parts[i];
            const bool right = base::hash_bytes(std::as_bytes(part.mesh.vertices)) == record.vertices_hash &&
                               base::hash_bytes(std::as_bytes(part.mesh.indices)) == record.indices_hash && indices_are_right(part.mesh);
            if (!right) damaged = static_cast<long>(i);
        }
    });
    return damaged;
}

void attach_meshes(std::vector<AtlasTablePart>& parts, Bytes file, const AtlasHeader& header, const std::shared_ptr<const void>& owner) {
    const auto* vertices = reinterpret_cast<const geometry::PackedVertex*>(file.data() + header.vertices_offset);
    const auto* indices = reinterpret_cast<const std::uint32_t*>(file.data() + header.indices_offset);
    for (auto& [part, record] : parts) {
        part.mesh.vertices = {vertices + record.first_vertex, record.vertex_count};
        part.mesh.indices = {indices + record.first_index, record.index_count};
        part.mesh.owner = owner;
    }
}

base::Result<Atlas> assemble(AtlasTable&& table, Bytes file, const AtlasHeader& header, std::shared_ptr<const void> owner,
                             const std::string& place) {
    attach_meshes(table.parts, file, header, owner);
    if (const long index = find_damaged_part(table.parts); index >= 0)
        return refuse(
            place,
            fmt::format("is damaged: the mesh of part {} is not what was written", table.parts[static_cast<std::size_t>(index)].part.id),
            table.source);
    Atlas out;
    for (const auto& [name, record] : table.sections) {
        const Bytes bytes = file.subspan(record.offset, record.size);
        if (base::hash_bytes(bytes) != record.hash)
            return refuse(place, fmt::format("is damaged: its section {} is not what was written", name), table.source);
        out.sections.emplace(name, bytes);
    }
    std::vector<anatomy::Part> parts;
    parts.reserve(table.parts.size());
    for (AtlasTablePart& entry : table.parts) parts.push_back(std::move(entry.part));
    out.body = std::make_shared<const anatomy::Body>(std::move(table.name), std::move(table.credit), std::move(parts));
    out.source = std::move(table.source);
    out.definitions = header.definitions;
    out.owner = std::move(owner);
    return out;
}

}  // namespace

base::Result<Atlas> parse_atlas(Bytes bytes, std::shared_ptr<const void> owner, const std::string& place,
                                std::optional<std::uint64_t> definitions) {
    if (auto format = check_format(bytes, place); !format) return tl::unexpected(std::move(format.error()));
    const auto header = parse_atlas_header(bytes);
    if (!header) return refuse(place, "is damaged: " + header.error());
    auto table = parse_atlas_table(bytes, *header);
    if (!table) return refuse(place, "is damaged: " + table.error());
    if (definitions && *definitions != header->definitions)
        return refuse(place, "was made with other definitions of the body than this program has", table->source);
    return assemble(std::move(*table), bytes, *header, std::move(owner), place);
}

base::Result<Atlas> read_atlas_file(const std::filesystem::path& path, std::optional<std::uint64_t> definitions) {
    auto file = read_mapped_file(path);
    if (!file) return tl::unexpected(std::move(file.error()));
    return parse_atlas(file->bytes, file->owner, path.string(), definitions);
}

base::Result<anatomy::BodyPtr> read_atlas(const std::filesystem::path& path, std::optional<std::uint64_t> definitions) {
    auto atlas = read_atlas_file(path, definitions);
    if (!atlas) return tl::unexpected(std::move(atlas.error()));
    return std::move(atlas->body);
}

}  // namespace smrt::readers
