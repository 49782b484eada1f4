// One line per overlay pass, in drawing order.
#include "render/passes/overlay_list.h"

#include "render/passes/overlay_line_pass.h"
#include "render/passes/overlay_mark_pass.h"
#include "render/passes/overlay_text_pass.h"

namespace smrt::render {

namespace {

using MakePass = std::unique_ptr<Pass> (*)(PassResources);

/// Each entry makes one pass: `[](PassResources r) -> std::unique_ptr<Pass> { return std::make_unique<NamePass>(r); }`
const std::vector<MakePass> k_overlay_passes = {
    [](PassResources r) -> std::unique_ptr<Pass> { return std::make_unique<OverlayLinePass>(std::move(r)); },
    [](PassResources r) -> std::unique_ptr<Pass> { return std::make_unique<OverlayMarkPass>(std::move(r)); },
    [](PassResources r) -> std::unique_ptr<Pass> { return std::make_unique<OverlayTextPass>(std::move(r)); },
};

}  // namespace

std::vector<std::unique_ptr<Pass>> make_overlay_passes(PassResources resources) {
    std::vector<std::unique_ptr<Pass>> passes;
    for (const MakePass make : k_overlay_passes) passes.push_back(make(resources));
    return passes;
}

}  // namespace smrt::render
