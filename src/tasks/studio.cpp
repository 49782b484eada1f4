// Starting graphics and loading a body side by side.
#include "tasks/studio.h"

#include <fmt/format.h>

#include <future>

#include "base/files.h"

namespace smrt::tasks {

base::Result<std::unique_ptr<Studio>> Studio::make(const BodyChoice& body, const session::OptionValues& values,
                                                   const base::Progress& progress, ModelNeeds more) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    std::unique_ptr<Studio> studio(new Studio());
    auto loading = std::async(std::launch::async, [&] { return studio->load(body, values, progress, more); });
    auto context = render::OffscreenContext::make();
    if (!context) return tl::make_unexpected(context.error());
    studio->context_ = std::move(*context);
    auto renderer = render::Renderer::make(studio->context_->loader(), *root);
    if (!renderer) return tl::make_unexpected(renderer.error());
    studio->renderer_ = std::move(*renderer);
    if (const base::Status loaded = loading.get(); !loaded) return tl::make_unexpected(loaded.error());
    return studio;
}

base::Status Studio::load(const BodyChoice& body, const session::OptionValues& values, const base::Progress& progress, ModelNeeds more) {
    const auto model = load_model(body.path, needs_of(values) | more, progress);
    if (!model) return tl::make_unexpected(model.error());
    session_ = std::make_unique<session::Session>(*model);
    composer_ = std::make_unique<scene::Composer>(*model);
    for (const std::string& command : session::compose_commands(values))
        if (const base::Status done = session_->apply(command); !done) return done;
    return {};
}

base::Result<base::Image> Studio::draw() {
    return render::draw_image(*renderer_, composer_->compose(session_->state().view));
}

std::vector<std::pair<std::string, std::string>> Studio::texts() const {
    return picture_texts(*session_->model()->body);
}

std::vector<std::pair<std::string, std::string>> picture_texts(const anatomy::Body& body) {
    return {{"Title", body.name()}, {"Copyright", body.credit()}, {"Software", fmt::format("SMRT Atlas {}", base::version())}};
}

}  // namespace smrt::tasks
