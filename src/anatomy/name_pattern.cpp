// Phrases that recognise names.
#include "anatomy/name_pattern.h"

#include <fmt/format.h>
#include <algorithm>

#include "base/text.h"

namespace smrt::anatomy {

NameWords words_of(std::string_view folded) {
    NameWords words;
    std::size_t start = 0;
    while (start < folded.size()) {
        const std::size_t end = std::min(folded.find(' ', start), folded.size());
        if (end > start) words.push_back(folded.substr(start, end - start));
        start = end + 1;
    }
    return words;
}

base::Result<NamePattern> NamePattern::parse(std::string_view phrase) {
    NamePattern pattern;
    std::string_view rest = base::trim(phrase);
    if (!rest.empty() && rest.front() == '^') pattern.from_start_ = true, rest.remove_prefix(1);
    if (!rest.empty() && rest.back() == '$') pattern.to_end_ = true, rest.remove_suffix(1);
    for (const std::string& piece : base::split(rest, ' ')) {
        std::string_view text = piece;
        Word word;
        if (!text.empty() && text.front() == '*') word.open_start = true, text.remove_prefix(1);
        if (!text.empty() && text.back() == '*') word.open_end = true, text.remove_suffix(1);
        word.text = base::fold(text);
        const bool is_any = word.open_start && text.empty();
        const bool has_stray_mark = text.find_first_of("*^$") != std::string_view::npos;
        if ((word.text.empty() && !is_any) || word.text.find(' ') != std::string::npos || has_stray_mark)
            return base::fail(base::ErrorCode::bad_data,
                              fmt::format("phrase `{}` must be words of letters and digits, with `*` only at the ends of a word", phrase));
        pattern.words_.push_back(std::move(word));
    }
    return pattern;
}

bool NamePattern::Word::matches(std::string_view word) const {
    if (word.size() < text.size()) return false;
    if (open_start && open_end) return word.find(text) != std::string_view::npos;
    if (open_end) return word.substr(0, text.size()) == text;
    if (open_start) return word.substr(word.size() - text.size()) == text;
    return word == text;
}

bool NamePattern::matches_at(const NameWords& words, std::size_t start) const {
    if (to_end_ && start + words_.size() != words.size()) return false;
    for (std::size_t i = 0; i < words_.size(); ++i)
        if (!words_[i].matches(words[start + i])) return false;
    return true;
}

bool NamePattern::matches(const NameWords& words) const {
    if (words_.size() > words.size()) return false;
    const std::size_t last = from_start_ ? 0 : words.size() - words_.size();
    for (std::size_t start = 0; start <= last; ++start)
        if (matches_at(words, start)) return true;
    return false;
}

bool any_matches(const std::vector<NamePattern>& patterns, const NameWords& words) {
    return std::any_of(patterns.begin(), patterns.end(), [&words](const NamePattern& p) { return p.matches(words); });
}

}  // namespace smrt::anatomy
