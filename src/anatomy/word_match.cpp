// How well a typed word fits a word of a name.
#include "anatomy/word_match.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace smrt::anatomy {

int measure_slips(std::string_view typed, std::string_view word, int limit) {
    constexpr std::size_t k_most = 32;
    typed = typed.substr(0, k_most);
    word = word.substr(0, std::min(k_most, typed.size() + static_cast<std::size_t>(std::max(limit, 0))));
    const std::size_t n = typed.size();
    const std::size_t m = word.size();
    if (n > m + static_cast<std::size_t>(limit)) return limit + 1;
    std::array<std::array<int, k_most + 1>, 3> rows{};
    for (std::size_t j = 0; j <= m; ++j) rows[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i <= n; ++i) {
        auto& now = rows[i % 3];
        const auto& last = rows[(i + 2) % 3];
        const auto& before = rows[(i + 1) % 3];
        now[0] = static_cast<int>(i);
        int best = now[0];
        for (std::size_t j = 1; j <= m; ++j) {
            const bool same = typed[i - 1] == word[j - 1];
            now[j] = std::min({last[j] + 1, now[j - 1] + 1, last[j - 1] + (same ? 0 : 1)});
            const bool swapped = i > 1 && j > 1 && typed[i - 1] == word[j - 2] && typed[i - 2] == word[j - 1];
            if (swapped) now[j] = std::min(now[j], before[j - 2] + 1);
            best = std::min(best, now[j]);
        }
        if (best > limit) return limit + 1;
    }
    const auto& end = rows[n % 3];
    return std::min(limit + 1, *std::min_element(end.begin(), end.begin() + static_cast<std::ptrdiff_t>(m) + 1));
}

WordFit fit_word(std::string_view typed, std::string_view word) {
    if (typed == word) return WordFit::whole;
    if (word.substr(0, typed.size()) == typed) return WordFit::start;
    if (typed.size() >= 3 && word.find(typed) != std::string_view::npos) return WordFit::inside;
    int allowed = typed.size() >= 6 ? 2 : typed.size() >= 4 ? 1 : 0;
    if (allowed == 0 || word.empty() || word.size() + 2 < typed.size()) return WordFit::none;
    const bool same_start = typed[0] == word[0];
    if (!same_start) --allowed;
    const int slips = allowed < 1 ? 3 : measure_slips(typed, word, allowed);
    if (slips > allowed) return WordFit::none;
    return slips + (same_start ? 0 : 1) <= 1 ? WordFit::one_slip : WordFit::two_slips;
}

}  // namespace smrt::anatomy
