// `import`: an outside body becomes an atlas file, once.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/findings.h"
#include "base/progress.h"
#include "base/result.h"
#include "readers/outside_body.h"

namespace smrt::tasks {

/// What is to be imported, and where to.
struct ImportRequest {
    std::filesystem::path source;    ///< archive, folder or mesh file
    std::filesystem::path out;       ///< the .atlas file
    readers::ImportOptions options;  ///< tables, map, units, up
    std::filesystem::path report;    ///< JSON file; empty: none
    bool fill_gaps = true;           ///< add what a whole body lacks, laid on its own bones
};

/// What an import did.
struct ImportSummary {
    std::filesystem::path out;
    std::size_t parts_read = 0, parts = 0;  ///< parts of the source, and those of them in the atlas; a difference is in the findings
    std::size_t filled = 0;                 ///< further parts, laid on the body's own bones
    std::size_t triangles = 0, vertices = 0;
    std::size_t fibred_parts = 0;              ///< parts with fibre directions
    std::vector<std::string> unknown;          ///< "FJ123 name": parts whose kind no rule knows
    std::map<std::string, std::size_t> kinds;  ///< parts by kind
    base::Findings findings;                   ///< of reading, clean-up and compiling; place is the part id
    std::uint64_t bytes = 0;                   ///< size of the atlas file
    double read_seconds = 0, clean_seconds = 0, compile_seconds = 0, write_seconds = 0;

    [[nodiscard]] double seconds() const { return read_seconds + clean_seconds + compile_seconds + write_seconds; }
};

/// Reads, cleans, compiles and writes. On any error, and when cancelled, neither atlas nor report is left behind; an atlas that
/// was there before stays.
/// Errors: those of readers::read_outside_body, body_compiler::compile_body and readers::write_atlas; bad_usage for a missing
/// or impossible target.
/// Cost: the BodyParts3D archive takes about 10 s on two cores and 700 MB.
[[nodiscard]] base::Result<ImportSummary> import_body(const ImportRequest& request, const base::Progress& progress = {});

/// The lines that a person reads after an import.
[[nodiscard]] std::string describe_import(const ImportSummary& summary);

/// True for a text file that names a build of the default body (assets/body/builds/male.toml): it is made from text, not read.
[[nodiscard]] bool is_build(const std::filesystem::path& source);

/// Hash of the program's own definitions: an atlas made with others is to be made again (see readers::read_atlas).
/// Errors: environment when the program's folders are missing.
[[nodiscard]] base::Result<std::uint64_t> current_definitions();

}  // namespace smrt::tasks
