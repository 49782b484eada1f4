// The session: one body, what the user is doing with it, and undo. Everything acts through `apply`.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "session/command.h"
#include "session/state.h"

namespace smrt::session {

/// Belongs to the main thread. Its invariant: the state always fits the model (part indices, positions).
class Session {
public:
    /// The model's body must be set (ENSURE).
    explicit Session(scene::ModelPtr model);

    [[nodiscard]] const scene::ModelPtr& model() const { return model_; }
    [[nodiscard]] const State& state() const { return state_; }
    /// What the last command did, for the status line.
    [[nodiscard]] const std::string& message() const { return message_; }

    /// Does one command: "hide right psoas major". Names of parts: see part_query.h. Several lines are several commands;
    /// the first refused one stops. Errors: bad_usage; the session is then as it was before that line.
    [[nodiscard]] base::Status apply(std::string_view command_text);

    [[nodiscard]] bool can_undo() const { return !undo_.empty(); }
    [[nodiscard]] bool can_redo() const { return !redo_.empty(); }
    /// What the next undo or redo concerns; empty when there is none.
    [[nodiscard]] std::string undo_message() const { return undo_.empty() ? std::string() : undo_.back().message; }
    [[nodiscard]] std::string redo_message() const { return redo_.empty() ? std::string() : redo_.back().message; }

    /// Commands between these are one undo step with this message; meanwhile view.moving is set.
    void begin_drag(std::string message);
    void end_drag();

    /// Passing things that never enter undo.
    void set_hover(std::optional<anatomy::PartIndex> part) { state_.view.hover = part; }
    void set_search(std::string text) { state_.search = std::move(text); }
    void set_size(int width, int height, float pixel_scale);
    /// Lets time pass: flow marks move, a playing position goes on (times speed) and stops or loops at its end.
    void advance(double seconds);

    /// Takes over a model. The same body completed (rig, tissue, lymph, positions) keeps state and undo; another body starts afresh
    /// with the size, switches and player settings kept.
    void adopt(scene::ModelPtr model);

    /// Work for the owner since the last call: open another body, write a picture, quit.
    [[nodiscard]] std::vector<Request> take_requests();

private:
    struct Step {
        std::string message;
        State before;
        const Command* merges = nullptr;  ///< the next command merges into this step if it is this one
    };

    [[nodiscard]] base::Status apply_line(std::string_view line);
    [[nodiscard]] base::Status step_back();
    [[nodiscard]] base::Status step_forward();
    void remember(const Command& command, const State& before);

    scene::ModelPtr model_;
    State state_;
    std::string message_;
    std::vector<Step> undo_, redo_;
    std::optional<Step> drag_;
    std::vector<Request> requests_;
};

}  // namespace smrt::session
