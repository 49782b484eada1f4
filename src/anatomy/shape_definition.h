// Shapes of the default body as text defines them: sphere-meshes with names, in assets/body/shapes.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "base/findings.h"
#include "base/result.h"
#include "geometry/sphere_mesh.h"

namespace smrt::anatomy {

enum class ShapeSide : std::uint8_t {
    midline,  ///< once, as written
    paired,   ///< written for the right, mirrored for the left
    right,    ///< once, on the right
    left,     ///< once, on the left
};

/// A place told by a part of the body (mostly a bone), so that it is found on any body.
struct LinePoint {
    std::string part;     ///< name without side: "Scapula"
    glm::vec3 share{0};   ///< of the part's box: lateral 0 medial .. 1 lateral (midline parts: 0 midplane .. 1 side), superior, anterior
    glm::vec3 offset{0};  ///< metres on top: lateral, superior, anterior
    bool on_surface = false;  ///< moved to the nearest place of the part's surface
    float radius = 0.002f;    ///< metres
};

/// One structure. Spheres are in metres, in the standing body's axes; the text has millimetres about the structure's own origin.
struct ShapeDefinition {
    std::string id;    ///< "femur"
    std::string file;  ///< name of the file that it stands in, without folder and ending
    std::string name;  ///< without side: "Femur"
    Kind kind = Kind::unknown;
    ShapeSide side = ShapeSide::midline;
    std::string fma;                            ///< of the right or only one; may be empty
    std::string fma_left;                       ///< of the left of a pair; may be empty
    geometry::SphereMesh shape;                 ///< measured; empty if it is laid along lines
    std::vector<std::vector<LinePoint>> lines;  ///< fibres from origin to insertion; side by side they make a sheet
    bool sheet = false;                         ///< neighbouring lines are joined by slabs
    std::string cut;                            ///< id of a measured shape that this is a piece of: what lies nearest to its own lines
    geometry::SphereMesh guide;                 ///< its lines, once `shape` is that of the whole
    bool fine = false;                          ///< skin: keeps its small features, where the rest is evened out
    bool hollow = false;                        ///< skin: taken away from it, as between the lids
    std::vector<std::string> part_of;           ///< ids of structures that hold it where other bodies draw them as one
    std::vector<std::string> builds;            ///< of the default body that have it ("female"); empty: all
    std::vector<std::string> sources;           ///< keys of sources.toml
};

/// Gives pieces the shape of what they are cut from, keeps their lines as guides, and drops the wholes. Input: all lines are laid.
/// Errors: a finding "nothing-to-cut" where the whole is missing; the piece is then dropped.
void cut_pieces(std::vector<ShapeDefinition>& shapes, base::Findings& findings);

/// Most figures that a structure may have: measuring is not copying.
inline constexpr std::size_t k_most_figures = 400;
/// Figures of a shape: four a sphere, and the numbers that name spheres in rods and slabs.
[[nodiscard]] std::size_t count_figures(const geometry::SphereMesh& shape);

/// Reads every *.toml of the folder, in the order of file names. Faults are collected; a faulty definition is left out.
[[nodiscard]] std::vector<ShapeDefinition> read_shape_definitions(const std::filesystem::path& folder, base::Findings& findings);

/// Text of definitions as read_shape_definitions reads it; a first line says what the file is for.
[[nodiscard]] std::string write_shape_definitions(const std::vector<ShapeDefinition>& shapes, const std::string& purpose);

}  // namespace smrt::anatomy
