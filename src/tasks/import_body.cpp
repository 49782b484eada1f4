// The steps of an import, in order, with times.
#include "tasks/import_body.h"

#include <fmt/format.h>
#include <chrono>

#include "base/files.h"
#include "base/text.h"
#include "body_compiler/compile_body.h"
#include "body_compiler/make_standard_body.h"
#include "readers/atlas_cache.h"
#include "tasks/import_body_report.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;

/// Seconds since the last call. The report alone sees them; nothing that is made depends on the clock.
class Stopwatch {
public:
    double lap() {
        const auto now = std::chrono::steady_clock::now();
        const double seconds = std::chrono::duration<double>(now - last_).count();
        last_ = now;
        return seconds;
    }

private:
    std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
};

base::Status check_request(const ImportRequest& request) {
    std::error_code failed;
    if (request.source.empty())
        return base::fail(base::ErrorCode::bad_usage, "names no source; give an archive, a folder or a mesh file", "import");
    if (request.out.empty()) return base::fail(base::ErrorCode::bad_usage, "names no target; give `--out FILE.atlas`", "import");
    if (fs::is_directory(request.out, failed))
        return base::fail(base::ErrorCode::bad_usage, "is a folder, expected a file name such as body.atlas", request.out.string());
    if (fs::equivalent(request.source, request.out, failed))
        return base::fail(base::ErrorCode::bad_usage, "is the source itself; choose another file for --out", request.out.string());
    return {};
}

void count_parts(const std::vector<anatomy::Part>& parts, ImportSummary& summary) {
    summary.parts = parts.size() - summary.filled;
    for (const anatomy::Part& part : parts) {
        ++summary.kinds[anatomy::name_of(part.kind)];
        summary.triangles += part.mesh.levels.front().index_count / 3;
        summary.vertices += part.mesh.vertices.size();
        if (part.kind == anatomy::Kind::unknown) summary.unknown.push_back(part.id + " " + part.name);
    }
}

base::Status write_report(const ImportRequest& request, const ImportSummary& summary) {
    if (request.report.empty()) return {};
    const std::string text = make_import_report(request, summary).dump(1, ' ', false, base::Json::error_handler_t::replace);
    return base::write_file_atomically(request.report, text + "\n");
}

readers::AtlasContents make_contents(const ImportRequest& request, body_compiler::CompiledBody&& body) {
    return {std::move(body.name), std::move(body.credit), request.source.string(),
            body.definitions,     std::move(body.parts),  std::move(body.sections)};
}

/// Writes the report, then the atlas, then the report with what only now is known; if the atlas fails, no report is left either.
base::Status write_both(const ImportRequest& request, const readers::AtlasContents& contents, ImportSummary& summary, Stopwatch& watch) {
    if (auto written = write_report(request, summary); !written) return written;
    std::error_code failed;
    if (auto written = readers::write_atlas(request.out, contents); !written) {
        if (!request.report.empty()) fs::remove(request.report, failed);
        return written;
    }
    summary.bytes = fs::file_size(request.out, failed);
    summary.write_seconds = watch.lap();
    return write_report(request, summary);
}

}  // namespace

base::Result<ImportSummary> import_body(const ImportRequest& request, const base::Progress& progress) {
    if (auto checked = check_request(request); !checked) return tl::unexpected(std::move(checked.error()));
    const auto root = base::find_program_root();
    if (!root) return tl::unexpected(root.error());
    ImportSummary summary;
    summary.out = request.out;
    Stopwatch watch;
    const bool standard = is_build(request.source);
    auto raw = standard ? body_compiler::make_standard_body(request.source, *root / "assets", progress.part(0, 0.8))
                        : readers::read_outside_body(request.source, request.options, progress.part(0, 0.2));
    if (!raw) return tl::unexpected(std::move(raw.error()));
    summary.parts_read = raw->parts.size();
    summary.read_seconds = watch.lap();
    if (auto cleaned = readers::clean_body(*raw, progress.part(standard ? 0.8 : 0.2, standard ? 0.83 : 0.35)); !cleaned)
        return tl::unexpected(std::move(cleaned.error()));
    summary.clean_seconds = watch.lap();
    auto compiled = body_compiler::compile_body(std::move(*raw), *root / "assets", {.fill_gaps = !standard && request.fill_gaps},
                                                progress.part(standard ? 0.83 : 0.35, 0.97));
    if (!compiled) return tl::unexpected(std::move(compiled.error()));
    summary.compile_seconds = watch.lap();
    if (compiled->parts.empty())
        return base::fail(base::ErrorCode::bad_data, "holds no part with a usable surface", request.source.string());
    summary.findings = std::move(compiled->findings);
    summary.fibred_parts = compiled->fibred_parts;
    summary.filled = compiled->filled_parts;
    count_parts(compiled->parts, summary);
    const readers::AtlasContents contents = make_contents(request, std::move(*compiled));
    progress.tell(0.97, "Writing the atlas");
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "the import was cancelled");
    if (auto written = write_both(request, contents, summary, watch); !written) return tl::unexpected(std::move(written.error()));
    progress.tell(1, "Done");
    return summary;
}

bool is_build(const fs::path& source) {
    return base::fold(source.extension().string()) == "toml";
}

base::Result<std::uint64_t> current_definitions() {
    const auto root = base::find_program_root();
    if (!root) return tl::unexpected(root.error());
    return body_compiler::hash_definitions(*root / "assets");
}

}  // namespace smrt::tasks
