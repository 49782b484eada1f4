// Over the upper left corner of the view: every movement of therapists as a slider, in degrees or millimetres, within its normal range.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "gui/panel.h"
#include "skeleton/pose.h"

namespace smrt::gui {
namespace {

using anatomy::Side;
using skeleton::Pose;
using skeleton::Rig;

/// A region of the list, found by how its movement words begin.
struct Region {
    const char* name;
    std::array<const char*, 8> begins;
};

constexpr std::array<Region, 11> k_regions = {
    {{"Neck", {"cervical", "upper cervical"}},
     {"Back", {"thoracic", "lumbar"}},
     {"Pelvis and sacrum", {"pelvis", "sacr", "innominate", "pubic", "ischial", "coccyx", "perineal"}},
     {"Ribs", {"rib", "costal"}},
     {"Shoulder", {"shoulder", "humerus", "scapula", "clavicle"}},
     {"Elbow and forearm", {"elbow", "forearm", "radi"}},
     {"Wrist and hand", {"wrist", "carpal", "thumb", "finger", "index", "little", "fifth CMC"}},
     {"Hip", {"hip", "femur"}},
     {"Knee", {"knee", "tibia", "patella", "meniscal", "fibular"}},
     {"Ankle and foot", {"ankle", "foot", "calcaneus", "forefoot", "midfoot", "talo", "meta", "hallux"}},
     {"Toes, jaw, throat and skull", {""}}}};

std::size_t find_region(const std::string& word) {
    for (std::size_t r = 0; r < k_regions.size(); ++r)
        for (const char* begin : k_regions[r].begins)
            if (begin != nullptr && word.starts_with(begin)) return r;
    return k_regions.size() - 1;
}

/// One slider: a word on a side, what it reads and how far it may go; degrees or millimetres.
struct Slider {
    double value = 0, lower = -1e9, upper = 1e9;
    bool millimetres = false;
};

/// Nothing if this body cannot do it on that side.
std::optional<Slider> measure_slider(const Rig& rig, const Pose& pose, const anatomy::MovementDefinition& movement, Side side) {
    Slider out;
    double largest = 0;
    for (const auto& [c, share] : skeleton::shares_of(rig, movement, side)) {
        const skeleton::Coordinate& coordinate = rig.coordinates[c];
        const double low = (coordinate.rest + coordinate.lower) / coordinate.unit / share;
        const double high = (coordinate.rest + coordinate.upper) / coordinate.unit / share;
        out.lower = std::max(out.lower, std::min(low, high)), out.upper = std::min(out.upper, std::max(low, high));
        if (std::abs(share) <= largest) continue;
        largest = std::abs(share);
        out.value = skeleton::reading_of(rig, pose, c) / share;
        out.millimetres = coordinate.millimetres;
    }
    return largest > 0 && out.lower < out.upper ? std::optional(out) : std::nullopt;
}

void draw_slider(const PanelInput& input, const Rig& rig, const Pose& pose, const anatomy::MovementDefinition& movement, Side side,
                 float width) {
    const auto slider = measure_slider(rig, pose, movement, side);
    if (!slider) {  // a body without that bone on this side: its place stays empty
        ImGui::Dummy(ImVec2(width, 1));
        return;
    }
    auto value = static_cast<float>(slider->value);
    ImGui::PushID(static_cast<int>(side));
    ImGui::SetNextItemWidth(width);
    const char* letter = side == Side::right ? "R " : side == Side::left ? "L " : "";
    const std::string format = fmt::format("{}%.{}f{}", letter, slider->millimetres ? 1 : 0, slider->millimetres ? " mm" : "\xC2\xB0");
    const bool changed = ImGui::SliderFloat("##value", &value, static_cast<float>(slider->lower), static_cast<float>(slider->upper),
                                            format.c_str(), ImGuiSliderFlags_AlwaysClamp);
    if (ImGui::IsItemActivated()) input.session.begin_drag(movement.word);
    if (changed) {
        Pose moved = pose;
        if (skeleton::apply_movement(rig, moved, movement.word, side, static_cast<double>(value))) {
            (void)skeleton::limit_to_range(rig, moved);
            const std::string text = skeleton::pose_text(rig, moved);
            input.act("pose " + (text.empty() ? "rest" : text));
        }
    }
    if (ImGui::IsItemDeactivated()) input.session.end_drag();
    if (ImGui::IsItemHovered())
        ImGui::SetTooltip("%s: normal passive range %.0f to %.0f%s", movement.word.c_str(), slider->lower, slider->upper,
                          slider->millimetres ? " mm" : " degrees");
    ImGui::PopID();
}

/// A word and its sliders: one for movements of the midline, else one a side.
void draw_word(const PanelInput& input, const Rig& rig, const Pose& pose, const anatomy::MovementDefinition& movement) {
    const float whole = ImGui::GetContentRegionAvail().x, gap = ImGui::GetStyle().ItemSpacing.x;
    ImGui::PushID(movement.word.c_str());
    ImGui::TextUnformatted(movement.word.c_str());
    if (!skeleton::needs_a_side(rig, movement)) {
        draw_slider(input, rig, pose, movement, Side::midline, whole);
    } else if (movement.toward &&
               skeleton::shares_of(rig, movement, Side::right).size() == skeleton::shares_of(rig, movement, Side::left).size() &&
               rig.find_coordinate(movement.coordinates.front())) {
        draw_slider(input, rig, pose, movement, Side::right, whole);  // the left is the same slider turned round
    } else {
        draw_slider(input, rig, pose, movement, Side::right, 0.5f * (whole - gap));
        ImGui::SameLine();
        draw_slider(input, rig, pose, movement, Side::left, 0.5f * (whole - gap));
    }
    ImGui::PopID();
}

/// Movements worth a slider: of words that turn the same coordinates opposite ways, the first.
std::vector<const anatomy::MovementDefinition*> list_movements(const Rig& rig) {
    std::vector<const anatomy::MovementDefinition*> out;
    std::set<std::vector<std::string>> known;
    for (const anatomy::MovementDefinition& movement : rig.movements)
        if (!movement.gathers && known.insert(movement.coordinates).second) out.push_back(&movement);
    return out;
}

void draw_postures(const PanelInput& input, const Rig& rig, const Pose& pose) {
    ImGui::SetNextItemWidth(-1);
    if (!ImGui::BeginCombo("##posture", skeleton::name_of(pose.posture))) return;
    for (int i = 0; i < skeleton::k_posture_count; ++i) {
        const auto posture = static_cast<skeleton::Posture>(i);
        if (!ImGui::Selectable(skeleton::name_of(posture), posture == pose.posture)) continue;
        const std::string text = skeleton::pose_text(rig, skeleton::in_posture(rig, pose, posture));
        input.act("pose " + (text.empty() ? "rest" : text));
    }
    ImGui::EndCombo();
}

void draw_list(const PanelInput& input, const Rig& rig, const Pose& pose) {
    static char filter[64] = "";
    ImGui::SetNextItemWidth(-1);
    ImGui::InputTextWithHint("##filter", "Find a movement", filter, sizeof filter);
    const std::string wanted = base::fold(filter);
    const auto movements = list_movements(rig);
    for (std::size_t r = 0; r < k_regions.size(); ++r) {
        std::vector<const anatomy::MovementDefinition*> own;
        for (const auto* movement : movements)
            if (find_region(movement->word) == r && (wanted.empty() || base::fold(movement->word).find(wanted) != std::string::npos))
                own.push_back(movement);
        if (own.empty()) continue;
        if (!ImGui::CollapsingHeader(k_regions[r].name, wanted.empty() ? 0 : ImGuiTreeNodeFlags_DefaultOpen)) continue;
        for (const auto* movement : own) draw_word(input, rig, pose, *movement);
    }
}

}  // namespace

void draw_move_panel(const PanelInput& input) {
    if (!input.window.show_move) return;
    const auto& model = input.session.model();
    const Area& view = input.layout.view;
    const float scale = input.window.scale;
    ImGui::SetNextWindowPos(ImVec2(view.x + 10 * scale, view.y + 10 * scale), ImGuiCond_Appearing);
    ImGui::SetNextWindowSize(ImVec2(310 * scale, std::max(200.0f, view.height - 20 * scale)), ImGuiCond_Appearing);
    ImGui::SetNextWindowBgAlpha(0.85f);
    if (ImGui::Begin("Move the body", &input.window.show_move, ImGuiWindowFlags_NoCollapse | ImGuiWindowFlags_NoSavedSettings)) {
        if (model == nullptr || model->rig == nullptr) {
            ImGui::TextWrapped("This body has no bones that this program can move.");
        } else {
            const auto pose = skeleton::parse_pose(*model->rig, input.session.state().view.pose);
            const Pose shown = pose ? *pose : skeleton::make_rest_pose(*model->rig);
            if (ImGui::Button("Back to rest")) input.act("pose rest");
            ImGui::SameLine();
            draw_postures(input, *model->rig, shown);
            draw_list(input, *model->rig, shown);
        }
    }
    ImGui::End();
}

}  // namespace smrt::gui
