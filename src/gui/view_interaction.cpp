// Mouse in the 3D view, turned into commands.
#include "gui/view_interaction.h"

#include <fmt/format.h>
#include <imgui.h>

#include <cmath>

#include "gui/imgui_compat.h"
#include "scene/camera_motion.h"
#include "scene/picture_map.h"
#include "session/camera_text.h"

namespace smrt::gui {
namespace {

using Drag = ViewInteraction::Drag;

constexpr float k_click_slack = 4;     ///< pixels a click may move
constexpr double k_wheel_rest = 0.25;  ///< seconds after the last wheel step until the fine picture
constexpr float k_handle_radius = 9;

scene::View view_of(const PanelInput& input) {
    return input.session.state().view;
}

void move_camera(const PanelInput& input, const scene::Camera& camera) {
    input.act("camera " + session::camera_text(camera));
}

/// Place of the mouse in picture pixels.
glm::vec2 to_picture(const PanelInput& input, const ImVec2& mouse) {
    return glm::vec2(mouse.x - input.layout.view.x, mouse.y - input.layout.view.y) * input.pixel_ratio;
}

bool near_handle(const PanelInput& input, const ImVec2& mouse) {
    const scene::View view = view_of(input);
    const auto handle = find_clip_handle(view, *input.session.model()->body);
    if (!handle) return false;
    return glm::length(to_picture(input, mouse) - *handle) < 2 * k_handle_radius * input.window.scale * input.pixel_ratio;
}

void begin(const PanelInput& input, ViewInteraction& interaction, Drag drag, const char* message) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    interaction.drag = drag;
    interaction.moved = false;
    interaction.pressed_x = mouse.x, interaction.pressed_y = mouse.y;
    input.session.begin_drag(message);
}

void start_drag(const PanelInput& input, ViewInteraction& interaction) {
    const ImGuiIO& io = ImGui::GetIO();
    if (ImGui::IsMouseClicked(0)) {
        if (near_handle(input, io.MousePos))
            begin(input, interaction, Drag::clip, "Move the cut");
        else if (io.KeyShift)
            begin(input, interaction, Drag::pan, "Shift the view");
        else
            begin(input, interaction, Drag::orbit, "Turn the view");
    } else if (ImGui::IsMouseClicked(1) || ImGui::IsMouseClicked(2)) {
        begin(input, interaction, Drag::pan, "Shift the view");
    }
}

/// Moves the plane by as much as the mouse went along the plane's normal on the screen.
void drag_clip(const PanelInput& input, const glm::vec2& delta) {
    const scene::View view = view_of(input);
    if (!view.clip) return;
    const scene::PictureMap map(view.camera, view.width, view.height);
    const glm::vec3 at = view.camera.target;
    const glm::vec2 along = map.project(at + 0.01f * view.clip->normal).pixel - map.project(at).pixel;
    const float length = glm::length(along);
    // Seen along its normal the plane has no direction on the screen; then upwards moves it away from the eye.
    const float metres = length > 0.5f ? 0.01f * glm::dot(delta, along) / (length * length)
                                       : delta.y * scene::metres_per_pixel(view.camera, view.camera.distance, view.height);
    input.act(fmt::format("clip move {:.3f}", metres * 1000));
}

void go_on_dragging(const PanelInput& input, ViewInteraction& interaction) {
    const ImGuiIO& io = ImGui::GetIO();
    const glm::vec2 delta = glm::vec2(io.MouseDelta.x, io.MouseDelta.y) * input.pixel_ratio;
    if (std::hypot(io.MousePos.x - interaction.pressed_x, io.MousePos.y - interaction.pressed_y) > k_click_slack) interaction.moved = true;
    if (!interaction.moved || (delta.x == 0 && delta.y == 0)) return;
    const scene::View view = view_of(input);
    if (interaction.drag == Drag::orbit)
        move_camera(input, scene::orbited(view.camera, delta, view.height));
    else if (interaction.drag == Drag::pan)
        move_camera(input, scene::panned(view.camera, delta, view.height));
    else if (interaction.drag == Drag::clip)
        drag_clip(input, delta);
}

std::optional<scene::Hit> pick_at(const PanelInput& input, scene::Picker& picker, const scene::Scene* shown, const ImVec2& mouse) {
    if (shown == nullptr) return std::nullopt;
    const glm::vec2 pixel = to_picture(input, mouse);
    return picker.pick(*shown, pixel.x, pixel.y);
}

void click(const PanelInput& input, const std::optional<scene::Hit>& hit) {
    const bool more = ImGui::GetIO().KeyCtrl;
    if (!hit) {
        if (!more && !view_of(input).selection.empty()) input.act("deselect");
        return;
    }
    input.act((more ? "select-add " : "select ") + input.session.model()->body->part(hit->part).id);
}

void zoom(const PanelInput& input, ViewInteraction& interaction, const std::optional<scene::Hit>& hit, float steps) {
    const scene::View view = view_of(input);
    const glm::vec2 pixel = to_picture(input, ImGui::GetIO().MousePos);
    const glm::vec3 point = hit ? hit->point : scene::point_at_target_depth(view.camera, pixel, view.width, view.height);
    if (interaction.wheel_until < 0) input.session.begin_drag("Zoom");
    interaction.wheel_until = input.seconds + k_wheel_rest;
    move_camera(input, scene::zoomed(view.camera, steps, point));
}

void hover(const PanelInput& input, ViewInteraction& interaction, scene::Picker& picker, const scene::Scene* shown) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool still = io.MousePos.x == interaction.hover_x && io.MousePos.y == interaction.hover_y;
    if (still && input.session.state().view.hover) return;
    interaction.hover_x = io.MousePos.x, interaction.hover_y = io.MousePos.y;
    const auto hit = pick_at(input, picker, shown, io.MousePos);
    input.session.set_hover(hit ? std::optional(hit->part) : std::nullopt);
}

void end_drag(const PanelInput& input, ViewInteraction& interaction, scene::Picker& picker, const scene::Scene* shown) {
    const bool clicked = interaction.drag == Drag::orbit && !interaction.moved;
    interaction.drag = Drag::none;
    input.session.end_drag();
    if (!clicked) return;
    const auto hit = pick_at(input, picker, shown, ImGui::GetIO().MousePos);
    click(input, hit);
}

void draw_clip_handle(const PanelInput& input) {
    const scene::View view = view_of(input);
    const auto handle = find_clip_handle(view, *input.session.model()->body);
    if (!handle) return;
    const ImVec2 at(input.layout.view.x + handle->x / input.pixel_ratio, input.layout.view.y + handle->y / input.pixel_ratio);
    const float radius = k_handle_radius * input.window.scale;
    ImDrawList* draw = ImGui::GetWindowDrawList();
    draw->AddCircleFilled(at, radius, IM_COL32(255, 194, 64, 230));
    draw->AddCircle(at, radius, IM_COL32(20, 22, 26, 255), 0, 2);
    const scene::PictureMap map(view.camera, view.width, view.height);
    const glm::vec2 along = map.project(view.camera.target + 0.05f * view.clip->normal).pixel - map.project(view.camera.target).pixel;
    if (glm::length(along) < 1) return;
    const glm::vec2 tip = glm::normalize(along) * (radius * 2.4f);
    draw->AddLine(ImVec2(at.x - tip.x, at.y - tip.y), ImVec2(at.x + tip.x, at.y + tip.y), IM_COL32(255, 194, 64, 230), 3);
}

void handle_mouse(const PanelInput& input, ViewInteraction& interaction, scene::Picker& picker, const scene::Scene* shown) {
    const ImGuiIO& io = ImGui::GetIO();
    const bool over = ImGui::IsItemHovered();
    if (interaction.drag != Drag::none) {
        const bool held = ImGui::IsMouseDown(0) || ImGui::IsMouseDown(1) || ImGui::IsMouseDown(2);
        if (held)
            go_on_dragging(input, interaction);
        else
            end_drag(input, interaction, picker, shown);
        return;
    }
    if (interaction.wheel_until >= 0 && input.seconds > interaction.wheel_until) {
        interaction.wheel_until = -1;
        input.session.end_drag();
    }
    if (!over) return;
    if (io.MouseWheel != 0)
        zoom(input, interaction, pick_at(input, picker, shown, io.MousePos), io.MouseWheel);
    else if (interaction.wheel_until < 0)
        hover(input, interaction, picker, shown);
    if (ImGui::IsMouseDoubleClicked(0)) {
        if (const auto hit = pick_at(input, picker, shown, io.MousePos))
            move_camera(input, scene::focused(view_of(input).camera, hit->point));
    } else if (interaction.wheel_until < 0) {
        start_drag(input, interaction);
    }
}

}  // namespace

std::optional<glm::vec2> find_clip_handle(const scene::View& view, const anatomy::Body& body) {
    if (!view.clip) return std::nullopt;
    const glm::vec3 centre = glm::clamp(view.camera.target, body.bounds().lower, body.bounds().upper);
    const glm::vec3 on_plane = centre - view.clip->normal * (glm::dot(view.clip->normal, centre) - view.clip->offset);
    const scene::Projected projected = scene::PictureMap(view.camera, view.width, view.height).project(on_plane);
    if (projected.depth <= 0) return std::nullopt;
    const glm::vec2 size(view.width, view.height);
    return glm::clamp(projected.pixel, glm::vec2(20), glm::max(size - 20.0f, glm::vec2(20)));
}

void draw_view(const PanelInput& input, ViewInteraction& interaction, scene::Picker& picker, const scene::Scene* shown, unsigned texture) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, ImVec2(0, 0));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 0);
    if (begin_area("##view", input.layout.view, false)) {
        const ImVec2 size(input.layout.view.width, input.layout.view.height);
        const ImVec2 at = ImGui::GetCursorScreenPos();
        if (texture != 0)  // OpenGL's rows start at the bottom
            ImGui::GetWindowDrawList()->AddImage(texture_id(texture), at, ImVec2(at.x + size.x, at.y + size.y), ImVec2(0, 1), ImVec2(1, 0));
        ImGui::InvisibleButton("##mouse", size,
                               ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
        handle_mouse(input, interaction, picker, shown);
        draw_clip_handle(input);
    }
    end_area();
    ImGui::PopStyleVar(2);
}

}  // namespace smrt::gui
