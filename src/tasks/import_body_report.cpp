// The report of an import: for a person in a few lines, for a program as JSON.
#include "tasks/import_body_report.h"

#include <fmt/format.h>

#include <cmath>

namespace smrt::tasks {
namespace {

base::Json times(const ImportSummary& summary) {
    const auto rounded = [](double seconds) { return std::round(seconds * 1000) / 1000; };
    return {{"read", rounded(summary.read_seconds)},
            {"clean", rounded(summary.clean_seconds)},
            {"compile", rounded(summary.compile_seconds)},
            {"write", rounded(summary.write_seconds)},
            {"all", rounded(summary.seconds())}};
}

std::map<std::string, std::size_t> count_by_code(const base::Findings& findings) {
    std::map<std::string, std::size_t> counts;
    for (const base::Finding& finding : findings.list) ++counts[finding.code];
    return counts;
}

}  // namespace

base::Json make_import_report(const ImportRequest& request, const ImportSummary& summary) {
    base::Json findings = base::Json::array();
    for (const base::Finding& finding : summary.findings.list) {
        base::Json entry = {
            {"part", finding.place}, {"code", finding.code}, {"severity", base::name_of(finding.severity)}, {"what", finding.what}};
        if (!finding.mend.empty()) entry["mend"] = finding.mend;
        findings.push_back(std::move(entry));
    }
    return {{"source", request.source.string()},
            {"atlas", summary.out.string()},
            {"bytes", summary.bytes},
            {"parts_read", summary.parts_read},
            {"parts", summary.parts},
            {"parts_filled", summary.filled},
            {"triangles", summary.triangles},
            {"vertices", summary.vertices},
            {"parts_with_fibres", summary.fibred_parts},
            {"kinds", summary.kinds},
            {"unknown", summary.unknown},
            {"seconds", times(summary)},
            {"finding_counts", count_by_code(summary.findings)},
            {"findings", std::move(findings)}};
}

std::string describe_import(const ImportSummary& summary) {
    std::string text = fmt::format("{} parts with {:.2f} million triangles in {:.1f} s; {:.0f} MB in {}\n", summary.parts,
                                   static_cast<double>(summary.triangles) * 1e-6, summary.seconds(),
                                   static_cast<double>(summary.bytes) * 1e-6, summary.out.string());
    if (summary.parts != summary.parts_read) text += fmt::format("{} parts had no usable surface\n", summary.parts_read - summary.parts);
    if (summary.filled > 0) text += fmt::format("{} parts that it lacks were laid on its own bones\n", summary.filled);
    if (!summary.unknown.empty())
        text += fmt::format("{} parts are of unknown kind, first {}\n", summary.unknown.size(), summary.unknown.front());
    std::size_t warnings = 0;
    for (const base::Finding& finding : summary.findings.list) warnings += finding.severity != base::Severity::note ? 1 : 0;
    if (warnings > 0) text += fmt::format("{} remarks on the meshes; --report FILE.json lists them\n", warnings);
    return text;
}

}  // namespace smrt::tasks
