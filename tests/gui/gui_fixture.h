// A session on a body of three boxes and an ImGui context without window or GPU.
#pragma once

#include <gtest/gtest.h>
#include <imgui.h>

#include <memory>
#include <string>

#include "geometry/level_builder.h"
#include "gui/imgui_compat.h"
#include "gui/panel.h"

namespace smrt::gui {

inline geometry::TriangleMesh box_mesh(const glm::vec3& centre, float half) {
    geometry::TriangleMesh mesh;
    for (int i = 0; i < 8; ++i) mesh.positions.push_back(centre + half * glm::vec3(i & 1 ? 1 : -1, i & 2 ? 1 : -1, i & 4 ? 1 : -1));
    mesh.triangles = {{0, 2, 1}, {1, 2, 3}, {4, 5, 6}, {5, 7, 6}, {0, 1, 4}, {1, 5, 4},
                      {2, 6, 3}, {3, 6, 7}, {0, 4, 2}, {2, 4, 6}, {1, 3, 5}, {3, 7, 5}};
    return mesh;
}

inline scene::ModelPtr make_box_model() {
    std::vector<anatomy::Part> parts(3);
    const char* names[] = {"Right humerus", "Right long head of biceps brachii", "Left humerus"};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        parts[i].id = "T" + std::to_string(i + 1);
        parts[i].name = names[i];
        parts[i].kind = i == 1 ? anatomy::Kind::muscle : anatomy::Kind::bone;
        parts[i].system = i == 1 ? "Muscular system" : "Skeletal system";
        parts[i].side = i == 2 ? anatomy::Side::left : anatomy::Side::right;
        parts[i].region = anatomy::Region::arm;
        parts[i].mesh = geometry::make_level_mesh(box_mesh(glm::vec3(i * 0.3f - 0.3f, 1, 0), 0.1f));
    }
    auto model = std::make_shared<scene::Model>();
    model->body = std::make_shared<anatomy::Body>("Boxes", "Credit line", std::move(parts));
    auto positions = std::make_shared<std::vector<positions::Position>>(1);
    positions->front().id = "long_head_of_biceps_brachii";
    positions->front().name = "Long head of biceps brachii";
    positions->front().target = "long_head_of_biceps_brachii";
    positions->front().cautions = {"none known"};
    model->positions = positions;
    return model;
}

class GuiFixture : public ::testing::Test {
protected:
    GuiFixture() {
        ImGui::CreateContext();
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = ImVec2(1280, 800);
        io.DeltaTime = 1.0f / 60;
#if IMGUI_VERSION_NUM < 18700
        for (int key = 0; key < ImGuiKey_COUNT; ++key) io.KeyMap[key] = key;  // a backend would map them to its own codes
#endif
        unsigned char* pixels = nullptr;
        int width = 0, height = 0;
        io.Fonts->GetTexDataAsAlpha8(&pixels, &width, &height);
        session.set_size(static_cast<int>(layout.view.width), static_cast<int>(layout.view.height), 1);
    }
    ~GuiFixture() override {
        ImGui::DestroyContext();
    }

    PanelInput input() {
        return {session, window, catalogue, layout, nullptr, seconds};
    }

    void move_mouse(float x, float y) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MousePos = ImVec2(x, y);
#else
        ImGui::GetIO().AddMousePosEvent(x, y);
#endif
    }
    void press_mouse(bool down, int button = 0) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().MouseDown[button] = down;
#else
        ImGui::GetIO().AddMouseButtonEvent(button, down);
#endif
    }
    void press_key(ImGuiKey key, bool down) {
#if IMGUI_VERSION_NUM < 18700
        ImGui::GetIO().KeysDown[ImGui::GetKeyIndex(key)] = down;
#else
        ImGui::GetIO().AddKeyEvent(key, down);
#endif
    }
    template <class Draw>
    void frame(Draw&& draw) {
        ImGui::NewFrame();
        draw();
        ImGui::Render();
        seconds += 1.0 / 60;
    }

    scene::ModelPtr model = make_box_model();
    session::Session session{model};
    WindowState window;
    Catalogue catalogue{make_catalogue(*model->body), anatomy::make_name_index(*model->body)};
    Layout layout = make_layout(1280, 800, 1, true);
    double seconds = 0;
};

}  // namespace smrt::gui
