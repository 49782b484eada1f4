// The STL parser.
#include "readers/stl_file.h"

#include <fmt/format.h>

#include <cmath>

#include "base/text.h"
#include "readers/byte_view.h"
#include "readers/number_text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
constexpr std::size_t k_header = 84;
constexpr std::size_t k_record = 50;

bool is_finite(const glm::vec3& p) {
    return std::isfinite(p.x) && std::isfinite(p.y) && std::isfinite(p.z);
}

void add_triangle(geometry::TriangleMesh& mesh, const glm::vec3 (&corners)[3]) {
    const auto first = static_cast<std::uint32_t>(mesh.positions.size());
    mesh.positions.insert(mesh.positions.end(), std::begin(corners), std::end(corners));
    mesh.triangles.emplace_back(first, first + 1, first + 2);
}

base::Result<MeshFile> finish(NamedMesh mesh, const std::string& name) {
    if (mesh.mesh.triangles.empty()) return base::fail(ErrorCode::bad_data, "holds no triangles, expected an STL mesh", name);
    MeshFile file;
    file.meshes.push_back(std::move(mesh));
    return file;
}

base::Result<MeshFile> parse_binary(std::string_view bytes, const std::string& name) {
    const auto count = value_at<std::uint32_t>(bytes, 80);
    if (!has_bytes(bytes, k_header, std::uint64_t{count} * k_record))
        return base::fail(ErrorCode::bad_data,
                          fmt::format("declares {} triangles, which take {} bytes, but has {}; it is cut off or no STL file", count,
                                      k_header + std::uint64_t{count} * k_record, bytes.size()),
                          name);
    NamedMesh mesh;
    mesh.mesh.positions.reserve(std::size_t{count} * 3);
    for (std::uint32_t t = 0; t < count; ++t) {
        glm::vec3 corners[3];
        for (int corner = 0; corner < 3; ++corner) {
            for (int axis = 0; axis < 3; ++axis)
                corners[corner][axis] = value_at<float>(bytes, k_header + t * k_record + 12 + corner * 12 + axis * 4);
            if (!is_finite(corners[corner]))
                return base::fail(ErrorCode::bad_data, fmt::format("triangle {} has a corner that is no finite point", t), name);
        }
        add_triangle(mesh.mesh, corners);
    }
    return finish(std::move(mesh), name);
}

base::Result<MeshFile> parse_text(std::string_view text, const std::string& name) {
    NamedMesh mesh;
    glm::vec3 corners[3];
    int corner = 0;
    std::size_t line_number = 0;
    while (!text.empty()) {
        const std::size_t newline = text.find('\n');
        const std::string_view line = base::trim(text.substr(0, newline));
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        const auto refuse = [&](std::string what) {
            return base::fail(ErrorCode::bad_data, std::move(what), fmt::format("{}:{}", name, line_number));
        };
        if (++line_number == 1) mesh.node = base::trim(line.substr(std::min<std::size_t>(5, line.size())));
        if (line.substr(0, 6) == "vertex") {
            const char* at = line.data() + 6;
            double xyz[3];
            for (double& value : xyz)
                if (!read_number(at, line.data() + line.size(), value)) return refuse("vertex without three numbers");
            if (corner > 2) return refuse("fourth vertex in one facet, expected three");
            corners[corner] = {static_cast<float>(xyz[0]), static_cast<float>(xyz[1]), static_cast<float>(xyz[2])};
            if (!is_finite(corners[corner++])) return refuse("vertex that is no finite point");
        } else if (line.substr(0, 8) == "endfacet") {
            if (corner != 3) return refuse(fmt::format("facet with {} vertices, expected three", corner));
            add_triangle(mesh.mesh, corners);
            corner = 0;
        }
    }
    if (corner != 0) return base::fail(ErrorCode::bad_data, "ends within a facet; it is cut off", name);
    return finish(std::move(mesh), name);
}

}  // namespace

base::Result<MeshFile> parse_stl(std::string_view bytes, const std::string& name) {
    const bool sized_as_binary =
        bytes.size() >= k_header && bytes.size() == k_header + std::uint64_t{value_at<std::uint32_t>(bytes, 80)} * k_record;
    const bool reads_as_text = bytes.substr(0, 5) == "solid" && bytes.find('\0') == std::string_view::npos;
    if (!sized_as_binary && reads_as_text) return parse_text(bytes, name);
    if (bytes.size() < k_header)
        return base::fail(ErrorCode::bad_data,
                          fmt::format("starts with `{}` and has {} bytes, expected an STL file", printable_start(bytes), bytes.size()),
                          name);
    return parse_binary(bytes, name);
}

}  // namespace smrt::readers
