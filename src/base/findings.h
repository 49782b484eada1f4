// Many faults in content, collected instead of stopping at the first.
#pragma once

#include <string>
#include <vector>

namespace smrt::base {

enum class Severity { note, warning, error };

/// One fault or remark about data.
struct Finding {
    Severity severity = Severity::warning;
    std::string place;  ///< file:line:column or part id
    std::string code;   ///< stable short word, e.g. "open-mesh", for reports and counting
    std::string what;   ///< what is wrong, with the value seen
    std::string mend;   ///< how to mend it; may be empty
};

/// A list of findings; cheap to append and merge.
struct Findings {
    std::vector<Finding> list;

    void add(Severity severity, std::string place, std::string code, std::string what, std::string mend = {}) {
        list.push_back({severity, std::move(place), std::move(code), std::move(what), std::move(mend)});
    }
    void append(const Findings& other) { list.insert(list.end(), other.list.begin(), other.list.end()); }
    [[nodiscard]] bool has_errors() const {
        for (const Finding& finding : list)
            if (finding.severity == Severity::error) return true;
        return false;
    }
};

/// "error", "warning" or "note".
[[nodiscard]] inline const char* name_of(Severity severity) {
    return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

}  // namespace smrt::base
