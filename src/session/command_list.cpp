// The list of commands, one line per file of commands/.
#include <array>

#include "session/commands/all_commands.h"

namespace smrt::session {
namespace {

constexpr std::array k_all = {
    &k_select,  &k_select_add,   &k_deselect,     &k_hide, &k_show,  &k_show_all, &k_isolate,  &k_unisolate, &k_ghost,
    &k_unghost, &k_ghost_others, &k_peel,         &k_glow, &k_view,  &k_camera,   &k_frame,    &k_focus,     &k_orbit,
    &k_pan,     &k_zoom,         &k_clip,         &k_play, &k_pause, &k_resume,   &k_stop,     &k_seek,      &k_phase,
    &k_speed,   &k_loop,         &k_hold_seconds, &k_pose, &k_lymph, &k_labels,   &k_captions, &k_size,      &k_time,
    &k_moving,  &k_samples,      &k_undo,         &k_redo, &k_open,  &k_snapshot, &k_quit,
};

}  // namespace

std::span<const Command* const> commands() {
    return k_all;
}

const Command* find_command(std::string_view name) {
    for (const Command* command : k_all)
        if (name == command->name) return command;
    return nullptr;
}

}  // namespace smrt::session
