// Small bodies of balls and boxes, and a renderer on a window-less context shared by all tests of a program.
#pragma once

#include <gtest/gtest.h>

#include <cmath>
#include <memory>

#include "geometry/level_builder.h"
#include "render/renderer.h"

namespace smrt::render {

inline geometry::TriangleMesh make_ball(const glm::vec3& centre, float radius, int rings = 24, bool open = false) {
    geometry::TriangleMesh mesh;
    const int columns = 2 * rings;
    for (int ring = 0; ring <= rings; ++ring) {
        for (int column = 0; column < columns; ++column) {
            const double polar = 3.14159265358979 * ring / rings, turn = 6.28318530717959 * column / columns;
            const glm::vec3 unit(std::sin(polar) * std::cos(turn), std::cos(polar), std::sin(polar) * std::sin(turn));
            mesh.positions.push_back(centre + radius * unit);
            mesh.normals.push_back(unit);
        }
    }
    const auto at = [&](int ring, int column) { return static_cast<std::uint32_t>(ring * columns + column % columns); };
    for (int ring = open ? rings / 2 : 0; ring < rings; ++ring) {
        for (int column = 0; column < columns; ++column) {
            mesh.triangles.emplace_back(at(ring, column), at(ring, column + 1), at(ring + 1, column));
            mesh.triangles.emplace_back(at(ring, column + 1), at(ring + 1, column + 1), at(ring + 1, column));
        }
    }
    return mesh;
}

inline geometry::TriangleMesh make_box(const glm::vec3& lower, const glm::vec3& upper) {
    geometry::TriangleMesh mesh;
    for (int axis = 0; axis < 3; ++axis) {
        for (int side = 0; side < 2; ++side) {
            const int u = (axis + 1) % 3, v = (axis + 2) % 3;
            const auto first = static_cast<std::uint32_t>(mesh.positions.size());
            glm::vec3 normal(0);
            normal[axis] = side == 0 ? -1.0f : 1.0f;
            for (int corner = 0; corner < 4; ++corner) {
                glm::vec3 point;
                point[axis] = side == 0 ? lower[axis] : upper[axis];
                point[u] = (corner & 1) != 0 ? upper[u] : lower[u];
                point[v] = (corner & 2) != 0 ? upper[v] : lower[v];
                mesh.positions.push_back(point);
                mesh.normals.push_back(normal);
            }
            const std::uint32_t b = side == 0 ? 2 : 1, c = side == 0 ? 1 : 2;
            mesh.triangles.emplace_back(first, first + b, first + c);
            mesh.triangles.emplace_back(first + 3, first + c, first + b);
        }
    }
    return mesh;
}

/// A body whose parts are these meshes, in order; part 0 is "P0".
inline anatomy::BodyPtr make_body(const std::vector<geometry::TriangleMesh>& meshes) {
    std::vector<anatomy::Part> parts;
    for (const geometry::TriangleMesh& mesh : meshes) {
        anatomy::Part part;
        part.id = "P" + std::to_string(parts.size());
        part.name = part.id;
        part.mesh = geometry::make_level_mesh(mesh);
        parts.push_back(std::move(part));
    }
    return std::make_shared<const anatomy::Body>("test body", "", std::move(parts));
}

/// All parts of a body, opaque and red, green, blue, grey in turn, seen from the front at one metre.
inline scene::Scene make_scene(const anatomy::BodyPtr& body) {
    const std::vector<glm::vec3> colours = {{0.6f, 0.05f, 0.05f}, {0.05f, 0.5f, 0.05f}, {0.05f, 0.1f, 0.6f}, {0.4f, 0.4f, 0.4f}};
    scene::Scene scene;
    scene.body = body;
    scene.camera.target = glm::vec3(0);
    scene.camera.distance = 1;
    scene.width = 160, scene.height = 120;
    scene.fine = false;
    for (anatomy::PartIndex part = 0; part < body->parts().size(); ++part) {
        scene::Item item;
        item.part = part;
        item.look.colour = colours[part % colours.size()];
        scene.items.push_back(item);
    }
    return scene;
}

class RenderTest : public ::testing::Test {
protected:
    static void SetUpTestSuite() {
        if (context()) return;
        auto made = OffscreenContext::make();
        if (!made) {
            problem() = made.error().text();
            return;
        }
        context() = std::move(*made);
        auto drawn = Renderer::make(context()->loader(), SMRT_ROOT);
        if (!drawn) return problem() = drawn.error().text(), void();
        renderer() = std::move(*drawn);
    }
    void SetUp() override {
        if (!context()) GTEST_SKIP() << problem();
        ASSERT_TRUE(renderer()) << problem();
    }
    void TearDown() override {
        if (!renderer()) return;
        for (const std::string& fault : renderer()->take_faults()) ADD_FAILURE() << "OpenGL: " << fault;
    }

    [[nodiscard]] static base::Image draw(const scene::Scene& scene) {
        base::Result<base::Image> image = draw_image(*renderer(), scene);
        if (image) return std::move(*image);
        ADD_FAILURE() << image.error().text();
        return base::Image::filled(scene.width, scene.height, 0, 0, 0);
    }
    [[nodiscard]] static std::vector<std::uint32_t> ids(const scene::Scene& scene) {
        base::Result<std::vector<std::uint32_t>> found = draw_ids(*renderer(), scene);
        if (found) return std::move(*found);
        ADD_FAILURE() << found.error().text();
        return std::vector<std::uint32_t>(static_cast<std::size_t>(scene.width) * scene.height);
    }
    [[nodiscard]] static std::uint32_t middle_id(const scene::Scene& scene) {
        return ids(scene)[static_cast<std::size_t>(scene.height / 2) * scene.width + scene.width / 2];
    }
    static std::unique_ptr<Renderer>& renderer() {
        static std::unique_ptr<Renderer> shared;
        return shared;
    }

private:
    // The context is made before the renderer and so outlives it.
    static std::unique_ptr<OffscreenContext>& context() {
        static std::unique_ptr<OffscreenContext> shared;
        return shared;
    }
    static std::string& problem() {
        static std::string text;
        return text;
    }
};

}  // namespace smrt::render
