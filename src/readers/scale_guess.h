// Which units and which up axis outside files have, when neither they nor the user say so.
#pragma once

#include <string>
#include <vector>

#include "base/findings.h"
#include "readers/mesh_file.h"
#include "readers/outside_body.h"

namespace smrt::readers {

/// Units and axes of one file.
struct FileScale {
    double metres_per_unit = 1;
    UpAxis up = UpAxis::y;
};

/// Metres per unit for a whole of this largest extent in units: below 3 it is metres, below 300 centimetres, else
/// millimetres, so that a body or limb comes out between 3 cm and 3 m.
[[nodiscard]] double guess_metres_per_unit(double extent);
/// z if the whole is clearly taller along z than along y, as a standing body with z up is; else y.
[[nodiscard]] UpAxis guess_up(const glm::vec3& extents);

/// One entry per file: what the user says, else what the file states, else a guess over all files that state nothing.
/// Guesses, and statements that cannot be true, go to the findings. Place of findings is `source`.
[[nodiscard]] std::vector<FileScale> choose_scales(const std::vector<MeshFile>& files, const ImportOptions& options,
                                                   const std::string& source, base::Findings& findings);

}  // namespace smrt::readers
