// `bench`: how long starting, drawing, searching and switching take, on this machine and body.
#pragma once

#include <string>
#include <vector>

#include "base/json.h"
#include "base/progress.h"
#include "base/result.h"
#include "session/options.h"
#include "tasks/find_body.h"

namespace smrt::tasks {

/// One measured thing. Times are medians in milliseconds unless `unit` says otherwise.
struct Measure {
    std::string id;    ///< stable word: "orbit-opaque"
    std::string what;  ///< for people
    double value = 0;
    std::string unit = "ms";
    int samples = 1;
};

/// Runs everything once. Input: values set size and view; frames of each orbit. Errors: those of Studio::make.
[[nodiscard]] base::Result<std::vector<Measure>> run_bench(const BodyChoice& body, const session::OptionValues& values, int frames,
                                                           const base::Progress& progress = {});

/// {"device":..., "body":..., "measures":[{id, what, value, unit, samples}]}
[[nodiscard]] base::Json to_json(const std::vector<Measure>& measures);

}  // namespace smrt::tasks
