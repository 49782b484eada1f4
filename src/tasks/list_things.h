// `list` and `info`: what a body has and what is known of it, as JSON that text output is made from too.
#pragma once

#include <string_view>

#include "base/json.h"
#include "base/result.h"
#include "scene/model.h"
#include "tasks/load_model.h"

namespace smrt::tasks {

/// One list of the program.
struct ListKind {
    const char* name;     ///< "parts"
    bool of_body;         ///< a body is needed; else the model may be empty
    ModelNeeds needs;     ///< what the model must have
    const char* nothing;  ///< plain sentence when the list is empty
    const char* help;
    base::Json (*make)(const scene::Model& model);
};

/// All lists, in the order of the help.
[[nodiscard]] std::span<const ListKind> list_kinds();
/// A model without a body: what the program brings along itself.
[[nodiscard]] base::Result<scene::ModelPtr> make_bodiless_model();
/// Errors: bad_usage with the closest known one.
[[nodiscard]] base::Result<const ListKind*> find_list(std::string_view name);

/// Everything known of one part: names, ids, place, size, mesh, movement, positions that aim at it.
[[nodiscard]] base::Json describe_part(const scene::Model& model, anatomy::PartIndex part);

}  // namespace smrt::tasks
