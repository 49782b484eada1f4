// Small seeded changes to files: the same seed makes the same damage on every machine.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace smrt::fuzz {

/// One change after another to a copy of a seed.
class Mutator {
public:
    explicit Mutator(std::uint32_t seed) : random_(seed) {}

    /// One to six changes: bits, bytes, numbers, cuts, copies; in text also words that parsers find hard.
    [[nodiscard]] std::string mutate(std::string bytes, bool text) {
        for (std::size_t changes = 1 + below(6); changes > 0; --changes) change(bytes, text);
        return bytes;
    }

private:
    /// 0 .. limit - 1; std::uniform_int_distribution differs between libraries, this does not.
    std::size_t below(std::size_t limit) { return limit == 0 ? 0 : random_() % limit; }

    void change(std::string& bytes, bool text) {
        if (bytes.empty()) bytes = "x";
        const std::size_t at = below(bytes.size());
        switch (below(text ? 9 : 7)) {
            case 0:
                bytes[at] = static_cast<char>(bytes[at] ^ (1 << below(8)));
                break;
            case 1:
                bytes[at] = static_cast<char>(below(256));
                break;
            case 2:
                write_number(bytes, at);
                break;
            case 3:
                bytes.resize(at);
                break;
            case 4:
                bytes.erase(at, 1 + below(40));
                break;
            case 5:
                bytes.insert(at, bytes.substr(below(bytes.size()), 1 + below(60)));
                break;
            case 6:
                bytes.insert(at, std::string(1 + below(20), static_cast<char>(below(256))));
                break;
            case 7:
                replace_number(bytes, at);
                break;
            default:
                bytes.insert(at, hard_word());
                break;
        }
    }

    /// A binary count or offset becomes a hard one.
    void write_number(std::string& bytes, std::size_t at) {
        static constexpr std::uint32_t k_hard[] = {0,          1,           3,           0x7F,       0xFF,       0xFFFF,
                                                   0x7FFFFFFF, 0x80000000u, 0xFFFFFFFFu, 0x3B9ACA00, 0x7FC00000, 0x7F800000};
        const std::uint32_t value = k_hard[below(std::size(k_hard))];
        for (std::size_t i = 0; i < 4 && at + i < bytes.size(); ++i) bytes[at + i] = static_cast<char>(value >> (8 * i));
    }

    std::string hard_word() {
        static constexpr const char* k_words[] = {"-1",
                                                  "0",
                                                  "999999999",
                                                  "99999999999999999999",
                                                  "nan",
                                                  "1e999",
                                                  "-0.0",
                                                  "\"",
                                                  "[",
                                                  "{",
                                                  "}",
                                                  "]",
                                                  "\n",
                                                  "\\\n",
                                                  ",",
                                                  ":",
                                                  "..",
                                                  "/",
                                                  "null",
                                                  "1e-320",
                                                  "4294967296",
                                                  "\t",
                                                  "#",
                                                  "='''",
                                                  "\xEF\xBB\xBF",
                                                  "\xC3"};
        return k_words[below(std::size(k_words))];
    }

    /// The next run of digits becomes a hard word.
    void replace_number(std::string& bytes, std::size_t at) {
        const std::size_t from = bytes.find_first_of("0123456789", at);
        if (from == std::string::npos) return;
        std::size_t to = from;
        while (to < bytes.size() && bytes[to] >= '0' && bytes[to] <= '9') ++to;
        bytes.replace(from, to - from, hard_word());
    }

    std::mt19937 random_;
};

}  // namespace smrt::fuzz
