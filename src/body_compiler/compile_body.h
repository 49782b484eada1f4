// From an outside body to our own: what each part is, how deep it lies, its fibres, its levels of detail.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "anatomy/part.h"
#include "anatomy/raw_part.h"
#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"

namespace smrt::body_compiler {

/// A body ready to be written to a cache or used at once.
struct CompiledBody {
    std::string name;
    std::string credit;
    std::uint64_t definitions = 0;                ///< hash_definitions of the assets it was compiled with
    std::vector<anatomy::Part> parts;             ///< in the order of the raw parts; each has a mesh
    std::map<std::string, std::string> sections;  ///< named bytes for the cache: whatever else was compiled
    base::Findings findings;                      ///< those of the raw body and of every step; place is the part id
    std::size_t fibred_parts = 0;                 ///< parts that got fibres
    std::size_t filled_parts = 0;                 ///< parts that the source has not; they stand last
};

struct CompileOptions {
    bool fill_gaps = false;  ///< add what the body lacks and its bones can carry; see fill_gaps.h
};

/// Hash of the definitions that decide what compile_body makes, and of its own version. Cheap enough for every start.
[[nodiscard]] std::uint64_t hash_definitions(const std::filesystem::path& assets);

/// Compiles a body.
/// Input: cleaned parts (they are used up: memory is freed on the way); the program's assets folder.
/// Result: a part per raw part that has triangles, then those that were added; one without is left out with an error finding "empty-part".
/// Errors: what read_classifier says of the assets; cancelled.
/// Cost: about 6 s for 4.8 M triangles on two cores, and what fill_gaps takes.
[[nodiscard]] base::Result<CompiledBody> compile_body(anatomy::RawBody&& raw, const std::filesystem::path& assets,
                                                      const CompileOptions& options = {}, const base::Progress& progress = {});

}  // namespace smrt::body_compiler
