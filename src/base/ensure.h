// Checks for our own mistakes. On in release: a wrong picture is worse than a stopped task.
#pragma once

#include <fmt/format.h>
#include <stdexcept>
#include <string>

namespace smrt::base {

/// Thrown when the program itself is wrong; caught only in cli, around each panel and around each task.
class Bug : public std::logic_error {
public:
    using std::logic_error::logic_error;
};

[[noreturn]] inline void throw_bug(const char* file, int line, const char* condition, const std::string& text) {
    throw Bug(fmt::format("{}:{}: expected {} ({})", file, line, condition, text));
}

}  // namespace smrt::base

/// ENSURE(condition, format, arguments...): throws Bug with place and text when the condition does not hold.
#define ENSURE(condition, ...)                                                                                 \
    do {                                                                                                       \
        if (!(condition)) ::smrt::base::throw_bug(__FILE__, __LINE__, #condition, ::fmt::format(__VA_ARGS__)); \
    } while (false)
