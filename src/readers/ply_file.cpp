// The PLY parser: the header becomes a list of elements, then each row is read by that list.
#include "readers/ply_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "readers/byte_view.h"
#include "readers/number_text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;

enum class Scalar { i8, u8, i16, u16, i32, u32, f32, f64 };

struct Property {
    std::string name;
    Scalar type = Scalar::f32;
    std::optional<Scalar> count_type;  ///< set for lists
};

struct Element {
    std::string name;
    std::uint64_t count = 0;
    std::vector<Property> properties;
};

struct Header {
    enum class Format { text, little, big } format = Format::text;
    std::vector<Element> elements;
    std::size_t end = 0;  ///< offset of the data
};

std::optional<Scalar> parse_scalar(std::string_view word) {
    constexpr std::pair<std::string_view, Scalar> k_words[] = {
        {"char", Scalar::i8},   {"int8", Scalar::i8},     {"uchar", Scalar::u8},   {"uint8", Scalar::u8},
        {"short", Scalar::i16}, {"int16", Scalar::i16},   {"ushort", Scalar::u16}, {"uint16", Scalar::u16},
        {"int", Scalar::i32},   {"int32", Scalar::i32},   {"uint", Scalar::u32},   {"uint32", Scalar::u32},
        {"float", Scalar::f32}, {"float32", Scalar::f32}, {"double", Scalar::f64}, {"float64", Scalar::f64}};
    for (const auto& [text, scalar] : k_words)
        if (text == word) return scalar;
    return {};
}

std::uint64_t size_of(Scalar scalar) {
    constexpr std::uint64_t k_sizes[] = {1, 1, 2, 2, 4, 4, 4, 8};
    return k_sizes[static_cast<int>(scalar)];
}

double scalar_at(std::string_view bytes, std::uint64_t at, Scalar scalar, bool big) {
    switch (scalar) {
        case Scalar::i8:
            return value_at<std::int8_t>(bytes, at);
        case Scalar::u8:
            return value_at<std::uint8_t>(bytes, at);
        case Scalar::i16:
            return value_at<std::int16_t>(bytes, at, big);
        case Scalar::u16:
            return value_at<std::uint16_t>(bytes, at, big);
        case Scalar::i32:
            return value_at<std::int32_t>(bytes, at, big);
        case Scalar::u32:
            return value_at<std::uint32_t>(bytes, at, big);
        case Scalar::f32:
            return value_at<float>(bytes, at, big);
        case Scalar::f64:
            return value_at<double>(bytes, at, big);
    }
    return 0;
}

std::vector<std::string> words_of(std::string_view line) {
    std::vector<std::string> words;
    for (std::string& word : base::split(line, ' '))
        if (!word.empty()) words.push_back(std::move(word));
    return words;
}

class PlyParser {
public:
    PlyParser(std::string_view bytes, const std::string& name) : bytes_(bytes), name_(name) {}

    base::Result<MeshFile> parse() {
        if (!read_header() || !check_sizes()) return tl::make_unexpected(error_);
        for (const Element& element : header_.elements)
            if (!read_element(element)) return tl::make_unexpected(error_);
        const std::size_t vertices = mesh_.positions.size();
        for (const glm::uvec3& tri : mesh_.triangles)
            if (const std::uint32_t highest = std::max({tri.x, tri.y, tri.z}); highest >= vertices)
                return base::fail(ErrorCode::bad_data, fmt::format("a face names vertex {}, but the file has {}", highest, vertices),
                                  name_);
        if (mesh_.triangles.empty()) return base::fail(ErrorCode::bad_data, "holds no faces, expected a PLY mesh", name_);
        MeshFile file;
        file.meshes.push_back({{}, std::move(mesh_)});
        return file;
    }

private:
    bool refuse(std::string what) {
        error_ = base::Error{ErrorCode::bad_data, std::move(what), name_, {}};
        return false;
    }

    bool read_header() {
        std::size_t at = 0;
        for (int line_number = 1;; ++line_number) {
            const std::size_t newline = bytes_.find('\n', at);
            if (line_number == 1 && base::trim(bytes_.substr(0, std::min<std::size_t>(newline, 8))) != "ply")
                return refuse(fmt::format("starts with `{}`, expected `ply`", printable_start(bytes_)));
            if (newline == std::string_view::npos || line_number > 1000) return refuse("has a header without `end_header`; it is cut off");
            const std::string_view line = base::trim(bytes_.substr(at, newline - at));
            at = newline + 1;
            if (line == "end_header") break;
            if (line_number > 1 && !read_header_line(words_of(line))) return false;
        }
        header_.end = at;
        return true;
    }

    bool read_header_line(const std::vector<std::string>& words) {
        if (words.empty() || words[0] == "comment" || words[0] == "obj_info") return true;
        if (words[0] == "format" && words.size() >= 2) {
            if (words[1] != "ascii" && words[1] != "binary_little_endian" && words[1] != "binary_big_endian")
                return refuse("has the unknown format `" + words[1] + "`");
            header_.format = words[1] == "ascii"               ? Header::Format::text
                             : words[1] == "binary_big_endian" ? Header::Format::big
                                                               : Header::Format::little;
            return true;
        }
        if (words[0] == "element" && words.size() == 3) return add_element(words);
        if (words[0] == "property" && !header_.elements.empty()) return add_property(words);
        return refuse("has the header line `" + words[0] + " ...`, expected format, element or property");
    }

    bool add_element(const std::vector<std::string>& words) {
        std::int64_t count = 0;
        const char* at = words[2].data();
        if (!read_integer(at, at + words[2].size(), count) || count < 0) return refuse("element `" + words[1] + "` has no count");
        header_.elements.push_back({words[1], static_cast<std::uint64_t>(count), {}});
        return true;
    }

    bool add_property(const std::vector<std::string>& words) {
        const bool is_list = words.size() == 5 && words[1] == "list";
        if (!is_list && words.size() != 3) return refuse("has a property line of " + std::to_string(words.size()) + " words");
        const auto type = parse_scalar(words[is_list ? 3 : 1]);
        const auto count_type = is_list ? parse_scalar(words[2]) : std::nullopt;
        if (!type || (is_list && !count_type)) return refuse("property `" + words.back() + "` has an unknown type");
        header_.elements.back().properties.push_back({words.back(), *type, count_type});
        return true;
    }

    /// Every row takes at least its fixed values, so false counts are told before memory is taken.
    bool check_sizes() {
        const bool text = header_.format == Header::Format::text;
        std::uint64_t left = bytes_.size() - header_.end + 1;  // the last line of text may lack its line end
        for (const Element& element : header_.elements) {
            std::uint64_t row = 0;
            for (const Property& property : element.properties) row += text ? 2 : size_of(property.count_type.value_or(property.type));
            if (element.count > 0 && row == 0) return refuse("element `" + element.name + "` has no properties");
            if (element.count > 0 && element.count > left / row)
                return refuse(fmt::format("declares {} of element `{}`, but has only {} bytes; it is cut off or damaged", element.count,
                                          element.name, bytes_.size()));
            left -= element.count * row;
        }
        at_ = header_.end;
        return true;
    }

    bool next(Scalar type, double& value) {
        if (header_.format == Header::Format::text) {
            const char* at = bytes_.data() + at_;
            const char* end = bytes_.data() + bytes_.size();
            while (at < end && static_cast<unsigned char>(*at) <= ' ') ++at;
            if (!read_number(at, end, value)) return refuse("ends early or holds a damaged number");
            at_ = static_cast<std::size_t>(at - bytes_.data());
            return true;
        }
        if (!has_bytes(bytes_, at_, size_of(type))) return refuse("ends within its data; it is cut off");
        value = scalar_at(bytes_, at_, type, header_.format == Header::Format::big);
        at_ += size_of(type);
        return true;
    }

    bool read_element(const Element& element) {
        const bool is_vertex = element.name == "vertex";
        if (is_vertex) mesh_.positions.reserve(element.count);
        for (std::uint64_t row = 0; row < element.count; ++row) {
            glm::dvec3 position(0);
            for (const Property& property : element.properties) {
                if (property.count_type) {
                    if (!read_list(element, property)) return false;
                    continue;
                }
                double value = 0;
                if (!next(property.type, value)) return false;
                if (property.name == "x" || property.name == "y" || property.name == "z") position[property.name[0] - 'x'] = value;
            }
            if (!is_vertex) continue;
            const glm::vec3 point(position);
            if (!std::isfinite(point.x) || !std::isfinite(point.y) || !std::isfinite(point.z))
                return refuse(fmt::format("vertex {} is no finite point", row));
            mesh_.positions.push_back(point);
        }
        return true;
    }

    bool read_list(const Element& element, const Property& property) {
        const bool is_face = element.name == "face" && (property.name == "vertex_indices" || property.name == "vertex_index");
        double count = 0;
        if (!next(*property.count_type, count)) return false;
        if (!(count >= 0) || count > static_cast<double>(bytes_.size())) return refuse("has a list with a damaged count");
        std::uint32_t first = 0, last = 0;
        for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(count); ++i) {
            double value = 0;
            if (!next(property.type, value)) return false;
            if (!is_face) continue;
            if (!(value >= 0) || value > 4e9) return refuse(fmt::format("a face names vertex {}", value));
            const auto index = static_cast<std::uint32_t>(value);
            if (i == 0) first = index;
            if (i >= 2) mesh_.triangles.emplace_back(first, last, index);
            last = index;
        }
        return true;
    }

    std::string_view bytes_;
    const std::string& name_;
    Header header_;
    std::size_t at_ = 0;
    geometry::TriangleMesh mesh_;
    base::Error error_;
};

}  // namespace

base::Result<MeshFile> parse_ply(std::string_view bytes, const std::string& name) {
    return PlyParser(bytes, name).parse();
}

}  // namespace smrt::readers
