// Left: the search box over the tree of systems, regions and parts, with eyes to show and hide.
#include <fmt/format.h>
#include <imgui.h>
#include <imgui_stdlib.h>

#include <algorithm>

#include "base/text.h"
#include "gui/imgui_compat.h"
#include "gui/panel.h"
#include "gui/symbols.h"

namespace smrt::gui {
namespace {

using anatomy::PartIndex;

bool is_in(const std::vector<PartIndex>& sorted, PartIndex part) {
    return std::binary_search(sorted.begin(), sorted.end(), part);
}

bool is_shown(const scene::View& view, PartIndex part) {
    return !is_in(view.hidden, part) && (view.isolated.empty() || is_in(view.isolated, part));
}

std::string ids_of(const anatomy::Body& body, const std::vector<PartIndex>& parts) {
    std::string text;
    for (const PartIndex part : parts) text += (text.empty() ? "" : "; ") + body.part(part).id;
    return text;
}

/// Eye of a group: open, closed or half.
float share_shown(const scene::View& view, const std::vector<PartIndex>& parts) {
    std::size_t shown = 0;
    for (const PartIndex part : parts) shown += is_shown(view, part) ? 1 : 0;
    return parts.empty() ? 0.0f : static_cast<float>(shown) / static_cast<float>(parts.size());
}

void draw_part_row(const PanelInput& input, PartIndex index) {
    const anatomy::Part& part = input.session.model()->body->part(index);
    const scene::View& view = input.session.state().view;
    ImGui::PushID(static_cast<int>(index));
    const bool shown = is_shown(view, index);
    if (draw_eye("eye", shown ? 1.0f : 0.0f)) input.act((shown ? "hide " : "show ") + part.id);
    ImGui::SameLine();
    if (ImGui::Selectable(part.name.c_str(), is_in(view.selection, index), ImGuiSelectableFlags_AllowDoubleClick)) {
        input.act((ImGui::GetIO().KeyCtrl ? "select-add " : "select ") + part.id);
        if (ImGui::IsMouseDoubleClicked(0)) input.act("focus");
    }
    if (ImGui::IsItemHovered()) {
        input.session.set_hover(index);
        if (!part.latin.empty()) ImGui::SetTooltip("%s\n%s", part.latin.c_str(), part.fma.c_str());
    }
    ImGui::PopID();
}

void draw_rows(const PanelInput& input, const std::vector<PartIndex>& parts) {
    ImGuiListClipper clipper;
    clipper.Begin(static_cast<int>(parts.size()));
    while (clipper.Step())
        for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) draw_part_row(input, parts[row]);
}

void draw_region(const PanelInput& input, const CatalogueRegion& region) {
    const scene::View& view = input.session.state().view;
    ImGui::PushID(static_cast<int>(region.region));
    const float shown = share_shown(view, region.parts);
    if (draw_eye("eye", shown)) input.act((shown > 0 ? "hide " : "show ") + ids_of(*input.session.model()->body, region.parts));
    ImGui::SameLine();
    if (ImGui::TreeNodeEx("node", ImGuiTreeNodeFlags_SpanAvailWidth, "%s (%zu)", region.name.c_str(), region.parts.size())) {
        draw_rows(input, region.parts);
        ImGui::TreePop();
    }
    ImGui::PopID();
}

void draw_system(const PanelInput& input, const CatalogueSystem& system) {
    std::vector<PartIndex> all;
    for (const CatalogueRegion& region : system.regions) all.insert(all.end(), region.parts.begin(), region.parts.end());
    ImGui::PushID(system.name.c_str());
    const float shown = share_shown(input.session.state().view, all);
    if (draw_eye("eye", shown)) input.act((shown > 0 ? "hide " : "show ") + ids_of(*input.session.model()->body, all));
    ImGui::SameLine();
    if (ImGui::TreeNodeEx("node", ImGuiTreeNodeFlags_SpanAvailWidth, "%s (%zu)", system.name.c_str(), system.part_count)) {
        for (const CatalogueRegion& region : system.regions) draw_region(input, region);
        ImGui::TreePop();
    }
    ImGui::PopID();
}

/// Arrow keys walk the results while the box keeps the keyboard.
int move_choice(int choice, int count) {
    if (key_pressed(ImGuiKey_DownArrow)) ++choice;
    if (key_pressed(ImGuiKey_UpArrow)) --choice;
    return std::clamp(choice, 0, std::max(0, count - 1));
}

/// True while the box has the keyboard, and in the frame in which Enter takes it away.
bool draw_search_box(const PanelInput& input) {
    std::string text = input.session.state().search;
    ImGui::SetNextItemWidth(-1);
    if (input.window.focus_search) {
        ImGui::SetWindowFocus();  // keyboard focus is only given to items of the focused window
        ImGui::SetKeyboardFocusHere();
    }
    input.window.focus_search = false;
    if (ImGui::InputTextWithHint("##search", "Search: muscle, bone, Latin, FMA id ...", &text, ImGuiInputTextFlags_AutoSelectAll)) {
        input.session.set_search(text);
        input.window.search_choice = 0;
    }
    return ImGui::IsItemActive() || ImGui::IsItemDeactivated();
}

void draw_results(const PanelInput& input, bool with_keyboard) {
    const std::vector<anatomy::NameMatch> hits = anatomy::find_names(input.catalogue.names, input.session.state().search, 60);
    const anatomy::Body& body = *input.session.model()->body;
    if (hits.empty()) {
        ImGui::TextWrapped("Nothing is called that. Try fewer letters, the Latin name or an FMA id.");
        return;
    }
    int& choice = input.window.search_choice;
    if (with_keyboard) choice = move_choice(choice, static_cast<int>(hits.size()));
    const bool enter = with_keyboard && key_pressed(ImGuiKey_Enter, false);
    for (int row = 0; row < static_cast<int>(hits.size()); ++row) {
        const anatomy::Part& part = body.part(hits[row].part);
        ImGui::PushID(row);
        const bool chosen = row == choice;
        if (ImGui::Selectable(part.name.c_str(), chosen) || (chosen && enter)) {
            choice = row;
            input.act("select " + part.id + "\nfocus");
        }
        // The name that fitted is worth showing only where it is not the part's own.
        if (base::fold(part.name).find(base::fold(hits[row].name)) == std::string::npos) {
            ImGui::SameLine();
            ImGui::TextDisabled("%s", hits[row].name.c_str());
        }
        if (ImGui::IsItemHovered()) input.session.set_hover(hits[row].part);
        ImGui::PopID();
    }
}

}  // namespace

void draw_tree_panel(const PanelInput& input) {
    if (begin_area("##tree", input.layout.tree)) {
        const bool with_keyboard = draw_search_box(input);
        ImGui::BeginChild("##rows", ImVec2(0, 0));
        if (!input.session.state().search.empty())
            draw_results(input, with_keyboard);
        else
            for (const CatalogueSystem& system : input.catalogue.systems) draw_system(input, system);
        ImGui::EndChild();
    }
    end_area();
}

}  // namespace smrt::gui
