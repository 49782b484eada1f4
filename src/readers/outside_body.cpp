// Chooses the reader for a source.
#include "readers/outside_body.h"

#include <fmt/format.h>

#include "readers/bodyparts3d.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

}  // namespace

base::Result<double> parse_units(std::string_view word) {
    if (word == "mm") return 0.001;
    if (word == "cm") return 0.01;
    if (word == "m") return 1.0;
    return base::fail(ErrorCode::bad_usage, fmt::format("unknown unit `{}`, expected mm, cm or m", word), "--units");
}

base::Result<anatomy::RawBody> read_outside_body(const fs::path& source, const ImportOptions& options,
                                                 const base::Progress& progress) {
    return read_bodyparts3d(source, options, progress);
}

}  // namespace smrt::readers
