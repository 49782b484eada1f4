// Running every reader over the assets.
#include "tasks/check_assets.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "anatomy/classification.h"
#include "anatomy/joint_definition.h"
#include "anatomy/muscle_definition.h"
#include "body_compiler/body_build.h"
#include "body_compiler/landmark_definition.h"
#include "body_compiler/lay_lines.h"
#include "body_compiler/skin_patches.h"
#include "positions/position.h"
#include "readers/download_catalogue.h"
#include "scene/looks.h"
#include "tasks/check_sources.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using base::Findings;
using base::Severity;

void check_classification(const fs::path& assets, Findings& findings) {
    const auto classifier = anatomy::read_classifier(assets);
    if (classifier)
        findings.append(classifier->findings);
    else
        findings.add(Severity::error, classifier.error().place, "unreadable", classifier.error().message);
}

void check_landmarks_and_joints(const fs::path& assets, Findings& findings) {
    const auto landmarks = body_compiler::read_landmark_definitions(assets / "body" / "landmarks", findings);
    findings.append(body_compiler::check_landmark_definitions(landmarks));
    std::vector<std::string> ids;
    for (const auto& landmark : landmarks) ids.push_back(landmark.id);
    const auto joints = anatomy::read_joint_definitions(assets / "body", findings);
    findings.append(anatomy::check_joint_definitions(joints, ids));
}

void check_muscles(const fs::path& assets, Findings& findings) {
    (void)anatomy::read_muscle_definitions(assets / "body" / "muscles", findings);
}

/// Movements must be known to the joints, targets to the muscles.
void check_positions(const fs::path& assets, Findings& findings) {
    Findings told_elsewhere;  // the faults of joints and muscles themselves
    const auto joints = anatomy::read_joint_definitions(assets / "body", told_elsewhere);
    std::vector<std::string> targets;
    for (const auto& [id, muscle] : anatomy::read_muscle_definitions(assets / "body" / "muscles", told_elsewhere).by_id)
        targets.push_back(id);
    findings.append(positions::check_positions(positions::read_positions(assets / "positions", findings), joints, targets));
}

void check_looks(const fs::path& assets, Findings& findings) {
    (void)scene::read_looks(assets / "looks", findings);
}

void check_downloads(const fs::path& assets, Findings& findings) {
    const auto catalogue = readers::read_download_catalogue(assets / "downloads.toml");
    if (!catalogue) findings.add(Severity::error, catalogue.error().place, "unreadable", catalogue.error().message);
}

void check_shapes(const fs::path& assets, Findings& findings) {
    auto shapes = anatomy::read_shape_definitions(assets / "body" / "shapes", findings);
    body_compiler::lay_all_lines(shapes, findings);
    anatomy::cut_pieces(shapes, findings);
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(assets / "body" / "builds", ignored)) {
        const auto build = body_compiler::read_build(entry.path(), findings);
        if (!build) findings.add(Severity::error, build.error().place, "unreadable", build.error().message);
    }
    (void)body_compiler::read_skin_patches(assets / "body" / "skin_patches.toml", findings);
}

void check_bibliography(const fs::path& assets, Findings& findings) {
    findings.append(check_sources(assets));
}

/// Every reader of definition files, one line each.
constexpr std::array k_checks = {
    check_classification, check_landmarks_and_joints, check_muscles, check_positions, check_looks, check_downloads,
    check_shapes,         check_bibliography};

}  // namespace

base::Result<Findings> check_assets(const fs::path& assets) {
    std::error_code ignored;
    if (!fs::is_directory(assets, ignored))
        return base::fail(base::ErrorCode::environment, "is no folder; expected the program's folder `assets`", assets.string());
    Findings findings;
    for (const auto& check : k_checks) check(assets, findings);
    return findings;
}

Findings check_body(const scene::Model& model) {
    Findings findings;
    for (const anatomy::Part& part : model.body->parts()) {
        if (part.kind == anatomy::Kind::unknown)
            findings.add(Severity::warning, part.id, "unknown-kind", fmt::format("`{}` is of no known kind", part.name),
                         "give its kind in a --map file, or add its name to assets/body/classification");
        if (part.mesh.levels.empty() || part.mesh.levels.front().index_count == 0)
            findings.add(Severity::error, part.id, "empty-mesh", fmt::format("`{}` has no triangles", part.name));
        if (part.origin == anatomy::ShapeOrigin::laid || part.origin == anatomy::ShapeOrigin::mirrored)
            findings.add(Severity::note, part.id, "laid",
                         fmt::format("the shape of `{}` is {}", part.name, anatomy::describe(part.origin)));
    }
    if (model.rig != nullptr) findings.append(model.rig->findings);
    if (model.lymph != nullptr) findings.append(model.lymph->findings);
    if (model.rig == nullptr || model.positions == nullptr) return findings;
    const bool lacks_joints = std::any_of(model.rig->findings.list.begin(), model.rig->findings.list.end(),
                                          [](const base::Finding& finding) { return finding.code.starts_with("no-"); });
    for (const positions::Position& position : *model.positions)
        for (const anatomy::Side side : {anatomy::Side::left, anatomy::Side::right}) {
            Findings limited;
            const auto pose = positions::hold_pose(*model.rig, position, side, limited);
            // A body without some bones cannot take every position; one that has all of them can.
            if (!pose)
                findings.add(lacks_joints ? Severity::note : Severity::error,
                             fmt::format("position {} {}", position.id, anatomy::name_of(side)), "no-pose", pose.error().text());
            findings.append(limited);
        }
    return findings;
}

}  // namespace smrt::tasks
