// Applying commands, undo, time.
#include "session/session.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "base/ensure.h"
#include "base/text.h"
#include "positions/position.h"
#include "scene/playback.h"
#include "session/player.h"
#include "session/posed_box.h"

namespace smrt::session {
namespace {

constexpr std::size_t k_most_steps = 200;  // a step is a few kB; nobody counts back further

/// The camera goes with a client who lies down or gets up, unless the command has placed it.
void carry_camera(const scene::Model& model, const scene::View& before, scene::View& now) {
    if (!(now.camera == before.camera) || scene::posture_of(model, before) == scene::posture_of(model, now)) return;
    now.camera = scene::carried(now.camera, motion_of_posture(model, now) * glm::inverse(motion_of_posture(model, before)));
}

}  // namespace

Session::Session(scene::ModelPtr model) : model_(std::move(model)) {
    ENSURE(model_ != nullptr && model_->body != nullptr, "a session needs a body");
    state_ = make_first_state(*model_);
}

base::Status Session::apply(std::string_view command_text) {
    for (const std::string& line : base::split(command_text, '\n')) {
        const std::string_view text = base::trim(line);
        if (text.empty() || text.front() == '#') continue;
        if (const base::Status done = apply_line(text); !done) return done;
    }
    return {};
}

base::Status Session::apply_line(std::string_view line) {
    const std::size_t space = line.find_first_of(" \t");
    const std::string_view name = line.substr(0, space);
    const std::string_view arguments = space == std::string_view::npos ? std::string_view() : base::trim(line.substr(space));
    const Command* command = find_command(name);
    if (command == nullptr) {
        std::vector<std::string> names;
        for (const Command* known : commands()) names.emplace_back(known->name);
        return base::fail(base::ErrorCode::bad_usage, fmt::format("there is no command `{}`{}", name, base::did_you_mean(name, names)));
    }
    base::Result<Change> change = command->plan(*model_, state_, arguments);
    if (!change) {
        if (change.error().place.empty()) change.error().place = command->name;
        return tl::make_unexpected(change.error());
    }
    if (change->request && change->request->kind == Request::Kind::undo) return step_back();
    if (change->request && change->request->kind == Request::Kind::redo) return step_forward();
    if (change->request) requests_.push_back(*change->request);
    message_ = std::move(change->message);
    const State before = std::exchange(state_, std::move(change->state));
    carry_camera(*model_, before.view, state_.view);
    remember(*command, before);
    return {};
}

void Session::remember(const Command& command, const State& before) {
    if (drag_ || command.undo == Undo::none || lasting(before) == lasting(state_)) return;
    redo_.clear();
    const bool merges = command.undo == Undo::merge && !undo_.empty() && undo_.back().merges == &command;
    if (!merges) undo_.push_back({message_, before, command.undo == Undo::merge ? &command : nullptr});
    if (undo_.size() > k_most_steps) undo_.erase(undo_.begin());
}

base::Status Session::step_back() {
    end_drag();
    if (undo_.empty()) return base::fail(base::ErrorCode::bad_usage, "nothing to undo", "undo");
    Step step = std::move(undo_.back());
    undo_.pop_back();
    redo_.push_back({step.message, state_, nullptr});
    state_ = restored(step.before, state_);
    message_ = "Undone: " + step.message;
    return {};
}

base::Status Session::step_forward() {
    end_drag();
    if (redo_.empty()) return base::fail(base::ErrorCode::bad_usage, "nothing to redo", "redo");
    Step step = std::move(redo_.back());
    redo_.pop_back();
    undo_.push_back({step.message, state_, nullptr});
    state_ = restored(step.before, state_);
    message_ = "Redone: " + step.message;
    return {};
}

void Session::begin_drag(std::string message) {
    end_drag();
    drag_ = Step{std::move(message), state_, nullptr};
    state_.view.moving = true;
}

void Session::end_drag() {
    if (!drag_) return;
    state_.view.moving = false;
    Step step = std::move(*drag_);
    drag_.reset();
    if (lasting(step.before) == lasting(state_)) return;
    step.before.view.moving = false;
    redo_.clear();
    undo_.push_back(std::move(step));
    if (undo_.size() > k_most_steps) undo_.erase(undo_.begin());
}

void Session::set_size(int width, int height, float pixel_scale) {
    state_.view.width = std::max(1, width);
    state_.view.height = std::max(1, height);
    state_.view.pixel_scale = pixel_scale > 0 ? pixel_scale : 1;
}

void Session::advance(double seconds) {
    state_.view.time += seconds;
    if (!state_.playing) return;
    const positions::Position* position = find_playing(*model_, state_);
    if (position == nullptr) return;
    const double duration = positions::timeline_of(*position, state_.view.playback.hold_override).duration();
    double& place = state_.view.playback.seconds;
    place += seconds * state_.speed;
    if (place < duration) return;
    if (state_.loop && duration > 0) {
        place = std::fmod(place, duration);
    } else {
        place = duration;
        state_.playing = false;
    }
}

void Session::adopt(scene::ModelPtr model) {
    ENSURE(model != nullptr && model->body != nullptr, "a session needs a body");
    const bool same_body = model->body == model_->body;
    model_ = std::move(model);
    if (same_body) return;
    const State old = std::exchange(state_, make_first_state(*model_));
    set_size(old.view.width, old.view.height, old.view.pixel_scale);
    const float aspect = static_cast<float>(old.view.width) / static_cast<float>(old.view.height);
    state_.view.camera = scene::framed(state_.view.camera, model_->body->bounds(), aspect);
    state_.view.lymph = old.view.lymph;
    state_.view.labels = old.view.labels;
    state_.view.captions = old.view.captions;
    state_.view.time = old.view.time;
    state_.loop = old.loop;
    state_.speed = old.speed;
    undo_.clear();
    redo_.clear();
    drag_.reset();
    message_ = "Opened: " + model_->body->name();
}

std::vector<Request> Session::take_requests() {
    return std::exchange(requests_, {});
}

}  // namespace smrt::session
