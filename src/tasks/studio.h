// A place to make pictures without a window: graphics context, renderer, session and composer, ready together.
#pragma once

#include <memory>

#include "base/image.h"
#include "base/progress.h"
#include "base/result.h"
#include "render/renderer.h"
#include "scene/compose_scene.h"
#include "session/options.h"
#include "session/session.h"
#include "tasks/find_body.h"
#include "tasks/load_model.h"

namespace smrt::tasks {

/// Belongs to the thread that made it (OpenGL).
class Studio {
public:
    /// Loads the body in a second thread while the graphics start, then carries out the options. Loaded is what the options need, and `more`.
    /// Errors: environment (no graphics, no body), bad_data (damaged body), bad_usage (an option that this body refuses).
    [[nodiscard]] static base::Result<std::unique_ptr<Studio>> make(const BodyChoice& body, const session::OptionValues& values,
                                                                    const base::Progress& progress = {}, ModelNeeds more = {});

    [[nodiscard]] session::Session& session() { return *session_; }
    [[nodiscard]] scene::Composer& composer() { return *composer_; }
    [[nodiscard]] render::Renderer& renderer() { return *renderer_; }
    /// The picture of the session's present state. Errors: environment.
    [[nodiscard]] base::Result<base::Image> draw();
    /// Copyright, title and software for files made from this body.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> texts() const;

private:
    Studio() = default;
    /// Everything that needs no graphics.
    [[nodiscard]] base::Status load(const BodyChoice& body, const session::OptionValues& values, const base::Progress& progress,
                                    ModelNeeds more);
    std::unique_ptr<render::OffscreenContext> context_;  // first, so that it goes last
    std::unique_ptr<render::Renderer> renderer_;
    std::unique_ptr<session::Session> session_;
    std::unique_ptr<scene::Composer> composer_;
};

/// Texts that every picture and film of a body carries.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> picture_texts(const anatomy::Body& body);

}  // namespace smrt::tasks
