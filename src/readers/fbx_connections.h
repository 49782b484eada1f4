// Whether the objects of an FBX hang together as a tree can: importers follow the connections without looking back.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace smrt::readers {

/// Child and parent object of one `C` record.
struct FbxConnection {
    std::int64_t child = 0, parent = 0;
};

/// The connections of a text FBX: every `C: "OO",1,2` outside of quotes and comments.
/// Errors: bad_data for a `C` record of another shape, as importers read damaged numbers in their own ways.
[[nodiscard]] base::Result<std::vector<FbxConnection>> parse_text_connections(std::string_view text, const std::string& name);

/// What is wrong with the connections, or nothing: circles, chains of more than 500, or so many ways from the top to one
/// object that following all of them would never end.
[[nodiscard]] std::string find_connection_fault(const std::vector<FbxConnection>& connections);

}  // namespace smrt::readers
