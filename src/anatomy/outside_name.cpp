// Names as outside files write them, made readable.
#include "anatomy/outside_name.h"

#include <algorithm>
#include <cctype>

#include "base/text.h"

namespace smrt::anatomy {
namespace {

bool is_upper(char c) {
    return std::isupper(static_cast<unsigned char>(c)) != 0;
}
bool is_lower(char c) {
    return std::islower(static_cast<unsigned char>(c)) != 0;
}
bool is_digit(char c) {
    return std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// "FJ1478", "FJ1478M", "FMA37686", "BP7409" and bare numbers of three digits or more are no part of a name.
bool is_id(std::string_view word) {
    std::size_t letters = 0;
    while (letters < word.size() && is_upper(word[letters])) ++letters;
    const std::string_view head = word.substr(0, letters);
    if (!head.empty() && head != "FJ" && head != "FMA" && head != "BP") return false;
    std::size_t digits = 0;
    while (letters + digits < word.size() && is_digit(word[letters + digits])) ++digits;
    const std::string_view tail = word.substr(letters + digits);
    return head.empty() ? digits >= 3 && tail.empty() : digits > 0 && (tail.empty() || tail == "M");
}

/// Spaces between the words of CamelCase, for names that have no other separator.
std::string split_camel_case(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        if (i > 0 && is_upper(name[i]) && is_lower(name[i - 1])) out += ' ';
        out += name[i];
    }
    return out;
}

}  // namespace

std::string tidy_outside_name(std::string_view name) {
    std::string spaced(name);
    for (std::size_t i = 0; i < spaced.size(); ++i) {
        const bool is_side_dash =
            spaced[i] == '-' && i + 2 == spaced.size() && std::string_view("lrLR").find(spaced[i + 1]) != std::string_view::npos;
        if (spaced[i] == '_' || spaced[i] == '.' || spaced[i] == '\t' || is_side_dash) spaced[i] = ' ';
    }
    if (spaced.find(' ') == std::string::npos) spaced = split_camel_case(spaced);
    std::string out;
    for (const std::string& word : base::split(spaced, ' ')) {
        if (word.empty() || is_id(word)) continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    return out;
}

std::string capitalised(std::string name) {
    if (!name.empty()) name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
    return name;
}

std::string name_with_side(std::string_view bare, Side side) {
    if (side == Side::midline || bare.empty()) return capitalised(std::string(bare));
    std::string rest(bare);
    // "IX" and the like keep their capitals; a first word such as "Long" does not
    if (rest.size() > 1 && is_lower(rest[1])) rest[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(rest[0])));
    return (side == Side::left ? "Left " : "Right ") + rest;
}

}  // namespace smrt::anatomy
