// Runs the passes of a picture in their order and keeps what pictures share.
#include "render/renderer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "render/debug_messages.h"
#include "render/noise_texture.h"
#include "render/passes/cap_pass.h"
#include "render/passes/ghost_pass.h"
#include "render/passes/glow_pass.h"
#include "render/passes/overlay_list.h"
#include "render/passes/present_pass.h"
#include "render/passes/shade_pass.h"
#include "render/passes/surface_pass.h"

namespace smrt::render {

namespace {

constexpr int k_samples = 8;
/// Fewer samples than this are shown with smoothed edges.
constexpr int k_smooth_below = 4;
/// Sub-pixel places of the samples (Halton 2, 3); the first is the pixel's centre, where picking and moving frames sample.
constexpr std::array<glm::vec2, k_samples> k_jitter = {{{0, 0},
                                                        {-0.25f, 0.167f},
                                                        {0.25f, -0.389f},
                                                        {-0.375f, -0.056f},
                                                        {0.125f, 0.278f},
                                                        {-0.125f, -0.278f},
                                                        {0.375f, 0.056f},
                                                        {-0.437f, 0.389f}}};

}  // namespace

struct Renderer::State {
    State(std::filesystem::path root, Studio table) : program_root(std::move(root)), shaders(program_root / "shaders"), studio(table) {}

    std::filesystem::path program_root;
    ShaderLibrary shaders;
    Studio studio;
    DebugMessages messages;
    std::string device;
    MeshStore meshes;
    PosedStore posed;
    PartTable parts;
    CapPass caps;
    Targets targets;
    GlTexture noise;
    GlVertexArray empty_vertices;
    std::vector<std::unique_ptr<Pass>> overlays;
    FrameFigures figures;

    // The picture that `refine` continues.
    scene::Scene scene;
    FrameView frame;
    DrawLists lists;
    geometry::Box bounds;
    glm::ivec4 rectangle{0};  // of pixels that parts and their outlines may touch
    int samples_done = 0;

    /// Samples of the finished picture.
    [[nodiscard]] int samples_wanted() const { return scene.fine ? std::clamp(scene.samples, 1, k_samples) : 1; }
    /// A single sample is shown as it is, without a sum.
    [[nodiscard]] bool summed() const { return samples_wanted() > 1; }
    void prepare(const scene::Scene& wanted, int width, int height);
    void upload(const std::vector<VisibleItem>& items);
    [[nodiscard]] FrameContext context(int sample);
    [[nodiscard]] base::Status draw_sample(int sample);
    [[nodiscard]] base::Status show(unsigned framebuffer, const Viewport& viewport);
};

void Renderer::State::upload(const std::vector<VisibleItem>& items) {
    std::vector<MeshKey> wanted;
    for (const VisibleItem& visible : items)
        if (!visible.item->posed && frame.sees(visible.box)) wanted.push_back({visible.item->part, visible.item->level});
    figures.uploaded_bytes += meshes.upload(wanted);
    figures.uploaded_bytes += parts.update(scene);
}

void Renderer::State::prepare(const scene::Scene& wanted, int width, int height) {
    ENSURE(wanted.body != nullptr, "a scene has a body");
    ENSURE(wanted.body->parts().size() < 65535, "the geometry buffer numbers parts with 16 bits, the body has {}",
           wanted.body->parts().size());
    if (wanted.body != scene.body) posed.clear();
    scene = wanted;
    samples_done = 0;
    figures.uploaded_bytes = 0;
    resize(targets, width, height);
    meshes.set_body(scene.body);
    std::vector<const scene::Item*> moved;
    for (const scene::Item& item : scene.items)
        if (item.posed) moved.push_back(&item);
    figures.uploaded_bytes += posed.upload(*scene.body, moved);
    const std::vector<VisibleItem> items = find_item_boxes(scene, posed);
    bounds = {};
    for (const VisibleItem& visible : items) bounds.include(visible.box);
    frame = make_frame_view(scene, bounds, width, height);
    rectangle = frame.pixel_rectangle(bounds, 24);
    upload(items);
    lists = make_draw_lists(scene, items, frame, meshes, posed);
    caps.set_slices(make_clip_slices(scene, items));
    figures.drawn_parts = lists.surfaces.parts() + lists.ghosts.parts();
    figures.drawn_triangles = lists.surfaces.triangles() + lists.ghosts.triangles() + lists.glowing.triangles();
    figures.resident_bytes = meshes.resident_bytes();
}

FrameContext Renderer::State::context(int sample) {
    const glm::vec2 jitter = k_jitter[static_cast<std::size_t>(sample)];
    return {scene,
            frame,
            lists,
            studio,
            targets,
            shaders,
            parts.texture(),
            noise.name(),
            empty_vertices.name(),
            rectangle,
            frame.jittered(jitter),
            jitter,
            static_cast<float>(sample) / k_samples};
}

base::Status Renderer::State::draw_sample(int sample) {
    const FrameContext now = context(sample);
    if (base::Status status = draw_surfaces(now, lists.surfaces, targets.main); !status) return status;
    if (base::Status status = caps.draw(now, targets.main, false); !status) return status;
    copy_depth(targets.main, targets.width, targets.height);
    if (base::Status status = draw_occlusion(now); !status) return status;
    if (base::Status status = draw_shading(now); !status) return status;
    if (base::Status status = draw_ghosts(now, bounds); !status) return status;
    if (base::Status status = draw_glow(now, caps); !status) return status;
    ++samples_done;
    return summed() ? add_sample(now, sample == 0) : base::Status{};
}

base::Status Renderer::State::show(unsigned framebuffer, const Viewport& viewport) {
    const bool smooth = !summed() || samples_done < k_smooth_below;
    if (base::Status status = present(context(0), framebuffer, viewport, summed(), smooth); !status) return status;
    const PassInput input{scene,
                          viewport,
                          framebuffer,
                          frame.view,
                          frame.projection,
                          frame.view_projection,
                          targets.main.depth_copy.name(),
                          lists.glowing.empty() ? 0 : targets.glow.depth.name()};
    for (const std::unique_ptr<Pass>& overlay : overlays)
        if (base::Status status = overlay->draw(input); !status) return status;
    glBindVertexArray(0);
    glUseProgram(0);
    glActiveTexture(GL_TEXTURE0);
    return {};
}

Renderer::Renderer() = default;
Renderer::~Renderer() = default;

base::Result<std::unique_ptr<Renderer>> Renderer::make(LoadFunction load, const std::filesystem::path& program_root) {
    const int version = load != nullptr ? gladLoadGL(load) : 0;
    if (version < GLAD_MAKE_VERSION(3, 3))
        return base::fail(base::ErrorCode::environment,
                          fmt::format("OpenGL 3.3 is needed and this system offers {}.{}; update the graphics driver or install "
                                      "Mesa (Debian package libgl1-mesa-dri)",
                                      GLAD_VERSION_MAJOR(version), GLAD_VERSION_MINOR(version)));
    base::Result<Studio> studio = read_studio(program_root / "assets" / "looks");
    if (!studio) return base::fail_while(studio.error(), "reading materials and lights");
    std::unique_ptr<Renderer> made(new Renderer);
    made->state_ = std::make_unique<State>(program_root, *studio);
    State& state = *made->state_;
    state.device = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
    make_noise_texture(state.noise);
    state.empty_vertices.create();
    state.overlays = make_overlay_passes({state.shaders, program_root});
    return made;
}

base::Status Renderer::draw(const scene::Scene& scene, unsigned framebuffer, Viewport viewport) {
    if (viewport.width <= 0 || viewport.height <= 0) return {};
    for (const GLenum state : {GL_BLEND, GL_DEPTH_TEST, GL_CULL_FACE, GL_SCISSOR_TEST, GL_STENCIL_TEST, GL_FRAMEBUFFER_SRGB})
        glDisable(state);
    glColorMask(GL_TRUE, GL_TRUE, GL_TRUE, GL_TRUE);
    state_->prepare(scene, viewport.width, viewport.height);
    if (base::Status status = state_->draw_sample(0); !status) return status;
    return state_->show(framebuffer, viewport);
}

base::Result<bool> Renderer::refine(unsigned framebuffer, Viewport viewport) {
    State& state = *state_;
    const bool same_size = viewport.width == state.targets.width && viewport.height == state.targets.height;
    if (!state.scene.body || !same_size || state.samples_done >= state.samples_wanted()) return false;
    if (base::Status status = state.draw_sample(state.samples_done); !status) return tl::unexpected(status.error());
    if (base::Status status = state.show(framebuffer, viewport); !status) return tl::unexpected(status.error());
    return state.samples_done < state.samples_wanted();
}

int Renderer::sample_count() {
    return k_samples;
}
const FrameFigures& Renderer::figures() const {
    return state_->figures;
}
std::vector<std::string> Renderer::take_faults() {
    return state_->messages.take();
}
const std::string& Renderer::device() const {
    return state_->device;
}

base::Result<std::vector<std::uint32_t>> draw_ids(Renderer& renderer, const scene::Scene& scene) {
    Renderer::State& state = *renderer.state_;
    state.prepare(scene, scene.width, scene.height);
    const FrameContext now = state.context(0);
    if (base::Status status = draw_surfaces(now, state.lists.surfaces, state.targets.main); !status) return tl::unexpected(status.error());
    if (base::Status status = state.caps.draw(now, state.targets.main, false); !status) return tl::unexpected(status.error());
    const auto width = static_cast<std::size_t>(scene.width), height = static_cast<std::size_t>(scene.height);
    std::vector<std::uint32_t> texels(width * height * 4), ids(width * height, anatomy::k_no_part);
    glReadPixels(0, 0, scene.width, scene.height, GL_RGBA_INTEGER, GL_UNSIGNED_INT, texels.data());
    for (std::size_t row = 0; row < height; ++row) {
        for (std::size_t column = 0; column < width; ++column) {
            const std::uint32_t numbered = texels[((height - 1 - row) * width + column) * 4] & 0xffffu;
            if (numbered != 0) ids[row * width + column] = numbered - 1;
        }
    }
    return ids;
}

}  // namespace smrt::render
