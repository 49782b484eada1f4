// Calls every composer of items in order and keeps what they keep.
#include "scene/compose_scene.h"
#include "scene/table_lines.h"

#include "base/files.h"
#include "scene/caption_block.h"
#include "scene/label_items.h"
#include "scene/lymph_items.h"
#include "scene/part_items.h"
#include "scene/peel.h"
#include "scene/playback.h"
#include "scene/position_items.h"
#include "scene/posture.h"

namespace smrt::scene {
namespace {

constexpr float k_margin = 16, k_credit_text = 11;  ///< pixels at scale 1
constexpr glm::vec3 k_credit_ink{0.62f, 0.65f, 0.68f};

/// Eyes and teeth are seen through the skin's openings; hair grows out of it; what looks like skin (the outer ear, the lips) lies at
/// its surface and may be left out of its mesh.
bool is_under_skin(Material material) {
    return material != Material::skin && material != Material::hair && material != Material::eye && material != Material::tooth;
}

VisibilityTable make_visibility_table(const anatomy::Body& body, const Looks& looks, std::vector<Look>& part_looks) {
    VisibilityTable table;
    table.peel_ends = find_peel_ends(body, looks);
    table.fade = looks.fade;
    for (const anatomy::Part& part : body.parts()) {
        const PartLook look = find_part_look(looks, part);
        table.ghost.push_back(look.ghost);
        table.solid.push_back(look.look.opacity);
        part_looks.push_back(look.look);
        table.skin.push_back(part.kind == anatomy::Kind::skin);
        table.under_skin.push_back(is_under_skin(look.look.material));
    }
    return table;
}

Scene start_scene(const Model& model, const View& view) {
    Scene scene;
    scene.body = model.body;
    scene.camera = view.camera;
    scene.width = view.width, scene.height = view.height;
    scene.pixel_scale = view.pixel_scale;
    scene.clip = view.clip;
    scene.fine = !view.moving;
    scene.samples = view.samples;
    return scene;
}

/// The selection and the targets of a playing position, without those that are hidden.
std::vector<anatomy::PartIndex> named_parts(const std::vector<Visibility>& visibility) {
    std::vector<anatomy::PartIndex> out;
    for (anatomy::PartIndex part = 0; part < visibility.size(); ++part)
        if (visibility[part].selected && visibility[part].opacity > 0) out.push_back(part);
    return out;
}

/// Attribution at the lower left, beside everything else that may be written.
void add_credit(const anatomy::Body& body, const TextMetrics& metrics, Scene& scene) {
    if (body.credit().empty()) return;
    const float scale = scene.pixel_scale, height = k_credit_text * scale;
    const glm::vec2 corner(k_margin * scale, static_cast<float>(scene.height) - k_margin * scale - height);
    const glm::vec2 margin(7 * scale, 5 * scale), size(metrics(body.credit(), height), 1.2f * height);
    scene.plates.push_back({corner - margin, corner + size + margin, 0.3f});
    scene.captions.push_back({body.credit(), corner, height, k_credit_ink});
}

LooksPtr read_program_looks(base::Findings& findings) {
    const auto root = base::find_program_root();
    if (root) return std::make_shared<const Looks>(read_looks(*root / "assets" / "looks", findings));
    findings.add(base::Severity::error, "assets/looks", "no-looks", root.error().text(),
                 "install the program again, or set SMRT_ATLAS_ROOT to its folder");
    return std::make_shared<const Looks>();
}

}  // namespace

struct Composer::Kept {
    Kept(ModelPtr given, LooksPtr given_looks, TextMetrics given_metrics, base::Findings given_findings)
        : model(std::move(given)),
          looks(std::move(given_looks)),
          metrics(std::move(given_metrics)),
          findings(std::move(given_findings)),
          visibility(make_visibility_table(*model->body, *looks, part_looks)),
          posture(model),
          playback(model),
          lymph(model),
          anchors(model->body) {}

    void add_captions(const View& view, const Playing& playing, Scene& scene) const;

    ModelPtr model;
    LooksPtr looks;
    TextMetrics metrics;
    base::Findings findings;
    std::vector<Look> part_looks;
    VisibilityTable visibility;
    Posture posture;
    PlaybackTable playback;
    LymphTable lymph;
    AnchorTable anchors;
};

void Composer::Kept::add_captions(const View& view, const Playing& playing, Scene& scene) const {
    CaptionBlock block(scene, metrics, glm::vec2(k_margin));
    if (playing.position != nullptr && view.captions) add_position_lines(playing, block);
    if (!playback.fault().empty()) block.add(playback.fault(), 13, k_warning_ink, 4);
    if (view.lymph && view.captions && !lymph.empty() && lymph.true_speed() > 0) block.add(lymph_speed_caption(lymph), 11, k_soft_ink, 4);
    if (view.lymph && lymph.empty()) block.add("No lymph vessels are known for this body", 13, k_warning_ink, 4);
    block.finish();
    if (!view.captions) return;
    if (playing.position != nullptr) add_length_diagram(playing, *looks, metrics, scene);
    add_credit(*model->body, metrics, scene);
}

Composer::Composer(ModelPtr model) {
    base::Findings findings;
    LooksPtr looks = read_program_looks(findings);
    kept_ = std::make_unique<Kept>(std::move(model), std::move(looks), standard_text_metrics(), std::move(findings));
}

Composer::Composer(ModelPtr model, LooksPtr looks, TextMetrics metrics)
    : kept_(std::make_unique<Kept>(std::move(model), std::move(looks), std::move(metrics), base::Findings())) {}

Composer::~Composer() = default;
Composer::Composer(Composer&&) noexcept = default;
Composer& Composer::operator=(Composer&&) noexcept = default;

muscles::TissueStatePtr Composer::tissue() const {
    return kept_->posture.tissue();
}
const base::Findings& Composer::findings() const {
    return kept_->findings;
}

Scene Composer::compose(const View& view) {
    Kept& kept = *kept_;
    const PictureMap map(view.camera, view.width, view.height);
    Playing playing = kept.playback.find(view.playback);
    const skeleton::Pose pose = kept.playback.pose_of(view, playing);
    kept.posture.set(pose);
    if (playing.position != nullptr && kept.posture.tissue()) playing.target = measure_target(*kept.posture.tissue(), playing.targets);

    Scene scene = start_scene(*kept.model, view);
    std::vector<Visibility> visibility = find_visibility(kept.visibility, view, playing.targets);
    take_away_what_skin_covers(kept.visibility, view, kept.model->body->bounds(), visibility);
    std::optional<glm::vec3> target_colour;
    if (playing.target && playing.target->rest > 0) target_colour = length_colour(*kept.looks, playing.target->ratio());
    const PartItemsInput parts{*kept.model, *kept.looks, kept.part_looks, view, map, visibility, playing.targets, target_colour};
    scene.items = compose_part_items(parts, kept.posture);
    sharpen_owned_items(parts, kept.posture, scene);
    scene.lines = make_table_lines(kept.model->rig.get(), pose.posture);
    std::vector<PointLabel> points;
    if (view.lymph) {
        const auto side = playing.position != nullptr ? std::optional(playing.side) : std::nullopt;
        points = kept.lymph.compose(*kept.looks, view, side, kept.posture, scene);
    }
    kept.add_captions(view, playing, scene);
    if (view.labels) {
        const std::vector<anatomy::PartIndex> named = named_parts(visibility);
        scene.labels = compose_labels({scene, map, view, named, points, kept.looks->glow, kept.metrics}, kept.posture, kept.anchors);
    }
    return scene;
}

}  // namespace smrt::scene
