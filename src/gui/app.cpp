// The loop of the window.
#include "gui/app.h"

#include <GLFW/glfw3.h>
#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/files.h"
#include "gui/imgui_frame.h"
#include "gui/style.h"
#include "tasks/find_body.h"
#include "tasks/load_model.h"
#include "tasks/snapshot.h"

namespace smrt::gui {
namespace {

constexpr double k_frame_pause = 0.012;  ///< seconds between frames while something moves
constexpr double k_idle_pause = 0.5;
constexpr double k_glide = 0.4;  ///< seconds that the picture takes to a camera set by a command

}  // namespace

scene::Camera CameraGlide::follow(const scene::Camera& wanted, double seconds, bool at_once) {
    if (at_once || !started_) {
        started_ = true;
        gliding_ = false;
        from_ = to_ = wanted;
        return wanted;
    }
    const float t = static_cast<float>(std::clamp((seconds - begun_) / k_glide, 0.0, 1.0));
    const scene::Camera shown = gliding_ ? scene::interpolate(from_, to_, t * t * (3 - 2 * t)) : to_;
    if (!(wanted == to_)) {
        from_ = shown;
        to_ = wanted;
        begun_ = seconds;
        gliding_ = true;
        return from_;
    }
    if (t >= 1) gliding_ = false;
    return gliding_ ? shown : to_;
}

OpenBody::OpenBody(const scene::ModelPtr& model, const std::filesystem::path& assets)
    : session(model), composer(model), catalogue{make_catalogue(*model->body), {}} {
    // Without the tables of other languages the names of the body itself are still found.
    auto index = anatomy::read_name_index(*model->body, assets);
    catalogue.names = index ? std::move(*index) : anatomy::make_name_index(*model->body);
}

App::App(Window& window, render::Renderer& renderer, std::filesystem::path program_root, session::StartOptions options)
    : window_(window), renderer_(renderer), program_root_(std::move(program_root)), options_(std::move(options)) {
    if (!options_.fresh) {
        session::SettingsRead read = session::read_settings(session::settings_file());
        settings_ = std::move(read.settings);
        state_.message = read.message;
        state_.message_is_error = !read.message.empty();
    }
    state_.advanced_text = settings_.precise_words;
    rescale();
    start_loading(options_.body);
}

void App::rescale() {
    int pixel_width = 1, pixel_height = 1, width = 1, height = 1;
    window_.measure(pixel_width, pixel_height, width, height);
    // Where window units are points already (macOS), only the user's own factor is left.
    const float unit = static_cast<float>(std::max(1, pixel_width)) / static_cast<float>(std::max(1, width));
    state_.scale = std::max(0.5f, window_.content_scale() / unit) * static_cast<float>(settings_.text_scale);
    apply_style(state_.scale);
    const std::string remark = load_fonts(state_.scale);
    refresh_font_texture();
    if (!remark.empty() && state_.message.empty()) state_.message = remark;
}

void App::start_loading(const std::string& body) {
    const base::Result<tasks::BodyChoice> choice = tasks::find_body(body, settings_.last_body);
    if (!choice) {
        state_.message = choice.error().text();
        state_.message_is_error = true;
        return;
    }
    loading_body_ = choice->path.string();
    state_.loading = "Opening " + loading_body_;
    if (!choice->remark.empty()) state_.message = choice->remark;
    state_.loading_fraction = 0;
    body_is_there_ = false;
    loader_.start([path = choice->path](const base::Progress& progress, const Loader::Deliver& deliver) -> base::Status {
        return tasks::load_model_in_stages(path, progress, deliver);
    });
}

void App::adopt_news() {
    if (!loader_.busy()) return;
    LoaderNews news = loader_.take_news();
    state_.loading_fraction = news.fraction;
    for (const scene::ModelPtr& model : news.models) adopt_model(model);
    if (news.error) {
        state_.message = news.error->text();
        state_.message_is_error = true;
    }
    if (!news.models.empty()) body_is_there_ = true;
    state_.loading = news.finished || body_is_there_ ? std::string() : news.doing.empty() ? state_.loading : news.doing;
    state_.background = news.finished || !body_is_there_ ? std::string() : news.doing;
    if (std::exchange(state_.cancel_loading, false)) {
        loader_.cancel();
        state_.loading.clear();
        state_.background.clear();
        state_.message = "Loading was cancelled; open a body with the button above.";
    }
    frames_owed_ = 2;
}

void App::adopt_model(const scene::ModelPtr& model) {
    const bool same_body = body_ && body_->session.model()->body == model->body;
    if (same_body) {
        body_->session.adopt(model);
        body_->composer = scene::Composer(model);
    } else {
        body_.emplace(model, program_root_ / "assets");
        glide_ = {};
        values_applied_ = false;
        session::remember_body(settings_, loading_body_);
        state_.recent = settings_.recent;
        save_settings();  // so that it is remembered even if the program ends badly
        window_.set_title("SMRT Atlas - " + model->body->name());
    }
    if (!values_applied_ && (model->positions || options_.values.empty())) {
        session::OptionValues values = settings_.values;
        for (const auto& [name, value] : options_.values) values[name] = value;
        for (const std::string& command : session::compose_commands(values)) {
            if (const base::Status done = body_->session.apply(command); !done)
                state_.message = done.error().text(), state_.message_is_error = true;
        }
        values_applied_ = true;
    }
}

void App::handle_keys() {
    for (const KeyPress press : window_.take_keys()) {
        frames_owed_ = 3;
        const bool with_control = (press.mods & (GLFW_MOD_CONTROL | GLFW_MOD_SUPER)) != 0;
        if (press.key == GLFW_KEY_F1) state_.show_help = !state_.show_help;
        if (with_control && (press.key == GLFW_KEY_EQUAL || press.key == GLFW_KEY_KP_ADD || press.key == GLFW_KEY_MINUS ||
                             press.key == GLFW_KEY_KP_SUBTRACT)) {
            const double step = press.key == GLFW_KEY_EQUAL || press.key == GLFW_KEY_KP_ADD ? 1.1 : 1 / 1.1;
            settings_.text_scale = std::clamp(settings_.text_scale * step, 0.5, 3.0);
            rescale();
        }
        if (!body_ || (ImGui::GetIO().WantTextInput && !with_control)) continue;
        if (press.key == GLFW_KEY_SLASH || (with_control && press.key == GLFW_KEY_F)) state_.focus_search = true;
        if (press.key == GLFW_KEY_ESCAPE && (state_.show_help || state_.show_open)) {
            state_.show_help = state_.show_open = false;
            continue;
        }
        const std::string command = find_key_command(press);
        if (command == "open")
            state_.show_open = true;
        else if (command == "snapshot")
            body_->session.apply("snapshot " + tasks::free_picture_name()).map_error([&](const base::Error& e) {
                state_.message = e.text();
            });
        else if (!command.empty()) {
            const base::Status done = body_->session.apply(command);
            state_.message_is_error = !done;
            state_.message = done ? body_->session.message() : done.error().text();
        }
    }
    for (const std::string& path : window_.take_drops()) start_loading(path);
}

void App::handle_requests() {
    if (!body_) return;
    for (const session::Request& request : body_->session.take_requests()) {
        if (request.kind == session::Request::Kind::quit) window_.close();
        if (request.kind == session::Request::Kind::open) start_loading(request.argument);
        if (request.kind == session::Request::Kind::snapshot) {
            const base::Status done = tasks::write_scene(renderer_, body_->composer.compose(body_->session.state().view), request.argument);
            state_.message_is_error = !done;
            state_.message = done ? "Picture written to " + request.argument : done.error().text();
        }
    }
}

void App::show_scene(const PanelInput& input) {
    session::Session& session = body_->session;
    session.set_size(static_cast<int>(input.layout.view.width * input.pixel_ratio),
                     static_cast<int>(input.layout.view.height * input.pixel_ratio), state_.scale * input.pixel_ratio);
    scene::View view = session.state().view;
    view.camera = glide_.follow(view.camera, input.seconds, view.moving);
    view.moving = view.moving || session.state().playing || glide_.gliding();
    const base::Result<bool> more = surface_.show(renderer_, body_->composer.compose(view));
    refining_ = more.value_or(false);
    if (!more) state_.message = more.error().text(), state_.message_is_error = true;
}

void App::draw_frame() {
    int pixel_width = 0, pixel_height = 0, width = 0, height = 0;
    window_.measure(pixel_width, pixel_height, width, height);
    const double seconds = Window::now();
    // Real time also on slow machines, for a hold is counted in seconds; only a long stop (loading, sleep) is left out.
    const double step = std::min(2.0, seconds - std::exchange(last_seconds_, seconds));
    if (pixel_width < 1 || pixel_height < 1) return;  // minimised
    begin_imgui_frame(window_.handle());
    if (body_) {
        body_->session.advance(step);
        const bool with_player = body_->session.model()->positions && !body_->session.model()->positions->empty();
        const Layout layout = make_layout(static_cast<float>(width), static_cast<float>(height), state_.scale, with_player);
        const PanelInput input{body_->session,
                               state_,
                               body_->catalogue,
                               layout,
                               body_->composer.tissue(),
                               seconds,
                               static_cast<float>(pixel_width) / static_cast<float>(std::max(1, width))};
        show_scene(input);
        draw_view(input, body_->interaction, body_->picker, surface_.scene() ? &*surface_.scene() : nullptr, surface_.texture());
        draw_panels(input);
    } else {
        draw_loading_dialog(state_);
    }
    end_imgui_frame(pixel_width, pixel_height);
    window_.swap();
}

double App::pause() const {
    if (frames_owed_ > 0 || refining_) return 0;
    if (loader_.busy()) return 0.05;
    if (!body_) return k_idle_pause;
    const session::State& state = body_->session.state();
    const bool moving = state.playing || glide_.gliding() || state.view.lymph || state.view.moving || body_->interaction.wheel_until >= 0;
    return moving ? k_frame_pause : k_idle_pause;
}

void App::save_settings() {
    if (options_.fresh) return;
    int pixel_width = 0, pixel_height = 0;
    window_.measure(pixel_width, pixel_height, settings_.window_width, settings_.window_height);
    settings_.precise_words = state_.advanced_text;
    if (body_) settings_.values = session::remembered_values(body_->session.state());
    if (const base::Status done = session::write_settings(settings_, session::settings_file()); !done)
        fmt::print(stderr, "{}\n", done.error().text());
}

void App::run() {
    last_seconds_ = Window::now();
    while (!window_.should_close()) {
        if (window_.wait(pause())) frames_owed_ = 3;
        adopt_news();
        handle_keys();
        handle_requests();
        draw_frame();
        frames_owed_ = std::max(0, frames_owed_ - 1);
    }
    loader_.cancel();
    save_settings();
}

}  // namespace smrt::gui
