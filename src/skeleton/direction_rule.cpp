// Direction texts to vectors.
#include "skeleton/direction_rule.h"

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <vector>

namespace smrt::skeleton {
namespace {

using base::ErrorCode;
using base::Result;

Result<glm::dvec3> unit(const glm::dvec3& vector, std::string_view text) {
    const double length = glm::length(vector);
    if (length < 1e-9) return base::fail(ErrorCode::bad_data, fmt::format("direction `{}` has no length on this body", text));
    return vector / length;
}

std::vector<std::string> words_of(std::string_view text) {
    std::istringstream stream{std::string(text)};
    std::vector<std::string> words;
    for (std::string word; stream >> word;) words.push_back(word);
    return words;
}

Result<glm::dvec3> between(const std::vector<std::string>& words, std::string_view text, const anatomy::Landmarks& landmarks,
                           anatomy::Side side) {
    glm::dvec3 ends[2];
    for (int i = 0; i < 2; ++i) {
        const std::string& id = words[i == 0 ? 1 : 3];
        const anatomy::Landmark* landmark = landmarks.find(id, side);
        if (landmark == nullptr) return base::fail(ErrorCode::bad_data, fmt::format("landmark `{}` was not found on this body", id));
        ends[i] = landmark->position;
    }
    return unit(ends[1] - ends[0], text);
}

}  // namespace

Result<glm::dvec3> measure_direction(std::string_view text, const anatomy::Landmarks& landmarks, anatomy::Side side) {
    const double lateral = side == anatomy::Side::left ? 1.0 : -1.0;
    const std::map<std::string, glm::dvec3> body_directions = {{"lateral", {lateral, 0, 0}}, {"medial", {-lateral, 0, 0}},
                                                               {"superior", {0, 1, 0}},      {"inferior", {0, -1, 0}},
                                                               {"anterior", {0, 0, 1}},      {"posterior", {0, 0, -1}}};
    const std::vector<std::string> words = words_of(text);
    if (words.size() == 1)
        if (const auto found = body_directions.find(words[0]); found != body_directions.end()) return found->second;
    if (words.size() == 4 && words[0] == "from" && words[2] == "to") return between(words, text, landmarks, side);
    const std::size_t split = text.find(" and ");
    if (!words.empty() && words[0] == "across" && split != std::string_view::npos) {
        const auto first = measure_direction(text.substr(7, split - 7), landmarks, side);
        if (!first) return first;
        const auto second = measure_direction(text.substr(split + 5), landmarks, side);
        if (!second) return second;
        return unit(turn_sign(side) * glm::cross(*first, *second), text);
    }
    return base::fail(ErrorCode::bad_data, fmt::format("direction `{}` is not understood; write `lateral`, `from A to B` or "
                                                       "`across DIRECTION and DIRECTION`",
                                                       text));
}

}  // namespace smrt::skeleton
