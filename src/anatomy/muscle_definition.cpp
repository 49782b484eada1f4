// Reading muscle definitions from text.
#include "anatomy/muscle_definition.h"

#include <fmt/format.h>
#include <algorithm>
#include <array>

#include "anatomy/body.h"
#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

MuscleDefinition read_one(const std::string& id, const base::Definition& table, base::Findings& findings) {
    table.check_keys({"origin_bones", "insertion_bones", "origin_soft", "insertion_soft", "shares_mesh_with", "fibre_parts", "fibre_order",
                      "architecture", "to_neighbours", "tendon_fraction", "source"},
                     findings);
    MuscleDefinition out;
    out.id = id;
    out.origin_bones = table.texts("origin_bones", findings);
    out.insertion_bones = table.texts("insertion_bones", findings);
    out.origin_soft = table.texts("origin_soft", findings);
    out.insertion_soft = table.texts("insertion_soft", findings);
    out.shares_mesh_with = table.texts("shares_mesh_with", findings);
    out.fibre_parts = table.texts("fibre_parts", findings);
    out.fibre_order = table.text_or("fibre_order", "", findings);
    out.architecture = table.text_or("architecture", "", findings);
    out.to_neighbours = table.boolean_or("to_neighbours", false, findings);
    out.tendon_fraction = table.number_or("tendon_fraction", -1, findings);
    out.sources = table.texts("source", findings);
    return out;
}

bool is_sound(const MuscleDefinition& muscle, const base::Definition& table, base::Findings& findings) {
    const auto fault = [&](const char* code, std::string what, const char* mend) {
        findings.add(base::Severity::error, table.place().text(), code, std::move(what), mend);
        return false;
    };
    if (muscle.sources.empty())
        return fault("no-source", fmt::format("muscle `{}` names no source", muscle.id), "add source = \"key of sources.toml\"");
    constexpr std::array<std::string_view, 14> k_orders = {
        "",          "insertion",     "lateral",      "medial",         "superior",       "inferior",       "anterior",
        "posterior", "lateral level", "medial level", "superior level", "inferior level", "anterior level", "posterior level"};
    if (std::find(k_orders.begin(), k_orders.end(), muscle.fibre_order) == k_orders.end())
        return fault("unknown-order", fmt::format("fibre_order of `{}` is `{}`", muscle.id, muscle.fibre_order),
                     "use insertion, or a direction such as posterior, with ` level` for a plain division");
    if (table.find("tendon_fraction") != nullptr && (muscle.tendon_fraction < 0 || muscle.tendon_fraction >= 1))
        return fault("out-of-range", fmt::format("tendon_fraction of `{}` is {}, expected 0 to below 1", muscle.id, muscle.tendon_fraction),
                     "give tendon length as a share of the whole length");
    return true;
}

void read_file(const std::filesystem::path& path, MuscleDefinitions& out, base::Findings& findings) {
    const auto file = base::read_definition_file(path);
    if (!file) {
        findings.add(base::Severity::error, file.error().place, "unreadable", file.error().message);
        return;
    }
    for (const auto& [id, table] : file->members()) {
        if (table.type() != base::Definition::Type::table) {
            findings.add(base::Severity::error, table.place().text(), "wrong-type", fmt::format("`{}` is no table, expected [{}]", id, id));
            continue;
        }
        MuscleDefinition muscle = read_one(id, table, findings);
        if (!is_sound(muscle, table, findings)) continue;
        if (!out.by_id.emplace(id, std::move(muscle)).second)
            findings.add(base::Severity::error, table.place().text(), "twice", fmt::format("muscle `{}` is defined twice", id),
                         "keep one of them");
    }
}

}  // namespace

bool MuscleDefinition::divides() const {
    const auto is_phalanx = [](const std::string& bone) { return base::fold(bone).find("phalanx") != std::string::npos; };
    return fibre_parts.size() > 1 && !insertion_bones.empty() && insertion_bones.size() % fibre_parts.size() == 0 &&
           std::all_of(insertion_bones.begin(), insertion_bones.end(), is_phalanx) && !fibre_order.empty() && fibre_order != "insertion" &&
           !fibre_order.ends_with(" level");
}

bool MuscleDefinition::joins(std::string_view bone) const {
    const std::string wanted = base::fold(name_without_side(std::string(bone)));
    const auto is_it = [&](const std::string& name) { return base::fold(name) == wanted; };
    return std::any_of(origin_bones.begin(), origin_bones.end(), is_it) ||
           std::any_of(insertion_bones.begin(), insertion_bones.end(), is_it);
}

MuscleDefinition with_shared_heads(const MuscleDefinition& muscle, const MuscleDefinitions& all) {
    MuscleDefinition out = muscle;
    const auto merge = [](std::vector<std::string>& into, const std::vector<std::string>& from) {
        for (const std::string& name : from)
            if (std::find(into.begin(), into.end(), name) == into.end()) into.push_back(name);
    };
    for (const std::string& id : muscle.shares_mesh_with) {
        const MuscleDefinition* other = all.find(id);
        if (other == nullptr) continue;
        merge(out.origin_bones, other->origin_bones), merge(out.insertion_bones, other->insertion_bones);
        merge(out.origin_soft, other->origin_soft), merge(out.insertion_soft, other->insertion_soft);
    }
    return out;
}

MuscleDefinitions read_muscle_definitions(const std::filesystem::path& folder, base::Findings& findings) {
    MuscleDefinitions out;
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    if (failure)
        findings.add(base::Severity::error, folder.string(), "unreadable",
                     fmt::format("cannot list the folder of muscle definitions: {}", failure.message()));
    std::sort(files.begin(), files.end());
    for (const auto& file : files) read_file(file, out, findings);
    return out;
}

}  // namespace smrt::anatomy
