// What a reader hands over: named meshes as found, before anything is known of them.
#pragma once

#include <string>
#include <vector>

#include "anatomy/part.h"
#include "base/findings.h"
#include "geometry/triangle_mesh.h"

namespace smrt::anatomy {

/// One outside mesh with the names and ids that came with it. Positions are already in our axes and metres.
struct RawPart {
    std::string id;      ///< unique in its body
    std::string fma;     ///< may be empty
    std::string name;    ///< English or Latin as found; may be empty
    std::string kind;    ///< word of Kind given by a --map file; empty: derive it
    std::string side;    ///< word of Side given by a --map file; empty: derive it
    std::string source;  ///< file (and node) it came from
    geometry::TriangleMesh mesh;
    ShapeOrigin origin = ShapeOrigin::delivered;
    std::string definition;  ///< id of the definition that it was made from, if known; else it is derived
};

/// A whole outside body.
struct RawBody {
    std::string name;
    std::string credit;  ///< attribution the source asks for; may be empty
    std::vector<RawPart> parts;
    base::Findings findings;  ///< what was noticed while reading and cleaning; place is the part id
};

}  // namespace smrt::anatomy
