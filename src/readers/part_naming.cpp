// Taking names apart.
#include "readers/part_naming.h"

#include <cctype>
#include <vector>

#include "readers/bodyparts3d.h"

namespace smrt::readers {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0;
}
char lower(char c) {
    return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
}

/// A place in a name where an id stands.
struct Span {
    std::size_t from = 0, to = 0;
};

/// Letters then digits, as in FMA7163; `loose` allows one separator between them and any case.
std::optional<Span> find_id(std::string_view name, std::string_view prefix, bool loose, std::string& digits) {
    for (std::size_t at = 0; at + prefix.size() < name.size(); ++at) {
        bool same = at == 0 || !is_letter(name[at - 1]);
        for (std::size_t i = 0; same && i < prefix.size(); ++i)
            same = loose ? lower(name[at + i]) == lower(prefix[i]) : name[at + i] == prefix[i];
        if (!same) continue;
        std::size_t first = at + prefix.size();
        if (loose && (name[first] == ':' || name[first] == '_' || name[first] == '-' || name[first] == ' ')) ++first;
        std::size_t end = first;
        while (end < name.size() && is_digit(name[end])) ++end;
        if (end == first || end - first > 9) continue;
        digits = name.substr(first, end - first);
        return Span{at, end};
    }
    return {};
}

/// Pieces between separators, with the copy number of 3D programs (".001") dropped.
std::vector<std::string> pieces_of(std::string_view name) {
    std::vector<std::string> pieces(1);
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool separates = c == '_' || c == ' ' || c == '.' || c == '(' || c == ')' || c == '[' || c == ']' || c == '\t' ||
                               (c == '-' && (i + 2 >= name.size() || i < 2 || name[i - 1] == ' ' || name[i + 1] == ' '));
        if (!separates) pieces.back().push_back(c);
        if (separates && !pieces.back().empty()) pieces.emplace_back();
    }
    if (pieces.back().empty()) pieces.pop_back();
    const auto is_copy_number = [](const std::string& piece) {
        return piece.size() == 3 && is_digit(piece[0]) && is_digit(piece[1]) && is_digit(piece[2]);
    };
    while (pieces.size() > 1 && is_copy_number(pieces.back())) pieces.pop_back();
    return pieces;
}

std::string side_of_piece(const std::string& piece) {
    if (piece == "l" || piece == "L") return "left";
    if (piece == "r" || piece == "R") return "right";
    return {};
}

void erase_ids(std::string& name) {
    std::string digits;
    for (const auto& [prefix, loose] : {std::pair<std::string_view, bool>{"FMA", true}, {"BP", false}})
        if (const auto span = find_id(name, prefix, loose, digits)) name.replace(span->from, span->to - span->from, " ");
    if (const auto element = find_element_id(name)) name.replace(name.find(*element), element->size(), " ");
}

}  // namespace

NameIds find_ids(std::string_view name) {
    NameIds ids;
    std::string digits;
    if (find_id(name, "FMA", true, digits)) ids.fma = "FMA" + digits;
    if (find_id(name, "BP", false, digits)) ids.representation = "BP" + digits;
    ids.element = find_element_id(name).value_or("");
    return ids;
}

std::string find_side_letter(std::string_view name) {
    const std::vector<std::string> pieces = pieces_of(name);
    if (pieces.size() < 2) return {};
    const std::string at_end = side_of_piece(pieces.back());
    return at_end.empty() ? side_of_piece(pieces.front()) : at_end;
}

std::string readable_name(std::string_view name) {
    std::string rest(name);
    erase_ids(rest);
    std::vector<std::string> pieces = pieces_of(rest);
    if (pieces.size() > 1 && !side_of_piece(pieces.back()).empty())
        pieces.pop_back();
    else if (pieces.size() > 1 && !side_of_piece(pieces.front()).empty())
        pieces.erase(pieces.begin());
    std::string readable;
    for (const std::string& piece : pieces) readable += (readable.empty() ? "" : " ") + piece;
    return readable;
}

}  // namespace smrt::readers
