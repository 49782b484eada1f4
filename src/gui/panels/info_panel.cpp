// Right: what is known of the selection, each statement with its kind.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>

#include "gui/panel.h"
#include "positions/position.h"
#include "session/player.h"

namespace smrt::gui {
namespace {

using anatomy::Part;
using anatomy::PartIndex;

void draw_fact(const char* name, const std::string& value) {
    if (value.empty()) return;
    ImGui::TextDisabled("%s", name);
    ImGui::SameLine(ImGui::GetFontSize() * 6.2f);
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted(value.c_str());
    ImGui::PopTextWrapPos();
}

void draw_actions(const PanelInput& input) {
    const auto button = [&](const char* label, const char* command, const char* tooltip) {
        if (ImGui::Button(label)) input.act(command);
        if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", tooltip);
        ImGui::SameLine(0, 4 * input.window.scale);
    };
    button("Focus", "focus", "Come near it (.)");
    button("Isolate", "isolate", "Show it alone, again to bring the rest back (I)");
    button("Hide", "hide", "Hide it (H)");
    button("Ghost", "ghost", "Turn it to a ghost or back (G)");
    button("x", "deselect", "Select nothing (Esc)");
    ImGui::NewLine();
}

void draw_reading(const PanelInput& input, PartIndex index) {
    if (!input.tissue) return;
    const muscles::Reading* reading = muscles::find_reading(*input.tissue, index);
    if (reading == nullptr || reading->rest_length <= 0) return;
    draw_fact("Length", fmt::format("{:.0f} mm, {:.1f} % of rest (computed)", reading->length * 1000, reading->ratio() * 100));
}

void draw_part(const PanelInput& input, PartIndex index) {
    const Part& part = input.session.model()->body->part(index);
    ImGui::PushTextWrapPos(0);
    ImGui::TextColored(ImVec4(1.0f, 0.80f, 0.38f, 1), "%s", part.name.c_str());
    ImGui::PopTextWrapPos();
    if (!part.latin.empty()) ImGui::TextDisabled("%s", part.latin.c_str());
    ImGui::Spacing();
    draw_fact("Kind", anatomy::name_of(part.kind));
    draw_fact("Side", anatomy::name_of(part.side));
    draw_fact("Region", anatomy::name_of(part.region));
    draw_fact("System", part.system);
    if (part.kind != anatomy::Kind::skin)
        draw_fact("Depth", fmt::format("{:.0f} mm under the skin, middle value (computed)", part.layer_depth * 1000));
    draw_fact("Shape", anatomy::describe(part.origin));
    draw_reading(input, index);
    draw_fact("FMA", part.fma);
    draw_fact("Part id", part.id);
}

/// The muscle's named bundles of fibres; one click selects one of them alone.
void draw_fibres_of(const PanelInput& input, PartIndex index) {
    const scene::Model& model = *input.session.model();
    const Part& part = model.body->part(index);
    const anatomy::MuscleDefinition* muscle = model.muscles ? model.muscles->find(part.definition) : nullptr;
    if (muscle == nullptr || muscle->fibre_order.empty()) return;
    ImGui::Separator();
    ImGui::TextDisabled("Fibres (shares of equal size)");
    std::uint32_t chosen = 0;
    for (const scene::FibreChoice& choice : input.session.state().view.fibres)
        if (choice.part == index) chosen = choice.bundles;
    if (ImGui::Selectable("all", chosen == 0)) input.act("select " + part.id);
    for (std::size_t i = 0; i < muscle->fibre_parts.size(); ++i)
        if (ImGui::Selectable(muscle->fibre_parts[i].c_str(), (chosen >> (i + 1) & 1u) != 0))
            input.act(fmt::format("select {}: {}", part.id, i + 1));
}

void draw_positions_for(const PanelInput& input, const Part& part) {
    const scene::Model& model = *input.session.model();
    if (!model.positions || part.definition.empty()) return;
    bool heading = false;
    for (const positions::Position& position : *model.positions) {
        if (position.target != part.definition) continue;
        if (!heading) ImGui::Separator(), ImGui::TextDisabled("Position of ease"), heading = true;
        const char* side = part.side == anatomy::Side::left ? "left" : "right";
        if (ImGui::Button(fmt::format("Play: {} ({})", position.name, side).c_str()))
            input.act(fmt::format("play {} {}", position.id, side));
    }
}

void draw_several(const PanelInput& input, const std::vector<PartIndex>& selection) {
    ImGui::Text("%zu parts selected", selection.size());
    ImGui::Separator();
    ImGui::BeginChild("##several");
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(selection.size()));
    while (clipper.Step()) {
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
            const Part& part = input.session.model()->body->part(selection[row]);
            if (ImGui::Selectable(part.name.c_str())) input.act("select " + part.id);
        }
    }
    ImGui::EndChild();
}

/// The target of the position that plays, when nothing else was asked for. True if there is one.
bool draw_target(const PanelInput& input) {
    const positions::Position* playing = session::find_playing(*input.session.model(), input.session.state());
    if (playing == nullptr) return false;
    const auto parts = input.session.model()->body->find_definition(playing->target, input.session.state().view.playback.side);
    if (parts.empty()) return false;
    ImGui::TextDisabled("Target of the position");
    draw_part(input, parts.front());
    return true;
}

void draw_nothing_selected(const PanelInput& input) {
    const anatomy::Body& body = *input.session.model()->body;
    ImGui::TextUnformatted(body.name().c_str());
    ImGui::TextDisabled("%zu parts", body.parts().size());
    ImGui::Spacing();
    ImGui::PushTextWrapPos(0);
    ImGui::TextUnformatted("Click a part, or search on the left, to see what is known of it. Its place shines through whatever covers it.");
    if (input.session.model()->positions && !input.session.model()->positions->empty())
        ImGui::TextUnformatted("Choose a position of ease below and press play.");
    ImGui::Spacing();
    ImGui::TextDisabled("%s", body.credit().c_str());
    ImGui::PopTextWrapPos();
}

}  // namespace

void draw_info_panel(const PanelInput& input) {
    if (begin_area("##info", input.layout.info)) {
        const std::vector<PartIndex> selection = input.session.state().view.selection;
        if (selection.empty()) {
            if (!draw_target(input)) draw_nothing_selected(input);
        } else {
            draw_actions(input);
            ImGui::Separator();
            if (selection.size() == 1) {
                draw_part(input, selection.front());
                draw_fibres_of(input, selection.front());
                draw_positions_for(input, input.session.model()->body->part(selection.front()));
            } else {
                draw_several(input, selection);
            }
        }
    }
    end_area();
}

}  // namespace smrt::gui
