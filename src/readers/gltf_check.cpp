// The checks of glTF.
#include "readers/gltf_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/json.h"
#include "readers/byte_view.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
using base::Json;
namespace fs = std::filesystem;

/// A fault found while checking; carried up by exception inside this file only, so that the checks read as a list.
struct Refusal {
    ErrorCode code;
    std::string what;
};

[[noreturn]] void refuse(std::string what, ErrorCode code = ErrorCode::bad_data) {
    throw Refusal{code, std::move(what)};
}

const Json& list_of(const Json& object, const char* key) {
    static const Json k_empty = Json::array();
    const auto found = object.find(key);
    if (found == object.end()) return k_empty;
    if (!found->is_array()) refuse(fmt::format("`{}` is no list", key));
    for (const Json& item : *found)
        if (!item.is_object() && !item.is_number_unsigned()) refuse(fmt::format("`{}` holds a damaged entry", key));
    return *found;
}

/// A whole number from 0 to 2^53; `fallback` where the key is missing.
std::uint64_t number_of(const Json& object, const char* key, std::uint64_t fallback) {
    const auto found = object.find(key);
    if (found == object.end()) return fallback;
    if (!found->is_number_unsigned() || found->get<std::uint64_t>() > (1ull << 53)) refuse(fmt::format("`{}` is no sensible number", key));
    return found->get<std::uint64_t>();
}

/// A number that must name one of `count` things.
std::uint64_t index_of(const Json& object, const char* key, std::size_t count, const std::string& where) {
    const std::uint64_t index = number_of(object, key, ~0ull);
    if (index >= count) refuse(fmt::format("{} names {} {} of {}", where, key, index == ~0ull ? "?" : std::to_string(index), count));
    return index;
}

std::uint64_t component_bytes(std::uint64_t type) {
    switch (type) {
        case 5120:
        case 5121:
            return 1;
        case 5122:
        case 5123:
            return 2;
        case 5125:
        case 5126:
            return 4;
        default:
            refuse(fmt::format("unknown component type {}", type));
    }
}

std::uint64_t components_of(const std::string& type) {
    constexpr std::pair<const char*, std::uint64_t> k_types[] = {{"SCALAR", 1}, {"VEC2", 2}, {"VEC3", 3}, {"VEC4", 4},
                                                                 {"MAT2", 4},   {"MAT3", 9}, {"MAT4", 16}};
    for (const auto& [name, count] : k_types)
        if (type == name) return count;
    refuse("unknown accessor type `" + type + "`");
}

std::string text_of(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end()) return {};
    if (!found->is_string()) refuse(fmt::format("`{}` is no text", key));
    return found->get<std::string>();
}

class GltfCheck {
public:
    GltfCheck(const Json& root, const fs::path& folder, std::uint64_t binary_chunk)
        : root_(root), folder_(folder), binary_chunk_(binary_chunk) {}

    GltfClaims run() {
        if (!root_.is_object()) refuse("holds no glTF object");
        check_version();
        check_buffers();
        check_views();
        check_accessors();
        check_meshes();
        check_nodes();
        check_scenes();
        return claims_;
    }

private:
    void check_version() const {
        const auto asset = root_.find("asset");
        if (asset == root_.end() || !asset->is_object()) refuse("has no `asset`, expected glTF 2.0");
        if (const std::string version = text_of(*asset, "version"); version.substr(0, 2) != "2.")
            refuse("is glTF " + (version.empty() ? "?" : version) + ", expected 2.0");
        const auto required = root_.find("extensionsRequired");
        if (required == root_.end()) return;
        if (!required->is_array()) refuse("`extensionsRequired` is no list");
        for (const Json& extension : *required) {
            const std::string word = extension.is_string() ? extension.get<std::string>() : "?";
            if (word.find("draco") != std::string::npos || word.find("meshopt") != std::string::npos || word == "?")
                refuse("needs the extension " + word + "; export it without mesh compression");
        }
    }

    void check_buffers() {
        for (const Json& buffer : list_of(root_, "buffers")) {
            const std::uint64_t length = number_of(buffer, "byteLength", 0);
            const std::string uri = text_of(buffer, "uri");
            if (uri.empty() && length > binary_chunk_)
                refuse(fmt::format("buffer declares {} bytes, but the binary chunk has {}", length, binary_chunk_));
            if (uri.substr(0, 5) == "data:" && length > uri.size() * 3 / 4)
                refuse(fmt::format("buffer declares {} bytes, but its data has about {}", length, uri.size() * 3 / 4));
            if (!uri.empty() && uri.substr(0, 5) != "data:") check_buffer_file(uri, length);
            buffers_.push_back(length);
        }
    }

    void check_buffer_file(const std::string& uri, std::uint64_t length) const {
        const fs::path path(uri);
        const bool leaves = path.is_absolute() || uri.find(':') != std::string::npos || uri.find('\\') != std::string::npos ||
                            uri.find('%') != std::string::npos || std::find(path.begin(), path.end(), "..") != path.end();
        if (leaves) refuse("names the buffer `" + uri + "`, which leaves its folder");
        if (folder_.empty()) refuse("names the buffer file `" + uri + "`, which cannot be reached here");
        std::error_code failed;
        const std::uint64_t size = fs::file_size(folder_ / path, failed);
        if (failed) refuse("names the buffer `" + uri + "`: " + failed.message(), ErrorCode::environment);
        if (size < length) refuse(fmt::format("buffer `{}` declares {} bytes, but the file has {}", uri, length, size));
    }

    void check_views() {
        for (const Json& view : list_of(root_, "bufferViews")) {
            const std::uint64_t buffer = index_of(view, "buffer", buffers_.size(), "a buffer view");
            const std::uint64_t offset = number_of(view, "byteOffset", 0), length = number_of(view, "byteLength", 0);
            if (length == 0 || offset > buffers_[buffer] || length > buffers_[buffer] - offset)
                refuse(fmt::format("buffer view of {} bytes at {} leaves its buffer of {} bytes", length, offset, buffers_[buffer]));
            views_.push_back(length);
            strides_.push_back(number_of(view, "byteStride", 0));
            if (strides_.back() > 252) refuse(fmt::format("buffer view has a stride of {}, at most 252 expected", strides_.back()));
        }
    }

    void check_range(const Json& part, std::uint64_t count, std::uint64_t element) const {
        const std::uint64_t view = index_of(part, "bufferView", views_.size(), "an accessor");
        const std::uint64_t offset = number_of(part, "byteOffset", 0);
        const std::uint64_t stride = strides_[view] == 0 ? element : strides_[view];
        if (stride < element) refuse(fmt::format("accessor elements of {} bytes do not fit a stride of {}", element, stride));
        const bool fits =
            offset <= views_[view] && views_[view] - offset >= element && count - 1 <= (views_[view] - offset - element) / stride;
        if (!fits)
            refuse(fmt::format("accessor declares {} elements of {} bytes, but its view has {} bytes", count, element, views_[view]));
    }

    void check_accessors() {
        for (const Json& accessor : list_of(root_, "accessors")) {
            const std::uint64_t count = number_of(accessor, "count", 0);
            const std::string type = text_of(accessor, "type");
            const std::uint64_t component = number_of(accessor, "componentType", 0);
            if (count == 0) refuse("accessor without elements");
            const std::uint64_t element = component_bytes(component) * components_of(type);
            if (accessor.contains("sparse")) refuse("has sparse accessors, which are not read; export it without them");
            check_range(accessor, count, element);
            vec3_floats_.push_back(type == "VEC3" && component == 5126);
            scalar_ints_.push_back(type == "SCALAR" && component != 5126);
            counts_.push_back(count);
        }
    }

    /// Values of one primitive or of one of its morph targets; all must have as many elements as there are vertices.
    void check_attributes(const Json& attributes, std::uint64_t vertices) const {
        for (const auto& [key, value] : attributes.items()) {
            const std::uint64_t accessor = index_of(attributes, key.c_str(), counts_.size(), "a mesh");
            if (key == "POSITION" && !vec3_floats_[accessor]) refuse("POSITION is no VEC3 of floats");
            if (counts_[accessor] != vertices) refuse(fmt::format("attribute {} has another count than POSITION", key));
        }
    }

    void check_primitive(const Json& primitive) {
        const std::uint64_t mode = number_of(primitive, "mode", 4);
        if (mode > 6) refuse("mesh primitive of an unknown mode");
        const auto attributes = primitive.find("attributes");
        if (attributes == primitive.end() || !attributes->is_object()) refuse("mesh primitive without attributes");
        const std::uint64_t positions = index_of(*attributes, "POSITION", counts_.size(), "a mesh");
        check_attributes(*attributes, counts_[positions]);
        for (const Json& target : list_of(primitive, "targets")) {
            if (!target.is_object()) refuse("has a damaged morph target");
            check_attributes(target, counts_[positions]);
        }
        std::uint64_t corners = counts_[positions];
        if (primitive.contains("indices")) {
            const std::uint64_t indices = index_of(primitive, "indices", counts_.size(), "a mesh");
            if (!scalar_ints_[indices]) refuse("indices are no whole numbers");
            corners = counts_[indices];
        }
        if (mode == 4) claims_.triangles += corners / 3;
        if (mode > 4 && corners > 2) claims_.triangles += corners - 2;
    }

    void check_meshes() {
        for (const Json& mesh : list_of(root_, "meshes"))
            for (const Json& primitive : list_of(mesh, "primitives")) check_primitive(primitive);
    }

    void check_nodes() const {
        const Json& nodes = list_of(root_, "nodes");
        const std::size_t meshes = list_of(root_, "meshes").size();
        std::vector<std::size_t> parent(nodes.size(), nodes.size());
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            if (nodes[i].contains("mesh")) (void)index_of(nodes[i], "mesh", meshes, fmt::format("node {}", i));
            for (const Json& child : list_of(nodes[i], "children")) {
                const std::uint64_t index = child.is_number_unsigned() ? child.get<std::uint64_t>() : nodes.size();
                if (index >= nodes.size()) refuse(fmt::format("node {} names a child that does not exist", i));
                if (parent[index] != nodes.size()) refuse(fmt::format("node {} has two parents", index));
                parent[index] = i;
            }
        }
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            constexpr int k_deepest = 500;
            int depth = 0;
            for (std::size_t up = i; up != nodes.size(); up = parent[up])
                if (++depth > k_deepest) refuse(fmt::format("node {} lies in a circle or deeper than {} levels", i, k_deepest));
        }
    }

    void check_scenes() const {
        const std::size_t nodes = list_of(root_, "nodes").size();
        const Json& scenes = list_of(root_, "scenes");
        if (root_.contains("scene")) (void)index_of(root_, "scene", scenes.size(), "the file");
        for (const Json& scene : scenes)
            for (const Json& node : list_of(scene, "nodes"))
                if (!node.is_number_unsigned() || node.get<std::uint64_t>() >= nodes) refuse("a scene names a node that does not exist");
    }

    const Json& root_;
    const fs::path& folder_;
    std::uint64_t binary_chunk_;
    GltfClaims claims_;
    std::vector<std::uint64_t> buffers_, views_, strides_, counts_;
    std::vector<bool> vec3_floats_, scalar_ints_;
};

base::Result<GltfClaims> check_json(std::string_view json, const std::string& name, const fs::path& folder, std::uint64_t binary_chunk) {
    const Json root = Json::parse(json, nullptr, false);
    if (root.is_discarded())
        return base::fail(ErrorCode::bad_data, fmt::format("holds no JSON (starts with `{}`), expected glTF", printable_start(json)), name);
    try {
        return GltfCheck(root, folder, binary_chunk).run();
    } catch (const Refusal& refusal) {
        return base::fail(refusal.code, refusal.what, name);
    } catch (const Json::exception& error) {
        return base::fail(ErrorCode::bad_data, std::string("is damaged glTF: ") + error.what(), name);
    }
}

}  // namespace

base::Result<GltfClaims> check_gltf(std::string_view json, const std::string& name, const fs::path& folder) {
    return check_json(json, name, folder, 0);
}

base::Result<GltfClaims> check_glb(std::string_view bytes, const std::string& name, const fs::path& folder) {
    const auto refuse_file = [&name](std::string what) { return base::fail(ErrorCode::bad_data, std::move(what), name); };
    if (bytes.substr(0, 4) != "glTF")
        return refuse_file(fmt::format("starts with `{}`, expected `glTF`: it is no GLB file", printable_start(bytes)));
    if (bytes.size() < 20) return refuse_file(fmt::format("has {} bytes; it is cut off", bytes.size()));
    if (const auto version = value_at<std::uint32_t>(bytes, 4); version != 2)
        return refuse_file(fmt::format("is binary glTF version {}, expected 2", version));
    if (const auto length = value_at<std::uint32_t>(bytes, 8); length != bytes.size())
        return refuse_file(fmt::format("declares {} bytes, but has {}; it is cut off or damaged", length, bytes.size()));
    const std::uint64_t json_length = value_at<std::uint32_t>(bytes, 12);
    if (value_at<std::uint32_t>(bytes, 16) != 0x4E4F534A || !has_bytes(bytes, 20, json_length))
        return refuse_file(fmt::format("declares a JSON chunk of {} bytes in a file of {}", json_length, bytes.size()));
    std::uint64_t binary = 0;
    const std::uint64_t second = 20 + json_length;
    if (second < bytes.size()) {
        if (!has_bytes(bytes, second, 8)) return refuse_file("ends within a chunk header; it is cut off");
        binary = value_at<std::uint32_t>(bytes, second);
        if (!has_bytes(bytes, second + 8, binary))
            return refuse_file(fmt::format("declares a binary chunk of {} bytes in a file of {}", binary, bytes.size()));
    }
    return check_json(bytes.substr(20, json_length), name, folder, binary);
}

}  // namespace smrt::readers
