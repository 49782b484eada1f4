// Uploads levels of meshes into pages and remembers where they lie.
#include "render/mesh_store.h"

#include <algorithm>
#include <cstring>

#include "base/ensure.h"
#include "base/parallel.h"

namespace smrt::render {

namespace {

/// A first picture gets a page of exactly its size; later additions come in pages that hold many parts.
constexpr std::size_t k_page_vertices = 256 * 1024;
constexpr std::size_t k_page_indices = 1536 * 1024;
/// Deviation from a closed surface that back-face culling hides well enough.
constexpr double k_open_limit = 0.05;

}  // namespace

void set_packed_attributes() {
    constexpr int stride = sizeof(geometry::PackedVertex);
    const auto offset = [](std::size_t bytes) { return reinterpret_cast<const void*>(bytes); };
    glVertexAttribPointer(0, 4, GL_UNSIGNED_SHORT, GL_TRUE, stride, offset(offsetof(geometry::PackedVertex, x)));
    glVertexAttribPointer(1, 4, GL_BYTE, GL_TRUE, stride, offset(offsetof(geometry::PackedVertex, normal)));
    glVertexAttribIPointer(2, 4, GL_UNSIGNED_BYTE, stride, offset(offsetof(geometry::PackedVertex, occlusion)));
    for (unsigned location = 0; location < 3; ++location) glEnableVertexAttribArray(location);
}

void pack_vertices(const geometry::LevelMesh& mesh, std::uint32_t count, anatomy::PartIndex part, geometry::PackedVertex* out) {
    std::memcpy(out, mesh.vertices.data(), count * sizeof(geometry::PackedVertex));
    for (std::uint32_t i = 0; i < count; ++i) {
        out[i].spare[0] = static_cast<std::uint8_t>(part);
        out[i].spare[1] = static_cast<std::uint8_t>(part >> 8);
    }
}

bool encloses_volume(const geometry::LevelMesh& mesh, std::uint32_t level) {
    const geometry::MeshLevel& wanted = mesh.levels[level];
    const glm::vec3 scale = mesh.box.size() * (1.0f / 65535.0f);
    const std::uint32_t* index = mesh.indices.data() + wanted.first_index;
    const auto corner = [&](std::uint32_t i) {
        const geometry::PackedVertex& v = mesh.vertices[index[i]];
        return (glm::vec3(v.x, v.y, v.z) - 32767.5f) * scale;
    };
    glm::mat3 moment(0);
    float area = 0;
    for (std::uint32_t i = 0; i < wanted.index_count; i += 3) {
        const glm::vec3 a = corner(i), b = corner(i + 1), c = corner(i + 2);
        const glm::vec3 normal = glm::cross(b - a, c - a);
        moment += glm::outerProduct(a + b + c, normal);
        area += glm::length(normal);
    }
    const float volume = (moment[0][0] + moment[1][1] + moment[2][2]) / 3;
    if (!(volume > 0) || area == 0) return false;
    float deviation = 0;
    for (int row = 0; row < 3; ++row)
        for (int column = 0; column < 3; ++column)
            deviation = std::max(deviation, std::abs(moment[column][row] - (row == column ? volume : 0)));
    return deviation < k_open_limit * volume;
}

void MeshStore::set_body(const anatomy::BodyPtr& body) {
    if (body == body_) return;
    body_ = body;
    slices_.clear();
    pages_.clear();
    resident_bytes_ = 0;
}

void MeshStore::add_page(std::size_t vertices, std::size_t indices) {
    Page page;
    const bool first = pages_.empty();
    page.vertex_capacity = first ? vertices : std::max(vertices, k_page_vertices);
    page.index_capacity = first ? indices : std::max(indices, k_page_indices);
    glBindVertexArray(page.vertex_array.create());
    glBindBuffer(GL_ARRAY_BUFFER, page.vertices.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(page.vertex_capacity * sizeof(geometry::PackedVertex)), nullptr, GL_STATIC_DRAW);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, page.indices.create());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(page.index_capacity * sizeof(std::uint32_t)), nullptr, GL_STATIC_DRAW);
    set_packed_attributes();
    glBindVertexArray(0);
    resident_bytes_ += page.vertex_capacity * sizeof(geometry::PackedVertex) + page.index_capacity * sizeof(std::uint32_t);
    pages_.push_back(std::move(page));
}

std::size_t MeshStore::upload(std::span<const MeshKey> wanted) {
    std::vector<MeshKey> missing;
    std::size_t vertices = 0, indices = 0;
    for (const MeshKey& key : wanted) {
        if (!slices_.try_emplace(key).second) continue;
        const geometry::MeshLevel& level = body_->part(key.part).mesh.levels[key.level];
        missing.push_back(key);
        vertices += level.vertex_count, indices += level.index_count;
    }
    if (missing.empty()) return 0;
    const bool fits = !pages_.empty() && pages_.back().vertices_used + vertices <= pages_.back().vertex_capacity &&
                      pages_.back().indices_used + indices <= pages_.back().index_capacity;
    if (!fits) add_page(vertices, indices);
    fill(missing);
    return vertices * sizeof(geometry::PackedVertex) + indices * sizeof(std::uint32_t);
}

void MeshStore::fill(std::span<const MeshKey> keys) {
    Page& page = pages_.back();
    const std::size_t vertex_start = page.vertices_used, index_start = page.indices_used;
    for (const MeshKey& key : keys) {
        const geometry::LevelMesh& mesh = body_->part(key.part).mesh;
        const geometry::MeshLevel& level = mesh.levels[key.level];
        MeshSlice& slice = slices_.at(key);
        slice.page = static_cast<std::uint32_t>(pages_.size() - 1);
        slice.base_vertex = static_cast<std::uint32_t>(page.vertices_used);
        slice.first_index = static_cast<std::uint32_t>(page.indices_used);
        slice.index_count = level.index_count;
        slice.fibres = level.vertex_count > 0 && mesh.vertices[0].along != geometry::PackedVertex::k_no_fibre;
        page.vertices_used += level.vertex_count;
        page.indices_used += level.index_count;
    }
    if (page.vertices_used == vertex_start || page.indices_used == index_start) return;
    constexpr GLbitfield access = GL_MAP_WRITE_BIT | GL_MAP_INVALIDATE_RANGE_BIT | GL_MAP_UNSYNCHRONIZED_BIT;
    const auto map = [&](GLenum target, unsigned buffer, std::size_t from, std::size_t to, std::size_t bytes) {
        glBindBuffer(target, buffer);
        void* memory = glMapBufferRange(target, static_cast<GLintptr>(from * bytes), static_cast<GLsizeiptr>((to - from) * bytes), access);
        ENSURE(memory != nullptr, "the driver maps {} bytes of a buffer", (to - from) * bytes);
        return memory;
    };
    glBindVertexArray(0);
    auto* vertices = static_cast<geometry::PackedVertex*>(
        map(GL_ARRAY_BUFFER, page.vertices.name(), vertex_start, page.vertices_used, sizeof(geometry::PackedVertex)));
    auto* indices =
        static_cast<std::uint32_t*>(map(GL_COPY_WRITE_BUFFER, page.indices.name(), index_start, page.indices_used, sizeof(std::uint32_t)));
    base::parallel_for(keys.size(), [&](std::size_t i) {
        const geometry::LevelMesh& mesh = body_->part(keys[i].part).mesh;
        const geometry::MeshLevel& level = mesh.levels[keys[i].level];
        MeshSlice& slice = slices_.find(keys[i])->second;
        pack_vertices(mesh, level.vertex_count, keys[i].part, vertices + (slice.base_vertex - vertex_start));
        std::copy_n(mesh.indices.data() + level.first_index, level.index_count, indices + (slice.first_index - index_start));
        slice.closed = encloses_volume(mesh, keys[i].level);
    });
    glUnmapBuffer(GL_ARRAY_BUFFER);
    glUnmapBuffer(GL_COPY_WRITE_BUFFER);
}

const MeshSlice& MeshStore::slice(const MeshKey& key) const {
    const auto found = slices_.find(key);
    ENSURE(found != slices_.end(), "part {} level {} is resident", key.part, key.level);
    return found->second;
}

}  // namespace smrt::render
