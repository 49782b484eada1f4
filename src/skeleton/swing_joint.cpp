// Swing joints and scapulohumeral rhythm.
#include "skeleton/swing_joint.h"

#include <algorithm>
#include <cmath>

#include "base/ensure.h"

namespace smrt::skeleton {

SwingJoint swing_of(const Rig& rig, const Joint& joint) {
    std::vector<std::uint32_t> turning;
    for (const std::uint32_t c : joint.coordinates)
        if (!rig.coordinates[c].translation) turning.push_back(c);
    ENSURE(turning.size() == 4, "{} swings with {} coordinates", joint.id, turning.size());
    const auto axis = [&](std::size_t i) { return rig.coordinates[turning[i]].axis; };
    return {turning[0], turning[1], turning[2], turning[3], {axis(0), axis(1), axis(2), axis(3)}};
}

double measure_coupling(const Coupling& coupling, double forward, double sideways) {
    // Lowering the limb behind or across the body (negative values) does not raise it.
    const double f = std::max(forward, 0.0);
    const double s = std::max(sideways, 0.0);
    const double raise = std::hypot(f, s);
    if (raise == 0) return 0;
    const double share_forward = f * f / (raise * raise);
    const double setting = coupling.setting_sideways + (coupling.setting_forward - coupling.setting_sideways) * share_forward;
    const double rate = coupling.total / (coupling.at - setting);
    const double onset = 2 * setting;
    if (setting <= 0 || raise >= onset) return rate * (raise - setting);
    // Integral of the quintic smooth step x³(10 - 15x + 6x²), scaled to the onset.
    const double x = raise / onset;
    return rate * onset * x * x * x * x * (2.5 - 3 * x + x * x);
}

}  // namespace smrt::skeleton
