// Bottom: the player of positions of ease: choose, play, scrub, hold, and read what it is for.
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "gui/panel.h"
#include "gui/style.h"
#include "gui/symbols.h"
#include "positions/position.h"
#include "session/player.h"

namespace smrt::gui {
namespace {

using positions::Position;
using positions::Stage;
using positions::Timeline;

void draw_choice(const PanelInput& input, const Position* playing) {
    const char* label = playing != nullptr ? playing->name.c_str() : "Choose a position of ease";
    ImGui::SetNextItemWidth(230 * input.window.scale);
    if (ImGui::BeginCombo("##position", label, ImGuiComboFlags_HeightLarge)) {
        for (const Position& position : *input.session.model()->positions) {
            if (ImGui::Selectable(position.name.c_str(), &position == playing)) {
                const char* side = anatomy::name_of(input.session.state().view.playback.side);
                input.act(fmt::format("play {} {}", position.id, side));
            }
            if (ImGui::IsItemHovered()) ImGui::SetTooltip("%s", position.direction.c_str());
        }
        ImGui::EndCombo();
    }
}

void draw_side(const PanelInput& input, const Position& playing) {
    for (const anatomy::Side side : {anatomy::Side::right, anatomy::Side::left}) {
        ImGui::SameLine();
        const bool chosen = input.session.state().view.playback.side == side;
        if (ImGui::RadioButton(anatomy::name_of(side), chosen) && !chosen)
            input.act(fmt::format("play {} {}", playing.id, anatomy::name_of(side)));
    }
}

void draw_transport(const PanelInput& input, const Timeline& timeline) {
    const float size = ImGui::GetFrameHeight();
    const session::State& state = input.session.state();
    if (symbol_button("start", Symbol::back, "To the start", size)) input.act("seek 0");
    ImGui::SameLine(0, 4);
    const bool ended = state.view.playback.seconds >= timeline.duration() - 1e-6;
    if (symbol_button("play", state.playing ? Symbol::pause : Symbol::play, state.playing ? "Pause (space)" : "Play (space)", size)) {
        if (ended && !state.playing) input.act("seek 0");
        input.act("resume");
    }
    ImGui::SameLine(0, 4);
    if (symbol_button("stop", Symbol::stop, "Leave the position; the body rests", size)) input.act("stop");
    ImGui::SameLine(0, 4);
    if (state.loop) ImGui::PushStyleColor(ImGuiCol_Button, ImGui::GetStyleColorVec4(ImGuiCol_Header));
    const bool loop = symbol_button("loop", Symbol::loop, "Begin again at the end", size);
    if (state.loop) ImGui::PopStyleColor();
    if (loop) input.act("loop");
    ImGui::SameLine();
}

void draw_bands(const Timeline& timeline, ImVec2 lower, ImVec2 upper, double seconds) {
    ImDrawList* draw = ImGui::GetWindowDrawList();
    const auto at = [&](double time) { return lower.x + static_cast<float>(time / timeline.duration()) * (upper.x - lower.x); };
    const float hold = at(timeline.way_in);
    const float out = at(timeline.way_in + timeline.hold);
    draw->AddRectFilled(lower, ImVec2(hold, upper.y), IM_COL32(70, 96, 120, 255), 4);
    draw->AddRectFilled(ImVec2(hold, lower.y), ImVec2(out, upper.y), IM_COL32(150, 112, 44, 255), 0);
    draw->AddRectFilled(ImVec2(out, lower.y), upper, IM_COL32(66, 104, 96, 255), 4);
    const auto name = [&](const char* text, float from, float to) {
        const ImVec2 size = ImGui::CalcTextSize(text);
        if (size.x + 6 < to - from)
            draw->AddText(ImVec2(0.5f * (from + to - size.x), 0.5f * (lower.y + upper.y - size.y)), IM_COL32(235, 238, 240, 220), text);
    };
    name("way in", lower.x, hold);
    name("hold", hold, out);
    name("way out", out, upper.x);
    draw->AddRectFilled(ImVec2(at(seconds) - 2, lower.y - 3), ImVec2(at(seconds) + 2, upper.y + 3), IM_COL32(255, 255, 255, 255), 2);
}

/// The coloured bar of the three stages; drag to scrub.
void draw_scrubber(const PanelInput& input, const Timeline& timeline) {
    const float width = std::max(60.0f, ImGui::GetContentRegionAvail().x - 96 * input.window.scale);
    const ImVec2 lower = ImGui::GetCursorScreenPos();
    const ImVec2 size(width, ImGui::GetFrameHeight());
    ImGui::InvisibleButton("##scrub", size);
    if (ImGui::IsItemActive()) {
        const double share = std::clamp((ImGui::GetIO().MousePos.x - lower.x) / width, 0.0f, 1.0f);
        input.act(fmt::format("pause\nseek {:.3f}", share * timeline.duration()));
    }
    draw_bands(timeline, lower, ImVec2(lower.x + size.x, lower.y + size.y), input.session.state().view.playback.seconds);
}

void draw_countdown(const PanelInput& input, const Timeline& timeline) {
    const double seconds = input.session.state().view.playback.seconds;
    ImGui::SameLine();
    if (positions::stage_at(timeline, seconds) == Stage::hold) {
        ImGui::PushFont(large_font());
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() - 8 * input.window.scale);
        ImGui::TextColored(ImVec4(1.0f, 0.80f, 0.38f, 1), "%.0f", std::ceil(timeline.way_in + timeline.hold - seconds));
        ImGui::PopFont();
    } else {
        ImGui::AlignTextToFramePadding();
        ImGui::Text("%.0f / %.0f s", seconds, timeline.duration());
    }
}

void draw_settings(const PanelInput& input, const Position& position) {
    const session::State& state = input.session.state();
    const double hold = state.view.playback.hold_override;
    float shown = static_cast<float>(hold < 0 ? position.hold_seconds : hold);
    ImGui::SetNextItemWidth(100 * input.window.scale);
    if (ImGui::SliderFloat("##hold", &shown, 2, 45, "hold %.0f s")) input.act(fmt::format("hold-seconds {:.0f}", shown));
    if (ImGui::IsItemHovered()) ImGui::SetTooltip("In a treatment %.0f s. Shorter only for looking at it.", position.hold_seconds);
    ImGui::SameLine();
    float speed = static_cast<float>(state.speed);
    ImGui::SetNextItemWidth(100 * input.window.scale);
    if (ImGui::SliderFloat("##speed", &speed, 0.25f, 4, "speed %.2f", ImGuiSliderFlags_Logarithmic))
        input.act(fmt::format("speed {:.2f}", speed));
    if (hold < 0) return;
    ImGui::SameLine();
    if (ImGui::SmallButton("own hold")) input.act("hold-seconds own");
}

void draw_texts(const PanelInput& input, const Position& position) {
    ImGui::PushTextWrapPos(0);
    for (const std::string& caution : position.cautions) ImGui::TextColored(ImVec4(1.0f, 0.70f, 0.45f, 1), "Caution: %s", caution.c_str());
    ImGui::TextUnformatted((input.window.advanced_text ? position.for_student : position.for_client).c_str());
    if (ImGui::SmallButton(input.window.advanced_text ? "say it in plain words" : "say it in precise words"))
        input.window.advanced_text = !input.window.advanced_text;
    ImGui::TextDisabled("%s - %s, %s. Starting position, %s.", position.direction.c_str(), position.client_posture.c_str(),
                        position.contacts.c_str(), position.claim.c_str());
    ImGui::PopTextWrapPos();
}

}  // namespace

void draw_player_panel(const PanelInput& input) {
    const scene::Model& model = *input.session.model();
    if (input.layout.player.height < 1 || !model.positions) return;
    if (begin_area("##player", input.layout.player)) {
        const Position* playing = session::find_playing(model, input.session.state());
        draw_choice(input, playing);
        if (playing != nullptr) {
            const Timeline timeline = positions::timeline_of(*playing, input.session.state().view.playback.hold_override);
            draw_side(input, *playing);
            ImGui::SameLine();
            draw_settings(input, *playing);
            draw_transport(input, timeline);
            draw_scrubber(input, timeline);
            draw_countdown(input, timeline);
            ImGui::BeginChild("##texts");
            draw_texts(input, *playing);
            ImGui::EndChild();
        } else {
            ImGui::PushTextWrapPos(0);
            ImGui::TextDisabled(
                "A position of ease takes tissue that is already short further into its shortening: slowly, passively, by a small amount. "
                "There it is held, and then brought back more slowly still.");
            ImGui::PopTextWrapPos();
        }
    }
    end_area();
}

}  // namespace smrt::gui
