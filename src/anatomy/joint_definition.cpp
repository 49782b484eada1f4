// Reads joints, couplings and movement words from text.
#include "anatomy/joint_definition.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace smrt::anatomy {
namespace {

using base::Definition;
using base::Findings;
using base::Severity;

CoordinateDefinition parse_coordinate(const Definition& table, Findings& findings) {
    table.check_keys(
        {"id", "axis", "positive", "slide", "along_child", "surface", "shown", "range", "rest_from", "rest_to", "rest_share", "source"},
        findings);
    CoordinateDefinition out;
    out.place = table.place();
    out.id = table.text("id", findings);
    out.axis = table.text("axis", findings);
    out.positive = table.text("positive", findings);
    out.slide = table.boolean_or("slide", false, findings);
    out.along_child = table.boolean_or("along_child", false, findings);
    out.surface = table.text_or("surface", "", findings);
    out.shown = table.number_or("shown", 1, findings);
    out.rest_share = table.number_or("rest_share", 1, findings);
    out.rest_from = table.text_or("rest_from", "", findings);
    out.rest_to = table.text_or("rest_to", "", findings);
    out.source = table.text("source", findings);
    const std::vector<double> range = table.numbers("range", findings);
    if (range.size() == 2 && range[0] < range[1])
        out.lower = range[0], out.upper = range[1];
    else
        findings.add(Severity::error, table.place().text(), "bad-range",
                     fmt::format("coordinate `{}` needs `range = [lowest, highest]`", out.id));
    if (out.slide ? !out.surface.empty() : out.along_child)
        findings.add(Severity::error, table.place().text(), "bad-coordinate",
                     fmt::format("coordinate `{}`: `surface` is for turns, `along_child` for slides", out.id));
    return out;
}

const std::vector<std::string> k_motions = {"turns", "swing", "glide"};  ///< in the order of JointMotion

JointDefinition parse_joint(const Definition& table, Findings& findings) {
    table.check_keys(
        {"id",          "name",   "side",   "parent", "child",      "reference",  "bones", "fused_in",    "fused_share", "mean_of",
         "mean_shares", "hinged", "centre", "motion", "limb_along", "limb_hinge", "wall",  "wall_points", "coordinate",  "source"},
        findings);
    JointDefinition out;
    out.place = table.place();
    out.id = table.text("id", findings);
    out.name = table.text("name", findings);
    out.paired = table.text("side", findings) == "paired";
    out.parent = table.text("parent", findings);
    out.child = table.text("child", findings);
    out.reference = table.text_or("reference", "pelvis", findings);
    out.bones = table.texts("bones", findings);
    out.fused_in = table.text_or("fused_in", "", findings);
    out.fused_share = table.number_or("fused_share", 0, findings);
    out.mean_of = table.texts("mean_of", findings);
    out.mean_shares = table.numbers("mean_shares", findings);
    out.hinged = table.boolean_or("hinged", true, findings);
    out.centre = table.texts("centre", findings);
    out.motion = static_cast<JointMotion>(table.choice("motion", k_motions, findings));
    out.limb_along = table.text_or("limb_along", "", findings);
    out.limb_hinge = table.text_or("limb_hinge", "", findings);
    out.wall = table.text_or("wall", "", findings);
    out.wall_points = table.texts("wall_points", findings);
    out.source = table.text("source", findings);
    for (const Definition& coordinate : table.tables("coordinate")) out.coordinates.push_back(parse_coordinate(coordinate, findings));
    const auto require = [&](bool holds, const char* what) {
        if (!holds) findings.add(Severity::error, table.place().text(), "incomplete-joint", fmt::format("joint `{}` {}", out.id, what));
    };
    require(!out.bones.empty() && !out.centre.empty(), "needs `bones` and `centre`");
    require(out.mean_of.size() == out.mean_shares.size(), "needs as many `mean_shares` as `mean_of`");
    if (out.motion == JointMotion::glide &&
        std::any_of(out.coordinates.begin(), out.coordinates.end(), [](const auto& c) { return c.along_child; }))
        findings.add(Severity::error, table.place().text(), "bad-coordinate",
                     fmt::format("joint `{}` glides: its slides cannot be `along_child`", out.id));
    const auto turning = std::count_if(out.coordinates.begin(), out.coordinates.end(), [](const auto& c) { return !c.slide; });
    if (out.motion == JointMotion::swing)
        require(turning == 4 && !out.limb_along.empty() && !out.limb_hinge.empty(),
                "swings, so it needs `limb_along`, `limb_hinge` and four turning coordinates: forward, sideways, plane, spin");
    if (out.motion == JointMotion::glide)
        require(turning == 3 && !out.wall.empty() && out.wall_points.size() == 2,
                "glides, so it needs `wall`, two `wall_points` and three turning coordinates: in its plane, about the vertical, tilt");
    return out;
}

CouplingDefinition parse_coupling(const Definition& table, Findings& findings) {
    table.check_keys({"driver", "driven", "total", "at", "setting_sideways", "setting_forward", "source"}, findings);
    CouplingDefinition out;
    out.place = table.place();
    out.driver = table.text("driver", findings);
    out.driven = table.text("driven", findings);
    out.total = table.number("total", findings);
    out.at = table.number("at", findings);
    out.setting_sideways = table.number("setting_sideways", findings);
    out.setting_forward = table.number("setting_forward", findings);
    out.source = table.text("source", findings);
    if (!(out.at > 2 * std::max(out.setting_sideways, out.setting_forward)))
        findings.add(Severity::error, table.place().text(), "bad-coupling",
                     fmt::format("coupling of `{}` must reach its total later than twice its setting angles", out.driven));
    return out;
}

CurveDefinition parse_curve(const Definition& table, Findings& findings) {
    table.check_keys({"driver", "driven", "at", "value", "source"}, findings);
    CurveDefinition out;
    out.place = table.place();
    out.driver = table.text("driver", findings);
    out.driven = table.text("driven", findings);
    out.source = table.text("source", findings);
    const std::vector<double> at = table.numbers("at", findings), value = table.numbers("value", findings);
    if (at.size() < 2 || at.size() != value.size() || !std::is_sorted(at.begin(), at.end(), std::less_equal<>()))
        findings.add(Severity::error, table.place().text(), "bad-curve",
                     fmt::format("the curve of `{}` needs rising `at` and as many `value`, two or more", out.driven));
    else
        for (std::size_t i = 0; i < at.size(); ++i) out.points.emplace_back(at[i], value[i]);
    return out;
}

ContactDefinition parse_contact(const Definition& table, Findings& findings) {
    table.check_keys({"driver", "driven", "source"}, findings);
    ContactDefinition out;
    out.place = table.place();
    out.driver = table.text("driver", findings);
    out.driven = table.text("driven", findings);
    out.source = table.text("source", findings);
    return out;
}

MovementDefinition parse_movement(const Definition& table, Findings& findings) {
    table.check_keys({"word", "coordinates", "shares", "toward", "gathers"}, findings);
    MovementDefinition out;
    out.place = table.place();
    out.word = table.text("word", findings);
    out.gathers = table.boolean_or("gathers", false, findings);
    if (!out.gathers) {
        out.coordinates = table.texts("coordinates", findings);
        out.shares = table.numbers("shares", findings);
    }
    out.toward = table.boolean_or("toward", false, findings);
    if (!out.gathers && (out.coordinates.empty() || out.coordinates.size() != out.shares.size()))
        findings.add(Severity::error, table.place().text(), "bad-movement",
                     fmt::format("movement `{}` needs as many `shares` as `coordinates`, at least one", out.word));
    return out;
}

}  // namespace

void parse_joint_definitions(const Definition& file, JointDefinitions& out, Findings& findings) {
    file.check_keys({"joint", "coupling", "curve", "contact"}, findings);
    base::parse_tables(file, "joint", parse_joint, out.joints, findings);
    base::parse_tables(file, "coupling", parse_coupling, out.couplings, findings);
    base::parse_tables(file, "curve", parse_curve, out.curves, findings);
    base::parse_tables(file, "contact", parse_contact, out.contacts, findings);
}

void parse_movement_definitions(const Definition& file, JointDefinitions& out, Findings& findings) {
    file.check_keys({"movement"}, findings);
    base::parse_tables(file, "movement", parse_movement, out.movements, findings);
}

JointDefinitions read_joint_definitions(const std::filesystem::path& body_folder, Findings& findings) {
    JointDefinitions out;
    std::vector<std::filesystem::path> files;
    std::error_code fault;
    for (const auto& entry : std::filesystem::directory_iterator(body_folder / "joints", fault))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (fault)
        findings.add(Severity::error, (body_folder / "joints").string(), "no-folder", "the joints cannot be read: " + fault.message());
    std::sort(files.begin(), files.end());
    files.push_back(body_folder / "movements.toml");
    files.push_back(body_folder / "postures.toml");
    for (const auto& path : files) {
        const auto file = base::read_definition_file(path);
        if (!file)
            findings.add(Severity::error, file.error().place, "unreadable", file.error().message);
        else if (path.filename() == "movements.toml")
            parse_movement_definitions(*file, out, findings);
        else if (path.filename() == "postures.toml")
            out.postures = parse_posture_definitions(*file, findings);
        else
            parse_joint_definitions(*file, out, findings);
    }
    return out;
}

}  // namespace smrt::anatomy
