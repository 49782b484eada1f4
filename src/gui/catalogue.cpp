// Sorting the parts of a body into systems and regions.
#include "gui/catalogue.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <tuple>

namespace smrt::gui {
namespace {

/// Systems that come first, in this order, whatever the alphabet says: what a therapist looks for most.
constexpr std::array<std::string_view, 3> k_first_systems = {"Skeletal system", "Joints and ligaments", "Muscular system"};

std::size_t rank_of(std::string_view system) {
    const auto found = std::find(k_first_systems.begin(), k_first_systems.end(), system);
    return static_cast<std::size_t>(found - k_first_systems.begin());
}

std::string heading(anatomy::Region region) {
    std::string text = region == anatomy::Region::whole ? "whole body" : anatomy::name_of(region);
    text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    return text;
}

void sort_by_name(const anatomy::Body& body, std::vector<anatomy::PartIndex>& parts) {
    std::sort(parts.begin(), parts.end(), [&body](anatomy::PartIndex a, anatomy::PartIndex b) {
        const std::string name_a = anatomy::name_without_side(body.part(a).name);
        const std::string name_b = anatomy::name_without_side(body.part(b).name);
        return std::tie(name_a, body.part(a).side, a) < std::tie(name_b, body.part(b).side, b);
    });
}

}  // namespace

std::vector<CatalogueSystem> make_catalogue(const anatomy::Body& body) {
    std::map<std::pair<std::size_t, std::string>, std::map<anatomy::Region, std::vector<anatomy::PartIndex>>> sorted;
    for (anatomy::PartIndex i = 0; i < body.parts().size(); ++i) {
        const anatomy::Part& part = body.part(i);
        const std::string system = part.system.empty() ? "Other" : part.system;
        sorted[{rank_of(system), system}][part.region].push_back(i);
    }
    std::vector<CatalogueSystem> systems;
    for (auto& [key, regions] : sorted) {
        CatalogueSystem system{key.second, {}, 0};
        for (auto& [region, parts] : regions) {
            sort_by_name(body, parts);
            system.part_count += parts.size();
            system.regions.push_back({region, heading(region), std::move(parts)});
        }
        systems.push_back(std::move(system));
    }
    return systems;
}

}  // namespace smrt::gui
