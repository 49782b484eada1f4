// Guessing units and axes by the size and shape of the whole.
#include "readers/scale_guess.h"

#include <fmt/format.h>

#include <algorithm>

namespace smrt::readers {
namespace {

constexpr double k_largest_believable = 30;      // metres; beyond it a stated unit is taken as a mistake
constexpr double k_smallest_believable = 0.003;  // metres

double largest(const glm::vec3& v) {
    return std::max({v.x, v.y, v.z});
}

geometry::Box box_of(const MeshFile& file) {
    geometry::Box box;
    for (const NamedMesh& named : file.meshes) box.include(named.mesh.bounds());
    return box;
}

/// Stated units are believed unless the whole would come out absurd, as for glTF written in millimetres.
bool statements_believable(const std::vector<MeshFile>& files, const std::vector<geometry::Box>& boxes, const std::string& source,
                           base::Findings& findings) {
    geometry::Box whole;
    for (std::size_t i = 0; i < files.size(); ++i) {
        if (!files[i].metres_per_unit) continue;
        const auto scale = static_cast<float>(*files[i].metres_per_unit);
        whole.include(boxes[i].lower * scale);
        whole.include(boxes[i].upper * scale);
    }
    if (whole.empty()) return true;
    const double size = largest(whole.size());
    if (size >= k_smallest_believable && size <= k_largest_believable) return true;
    findings.add(base::Severity::warning, source, "stated-units",
                 fmt::format("by its stated units the whole would be {:.4g} m large; units are guessed instead", size),
                 "say the units with --units mm, cm or m");
    return false;
}

const char* word_of(double metres_per_unit) {
    return metres_per_unit == 1 ? "m" : metres_per_unit == 0.01 ? "cm" : "mm";
}

void tell_guess(const FileScale& guess, const glm::vec3& extents, bool units, bool up, const std::string& source,
                base::Findings& findings) {
    const double size = largest(extents) * guess.metres_per_unit;
    const bool body_like = size > 0.3 && size < 3;
    if (units)
        findings.add(body_like ? base::Severity::note : base::Severity::warning, source, "guessed-units",
                     fmt::format("units are not stated; taken as {}, because the whole is {:.4g} units large, which makes {:.3g} m",
                                 word_of(guess.metres_per_unit), largest(extents), size),
                     "if that is wrong, say --units mm, cm or m");
    if (up)
        findings.add(body_like ? base::Severity::note : base::Severity::warning, source, "guessed-up",
                     fmt::format("the up axis is not stated; taken as {}, because the whole spans x {:.4g}, y {:.4g}, z {:.4g}",
                                 guess.up == UpAxis::z ? "z" : "y", extents.x, extents.y, extents.z),
                     "if that is wrong, say --up y or --up z");
}

}  // namespace

double guess_metres_per_unit(double extent) {
    return extent < 3 ? 1.0 : extent < 300 ? 0.01 : 0.001;
}

UpAxis guess_up(const glm::vec3& extents) {
    return extents.z > 1.2f * extents.y && extents.z >= 0.8f * extents.x ? UpAxis::z : UpAxis::y;
}

std::vector<FileScale> choose_scales(const std::vector<MeshFile>& files, const ImportOptions& options, const std::string& source,
                                     base::Findings& findings) {
    std::vector<geometry::Box> boxes;
    for (const MeshFile& file : files) boxes.push_back(box_of(file));
    const bool units_given = options.metres_per_unit.has_value(), up_given = options.up != 'a';
    const bool believable = units_given || statements_believable(files, boxes, source, findings);
    geometry::Box unknown;
    bool guess_units = false, guess_axis = false;
    for (std::size_t i = 0; i < files.size(); ++i) {
        const bool units_known = units_given || (files[i].metres_per_unit && believable);
        const bool up_known = up_given || files[i].up;
        if (!units_known || !up_known) unknown.include(boxes[i]);
        guess_units |= !units_known;
        guess_axis |= !up_known;
    }
    FileScale guess{guess_metres_per_unit(largest(unknown.size())), guess_up(unknown.size())};
    std::vector<FileScale> scales;
    for (const MeshFile& file : files) {
        FileScale scale = guess;
        if (file.metres_per_unit && believable) scale.metres_per_unit = *file.metres_per_unit;
        if (file.up) scale.up = *file.up;
        if (units_given) scale.metres_per_unit = *options.metres_per_unit;
        if (up_given) scale.up = options.up == 'z' ? UpAxis::z : UpAxis::y;
        scales.push_back(scale);
    }
    if (!guess_units && !scales.empty()) guess.metres_per_unit = scales.front().metres_per_unit;
    tell_guess(guess, unknown.size(), guess_units, guess_axis, source, findings);
    return scales;
}

}  // namespace smrt::readers
