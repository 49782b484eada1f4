// Reading and writing shapes: spheres one a line, rods and slabs as groups of sphere numbers.
#include "anatomy/shape_definition.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>
#include <set>

#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

namespace fs = std::filesystem;
constexpr std::array<const char*, 4> k_sides = {"midline", "paired", "right", "left"};
constexpr float k_mm = 0.001f;

/// Groups of numbers, separated by line ends or commas; empty if one of them has another size or is no number.
std::optional<std::vector<std::vector<float>>> parse_groups(const std::string& text, std::size_t size) {
    std::vector<std::vector<float>> out(1);
    const char *at = text.data(), *end = at + text.size();
    const auto close = [&] {
        if (!out.back().empty()) out.emplace_back();
    };
    while (at < end) {
        if (*at == ',' || *at == '\n') close();
        if (*at == ',' || *at == '\n' || *at == ' ' || *at == '\t' || *at == '\r') {
            ++at;
            continue;
        }
        float value = 0;
        const auto read = std::from_chars(at, end, value);
        if (read.ec != std::errc() || !std::isfinite(value)) return std::nullopt;
        out.back().push_back(value);
        at = read.ptr;
    }
    if (out.back().empty()) out.pop_back();
    const bool right_size = std::all_of(out.begin(), out.end(), [size](const auto& group) { return group.size() == size; });
    return right_size ? std::optional(std::move(out)) : std::nullopt;
}

/// Reads one definition; the first fault ends it.
class ShapeReader {
public:
    ShapeReader(std::string id, const base::Definition& table, base::Findings& findings) : table_(table), findings_(findings) {
        out_.id = std::move(id);
    }
    std::optional<ShapeDefinition> read();

private:
    bool fault(const char* code, std::string what, const char* mend) {
        findings_.add(base::Severity::error, table_.place().text(), code, fmt::format("shape `{}` {}", out_.id, what), mend);
        return false;
    }
    bool read_head();
    bool read_spheres();
    bool read_lines(const std::string& text);
    bool read_joints();
    template <class Group>
    bool read_groups(const char* key, std::vector<Group>& into);

    const base::Definition& table_;
    base::Findings& findings_;
    ShapeDefinition out_;
};

bool ShapeReader::read_head() {
    table_.check_keys({"name", "kind", "side", "fma", "fma_left", "at", "spheres", "rods", "slabs", "lines", "sheet", "cut", "fine",
                       "hollow", "part_of", "builds", "source"},
                      findings_);
    out_.name = table_.text("name", findings_);
    out_.kind = parse_kind(table_.text("kind", findings_));
    out_.fma = table_.text_or("fma", "", findings_);
    out_.fma_left = table_.text_or("fma_left", "", findings_);
    out_.cut = table_.text_or("cut", "", findings_);
    out_.fine = table_.boolean_or("fine", false, findings_);
    out_.hollow = table_.boolean_or("hollow", false, findings_);
    out_.part_of = table_.texts("part_of", findings_);
    out_.builds = table_.texts("builds", findings_);
    out_.sources = table_.texts("source", findings_);
    const std::string side = table_.text("side", findings_);
    const auto found = std::find(k_sides.begin(), k_sides.end(), side);
    if (found == k_sides.end()) return fault("unknown-side", fmt::format("has side `{}`", side), "use midline, paired, right or left");
    out_.side = static_cast<ShapeSide>(found - k_sides.begin());
    if (out_.kind == Kind::unknown) return fault("unknown-kind", "has a kind that is not known", "use a word such as bone or muscle");
    if ((out_.fine || out_.hollow) && out_.kind != Kind::skin)
        return fault("not-skin", "is `fine` or `hollow` but no skin", "leave that out");
    if (out_.sources.empty()) return fault("no-source", "names no source", "add source = [\"key of sources.toml\"]");
    return !out_.name.empty();
}

/// "@Scapula 0.1 0.9 0.4 + 0 -5 3 r 2.5": part, shares of its box, millimetres on top, radius; @ puts it on the surface.
std::optional<LinePoint> parse_point(std::string_view text) {
    LinePoint out;
    std::vector<float> numbers;
    bool offset = false, radius = false;
    for (const std::string& word : base::split(std::string(base::trim(text)), ' ')) {
        if (word.empty()) continue;
        if (word == "+" || word == "r") {
            offset = offset || word == "+", radius = radius || word == "r";
            continue;
        }
        float value = 0;
        const auto read = std::from_chars(word.data(), word.data() + word.size(), value);
        if (read.ec == std::errc() && read.ptr == word.data() + word.size())
            numbers.push_back(value);
        else if (!numbers.empty())
            return std::nullopt;
        else
            out.part += (out.part.empty() ? "" : " ") + word;
    }
    if (out.part.empty() || numbers.size() != 3u + (offset ? 3u : 0u) + (radius ? 1u : 0u)) return std::nullopt;
    if (out.part.front() == '@') out.on_surface = true, out.part.erase(0, 1);
    out.share = {numbers[0], numbers[1], numbers[2]};
    if (offset) out.offset = k_mm * glm::vec3(numbers[3], numbers[4], numbers[5]);
    if (radius) out.radius = k_mm * numbers.back();
    return out.radius > 0 ? std::optional(out) : std::nullopt;
}

bool ShapeReader::read_lines(const std::string& text) {
    out_.sheet = table_.boolean_or("sheet", false, findings_);
    std::size_t figures = 0;
    for (const std::string& row : base::split(text, '\n')) {
        if (base::trim(row).empty()) continue;
        std::vector<LinePoint> line;
        for (const std::string& piece : base::split(row, ';')) {
            const auto point = parse_point(piece);
            if (!point)
                return fault("bad-line", fmt::format("has a point `{}`", base::trim(piece)),
                             "write a point as: @Scapula 0.1 0.9 0.4 + 0 -5 3 r 2.5");
            line.push_back(*point);
        }
        if (line.size() < 2) return fault("bad-line", "has a line with one point", "give origin and insertion, separated by `;`");
        figures += 7 * line.size();
        out_.lines.push_back(std::move(line));
    }
    if (out_.lines.empty()) return fault("bad-line", "has no line", "give one line of points a fibre");
    if (out_.sheet && out_.lines.size() < 2)
        return fault("bad-line", "is a sheet of one line", "give two lines or more, or leave out sheet");
    if (figures > k_most_figures)
        return fault("too-many-figures", fmt::format("has about {} figures, at most {} are allowed", figures, k_most_figures),
                     "use fewer points");
    return true;
}

bool ShapeReader::read_spheres() {
    const std::vector<double> at = table_.numbers("at", findings_);
    if (at.size() != 3)
        return fault("bad-origin", fmt::format("has {} numbers in `at`, expected 3", at.size()), "give x, y, z in millimetres");
    const auto spheres = parse_groups(table_.text("spheres", findings_), 4);
    if (!spheres || spheres->empty())
        return fault("bad-spheres", "has a line that is not x y z radius", "give four numbers a line, millimetres");
    for (const std::vector<float>& s : *spheres) {
        if (s[3] <= 0) return fault("bad-spheres", fmt::format("has a sphere of radius {}", s[3]), "give a radius above 0");
        out_.shape.spheres.push_back({k_mm * (glm::vec3(at[0], at[1], at[2]) + glm::vec3(s[0], s[1], s[2])), k_mm * s[3]});
    }
    return true;
}

template <class Group>
bool ShapeReader::read_groups(const char* key, std::vector<Group>& into) {
    constexpr auto size = static_cast<std::size_t>(Group::length());
    const auto groups = parse_groups(table_.text_or(key, "", findings_), size);
    if (!groups)
        return fault("bad-joints", fmt::format("has a group in `{}` that is not {} sphere numbers", key, size),
                     "separate groups by commas");
    for (const std::vector<float>& numbers : *groups) {
        Group group;
        for (std::size_t k = 0; k < size; ++k) {
            const float n = numbers[k];
            if (n < 0 || n != std::floor(n) || n >= static_cast<float>(out_.shape.spheres.size()))
                return fault("bad-joints", fmt::format("joins sphere {} in `{}`, it has {}", n, key, out_.shape.spheres.size()),
                             "count from 0");
            group[static_cast<int>(k)] = static_cast<std::uint32_t>(n);
        }
        into.push_back(group);
    }
    return true;
}

bool ShapeReader::read_joints() {
    if (!read_groups("rods", out_.shape.edges) || !read_groups("slabs", out_.shape.triangles)) return false;
    const std::size_t figures = count_figures(out_.shape);
    if (figures > k_most_figures)
        return fault("too-many-figures", fmt::format("has {} figures, at most {} are allowed", figures, k_most_figures),
                     "fit it with fewer spheres");
    return true;
}

std::optional<ShapeDefinition> ShapeReader::read() {
    if (!read_head()) return std::nullopt;
    const bool laid = table_.find("lines") != nullptr;
    if (laid && table_.find("spheres") != nullptr) fault("two-shapes", "has both spheres and lines", "keep one of them");
    if (!laid && !out_.cut.empty()) fault("not-cut", "is cut from another shape but has no lines", "say with lines where the piece lies");
    const bool read = laid ? read_lines(table_.text("lines", findings_)) : read_spheres() && read_joints();
    return read ? std::optional(std::move(out_)) : std::nullopt;
}

void read_file(const fs::path& path, std::vector<ShapeDefinition>& out, std::set<std::string>& ids, base::Findings& findings) {
    const auto file = base::read_definition_file(path);
    if (!file) return findings.add(base::Severity::error, file.error().place, "unreadable", file.error().message);
    for (const auto& [id, table] : file->members()) {
        if (table.type() != base::Definition::Type::table) {
            findings.add(base::Severity::error, table.place().text(), "wrong-type", fmt::format("`{}` is no table, expected [{}]", id, id));
            continue;
        }
        if (!ids.insert(id).second) {
            findings.add(base::Severity::error, table.place().text(), "twice", fmt::format("shape `{}` is defined twice", id),
                         "keep one of them");
            continue;
        }
        if (auto shape = ShapeReader(id, table, findings).read()) out.push_back(std::move(*shape)), out.back().file = path.stem().string();
    }
}

template <class Group>
std::string join_groups(const std::vector<Group>& groups) {
    std::string out;
    for (const Group& group : groups) {
        if (!out.empty()) out += ", ";
        for (int k = 0; k < Group::length(); ++k) out += fmt::format("{}{}", k == 0 ? "" : " ", group[k]);
    }
    return out;
}

std::string write_one(const ShapeDefinition& shape) {
    glm::vec3 at(0);
    for (const geometry::Sphere& s : shape.shape.spheres) at += s.centre / static_cast<float>(shape.shape.spheres.size());
    at = glm::round(at / k_mm);
    std::string out = fmt::format("[{}]\nname = \"{}\"\nkind = \"{}\"\nside = \"{}\"\n", shape.id, shape.name, name_of(shape.kind),
                                  k_sides[static_cast<std::size_t>(shape.side)]);
    if (!shape.fma.empty()) out += fmt::format("fma = \"{}\"\n", shape.fma);
    if (!shape.fma_left.empty()) out += fmt::format("fma_left = \"{}\"\n", shape.fma_left);
    if (shape.fine) out += "fine = true\n";
    out += fmt::format("at = [{:g}, {:g}, {:g}]\nspheres = \"\"\"\n", at.x, at.y, at.z);
    for (const geometry::Sphere& s : shape.shape.spheres) {
        const glm::vec3 local = s.centre / k_mm - at;
        out += fmt::format("{:.1f} {:.1f} {:.1f} {:.1f}\n", local.x, local.y, local.z, std::max(0.1f, s.radius / k_mm));
    }
    out += "\"\"\"\n";
    if (!shape.shape.edges.empty()) out += fmt::format("rods = \"{}\"\n", join_groups(shape.shape.edges));
    if (!shape.shape.triangles.empty()) out += fmt::format("slabs = \"{}\"\n", join_groups(shape.shape.triangles));
    std::string sources;
    for (const std::string& source : shape.sources) sources += fmt::format("{}\"{}\"", sources.empty() ? "" : ", ", source);
    return out + fmt::format("source = [{}]\n", sources);
}

}  // namespace

void cut_pieces(std::vector<ShapeDefinition>& shapes, base::Findings& findings) {
    std::set<std::string> wholes;
    for (ShapeDefinition& piece : shapes) {
        if (piece.cut.empty()) continue;
        const auto whole = std::find_if(shapes.begin(), shapes.end(), [&](const ShapeDefinition& s) { return s.id == piece.cut; });
        piece.guide = std::move(piece.shape);
        piece.shape = {};
        if (whole == shapes.end() || !whole->lines.empty() || whole->side != piece.side) {
            findings.add(base::Severity::error, piece.id, "nothing-to-cut",
                         fmt::format("is cut from `{}`, which is no measured shape of the same side", piece.cut));
            continue;
        }
        piece.shape = whole->shape;
        wholes.insert(whole->id);
    }
    std::erase_if(shapes, [&](const ShapeDefinition& s) { return wholes.contains(s.id) || (!s.cut.empty() && s.shape.spheres.empty()); });
}

std::size_t count_figures(const geometry::SphereMesh& shape) {
    return 3 + 4 * shape.spheres.size() + 2 * shape.edges.size() + 3 * shape.triangles.size();
}

std::vector<ShapeDefinition> read_shape_definitions(const fs::path& folder, base::Findings& findings) {
    std::vector<fs::path> files;
    std::error_code failure;
    for (const auto& entry : fs::directory_iterator(folder, failure))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (failure)
        findings.add(base::Severity::error, folder.string(), "unreadable", fmt::format("cannot list the shapes: {}", failure.message()));
    std::sort(files.begin(), files.end());
    std::vector<ShapeDefinition> out;
    std::set<std::string> ids;
    for (const fs::path& file : files) read_file(file, out, ids, findings);
    return out;
}

std::string write_shape_definitions(const std::vector<ShapeDefinition>& shapes, const std::string& purpose) {
    std::string out = "# " + purpose + "\n";
    for (const ShapeDefinition& shape : shapes) out += "\n" + write_one(shape);
    return out;
}

}  // namespace smrt::anatomy
