// Everything that is to be drawn, as plain comparable data. No OpenGL here: render turns it into pixels.
#pragma once

#include <cstdint>
#include <glm/glm.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "anatomy/body.h"
#include "scene/camera.h"

namespace smrt::scene {

enum class Material : std::uint8_t {
    bone,
    cartilage,
    tooth,
    muscle,
    tendon,
    ligament,
    membrane,
    skin,
    vessel,
    lymph,
    nerve,
    brain,
    organ,
    eye,
    hair,
    plain
};

/// How one part looks. Colours are linear RGB 0..1.
struct Look {
    glm::vec3 colour{0.8f};
    Material material = Material::plain;
    float opacity = 1;  ///< 1 opaque; below 1 the part is a ghost, blended independent of order
    float glow = 0;     ///< 0..1: shines through whatever covers it, with an outline (see-through highlight)
    glm::vec3 glow_colour{1.0f, 0.75f, 0.2f};
    bool outline = false;       ///< selection outline in glow_colour
    std::uint32_t bundles = 0;  ///< bundles of fibres that glow: bit 1 the first ...; 0: all of the part
    bool operator==(const Look&) const = default;
};

/// One part of the body as it is drawn in this picture.
struct Item {
    anatomy::PartIndex part = anatomy::k_no_part;
    std::uint32_t level = 0;  ///< level of detail of the part's mesh
    Look look;
    glm::mat4 placement{1};                                ///< rigid placement (bones); identity where `posed` is set
    std::shared_ptr<const geometry::PosedVertices> posed;  ///< moved soft tissue; null: the mesh as it rests
    std::uint64_t pose_key = 0;                            ///< names the pose that `posed` was made for; 0 at rest

    /// Posed vertices are told apart by their pose, not by address or content: one pose moves them one way.
    bool operator==(const Item& other) const {
        return part == other.part && level == other.level && look == other.look && placement == other.placement &&
               pose_key == other.pose_key && (posed == nullptr) == (other.posed == nullptr);
    }
};

/// A line in space with a width in pixels: lymph vessels, fibre paths, arrows' shafts. Points in metres.
struct Line {
    std::vector<glm::vec3> points;
    glm::vec3 colour{1};
    float width = 2;  ///< pixels at scale 1
    float opacity = 1;
    bool through = false;  ///< drawn faintly also where something covers it
    bool operator==(const Line&) const = default;
};

/// A mark that points somewhere: a flow mark (chevron), an arrow head, a dot (direction zero).
struct Mark {
    glm::vec3 position{0};
    glm::vec3 direction{0};  ///< unit, or zero for a round dot
    glm::vec3 colour{1};
    float size = 8;  ///< pixels at scale 1
    bool through = false;
    bool operator==(const Mark&) const = default;
};

/// A text with a leader line to its anchor. Pixel positions are laid out by compose, not by the renderer.
struct Label {
    std::string text;
    glm::vec3 anchor{0};
    glm::vec2 position{0};  ///< pixels from the top left: centre of the text box
    glm::vec2 size{0};      ///< pixels
    float height = 13;      ///< of the letters' em square, pixels
    glm::vec3 colour{1};    ///< of text and leader
    bool leader = true;
    bool right_of_anchor = true;  ///< the box lies right of the anchor: the leader ends at the box's left edge
    bool operator==(const Label&) const = default;
};

/// Text at a fixed place of the picture: readings, captions, credit.
struct Caption {
    std::string text;
    glm::vec2 position{0};  ///< pixels from the top left
    float height = 16;      ///< of the letters' em square, pixels
    glm::vec3 colour{1};
    bool operator==(const Caption&) const = default;
};

/// A dark translucent rectangle with round corners that calms the ground behind texts.
struct Plate {
    glm::vec2 lower{0}, upper{0};  ///< pixels: top left, bottom right
    float opacity = 0.55f;
    bool operator==(const Plate&) const = default;
};

/// A curve in a small diagram (length over time). Brings its own plate.
struct Diagram {
    glm::vec2 lower{0}, upper{0};  ///< pixel rectangle: top left, bottom right
    std::string title;
    std::vector<glm::vec2> points;    ///< x 0..1, y 0..1 (up)
    float marker = -1;                ///< x of the moving marker, negative: none
    std::string low_text, high_text;  ///< at the ends of the vertical axis
    std::vector<glm::vec3> colours;   ///< of the curve, one per point; empty: white
    std::vector<float> divisions;     ///< x 0..1 of thin vertical lines
    float reference = -1;             ///< y 0..1 of a dashed horizontal line, negative: none
    std::string reference_text;       ///< at the right end of the reference
    float text_height = 11;           ///< pixels
    bool operator==(const Diagram&) const = default;
};

/// Half space that is kept: dot(normal, p) <= offset. Cut faces are filled in the part's colour.
struct ClipPlane {
    glm::vec3 normal{0, 0, 1};
    float offset = 0;
    bool operator==(const ClipPlane&) const = default;
};

struct Background {
    glm::vec3 top{0.16f, 0.18f, 0.21f}, bottom{0.07f, 0.08f, 0.10f};
    bool operator==(const Background&) const = default;
};

/// One picture. Equal scenes give equal pixels.
struct Scene {
    anatomy::BodyPtr body;
    Camera camera;
    int width = 1280, height = 720;
    float pixel_scale = 1;  ///< screen's DPI scale: multiplies line widths, marks and texts
    Background background;
    std::vector<Item> items;
    std::vector<Line> lines;
    std::vector<Mark> marks;
    std::vector<Label> labels;
    std::vector<Plate> plates;
    std::vector<Caption> captions;
    std::vector<Diagram> diagrams;
    std::optional<ClipPlane> clip;
    bool fine = true;  ///< at rest: ambient occlusion, accumulated anti-aliasing; false while the view moves
    int samples = 8;   ///< of a finished fine picture, 1..8; below 4 edges are smoothed instead
    bool operator==(const Scene&) const = default;
};

}  // namespace smrt::scene
