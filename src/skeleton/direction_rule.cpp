// Direction texts to vectors.
#include "skeleton/direction_rule.h"

#include <fmt/format.h>

#include <cctype>
#include <map>
#include <optional>
#include <vector>

namespace smrt::skeleton {
namespace {

using base::ErrorCode;
using base::Result;

/// Words, numbers and brackets.
std::vector<std::string> tokens_of(std::string_view text) {
    std::vector<std::string> out;
    std::string word;
    const auto flush = [&] {
        if (!word.empty()) out.push_back(std::move(word));
        word.clear();
    };
    for (const char c : text) {
        if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            flush();
        } else if (c == '(' || c == ')' || c == '+') {
            flush();
            out.emplace_back(1, c);
        } else {
            word += c;
        }
    }
    flush();
    return out;
}

/// Recursive descent over: sum = term { "+" term }; term = [number] single;
/// single = word | "(" sum ")" | "from" A "to" B | "across" single "and" single | "square" single "to" single.
class Parser {
public:
    Parser(std::string_view text, const anatomy::Landmarks& landmarks, anatomy::Side side)
        : text_(text), tokens_(tokens_of(text)), landmarks_(landmarks), side_(side) {}

    Result<glm::dvec3> parse() {
        auto out = sum();
        if (out && at_ != tokens_.size()) return not_understood();
        return out;
    }

private:
    [[nodiscard]] std::string peek() const { return at_ < tokens_.size() ? tokens_[at_] : std::string(); }
    bool take(std::string_view token) {
        if (peek() != token) return false;
        ++at_;
        return true;
    }
    [[nodiscard]] tl::unexpected<base::Error> not_understood() const {
        return base::fail(ErrorCode::bad_data, fmt::format("direction `{}` is not understood; write `lateral`, `from A to B` or "
                                                           "`across DIRECTION and DIRECTION`",
                                                           text_));
    }
    [[nodiscard]] Result<glm::dvec3> unit(const glm::dvec3& vector) const {
        const double length = glm::length(vector);
        if (length < 1e-9) return base::fail(ErrorCode::bad_data, fmt::format("direction `{}` has no length on this body", text_));
        return vector / length;
    }

    Result<glm::dvec3> sum() {
        glm::dvec3 total(0);
        int terms = 0;
        do {
            double weight = 1;
            const std::string first = peek();
            if (!first.empty() && (std::isdigit(static_cast<unsigned char>(first[0])) != 0 || first[0] == '.'))
                weight = std::stod(first), ++at_;
            const auto one = single();
            if (!one) return one;
            total += weight * *one, ++terms;
        } while (take("+"));
        return terms == 1 ? Result<glm::dvec3>(total) : unit(total);
    }

    Result<glm::dvec3> single() {
        if (take("(")) {
            auto out = sum();
            if (out && !take(")")) return not_understood();
            return out;
        }
        if (take("from")) return between();
        if (take("across"))
            return pair("and", [&](const glm::dvec3& a, const glm::dvec3& b) { return turn_sign(side_) * glm::cross(a, b); });
        if (take("square")) return pair("to", [](const glm::dvec3& a, const glm::dvec3& b) { return a - b * glm::dot(a, b); });
        return body_direction();
    }

    template <class Combine>
    Result<glm::dvec3> pair(std::string_view word, const Combine& combine) {
        const auto first = single();
        if (!first) return first;
        if (!take(word)) return not_understood();
        const auto second = single();
        if (!second) return second;
        return unit(combine(*first, *second));
    }

    Result<glm::dvec3> between() {
        glm::dvec3 ends[2];
        for (int i = 0; i < 2; ++i) {
            const std::string id = peek();
            ++at_;
            const anatomy::Landmark* landmark = landmarks_.find(id, side_);
            if (landmark == nullptr) return base::fail(ErrorCode::bad_data, fmt::format("landmark `{}` was not found on this body", id));
            ends[i] = landmark->position;
            if (i == 0 && !take("to")) return not_understood();
        }
        return unit(ends[1] - ends[0]);
    }

    Result<glm::dvec3> body_direction() {
        const double lateral = side_ == anatomy::Side::left ? 1.0 : -1.0;
        const std::map<std::string, glm::dvec3> known = {{"lateral", {lateral, 0, 0}}, {"medial", {-lateral, 0, 0}},
                                                         {"superior", {0, 1, 0}},      {"inferior", {0, -1, 0}},
                                                         {"anterior", {0, 0, 1}},      {"posterior", {0, 0, -1}}};
        const auto found = known.find(peek());
        if (found == known.end()) return not_understood();
        ++at_;
        return found->second;
    }

    std::string text_;
    std::vector<std::string> tokens_;
    std::size_t at_ = 0;
    const anatomy::Landmarks& landmarks_;
    anatomy::Side side_;
};

}  // namespace

Result<glm::dvec3> measure_direction(std::string_view text, const anatomy::Landmarks& landmarks, anatomy::Side side) {
    return Parser(text, landmarks, side).parse();
}

}  // namespace smrt::skeleton
