// The body's parts as the tree shows them: system, region, part.
#pragma once

#include <string>
#include <vector>

#include "anatomy/body.h"
#include "anatomy/name_index.h"

namespace smrt::gui {

struct CatalogueRegion {
    anatomy::Region region = anatomy::Region::whole;
    std::string name;                       ///< "Head"
    std::vector<anatomy::PartIndex> parts;  ///< by name, right beside left
};

struct CatalogueSystem {
    std::string name;
    std::vector<CatalogueRegion> regions;  ///< from head to foot
    std::size_t part_count = 0;
};

/// Made once per body.
struct Catalogue {
    std::vector<CatalogueSystem> systems;
    anatomy::NameIndex names;
};

[[nodiscard]] std::vector<CatalogueSystem> make_catalogue(const anatomy::Body& body);

}  // namespace smrt::gui
