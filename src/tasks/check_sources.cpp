// Walking all definition files for their sources.
#include "tasks/check_sources.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "base/definition_file.h"
#include "base/text.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using base::Definition;

void check_key(const Definition& value, const std::vector<std::string>& known, base::Findings& findings) {
    const auto key = value.as_text();
    if (!key) {
        findings.add(base::Severity::error, value.place().text(), "wrong-type", "a source is not text",
                     "name a key of assets/sources.toml");
    } else if (std::find(known.begin(), known.end(), *key) == known.end()) {
        findings.add(base::Severity::error, value.place().text(), "unknown-source",
                     fmt::format("source `{}` is not in assets/sources.toml{}", *key, base::did_you_mean(*key, known)),
                     "add it there, or correct the key");
    }
}

void check_table(const Definition& value, const std::vector<std::string>& known, base::Findings& findings) {
    for (const auto& [name, member] : value.members()) {
        if (name != "source" && name != "sources") {
            check_table(member, known, findings);
        } else if (member.type() == Definition::Type::array) {
            for (const Definition& element : member.elements()) check_key(element, known, findings);
        } else {
            check_key(member, known, findings);
        }
    }
    for (const Definition& element : value.elements()) check_table(element, known, findings);
}

std::vector<fs::path> definition_files(const fs::path& assets) {
    std::vector<fs::path> files;
    std::error_code failed;
    for (fs::recursive_directory_iterator it(assets, failed), end; !failed && it != end; it.increment(failed))
        if (it->path().extension() == ".toml") files.push_back(it->path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

base::Findings check_sources(const fs::path& assets) {
    base::Findings findings;
    std::vector<std::string> known;
    const fs::path bibliography = assets / "sources.toml";
    const auto sources = base::read_definition_file(bibliography);
    if (!sources) findings.add(base::Severity::error, bibliography.string(), "unreadable", sources.error().text());
    if (sources)
        for (const auto& [key, value] : sources->members()) known.push_back(key);
    for (const fs::path& file : definition_files(assets)) {
        if (file == bibliography) continue;
        const auto content = base::read_definition_file(file);
        if (content)
            check_table(*content, known, findings);
        else
            findings.add(base::Severity::error, content.error().place, "no-toml", content.error().message);
    }
    return findings;
}

}  // namespace smrt::tasks
