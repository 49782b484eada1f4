// The answer of anything that may fail in normal use: a value, or an error a person can act on.
#pragma once

#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <utility>
#include <vector>

namespace smrt::base {

/// Kind of failure; decides the exit code of a command (see exit_code_of).
enum class ErrorCode {
    bad_data,     ///< the data read is damaged or inconsistent (exit 1)
    bad_usage,    ///< the request makes no sense (exit 2)
    environment,  ///< missing file, permission, disk, network, graphics (exit 3)
    cancelled,    ///< the user stopped it (exit 1, nothing left behind)
};

/// What went wrong, where, and what to do next.
struct Error {
    ErrorCode code = ErrorCode::bad_data;
    std::string message;               ///< value seen, value expected, next step; one sentence without a full stop at the end
    std::string place;                 ///< file, file:line:column, part id or option; may be empty
    std::vector<std::string> context;  ///< what was being done, innermost first

    /// One line for people: "place: message (while context; while context)".
    [[nodiscard]] std::string text() const;
    /// Adds what was being done when the error surfaced.
    [[nodiscard]] Error&& with_context(std::string doing) &&;
};

template <class T>
using Result = tl::expected<T, Error>;
using Status = Result<void>;

/// Makes the failing side of a Result.
[[nodiscard]] tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string place = {});
/// Passes an error on with one more line of context.
[[nodiscard]] tl::unexpected<Error> fail_while(Error error, std::string doing);

/// Process exit code for an error: 1 faults in data, 2 wrong usage, 3 environment.
[[nodiscard]] int exit_code_of(const Error& error);

}  // namespace smrt::base
