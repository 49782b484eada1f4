// A body: its parts and where they came from. Constant once built; shared by everything that draws or computes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "anatomy/part.h"

namespace smrt::anatomy {

class Body {
public:
    /// Takes the parts and builds the look-ups. Ids must be unique (ENSURE).
    Body(std::string name, std::string credit, std::vector<Part> parts);

    [[nodiscard]] const std::string& name() const { return name_; }
    /// Attribution line that every picture and export of this body carries; may be empty.
    [[nodiscard]] const std::string& credit() const { return credit_; }
    [[nodiscard]] const std::vector<Part>& parts() const { return parts_; }
    [[nodiscard]] const Part& part(PartIndex index) const { return parts_[index]; }
    [[nodiscard]] const geometry::Box& bounds() const { return bounds_; }

    /// By id, exactly.
    [[nodiscard]] std::optional<PartIndex> find_id(std::string_view id) const;
    /// By name without regard to case, or by id, or FMA id ("right rectus femoris", "FJ1478", "FMA37686").
    [[nodiscard]] std::optional<PartIndex> find_part(std::string_view name_or_id) const;
    /// All parts made from a definition ("long_head_of_biceps_brachii") on a side; midline definitions ignore the side.
    [[nodiscard]] std::vector<PartIndex> find_definition(std::string_view definition, Side side) const;
    /// Bone by name without side ("Humerus"), on a side; midline bones are found whatever the side.
    [[nodiscard]] std::optional<PartIndex> find_bone(std::string_view name_without_side, Side side) const;

private:
    std::string name_, credit_;
    std::vector<Part> parts_;
    geometry::Box bounds_;
    std::unordered_map<std::string, PartIndex> by_id_, by_name_, by_fma_;
};

using BodyPtr = std::shared_ptr<const Body>;

/// "Right humerus" -> "Humerus"; side words anywhere, English or Latin, are taken out and the first letter is upper case.
[[nodiscard]] std::string name_without_side(std::string_view name);
/// Side named by the words of a name; midline if none or both.
[[nodiscard]] Side side_in_name(std::string_view name);

}  // namespace smrt::anatomy
