// Phrases that recognise names: whole words, word beginnings and endings, ends of the name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::anatomy {

/// Words of a folded name, in order.
using NameWords = std::vector<std::string_view>;

/// Words of a text already folded by base::fold; views into it.
[[nodiscard]] NameWords words_of(std::string_view folded);

/// A phrase such as "flexor retinaculum", "gyr*", "*ceps", "^lip$" (see assets/body/classification/kinds.toml).
class NamePattern {
public:
    /// Errors: bad_data for an empty phrase or a `*` inside a word.
    [[nodiscard]] static base::Result<NamePattern> parse(std::string_view phrase);

    [[nodiscard]] bool matches(const NameWords& words) const;

private:
    struct Word {
        std::string text;
        bool open_start = false;  ///< "*ceps"
        bool open_end = false;    ///< "gyr*"
        [[nodiscard]] bool matches(std::string_view word) const;
    };
    [[nodiscard]] bool matches_at(const NameWords& words, std::size_t start) const;

    std::vector<Word> words_;
    bool from_start_ = false;
    bool to_end_ = false;
};

/// True if any of the phrases matches.
[[nodiscard]] bool any_matches(const std::vector<NamePattern>& patterns, const NameWords& words);

}  // namespace smrt::anatomy
