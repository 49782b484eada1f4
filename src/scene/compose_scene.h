// Model + view → scene: the one place where what is wanted becomes what is drawn.
#pragma once

#include <memory>
#include <optional>

#include "base/findings.h"
#include "scene/looks.h"
#include "scene/model.h"
#include "scene/scene.h"
#include "scene/text_metrics.h"
#include "scene/view.h"

namespace smrt::scene {

/// What was computed for the last scene, kept so that the next one recomputes only what moved. One per window or film.
class Composer {
public:
    /// Looks come from `assets/looks` of the program; what could not be read is told by findings().
    explicit Composer(ModelPtr model);
    /// With given looks and text widths (scenes then differ only in where texts stand).
    Composer(ModelPtr model, LooksPtr looks, TextMetrics metrics = standard_text_metrics());
    ~Composer();
    Composer(Composer&&) noexcept;
    Composer& operator=(Composer&&) noexcept;

    /// Same model and view give an equal scene whatever came before.
    [[nodiscard]] Scene compose(const View& view);
    /// Tissue under the pose of the last scene; null before the first or without a tissue model.
    [[nodiscard]] muscles::TissueStatePtr tissue() const;
    /// Faults of the look tables.
    [[nodiscard]] const base::Findings& findings() const;

private:
    struct Kept;
    std::unique_ptr<Kept> kept_;
};

/// What is under a pixel of a picture.
struct Hit {
    anatomy::PartIndex part = anatomy::k_no_part;
    glm::vec3 point{0};
    float distance = 0;  ///< metres from the eye
};

/// First visible, unclipped part under a pixel (pixels from the top left, pixel centres at .5); ghosts are passed through
/// unless nothing else is hit. CPU ray cast with trees that are built when first needed.
class Picker {
public:
    Picker();
    ~Picker();
    Picker(Picker&&) noexcept;
    Picker& operator=(Picker&&) noexcept;
    [[nodiscard]] std::optional<Hit> pick(const Scene& scene, float x, float y);

private:
    struct Trees;
    std::unique_ptr<Trees> trees_;
};

}  // namespace smrt::scene
