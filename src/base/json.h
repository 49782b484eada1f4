// The JSON type used for reports and machine-readable output; key order is kept.
#pragma once

#include <nlohmann/json.hpp>

namespace smrt::base {

using Json = nlohmann::ordered_json;

}  // namespace smrt::base
