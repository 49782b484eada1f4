// Text and exit codes of errors.
#include "base/result.h"

namespace smrt::base {

std::string Error::text() const {
    std::string line = place.empty() ? message : place + ": " + message;
    for (const std::string& doing : context) line += " (while " + doing + ")";
    return line;
}

Error&& Error::with_context(std::string doing) && {
    context.push_back(std::move(doing));
    return std::move(*this);
}

tl::unexpected<Error> fail(ErrorCode code, std::string message, std::string place) {
    return tl::make_unexpected(Error{code, std::move(message), std::move(place), {}});
}

tl::unexpected<Error> fail_while(Error error, std::string doing) {
    return tl::make_unexpected(std::move(error).with_context(std::move(doing)));
}

int exit_code_of(const Error& error) {
    switch (error.code) {
        case ErrorCode::bad_data:
        case ErrorCode::cancelled:
            return 1;
        case ErrorCode::bad_usage:
            return 2;
        case ErrorCode::environment:
            return 3;
    }
    return 1;
}

}  // namespace smrt::base
