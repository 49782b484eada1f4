// Runs clean-up over all parts of a body.
#include <atomic>
#include <mutex>
#include <vector>

#include "base/parallel.h"
#include "geometry/mesh_cleanup.h"
#include "readers/outside_body.h"

namespace smrt::readers {

base::Status clean_body(anatomy::RawBody& body, const base::Progress& progress) {
    std::vector<geometry::MeshReport> reports(body.parts.size());
    std::mutex guard;
    std::size_t done = 0;
    base::parallel_for(body.parts.size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        reports[i] = geometry::clean_mesh(body.parts[i].mesh);
        const std::lock_guard lock(guard);
        if (++done % 16 == 0) progress.tell(static_cast<double>(done) / body.parts.size(), "cleaning " + body.parts[i].id);
    });
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "import was cancelled");
    std::vector<geometry::CleanedMesh> cleaned;
    for (std::size_t i = 0; i < body.parts.size(); ++i) {
        body.findings.append(geometry::check_mesh(reports[i], body.parts[i].id));
        cleaned.push_back({body.parts[i].id, &body.parts[i].mesh, &reports[i]});
    }
    body.findings.append(geometry::check_meshes_together(cleaned));
    return {};
}

}  // namespace smrt::readers
