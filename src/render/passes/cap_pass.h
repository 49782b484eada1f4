// Fills the faces that the cutting plane opens.
#pragma once

#include "render/clip_slices.h"
#include "render/frame_context.h"

namespace smrt::render {

/// Draws cut faces into a surface target. Nothing to do when the eye is in the kept half, where no cut face can be seen.
class CapPass {
public:
    /// Takes the outlines of the next pictures.
    void set_slices(const std::vector<ClipSlice>& slices);
    /// Fills all slices, or only those of glowing parts, in the order given.
    [[nodiscard]] base::Status draw(const FrameContext& context, const SurfaceTarget& target, bool glowing_only);

private:
    struct Range {
        anatomy::PartIndex part = 0;
        bool opaque = false, glowing = false;
        int first = 0, triangle_vertices = 0;
    };
    std::vector<Range> ranges_;
    GlVertexArray vertex_array_;
    GlBuffer vertices_;
};

}  // namespace smrt::render
