// Every command by its C++ name; command_list.cpp puts them in order.
#pragma once

#include "session/command.h"

namespace smrt::session {

extern const Command k_select, k_select_add, k_deselect;                  // selection.cpp
extern const Command k_hide, k_show, k_show_all;                          // visibility.cpp
extern const Command k_isolate, k_unisolate;                              // isolation.cpp
extern const Command k_ghost, k_unghost, k_ghost_others;                  // ghosting.cpp
extern const Command k_peel, k_glow;                                      // depth.cpp
extern const Command k_view, k_camera, k_frame, k_focus;                  // camera_views.cpp
extern const Command k_orbit, k_pan, k_zoom;                              // camera_moves.cpp
extern const Command k_clip;                                              // cutting.cpp
extern const Command k_play, k_pause, k_resume, k_stop, k_seek, k_phase;  // playback.cpp
extern const Command k_speed, k_loop, k_hold_seconds;                     // playback_settings.cpp
extern const Command k_pose;                                              // posing.cpp
extern const Command k_lymph, k_labels, k_captions;                       // switches.cpp
extern const Command k_size, k_time, k_moving, k_samples;                 // picture.cpp
extern const Command k_undo, k_redo;                                      // history.cpp
extern const Command k_open, k_snapshot, k_quit;                          // outside.cpp

}  // namespace smrt::session
