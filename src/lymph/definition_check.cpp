// Faults between lymph definitions.
#include <algorithm>
#include <set>

#include "base/text.h"
#include "lymph/definition.h"

namespace smrt::lymph {
namespace {

using base::Findings;
using base::Severity;

template <class List>
std::vector<std::string> ids_of(const List& list) {
    std::vector<std::string> ids;
    for (const auto& entry : list) ids.push_back(entry.id);
    return ids;
}

void expect_known(const base::Place& place, const char* what, const std::string& id, const std::vector<std::string>& known,
                  Findings& findings) {
    if (id.empty() || std::find(known.begin(), known.end(), id) != known.end()) return;
    findings.add(Severity::error, place.text(), "unknown-id",
                 std::string("names unknown ") + what + " `" + id + "`" + base::did_you_mean(id, known));
}

template <class List>
void expect_unique(const List& list, const char* what, Findings& findings) {
    std::set<std::string> seen;
    for (const auto& entry : list)
        if (!seen.insert(entry.id).second)
            findings.add(Severity::error, entry.place.text(), "twice", std::string(what) + " `" + entry.id + "` stands here twice");
}

/// Follows `drains_to`; the last one of a sound chain drains nowhere: the venous angle.
void check_drainage(const LymphDefinitions& definitions, Findings& findings) {
    for (const NodeDefinition& start : definitions.nodes) {
        const NodeDefinition* at = &start;
        std::size_t steps = 0;
        while (at && !at->drains_to.empty() && steps++ <= definitions.nodes.size()) {
            const auto next = std::find_if(definitions.nodes.begin(), definitions.nodes.end(),
                                           [at](const NodeDefinition& node) { return node.id == at->drains_to; });
            at = next == definitions.nodes.end() ? nullptr : &*next;
        }
        if (steps > definitions.nodes.size())
            findings.add(Severity::error, start.place.text(), "circle", "node group `" + start.id + "` drains in a circle");
    }
}

}  // namespace

Findings check_lymph_definitions(const LymphDefinitions& definitions) {
    Findings findings;
    const auto frames = ids_of(definitions.frames);
    const auto nodes = ids_of(definitions.nodes);
    expect_unique(definitions.nodes, "node group", findings);
    expect_unique(definitions.paths, "path", findings);
    for (const NodeDefinition& node : definitions.nodes) {
        expect_known(node.place, "node group", node.drains_to, nodes, findings);
        expect_known(node.at.place, "frame", node.at.on, frames, findings);
    }
    for (const PathDefinition& path : definitions.paths) {
        expect_known(path.place, "node group", path.starts_in, nodes, findings);
        expect_known(path.place, "node group", path.ends_in, nodes, findings);
        for (const StationDefinition& station : path.through) expect_known(station.place, "frame", station.on, frames, findings);
    }
    check_drainage(definitions, findings);
    return findings;
}

}  // namespace smrt::lymph
