// Look-ups in a body.
#include "anatomy/body.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "base/ensure.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

constexpr std::array<std::string_view, 8> k_left_words = {"left", "sinister", "sinistra", "sinistrum", "sinistri", "sinistrae", "sin", "l"};
constexpr std::array<std::string_view, 8> k_right_words = {"right", "dexter", "dextra", "dextrum", "dextri", "dextrae", "dex", "r"};

template <class List>
bool contains(const List& list, std::string_view word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_side_word(const std::string& folded) {
    return contains(k_left_words, folded) || contains(k_right_words, folded);
}

}  // namespace

Body::Body(std::string name, std::string credit, std::vector<Part> parts)
    : name_(std::move(name)), credit_(std::move(credit)), parts_(std::move(parts)) {
    for (PartIndex i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        const bool is_new = by_id_.emplace(part.id, i).second;
        ENSURE(is_new, "part id {} appears twice", part.id);
        by_name_.emplace(base::fold(part.name), i);
        if (!part.fma.empty()) by_fma_.emplace(part.fma, i);
        if (!part.mesh.box.empty()) bounds_.include(part.mesh.box);
    }
}

std::optional<PartIndex> Body::find_id(std::string_view id) const {
    const auto found = by_id_.find(std::string(id));
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<PartIndex> Body::find_part(std::string_view name_or_id) const {
    if (const auto by_id = find_id(name_or_id)) return by_id;
    if (const auto found = by_name_.find(base::fold(name_or_id)); found != by_name_.end()) return found->second;
    if (const auto found = by_fma_.find(std::string(name_or_id)); found != by_fma_.end()) return found->second;
    return std::nullopt;
}

std::vector<PartIndex> Body::find_definition(std::string_view definition, Side side) const {
    std::vector<PartIndex> found;
    for (PartIndex i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        if (part.definition == definition && (part.side == side || part.side == Side::midline)) found.push_back(i);
    }
    return found;
}

std::optional<PartIndex> Body::find_bone(std::string_view name, Side side) const {
    const std::string wanted = base::fold(name);
    for (PartIndex i = 0; i < parts_.size(); ++i) {
        const Part& part = parts_[i];
        if (part.kind != Kind::bone && part.kind != Kind::cartilage) continue;
        if (part.side != side && part.side != Side::midline) continue;
        if (base::fold(name_without_side(part.name)) == wanted) return i;
    }
    return std::nullopt;
}

std::string name_without_side(std::string_view name) {
    std::string out;
    for (const std::string& word : base::split(name, ' ')) {
        if (word.empty() || is_side_word(base::fold(word))) continue;
        if (!out.empty()) out += ' ';
        out += word;
    }
    while (!out.empty() && (out.back() == ',' || out.back() == ';')) out.pop_back();  // "Humerus, left"
    if (!out.empty()) out[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(out[0])));
    return out;
}

Side side_in_name(std::string_view name) {
    bool left = false;
    bool right = false;
    for (const std::string& word : base::split(base::fold(name), ' ')) {
        left = left || contains(k_left_words, word);
        right = right || contains(k_right_words, word);
    }
    return left == right ? Side::midline : left ? Side::left : Side::right;
}

}  // namespace smrt::anatomy
