// Small helpers that commands share.
#pragma once

#include <fmt/format.h>

#include <string>
#include <utility>

#include "base/text.h"
#include "session/arguments.h"
#include "session/command.h"
#include "session/part_query.h"

namespace smrt::session {

using Planned = base::Result<Change>;

/// A change without a request.
[[nodiscard]] inline Planned changed(State state, std::string message) {
    return Change{std::move(state), std::move(message), {}};
}
[[nodiscard]] inline Planned refused(const base::Error& error) {
    return tl::make_unexpected(error);
}
[[nodiscard]] inline Planned refused(std::string message) {
    return base::fail(base::ErrorCode::bad_usage, std::move(message));
}
/// Refuses arguments of a command that takes none.
[[nodiscard]] inline base::Status no_arguments(std::string_view arguments) {
    if (arguments.empty()) return {};
    return base::fail(base::ErrorCode::bad_usage, fmt::format("takes nothing after its name, not `{}`", arguments));
}

/// Sets one number of the state from the arguments.
template <class Number, class Set>
Planned set_number(const State& now, std::string_view arguments, std::string_view what, Number lower, Number upper, const Set& set) {
    const auto value = parse_number(arguments, what, lower, upper);
    if (!value) return refused(value.error());
    State next = now;
    set(next, *value);
    return changed(std::move(next), fmt::format("{}: {}", what, number_text(*value)));
}

/// Turns one switch of the view on, off, or over when nothing is said.
[[nodiscard]] inline Planned set_switch(const State& now, std::string_view arguments, std::string_view what, bool scene::View::*member) {
    const auto value = parse_switch(arguments, now.view.*member);
    if (!value) return refused(value.error());
    State next = now;
    next.view.*member = *value;
    return changed(std::move(next), fmt::format("{} {}", what, *value ? "on" : "off"));
}

}  // namespace smrt::session
