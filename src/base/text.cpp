// Folding, splitting and closest names.
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace smrt::base {
namespace {

/// Plain letters for U+00C0..U+017F (Latin-1 supplement and Latin extended A); '\0' where there is none.
constexpr std::string_view k_latin =
    "aaaaaaaceeeeiiiidnooooo ouuuuy saaaaaaaceeeeiiiidnooooo ouuuuy yaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiii"
    "ijjkkklllllllllln nnnnnnnnnoooooooorrrrrrsssssssstttttt uuuuuuuuuuuuwwyyyzzzzzzs";

char fold_two_bytes(unsigned char lead, unsigned char trail) {
    const int code = ((lead & 0x1F) << 6) | (trail & 0x3F);
    if (code < 0xC0 || code - 0xC0 >= static_cast<int>(k_latin.size())) return ' ';
    return k_latin[code - 0xC0];
}

}  // namespace

std::string fold(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    auto put = [&out](char c) {
        if (c != ' ' || (!out.empty() && out.back() != ' ')) out.push_back(c);
    };
    for (std::size_t i = 0; i < utf8.size(); ++i) {
        const auto byte = static_cast<unsigned char>(utf8[i]);
        if (byte < 0x80) {
            put(std::isalnum(byte) ? static_cast<char>(std::tolower(byte)) : ' ');
        } else if ((byte & 0xE0) == 0xC0 && i + 1 < utf8.size()) {
            put(fold_two_bytes(byte, static_cast<unsigned char>(utf8[++i])));
        } else {
            while (i + 1 < utf8.size() && (static_cast<unsigned char>(utf8[i + 1]) & 0xC0) == 0x80) ++i;
            put(' ');
        }
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    return out;
}

std::vector<std::string> split(std::string_view text, char separator) {
    std::vector<std::string> pieces;
    std::size_t start = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && text[i] != separator) continue;
        pieces.emplace_back(text.substr(start, i - start));
        start = i + 1;
    }
    return pieces;
}

std::string_view trim(std::string_view text) {
    const auto is_space = [](unsigned char c) { return std::isspace(c) != 0; };
    while (!text.empty() && is_space(static_cast<unsigned char>(text.front()))) text.remove_prefix(1);
    while (!text.empty() && is_space(static_cast<unsigned char>(text.back()))) text.remove_suffix(1);
    return text;
}

int edit_distance(std::string_view a, std::string_view b, int limit) {
    const int n = static_cast<int>(a.size());
    const int m = static_cast<int>(b.size());
    if (std::abs(n - m) > limit) return limit + 1;
    std::vector<int> before_last(m + 1), last(m + 1), now(m + 1);
    for (int j = 0; j <= m; ++j) last[j] = j;
    for (int i = 1; i <= n; ++i) {
        now[0] = i;
        int best = i;
        for (int j = 1; j <= m; ++j) {
            const int change = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) now[j] = std::min(now[j], before_last[j - 2] + 1);
            best = std::min(best, now[j]);
        }
        if (best > limit) return limit + 1;
        std::swap(before_last, last);
        std::swap(last, now);
    }
    return std::min(last[m], limit + 1);
}

std::string closest(std::string_view name, std::span<const std::string> candidates) {
    const std::string wanted = fold(name);
    int best = std::max(2, static_cast<int>(wanted.size()) / 3) + 1;
    std::string found;
    for (const std::string& candidate : candidates) {
        const int distance = edit_distance(wanted, fold(candidate), best - 1);
        if (distance < best) {
            best = distance;
            found = candidate;
        }
    }
    return found;
}

std::string did_you_mean(std::string_view name, std::span<const std::string> candidates) {
    const std::string found = closest(name, candidates);
    return found.empty() ? std::string() : "; did you mean `" + found + "`?";
}

}  // namespace smrt::base
