// Building strands from the fibre coordinate of a mesh.
#include "muscles/strand.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "geometry/principal_axes.h"

namespace smrt::muscles {
namespace {

constexpr std::size_t k_sections = 13;
constexpr double k_strand_width = 0.032;  ///< metres of width that one strand may stand for
constexpr std::uint32_t k_most_strands = 6;

struct Spread {
    glm::dvec3 centre{0}, wide{1, 0, 0};
    double width = 0, thickness = 0, weight = 0;  ///< standard deviations, metres
};

double bell(double x) {
    return std::exp(-0.5 * x * x);
}

/// The samples within a few widths of a bell around one place; samples are in order along the fibres.
std::pair<std::size_t, std::size_t> find_window(const std::vector<FibreSample>& samples, double along, double reach) {
    const auto before = [](const FibreSample& s, double value) { return s.along < value; };
    const auto first = std::lower_bound(samples.begin(), samples.end(), along - 3.5 * reach, before);
    const auto last = std::lower_bound(first, samples.end(), along + 3.5 * reach, before);
    return {static_cast<std::size_t>(first - samples.begin()), static_cast<std::size_t>(last - samples.begin())};
}

/// Moments of the samples around one place along the fibres, with the part that lies along the fibres taken out.
Spread measure_spread(const std::vector<FibreSample>& samples, double along) {
    constexpr double reach = 0.6 / (k_sections - 1);
    Spread out;
    glm::dvec3 slope_sum(0);
    double along_sum = 0;
    const auto [first, last] = find_window(samples, along, reach);
    std::vector<double> weight;
    for (std::size_t i = first; i < last; ++i) weight.push_back(samples[i].area * bell((samples[i].along - along) / reach));
    for (std::size_t i = first; i < last; ++i) {
        const FibreSample& s = samples[i];
        const double w = weight[i - first];
        out.centre += s.position * w, along_sum += s.along * w, out.weight += w;
    }
    if (out.weight <= 0) return out;
    out.centre /= out.weight, along_sum /= out.weight;
    double along_square = 0;
    for (std::size_t i = first; i < last; ++i) {
        const FibreSample& s = samples[i];
        const double w = weight[i - first];
        slope_sum += (s.position - out.centre) * ((s.along - along_sum) * w);
        along_square += (s.along - along_sum) * (s.along - along_sum) * w;
    }
    const glm::dvec3 slope = along_square > 1e-15 ? slope_sum / along_square : glm::dvec3(0);
    glm::dmat3 covariance(0);
    for (std::size_t i = first; i < last; ++i) {
        const FibreSample& s = samples[i];
        const glm::dvec3 d = s.position - out.centre - slope * (s.along - along_sum);
        covariance += weight[i - first] / out.weight * glm::outerProduct(d, d);
    }
    const geometry::PrincipalAxes axes = geometry::find_principal_axes(covariance);
    out.wide = axes.axis[0], out.width = axes.spread[0], out.thickness = axes.spread[1];
    return out;
}

/// Turns the wide axes so that neighbours agree, starting where the muscle is widest; where a section is round it keeps its
/// neighbour's direction.
void align(std::vector<Spread>& spread) {
    const auto widest = static_cast<std::size_t>(
        std::max_element(spread.begin(), spread.end(), [](const Spread& a, const Spread& b) { return a.width < b.width; }) -
        spread.begin());
    const auto follow = [&](std::size_t from, std::size_t to) {
        glm::dvec3 own = spread[to].wide;
        if (glm::dot(own, spread[from].wide) < 0) own = -own;
        const double flat = std::clamp(spread[to].width / std::max(spread[to].thickness, 1e-6) - 1.2, 0.0, 1.0);
        const double agree = std::clamp((glm::dot(own, spread[from].wide) - 0.3) / 0.4, 0.0, 1.0);
        spread[to].wide = glm::normalize(glm::mix(spread[from].wide, own, flat * agree));
    };
    for (std::size_t i = widest; i + 1 < spread.size(); ++i) follow(i, i + 1);
    for (std::size_t i = widest; i > 0; --i) follow(i, i - 1);
}

/// Input: groups of fibres that the part has; where they have names, each needs few strands of its own.
std::uint32_t choose_strands(const std::vector<Spread>& spread, std::size_t groups) {
    double ratio = 0, width = 0;
    for (const Spread& s : spread) {
        width = std::max(width, s.width);
        ratio = std::max(ratio, s.width / std::max(s.thickness, 0.002));
    }
    const double across = width * std::sqrt(12.0);  // an even slab has this spread
    const double wide = groups > 1 ? 2 * k_strand_width : k_strand_width;
    if (ratio < 1.8 || across < wide) return 1;
    return std::clamp(static_cast<std::uint32_t>(std::lround(across / wide)), 1u, k_most_strands);
}

/// Where a strand runs at `along` and how far its surface lies from there.
struct StationFit {
    glm::dvec3 centre{0};
    double radius = 0;
};

/// Value at `along` of the line fitted to the samples nearby: unlike a mean it is not drawn inwards at the ends. How steep that
/// line may be is bounded by the length of the muscle, for ends with few samples.
StationFit fit_station(const std::vector<FibreSample>& samples, const std::vector<double>& share, double along, double reach,
                       double length) {
    double w0 = 1e-18, w1 = 0, w2 = 0;
    glm::dvec3 p0(0), p1(0);
    double square = 0;
    const auto [first, last] = find_window(samples, along, reach);
    for (std::size_t i = first; i < last; ++i) {
        const double x = samples[i].along - along;
        const double w = samples[i].area * share[i] * bell(x / reach);
        w0 += w, w1 += w * x, w2 += w * x * x;
        p0 += samples[i].position * w, p1 += samples[i].position * (w * x);
        square += w * glm::dot(samples[i].position, samples[i].position);
    }
    const double mean = w1 / w0, variance = w2 / w0 - mean * mean;
    // A bundle may have next to no surface of its own near an end, where others cover it: then farther samples tell.
    if (w0 < 1e-12 && reach < 2) return fit_station(samples, share, along, 1.6 * reach, length);
    StationFit out{p0 / w0, 0};
    glm::dvec3 slope(0);
    if (variance >= 0.02 * reach * reach) slope = (p1 / w0 - out.centre * mean) / variance;
    const double steep = glm::length(slope);
    if (steep > 1.5 * length) slope *= 1.5 * length / steep;
    const double spread = square / w0 - glm::dot(out.centre, out.centre) - glm::dot(slope, slope) * variance;
    out.radius = std::sqrt(std::max(1e-8, spread));
    out.centre -= slope * mean;
    return out;
}

/// Takes kinks and uneven steps out of a line without drawing bends inwards; its ends stay. Source: Taubin 1995.
void even_out(std::vector<glm::dvec3>& line) {
    for (const double share : {0.5, -0.52}) {
        const std::vector<glm::dvec3> before = line;
        for (std::size_t i = 1; i + 1 < line.size(); ++i) line[i] += share * (0.5 * (before[i - 1] + before[i + 1]) - before[i]);
    }
}

/// One strand. Input: `share` of each sample that is the strand's, `reach` along the fibres within which samples count for a station.
StrandShape fit_strand(const std::vector<FibreSample>& samples, const std::vector<double>& share, std::size_t stations, double reach,
                       double length) {
    StrandShape out;
    glm::dvec3 lower(1e9), upper(-1e9);  // a fitted line does not leave the part
    for (const FibreSample& sample : samples) lower = glm::min(lower, sample.position), upper = glm::max(upper, sample.position);
    for (std::size_t j = 0; j < stations; ++j) {
        const StationFit fit = fit_station(samples, share, static_cast<double>(j) / static_cast<double>(stations - 1), reach, length);
        out.centre.push_back(glm::clamp(fit.centre, lower, upper)), out.radius.push_back(fit.radius);
    }
    even_out(out.centre);
    return out;
}

/// How much longer a line is than without its turns to and fro; 1 for a calm one, however bent.
double measure_unrest(const std::vector<glm::dvec3>& line) {
    std::vector<glm::dvec3> calm = line;
    const std::size_t steps = 1 + line.size() * line.size() / 64;
    for (std::size_t step = 0; step < steps; ++step) {
        const std::vector<glm::dvec3> before = calm;
        for (std::size_t i = 1; i + 1 < line.size(); ++i) calm[i] = 0.5 * before[i] + 0.25 * (before[i - 1] + before[i + 1]);
    }
    return measure_length(line) / std::max(1e-9, measure_length(calm));
}

/// The station around which a line runs straightest.
std::size_t find_calm_station(const std::vector<glm::dvec3>& line) {
    const std::size_t around = std::max<std::size_t>(1, line.size() / 10);
    std::size_t best = line.size() / 2;
    double least = 1e30;
    for (std::size_t i = around; i + around < line.size(); ++i) {
        double way = 0;
        for (std::size_t k = i - around; k < i + around; ++k) way += glm::distance(line[k], line[k + 1]);
        const double turns = way / std::max(1e-6, glm::distance(line[i - around], line[i + around]));
        // Near the middle if it makes no difference.
        const double off = std::abs(static_cast<double>(i) / static_cast<double>(line.size() - 1) - 0.5);
        if (turns + 0.2 * off < least) least = turns + 0.2 * off, best = i;
    }
    return best;
}

/// A line followed outwards from its calmest station: each next station is fitted to what lies near the last one, so that it stays in one
/// slip of a muscle that has several. Input: `near` is how far beside the line samples count, metres.
StrandShape follow_strand(const std::vector<FibreSample>& samples, const std::vector<glm::dvec3>& line, double reach, double length,
                          double near) {
    const auto last = static_cast<double>(line.size() - 1);
    StrandShape out;
    out.centre = line, out.radius.assign(line.size(), near);
    std::vector<double> share(samples.size(), 0.0);
    const auto fit = [&](std::size_t j, const glm::dvec3& expected) {
        const double along = static_cast<double>(j) / last;
        const auto [first, end] = find_window(samples, along, 5 * reach);
        for (std::size_t i = first; i < end; ++i) share[i] = bell(glm::distance(samples[i].position, expected) / near) + 1e-9;
        const StationFit found = fit_station(samples, share, along, reach, length);
        out.centre[j] = found.centre, out.radius[j] = found.radius;
    };
    const std::size_t start = find_calm_station(line);
    fit(start, line[start]);
    for (std::size_t j = start + 1; j < line.size(); ++j) fit(j, out.centre[j - 1]);
    for (std::size_t j = start; j-- > 0;) fit(j, out.centre[j + 1]);
    even_out(out.centre);
    return out;
}

}  // namespace

double FibreFrame::across(const glm::dvec3& point, double along) const {
    if (strands < 2) return 0;
    const double x = std::clamp(along, 0.0, 1.0) * static_cast<double>(sections.size() - 1);
    const auto i = std::min(static_cast<std::size_t>(x), sections.size() - 2);
    const double f = x - static_cast<double>(i);
    const auto at = [&](const CrossSection& s) { return (glm::dot(point, s.wide) - s.lower) / std::max(s.upper - s.lower, 1e-4); };
    const double v = at(sections[i]) * (1 - f) + at(sections[i + 1]) * f;
    return std::clamp(v * strands - 0.5, 0.0, static_cast<double>(strands - 1));
}

FibreFrame make_fibre_frame(const std::vector<FibreSample>& samples, std::size_t groups) {
    std::vector<Spread> spread;
    for (std::size_t i = 0; i < k_sections; ++i) spread.push_back(measure_spread(samples, static_cast<double>(i) / (k_sections - 1)));
    align(spread);
    FibreFrame frame;
    frame.strands = choose_strands(spread, groups);
    for (std::size_t i = 1; i < spread.size(); ++i) frame.length += glm::distance(spread[i].centre, spread[i - 1].centre);
    for (const Spread& s : spread) {
        const double middle = glm::dot(s.centre, s.wide);
        double variance = 0;  // along the aligned axis, not the section's own
        double weight = 1e-18;
        const double along = static_cast<double>(&s - spread.data()) / (k_sections - 1);
        const auto [first, last] = find_window(samples, along, 0.6 / (k_sections - 1));
        for (std::size_t i = first; i < last; ++i) {
            const double w = samples[i].area * bell((samples[i].along - along) * (k_sections - 1) / 0.6);
            const double d = glm::dot(samples[i].position, s.wide) - middle;
            variance += w * d * d, weight += w;
        }
        const double half = std::max(0.002, std::sqrt(3.0 * variance / weight));
        frame.sections.push_back({s.wide, middle - half, middle + half});
    }
    return frame;
}

double measure_length(const std::vector<glm::dvec3>& line) {
    double length = 0;
    for (std::size_t i = 1; i < line.size(); ++i) length += glm::distance(line[i], line[i - 1]);
    return length;
}

std::size_t count_stations(double length) {
    return std::clamp(static_cast<std::size_t>(length / 0.012), std::size_t{8}, std::size_t{32}) + 1;
}

std::vector<StrandShape> make_strand_shapes(const std::vector<FibreSample>& samples, const FibreFrame& frame, std::size_t stations) {
    constexpr double k_restless = 1.25;  // of the length of a line that is fitted more broadly
    constexpr double k_calm = 1.12;      // of the length without turns to and fro
    // Small pieces have few samples: some of them must count for every station.
    const double reach = std::max(0.65 / static_cast<double>(stations - 1), 5.0 * frame.strands / static_cast<double>(samples.size()));
    std::vector<StrandShape> out(frame.strands);
    std::vector<double> across(samples.size()), share(samples.size());
    for (std::size_t i = 0; i < samples.size(); ++i) across[i] = frame.across(samples[i].position, samples[i].along);
    for (std::uint32_t s = 0; s < frame.strands; ++s) {
        for (std::size_t i = 0; i < samples.size(); ++i) share[i] = bell((across[i] - s) / 0.5) + 1e-6;
        out[s] = fit_strand(samples, share, stations, reach, frame.length);
        // Where short fibres start and end all over a part, neighbouring stations fall on others of them, and the line runs to and fro.
        for (double broader = 2 * reach; broader < 0.3; broader *= 2) {
            StrandShape calm = fit_strand(samples, share, stations, broader, frame.length);
            if (measure_length(out[s].centre) < k_restless * measure_length(calm.centre)) break;
            out[s] = std::move(calm);
        }
        for (const double near : {0.02, 0.012, 0.007}) {
            if (measure_unrest(out[s].centre) < k_calm) break;
            StrandShape followed = follow_strand(samples, out[s].centre, reach, frame.length, near);
            if (measure_unrest(followed.centre) < measure_unrest(out[s].centre)) out[s] = std::move(followed);
        }
    }
    return out;
}

}  // namespace smrt::muscles
