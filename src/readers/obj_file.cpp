// The OBJ parser. Written for the 271 MB of BodyParts3D, so it touches each byte once and never copies a line.
#include "readers/obj_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <optional>

#include "base/text.h"
#include "readers/number_text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;

/// Joins lines that end in a backslash; such files are rare, so only they pay for a copy.
std::optional<std::string> join_continued_lines(std::string_view text) {
    if (text.find("\\\n") == std::string_view::npos && text.find("\\\r\n") == std::string_view::npos) return {};
    std::string joined(text);
    for (std::size_t at = joined.find('\\'); at != std::string::npos; at = joined.find('\\', at + 1)) {
        std::size_t next = at + 1;
        if (next < joined.size() && joined[next] == '\r') ++next;
        if (next >= joined.size() || joined[next] != '\n') continue;
        for (std::size_t i = at; i <= next; ++i) joined[i] = ' ';
    }
    return joined;
}

class ObjParser {
public:
    ObjParser(std::string_view text, const std::string& name, ObjGroups groups)
        : at_(text.data()), end_(text.data() + text.size()), name_(name), groups_(groups) {
        positions_.reserve(text.size() / 110);
        faces_.reserve(text.size() / 55);
    }

    base::Result<ObjFile> parse() {
        while (at_ < end_ && !error_) {
            ++line_;
            const auto* newline = static_cast<const char*>(std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_)));
            line_end_ = newline == nullptr ? end_ : newline;
            read_line();
            at_ = line_end_ < end_ ? line_end_ + 1 : end_;
        }
        if (!error_) check_whole();
        if (error_) return tl::make_unexpected(*error_);
        close_group();
        if (groups_ == ObjGroups::merge) file_.groups.push_back({std::move(group_name_), {std::move(positions_), {}, std::move(faces_)}});
        return std::move(file_);
    }

private:
    void read_line() {
        skip_blanks(at_, line_end_);
        const std::ptrdiff_t length = line_end_ - at_;
        if (length < 2) return;
        const char first = at_[0];
        const bool blank_follows = at_[1] == ' ' || at_[1] == '\t';
        if (first == 'v' && blank_follows) return read_vertex();
        if (first == 'f' && blank_follows) return read_face();
        if ((first == 'o' || first == 'g') && blank_follows) return read_group();
        if (first == '#') return read_comment();
        if (std::memchr(at_, '\0', static_cast<std::size_t>(length)) != nullptr) set_error("holds binary data, expected OBJ text");
    }

    void read_vertex() {
        at_ += 2;
        double xyz[3];
        for (double& value : xyz)
            if (!read_number(at_, line_end_, value)) return set_error("vertex without three numbers");
        const glm::vec3 position(static_cast<float>(xyz[0]), static_cast<float>(xyz[1]), static_cast<float>(xyz[2]));
        if (!std::isfinite(position.x) || !std::isfinite(position.y) || !std::isfinite(position.z))
            return set_error(fmt::format("vertex ({}, {}, {}), expected finite numbers", xyz[0], xyz[1], xyz[2]));
        positions_.push_back(position);
    }

    void read_face() {
        at_ += 2;
        std::uint32_t first = 0, last = 0;
        int corners = 0;
        for (skip_blanks(at_, line_end_); at_ < line_end_ && *at_ != '\r' && *at_ != '#'; skip_blanks(at_, line_end_)) {
            std::uint32_t corner = 0;
            if (!read_corner(corner)) return;
            if (corners == 0) first = corner;
            if (corners >= 2) faces_.emplace_back(first, last, corner);
            last = corner;
            ++corners;
        }
        if (corners < 3) set_error(fmt::format("face with {} corners, expected 3 or more", corners));
    }

    bool read_corner(std::uint32_t& corner) {
        std::int64_t index = 0;
        if (!read_integer(at_, line_end_, index)) return set_error("face with a corner that is no whole number"), false;
        while (at_<line_end_&& static_cast<unsigned char>(*at_)> ' ') ++at_;  // texture and normal indices
        const auto count = static_cast<std::int64_t>(positions_.size());
        const std::int64_t zero_based = index > 0 ? index - 1 : count + index;
        if (index == 0 || zero_based < 0 || zero_based >= std::numeric_limits<std::uint32_t>::max())
            return set_error(fmt::format("face names vertex {} of {} before it", index, count)), false;
        corner = static_cast<std::uint32_t>(zero_based);
        if (zero_based > highest_index_) highest_index_ = zero_based, highest_line_ = line_;
        return true;
    }

    void read_group() {
        const std::string_view rest(at_ + 2, static_cast<std::size_t>(line_end_ - at_ - 2));
        if (groups_ == ObjGroups::split) close_group();
        if (groups_ == ObjGroups::split || group_name_.empty()) group_name_ = base::trim(rest);
    }

    void read_comment() {
        if (!positions_.empty()) return;
        const std::string_view comment(at_, static_cast<std::size_t>(line_end_ - at_));
        const std::size_t colon = comment.find(" : ");
        if (colon == std::string_view::npos) return;
        const std::string_view key = base::trim(comment.substr(1, colon - 1));
        const std::string_view value = base::trim(comment.substr(colon + 3));
        if (key == "Concept ID") file_.concept_id = value;
        if (key == "English name") file_.english_name = value;
    }

    /// Ends the current mesh of a split file: only the vertices that its faces use, in the order of the file.
    void close_group() {
        if (groups_ != ObjGroups::split || faces_.empty()) return;
        ObjGroup group{group_name_, {}};
        std::vector<std::uint32_t> used;
        used.reserve(faces_.size() * 3);
        for (const glm::uvec3& face : faces_) used.insert(used.end(), {face.x, face.y, face.z});
        std::sort(used.begin(), used.end());
        used.erase(std::unique(used.begin(), used.end()), used.end());
        if (used.back() >= positions_.size()) return;  // a face ahead of its vertices; reported by check_whole
        for (const std::uint32_t index : used) group.mesh.positions.push_back(positions_[index]);
        const auto renumber = [&used](std::uint32_t index) {
            return static_cast<std::uint32_t>(std::lower_bound(used.begin(), used.end(), index) - used.begin());
        };
        for (const glm::uvec3& face : faces_) group.mesh.triangles.emplace_back(renumber(face.x), renumber(face.y), renumber(face.z));
        face_count_ += faces_.size();
        faces_.clear();
        file_.groups.push_back(std::move(group));
    }

    void check_whole() {
        if (highest_index_ >= static_cast<std::int64_t>(positions_.size())) {
            line_ = highest_line_;
            return set_error(fmt::format("face names vertex {}, but the file has {}", highest_index_ + 1, positions_.size()));
        }
        line_ = 0;
        if (positions_.empty()) return set_error("holds no vertices, expected OBJ text with `v` and `f` lines");
        if (faces_.empty() && face_count_ == 0) set_error("holds no faces, expected OBJ text with `f` lines");
    }

    void set_error(std::string message) {
        std::string place = line_ == 0 ? name_ : fmt::format("{}:{}", name_, line_);
        error_ = base::Error{ErrorCode::bad_data, std::move(message), std::move(place), {}};
    }

    const char* at_;
    const char* end_;
    const char* line_end_ = nullptr;
    const std::string& name_;
    ObjGroups groups_;
    std::size_t line_ = 0;
    std::int64_t highest_index_ = -1;
    std::size_t highest_line_ = 0;
    std::size_t face_count_ = 0;
    std::string group_name_;
    std::vector<glm::vec3> positions_;
    std::vector<glm::uvec3> faces_;
    ObjFile file_;
    std::optional<base::Error> error_;
};

}  // namespace

base::Result<ObjFile> parse_obj(std::string_view text, const std::string& name, ObjGroups groups) {
    if (const std::optional<std::string> joined = join_continued_lines(text)) return ObjParser(*joined, name, groups).parse();
    return ObjParser(text, name, groups).parse();
}

}  // namespace smrt::readers
