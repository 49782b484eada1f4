// Ids, sides and readable names out of file and node names.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace smrt::readers {

/// Ids found anywhere in a name: "FJ1252M", "FMA7163" (also "fma:7163", "FMA_7163"), "BP49769".
struct NameIds {
    std::string element;         ///< BodyParts3D file id, may be empty
    std::string fma;             ///< may be empty
    std::string representation;  ///< BodyParts3D BP id, may be empty
};
[[nodiscard]] NameIds find_ids(std::string_view name);

/// "left" or "right" where a single letter set off at the start or end says so (`Femur.l`, `R_humerus`, `tibia (L)`),
/// else empty. Whole words ("left", "dexter") are left to classification, which knows them anywhere in a name.
[[nodiscard]] std::string find_side_letter(std::string_view name);

/// The name for people: ids, side letters, copy numbers (".001") and file endings removed, separators to blanks.
[[nodiscard]] std::string readable_name(std::string_view name);

}  // namespace smrt::readers
