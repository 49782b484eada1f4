// Names as outside files write them, made readable.
#pragma once

#include <string>
#include <string_view>

#include "anatomy/part.h"

namespace smrt::anatomy {

/// Words of a file, node or table name: "Humerus.l_001" -> "Humerus l", "LeftHumerus" -> "Left Humerus"; part ids
/// (FJ…, FMA…, BP…) and copy numbers are left out. Side words stay.
[[nodiscard]] std::string tidy_outside_name(std::string_view name);

/// First letter in upper case.
[[nodiscard]] std::string capitalised(std::string name);

/// "Long head of biceps brachii", right -> "Right long head of biceps brachii"; midline leaves the name as it is.
[[nodiscard]] std::string name_with_side(std::string_view bare, Side side);

}  // namespace smrt::anatomy
