// The report of an import as JSON.
#pragma once

#include "base/json.h"
#include "tasks/import_body.h"

namespace smrt::tasks {

/// Counts, times, findings by code and by part, parts of unknown kind.
[[nodiscard]] base::Json make_import_report(const ImportRequest& request, const ImportSummary& summary);

}  // namespace smrt::tasks
