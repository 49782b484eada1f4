// Numbers and words of commands.
#include "session/arguments.h"

#include <fmt/format.h>

#include <cmath>
#include <locale>
#include <sstream>

#include "base/text.h"

namespace smrt::session {

using base::ErrorCode;

std::vector<std::string> words(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> out;
    for (std::string word; stream >> word;) out.push_back(word);
    return out;
}

std::optional<double> find_number(std::string_view text) {
    std::istringstream stream{std::string(base::trim(text))};
    stream.imbue(std::locale::classic());
    double value = 0;
    if (!(stream >> value) || !std::isfinite(value)) return std::nullopt;
    return stream.peek() == std::istringstream::traits_type::eof() ? std::optional(value) : std::nullopt;
}

base::Result<double> parse_number(std::string_view text, std::string_view what, double lower, double upper) {
    const auto value = find_number(text);
    if (!value)
        return base::fail(ErrorCode::bad_usage, fmt::format("{} is `{}`, expected a number from {} to {}", what, text, lower, upper));
    if (*value < lower || *value > upper)
        return base::fail(ErrorCode::bad_usage, fmt::format("{} is {}, expected {} to {}", what, *value, lower, upper));
    return *value;
}

base::Result<bool> parse_switch(std::string_view text, bool now) {
    const std::string word = base::fold(text);
    if (word.empty()) return !now;
    if (word == "on" || word == "yes" || word == "true" || word == "1") return true;
    if (word == "off" || word == "no" || word == "false" || word == "0") return false;
    return base::fail(ErrorCode::bad_usage, fmt::format("`{}` is neither `on` nor `off`", text));
}

base::Result<std::size_t> parse_choice(std::string_view text, std::string_view what, std::span<const std::string_view> choices) {
    const std::string word = base::fold(text);
    std::vector<std::string> known;
    std::string list;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        if (base::fold(choices[i]) == word) return i;
        known.emplace_back(choices[i]);
        list += fmt::format("{}{}", i == 0 ? "" : ", ", choices[i]);
    }
    return base::fail(ErrorCode::bad_usage,
                      fmt::format("there is no {} `{}`{} (known: {})", what, text, base::did_you_mean(text, known), list));
}

std::string number_text(double value) {
    return fmt::format("{}", static_cast<float>(value));
}

}  // namespace smrt::session
