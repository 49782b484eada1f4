// Writer of the atlas cache.
#include <fmt/format.h>

#include <cstring>
#include <limits>
#include <string>

#include "base/ensure.h"
#include "base/files.h"
#include "base/parallel.h"
#include "readers/atlas_cache.h"
#include "readers/atlas_cache_layout.h"

namespace smrt::readers {
namespace {

using anatomy::Part;

template <class T>
std::span<const std::byte> bytes_of(std::span<const T> values) {
    return std::as_bytes(values);
}

void put_bytes(std::string& out, std::span<const std::byte> bytes) {
    out.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
}

template <class T>
void put(std::string& out, const T& value) {
    put_bytes(out, std::as_bytes(std::span(&value, 1)));
}

void put_text(std::string& out, const std::string& text) {
    put(out, static_cast<std::uint32_t>(text.size()));
    out += text;
}

std::uint64_t aligned(std::uint64_t offset) {
    return (offset + k_atlas_alignment - 1) / k_atlas_alignment * k_atlas_alignment;
}

std::vector<AtlasPartRecord> make_part_records(const std::vector<Part>& parts, AtlasHeader& header) {
    std::vector<AtlasPartRecord> records(parts.size());
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const Part& part = parts[i];
        AtlasPartRecord& record = records[i];
        ENSURE(part.mesh.levels.size() < 256, "part {} has {} levels", part.id, part.mesh.levels.size());
        record.kind = static_cast<std::uint8_t>(part.kind);
        record.side = static_cast<std::uint8_t>(part.side);
        record.origin = static_cast<std::uint8_t>(part.origin);
        record.region = static_cast<std::uint8_t>(part.region);
        record.level_count = static_cast<std::uint8_t>(part.mesh.levels.size());
        record.layer_depth = part.layer_depth;
        for (int axis = 0; axis < 3; ++axis) {
            record.lower[axis] = part.mesh.box.lower[axis];
            record.upper[axis] = part.mesh.box.upper[axis];
        }
        record.first_vertex = header.vertex_count;
        record.first_index = header.index_count;
        record.vertex_count = static_cast<std::uint32_t>(part.mesh.vertices.size());
        record.index_count = static_cast<std::uint32_t>(part.mesh.indices.size());
        header.vertex_count += record.vertex_count;
        header.index_count += record.index_count;
    }
    base::parallel_for(parts.size(), [&](std::size_t i) {
        records[i].vertices_hash = base::hash_bytes(bytes_of(parts[i].mesh.vertices));
        records[i].indices_hash = base::hash_bytes(bytes_of(parts[i].mesh.indices));
    });
    return records;
}

/// The table; offsets of sections count from the first one, because the table's own size comes before them.
std::string make_table(const AtlasContents& contents, const std::vector<AtlasPartRecord>& records, std::uint64_t sections_offset) {
    std::string table;
    for (const std::string* text : {&contents.name, &contents.credit, &contents.source}) put_text(table, *text);
    put(table, static_cast<std::uint32_t>(contents.parts.size()));
    for (std::size_t i = 0; i < contents.parts.size(); ++i) {
        const Part& part = contents.parts[i];
        for (const std::string* text : {&part.id, &part.fma, &part.name, &part.latin, &part.system, &part.definition})
            put_text(table, *text);
        put(table, records[i]);
        for (const geometry::MeshLevel& level : part.mesh.levels) put(table, level);
    }
    put(table, static_cast<std::uint32_t>(contents.sections.size()));
    for (const auto& [name, bytes] : contents.sections) {
        ENSURE(name.size() <= k_longest_section_name, "section name of {} bytes", name.size());
        put_text(table, name);
        put(table, AtlasSectionRecord{sections_offset, bytes.size(), base::hash_text(bytes)});
        sections_offset = aligned(sections_offset + bytes.size());
    }
    return table;
}

void finish_header(AtlasHeader& header, const std::string& table) {
    header.table_hash = base::hash_text(table);
    header.header_hash = base::hash_bytes(std::as_bytes(std::span(&header, 1)).first(offsetof(AtlasHeader, header_hash)));
}

}  // namespace

base::Status write_atlas(const std::filesystem::path& path, const AtlasContents& contents) {
    AtlasHeader header;
    header.version = k_atlas_version;
    header.definitions = contents.definitions;
    const std::vector<AtlasPartRecord> records = make_part_records(contents.parts, header);
    header.table_offset = sizeof(AtlasHeader);
    header.table_size = make_table(contents, records, 0).size();
    const std::uint64_t sections_offset = aligned(header.table_offset + header.table_size);
    const std::string table = make_table(contents, records, sections_offset);
    header.vertices_offset = sections_offset;
    for (const auto& [name, bytes] : contents.sections) header.vertices_offset = aligned(header.vertices_offset + bytes.size());
    header.indices_offset = aligned(header.vertices_offset + header.vertex_count * sizeof(geometry::PackedVertex));
    header.file_size = header.indices_offset + header.index_count * sizeof(std::uint32_t);
    finish_header(header, table);

    std::string file;
    file.reserve(header.file_size);
    put(file, header);
    file += table;
    for (const auto& [name, bytes] : contents.sections) {
        file.resize(aligned(file.size()));
        file += bytes;
    }
    file.resize(header.vertices_offset);
    for (const Part& part : contents.parts) put_bytes(file, bytes_of(part.mesh.vertices));
    file.resize(header.indices_offset);
    for (const Part& part : contents.parts) put_bytes(file, bytes_of(part.mesh.indices));
    ENSURE(file.size() == header.file_size, "{} bytes composed, {} planned", file.size(), header.file_size);
    auto written = base::write_file_atomically(path, file);
    if (!written) return base::fail_while(std::move(written.error()), "writing the atlas");
    return {};
}

}  // namespace smrt::readers
