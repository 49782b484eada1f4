// Header and table of an atlas cache: nothing is believed before it is compared with the size of the file.
#include "readers/atlas_cache_table.h"

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <unordered_set>

#include "base/files.h"
#include "readers/atlas_cache.h"

namespace smrt::readers {
namespace {

using Fault = std::string;

tl::unexpected<Fault> damaged(Fault what) {
    return tl::unexpected(std::move(what));
}

bool lies_in(std::uint64_t size, std::uint64_t offset, std::uint64_t count, std::uint64_t item) {
    return offset <= size && count <= (size - offset) / item;
}

/// Takes values off the front of the table; after the first one that does not fit, everything is empty and `failed`.
class TableCursor {
public:
    explicit TableCursor(std::span<const std::byte> bytes) : rest_(bytes) {}

    template <class T>
    T take() {
        T value{};
        if (const auto bytes = take_bytes(sizeof(T)); !failed_) std::memcpy(&value, bytes.data(), sizeof(T));
        return value;
    }
    std::string take_text() {
        const auto size = take<std::uint32_t>();
        const auto bytes = take_bytes(size);
        return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    }
    [[nodiscard]] bool failed() const { return failed_; }
    [[nodiscard]] bool at_end() const { return rest_.empty(); }
    [[nodiscard]] std::size_t size() const { return rest_.size(); }

private:
    std::span<const std::byte> take_bytes(std::size_t count) {
        failed_ = failed_ || count > rest_.size();
        if (failed_) return {};
        const auto taken = rest_.first(count);
        rest_ = rest_.subspan(count);
        return taken;
    }

    std::span<const std::byte> rest_;
    bool failed_ = false;
};

bool box_is_right(const AtlasPartRecord& record) {
    for (int axis = 0; axis < 3; ++axis) {
        if (!std::isfinite(record.lower[axis]) || !std::isfinite(record.upper[axis])) return false;
        if (record.lower[axis] > record.upper[axis]) return false;
    }
    return std::isfinite(record.layer_depth);
}

/// Levels as their type promises: inside the part's ranges, whole triangles, growing errors, shrinking prefixes.
bool levels_are_right(const std::vector<geometry::MeshLevel>& levels, const AtlasPartRecord& record) {
    if (levels.empty() || levels[0].error != 0) return false;
    for (std::size_t i = 0; i < levels.size(); ++i) {
        const geometry::MeshLevel& level = levels[i];
        if (!lies_in(record.index_count, level.first_index, level.index_count, 1) || level.index_count % 3 != 0) return false;
        if (level.vertex_count > record.vertex_count || !std::isfinite(level.error)) return false;
        if (i > 0 && (level.error < levels[i - 1].error || level.vertex_count > levels[i - 1].vertex_count)) return false;
    }
    return true;
}

AtlasTablePart take_part(TableCursor& table) {
    AtlasTablePart out;
    anatomy::Part& part = out.part;
    for (std::string* text : {&part.id, &part.fma, &part.name, &part.latin, &part.system, &part.definition}) *text = table.take_text();
    out.record = table.take<AtlasPartRecord>();
    const AtlasPartRecord& record = out.record;
    part.layer_depth = record.layer_depth;
    part.mesh.box = {{record.lower[0], record.lower[1], record.lower[2]}, {record.upper[0], record.upper[1], record.upper[2]}};
    for (int i = 0; i < record.level_count && !table.failed(); ++i) part.mesh.levels.push_back(table.take<geometry::MeshLevel>());
    return out;
}

tl::expected<void, Fault> check_part(AtlasTablePart& entry, const AtlasHeader& header) {
    const AtlasPartRecord& record = entry.record;
    if (record.kind >= anatomy::k_kind_count || record.side > 2 || record.region >= anatomy::k_region_count ||
        record.origin >= anatomy::k_shape_origin_count)
        return damaged(fmt::format("kind, side, region or origin of part {} is none", entry.part.id));
    if (!lies_in(header.vertex_count, record.first_vertex, record.vertex_count, 1) ||
        !lies_in(header.index_count, record.first_index, record.index_count, 1))
        return damaged(fmt::format("the mesh of part {} lies outside of the file", entry.part.id));
    if (!box_is_right(record)) return damaged(fmt::format("the box of part {} is none", entry.part.id));
    if (!levels_are_right(entry.part.mesh.levels, record))
        return damaged(fmt::format("the levels of part {} contradict themselves", entry.part.id));
    entry.part.kind = static_cast<anatomy::Kind>(record.kind);
    entry.part.side = static_cast<anatomy::Side>(record.side);
    entry.part.region = static_cast<anatomy::Region>(record.region);
    entry.part.origin = static_cast<anatomy::ShapeOrigin>(record.origin);
    return {};
}

}  // namespace

tl::expected<AtlasHeader, Fault> parse_atlas_header(std::span<const std::byte> file) {
    AtlasHeader header;
    if (file.size() < sizeof(header)) return damaged(fmt::format("it has {} bytes, a header alone has {}", file.size(), sizeof(header)));
    std::memcpy(&header, file.data(), sizeof(header));
    const std::uint64_t size = file.size();
    if (base::hash_bytes(file.first(offsetof(AtlasHeader, header_hash))) != header.header_hash)
        return damaged("the checksum of its header is wrong");
    if (header.file_size != size) return damaged(fmt::format("it has {} bytes, its header says {}", size, header.file_size));
    if (!lies_in(size, header.table_offset, header.table_size, 1) ||
        !lies_in(size, header.vertices_offset, header.vertex_count, sizeof(geometry::PackedVertex)) ||
        !lies_in(size, header.indices_offset, header.index_count, sizeof(std::uint32_t)))
        return damaged("its header points outside of the file");
    if (header.vertices_offset % k_atlas_alignment != 0 || header.indices_offset % k_atlas_alignment != 0)
        return damaged("its meshes are not aligned");
    return header;
}

tl::expected<AtlasTable, Fault> parse_atlas_table(std::span<const std::byte> file, const AtlasHeader& header) {
    const auto bytes = file.subspan(header.table_offset, header.table_size);
    if (base::hash_bytes(bytes) != header.table_hash) return damaged("the checksum of its table is wrong");
    TableCursor table(bytes);
    AtlasTable out;
    for (std::string* text : {&out.name, &out.credit, &out.source}) *text = table.take_text();
    const auto part_count = table.take<std::uint32_t>();
    std::unordered_set<std::string> ids;
    out.parts.reserve(std::min<std::size_t>(part_count, table.size() / sizeof(AtlasPartRecord)));
    for (std::uint32_t i = 0; i < part_count && !table.failed(); ++i) {
        AtlasTablePart& entry = out.parts.emplace_back(take_part(table));
        if (table.failed()) break;
        if (auto checked = check_part(entry, header); !checked) return damaged(std::move(checked.error()));
        if (!ids.insert(entry.part.id).second) return damaged(fmt::format("part {} appears twice", entry.part.id));
    }
    const auto section_count = table.take<std::uint32_t>();
    for (std::uint32_t i = 0; i < section_count && !table.failed(); ++i) {
        std::string name = table.take_text();
        const auto record = table.take<AtlasSectionRecord>();
        if (!lies_in(file.size(), record.offset, record.size, 1)) return damaged("a section lies outside of the file");
        out.sections.emplace_back(std::move(name), record);
    }
    if (table.failed() || !table.at_end()) return damaged("its table has the wrong length");
    return out;
}

}  // namespace smrt::readers
