// `snapshot`: one picture as a PNG file.
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"
#include "base/result.h"
#include "render/renderer.h"
#include "scene/scene.h"
#include "session/options.h"
#include "tasks/find_body.h"

namespace smrt::tasks {

/// Draws a scene with all its samples and writes it. The credit of its body is in the file. Errors: environment; bad_usage for a
/// name that does not end in .png.
[[nodiscard]] base::Status write_scene(render::Renderer& renderer, const scene::Scene& scene, const std::filesystem::path& file);

/// The whole verb: load, carry out the options, draw, write. Errors: those of Studio::make and write_scene.
[[nodiscard]] base::Status take_snapshot(const BodyChoice& body, const session::OptionValues& values, const std::filesystem::path& file,
                                         const base::Progress& progress = {});

/// The first of smrt-atlas-001.png, -002 ... that is not there yet, in the user's pictures folder or else the current one.
[[nodiscard]] std::string free_picture_name();

/// Refuses a name that does not end in .png.
[[nodiscard]] base::Status check_picture_name(const std::filesystem::path& file);

}  // namespace smrt::tasks
