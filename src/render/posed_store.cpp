// Lays posed parts out in one buffer and uploads those that moved.
#include "render/posed_store.h"

#include "base/ensure.h"

namespace smrt::render {

namespace {

struct MovedVertex {
    glm::vec3 position, normal;
};

}  // namespace

void PosedStore::clear() {
    entries_.clear();
    places_.clear();
}

bool PosedStore::same_layout(const std::vector<const scene::Item*>& items) const {
    if (items.size() != entries_.size()) return false;
    for (std::size_t i = 0; i < items.size(); ++i)
        if (entries_[i].key != MeshKey{items[i]->part, items[i]->level}) return false;
    return true;
}

std::size_t PosedStore::upload(const anatomy::Body& body, const std::vector<const scene::Item*>& posed_items) {
    if (posed_items.empty()) return 0;
    std::size_t bytes = same_layout(posed_items) ? 0 : lay_out(body, posed_items);
    glBindVertexArray(0);
    glBindBuffer(GL_ARRAY_BUFFER, moved_.name());
    for (std::size_t i = 0; i < posed_items.size(); ++i)
        if (entries_[i].shown != posed_items[i]->posed) bytes += upload_moved(entries_[i], *posed_items[i]);
    return bytes;
}

std::size_t PosedStore::lay_out(const anatomy::Body& body, const std::vector<const scene::Item*>& items) {
    clear();
    std::vector<geometry::PackedVertex> vertices;
    std::vector<std::uint32_t> indices;
    for (const scene::Item* item : items) {
        const geometry::LevelMesh& mesh = body.part(item->part).mesh;
        const geometry::MeshLevel& level = mesh.levels[item->level];
        Entry entry;
        entry.key = {item->part, item->level};
        entry.vertex_count = level.vertex_count;
        entry.slice.base_vertex = static_cast<std::uint32_t>(vertices.size());
        entry.slice.first_index = static_cast<std::uint32_t>(indices.size());
        entry.slice.index_count = level.index_count;
        entry.slice.closed = encloses_volume(mesh, item->level);
        entry.slice.fibres = level.vertex_count > 0 && mesh.vertices[0].along != geometry::PackedVertex::k_no_fibre;
        vertices.resize(vertices.size() + level.vertex_count);
        pack_vertices(mesh, level.vertex_count, item->part, vertices.data() + entry.slice.base_vertex);
        const auto first = mesh.indices.begin() + level.first_index;
        indices.insert(indices.end(), first, first + level.index_count);
        places_[item->part] = entries_.size();
        entries_.push_back(std::move(entry));
    }
    const std::size_t vertex_bytes = vertices.size() * sizeof(geometry::PackedVertex);
    const std::size_t index_bytes = indices.size() * sizeof(std::uint32_t);
    glBindVertexArray(vertex_array_.create());
    glBindBuffer(GL_ARRAY_BUFFER, constant_.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertex_bytes), vertices.data(), GL_STATIC_DRAW);
    set_packed_attributes();
    glBindBuffer(GL_ARRAY_BUFFER, moved_.create());
    glBufferData(GL_ARRAY_BUFFER, static_cast<GLsizeiptr>(vertices.size() * sizeof(MovedVertex)), nullptr, GL_DYNAMIC_DRAW);
    glVertexAttribPointer(3, 3, GL_FLOAT, GL_FALSE, sizeof(MovedVertex), nullptr);
    glVertexAttribPointer(4, 3, GL_FLOAT, GL_FALSE, sizeof(MovedVertex), reinterpret_cast<const void*>(sizeof(glm::vec3)));
    glEnableVertexAttribArray(3);
    glEnableVertexAttribArray(4);
    glBindBuffer(GL_ELEMENT_ARRAY_BUFFER, indices_.create());
    glBufferData(GL_ELEMENT_ARRAY_BUFFER, static_cast<GLsizeiptr>(index_bytes), indices.data(), GL_STATIC_DRAW);
    glBindVertexArray(0);
    return vertex_bytes + index_bytes;
}

std::size_t PosedStore::upload_moved(Entry& entry, const scene::Item& item) {
    const geometry::PosedVertices& posed = *item.posed;
    ENSURE(posed.positions.size() >= entry.vertex_count && posed.normals.size() >= entry.vertex_count,
           "part {} has {} posed positions and {} normals, level {} uses {}", item.part, posed.positions.size(), posed.normals.size(),
           item.level, entry.vertex_count);
    std::vector<MovedVertex> moved(entry.vertex_count);
    entry.box = {};
    for (std::uint32_t i = 0; i < entry.vertex_count; ++i) {
        moved[i] = {posed.positions[i], posed.normals[i]};
        entry.box.include(posed.positions[i]);
    }
    const std::size_t bytes = moved.size() * sizeof(MovedVertex);
    glBufferSubData(GL_ARRAY_BUFFER, static_cast<GLintptr>(entry.slice.base_vertex * sizeof(MovedVertex)), static_cast<GLsizeiptr>(bytes),
                    moved.data());
    entry.shown = item.posed;
    return bytes;
}

const PosedStore::Entry& PosedStore::entry(anatomy::PartIndex part) const {
    const auto found = places_.find(part);
    ENSURE(found != places_.end(), "part {} is posed", part);
    return entries_[found->second];
}

const MeshSlice& PosedStore::slice(anatomy::PartIndex part) const {
    return entry(part).slice;
}

const geometry::Box& PosedStore::box(anatomy::PartIndex part) const {
    return entry(part).box;
}

}  // namespace smrt::render
