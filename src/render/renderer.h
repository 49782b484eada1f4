// Scene → pixels.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/image.h"
#include "base/result.h"
#include "render/offscreen_context.h"
#include "render/pass.h"
#include "scene/scene.h"

namespace smrt::render {

/// What the last picture cost, for benches and the status line.
struct FrameFigures {
    std::size_t drawn_parts = 0;      ///< after frustum culling
    std::size_t drawn_triangles = 0;  ///< of one sample
    std::size_t uploaded_bytes = 0;   ///< by the last draw
    std::size_t resident_bytes = 0;   ///< vertices and indices on the GPU
};

/// Draws scenes with the OpenGL context that is current. One per context; all calls from the context's thread.
///
/// Equal scenes give equal pixels. Each part of the body may appear in at most one item. A frame of a scene that has not
/// changed need not be drawn again: callers compare scenes.
class Renderer {
public:
    /// Loads OpenGL through `load` (glfwGetProcAddress, OffscreenContext::loader()) and checks that it offers 3.3 core.
    /// Input: program_root holds `shaders/` and `assets/` (base::find_program_root()).
    /// Errors: environment when OpenGL is too old; bad_data when assets/looks cannot be read.
    [[nodiscard]] static base::Result<std::unique_ptr<Renderer>> make(LoadFunction load, const std::filesystem::path& program_root);
    ~Renderer();
    Renderer(const Renderer&) = delete;
    Renderer& operator=(const Renderer&) = delete;

    /// Draws into a rectangle of a framebuffer (0 is the window; not multisampled). The rectangle should have the scene's size.
    /// Fine scenes get the first of their jittered samples; `refine` adds the others.
    /// Leaves `framebuffer` bound with the rectangle as viewport and blending, depth test, culling and scissor off.
    /// Errors: environment when a shader does not compile on this driver.
    [[nodiscard]] base::Status draw(const scene::Scene& scene, unsigned framebuffer, Viewport viewport);

    /// Adds one sample to the picture of the last `draw` and shows the better picture; cheap enough to call once an idle frame.
    /// Result: true while more samples are missing; false at once for scenes that are not fine.
    [[nodiscard]] base::Result<bool> refine(unsigned framebuffer, Viewport viewport);

    /// Most samples that a fine scene may ask for.
    [[nodiscard]] static int sample_count();
    [[nodiscard]] const FrameFigures& figures() const;
    /// OpenGL errors and warnings of high severity since the last call (KHR_debug); empty when all is well.
    [[nodiscard]] std::vector<std::string> take_faults();
    /// "llvmpipe (LLVM 15.0.6, 256 bits)": the driver that draws.
    [[nodiscard]] const std::string& device() const;

private:
    Renderer();
    friend base::Result<std::vector<std::uint32_t>> draw_ids(Renderer&, const scene::Scene&);
    struct State;
    std::unique_ptr<State> state_;
};

/// A finished picture of the scene's own size, with all samples when the scene is fine.
[[nodiscard]] base::Result<base::Image> draw_image(Renderer& renderer, const scene::Scene& scene);

/// Part per pixel, row by row from the top left; anatomy::k_no_part where no opaque part is. For tests of picking.
[[nodiscard]] base::Result<std::vector<std::uint32_t>> draw_ids(Renderer& renderer, const scene::Scene& scene);

}  // namespace smrt::render
