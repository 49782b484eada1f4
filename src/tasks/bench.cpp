// Stopwatch in hand: the only task that reads a clock, because time is its result.
#include "tasks/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <functional>
#include <memory>

#include "anatomy/name_index.h"
#include "base/files.h"
#include "base/parallel.h"
#include "muscles/tissue.h"
#include "session/session.h"
#include "tasks/studio.h"
#include "writers/png.h"

namespace smrt::tasks {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
    return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values.empty() ? 0 : values[values.size() / 2];
}

/// What one run of the benches hands from one to the next.
struct Bench {
    const BodyChoice& choice;
    const session::OptionValues& values;
    int frames;
    std::unique_ptr<render::OffscreenContext> context;
    std::unique_ptr<render::Renderer> renderer;
    scene::ModelPtr model;
    std::unique_ptr<session::Session> session;
    std::unique_ptr<scene::Composer> composer;
    std::vector<Measure> measures;
    std::optional<base::Error> error;

    void add(std::string id, std::string what, double value, std::string unit = "ms", int samples = 1) {
        measures.push_back({std::move(id), std::move(what), value, std::move(unit), samples});
    }
    void command(const std::string& text) {
        if (const auto done = session->apply(text); !done && !error) error = done.error();
    }
    double draw() {
        const auto start = Clock::now();
        (void)picture(session->state().view);
        return milliseconds_since(start);
    }
    base::Image picture(const scene::View& view) {
        auto image = render::draw_image(*renderer, composer->compose(view));
        if (!image && !error) error = image.error();
        return image ? std::move(*image) : base::Image{};
    }
};

/// Lengths alone for more and more parts: the time should grow as their fibres do.
void bench_lengths(Bench& bench, const scene::Model& model, const skeleton::PosedBody& posed) {
    const auto rest = skeleton::measure_posed_body(*model.rig, skeleton::make_rest_pose(*model.rig));
    const std::vector<anatomy::PartIndex> all = muscles::find_changed(model.tissue, rest, posed);
    for (const std::size_t share : {8u, 4u, 2u, 1u}) {
        std::vector<anatomy::PartIndex> parts;
        for (std::size_t i = 0; i < all.size(); i += share) parts.push_back(all[i]);
        std::vector<double> times;
        std::size_t fibres = 0;
        for (int i = 0; i < 5; ++i) {
            const auto start = Clock::now();
            const auto lengths = muscles::measure_lengths(model.tissue, posed, parts);
            times.push_back(milliseconds_since(start));
            fibres = 0;
            for (const muscles::FibreLengths& one : lengths) fibres += one.lengths.size();
        }
        const double time = median(times);
        bench.add(fmt::format("lengths-1-of-{}", share), fmt::format("lengths of {} bent parts, {} fibres", parts.size(), fibres), time,
                  "ms", 5);
        bench.add(fmt::format("lengths-1-of-{}-each", share), "the same, for one fibre",
                  1000 * time / std::max<double>(1, static_cast<double>(fibres)), "us", 5);
    }
}

/// From a posture to all readings, and to the vertices of everything that it bends.
void bench_pose(Bench& bench) {
    const auto moving_model = load_model(bench.choice.path, {true, false, false});
    if (!moving_model) return void(bench.error = moving_model.error());
    const scene::Model& model = **moving_model;
    if (model.rig == nullptr || model.tissue == nullptr) return;
    muscles::prepare_tissue(model.tissue);
    const auto time = [&](const char* id, const char* what, const char* text) {
        const auto pose = skeleton::parse_pose(*model.rig, text);
        if (!pose) return;  // a body without these joints
        std::vector<double> readings, vertices;
        for (int i = 0; i < 5; ++i) {
            const auto start = Clock::now();
            const auto state = muscles::measure_tissue(model.tissue, skeleton::measure_posed_body(*model.rig, *pose));
            readings.push_back(milliseconds_since(start));
            const auto moving = Clock::now();
            base::parallel_for(model.body->parts().size(), [&](std::size_t p) {
                const auto part = static_cast<anatomy::PartIndex>(p);
                const geometry::LevelMesh& mesh = model.body->part(part).mesh;
                if (muscles::is_deformed(*state, part))
                    (void)muscles::pose_vertices(*state, part, mesh.levels[find_level(mesh, 0.00125f)].vertex_count);
            });
            vertices.push_back(milliseconds_since(moving));
        }
        bench.add(std::string("pose-") + id, fmt::format("{}: all readings", what), median(readings), "ms", 5);
        bench.add(std::string("pose-") + id + "-vertices", fmt::format("{}: vertices of all that bends, middle level", what),
                  median(vertices), "ms", 5);
        if (std::string_view(id) == "whole") bench_lengths(bench, model, skeleton::measure_posed_body(*model.rig, *pose));
    };
    time("one-joint", "one elbow bent", "right elbow flexion=60");
    time("whole", "the whole body bent",
         "cervical flexion=30; thoracic flexion=15; lumbar flexion=20; both hip flexion=60; both knee flexion=80; both ankle "
         "dorsiflexion=10; "
         "both elbow flexion=90; both shoulder abduction=60; both finger MCP flexion=40; mandible depression mm=20");
}

void bench_start(Bench& bench) {
    const auto root = base::find_program_root();
    const auto start = Clock::now();
    auto model = load_model(bench.choice.path, {});
    if (!model) return void(bench.error = model.error());
    bench.model = *model;
    bench.add("load", "read the body from its cache", milliseconds_since(start));
    const auto graphics = Clock::now();
    auto context = render::OffscreenContext::make();
    if (!context) return void(bench.error = context.error());
    bench.context = std::move(*context);
    auto renderer = render::Renderer::make(bench.context->loader(), *root);
    if (!renderer) return void(bench.error = renderer.error());
    bench.renderer = std::move(*renderer);
    bench.add("graphics", "start graphics without a window", milliseconds_since(graphics));
    bench.session = std::make_unique<session::Session>(bench.model);
    bench.composer = std::make_unique<scene::Composer>(bench.model);
    for (const std::string& command : session::compose_commands(bench.values)) bench.command(command);
    bench.add("first-picture", "first finished picture", bench.draw());
    const auto drawn = render::draw_image(*bench.renderer, bench.composer->compose(bench.session->state().view));
    const auto packing = Clock::now();
    if (drawn) (void)writers::encode_png(*drawn);
    bench.add("png", "pack the picture as PNG", milliseconds_since(packing));
}

/// Share of pixels, in percent, where a channel differs by more than the eye passes over.
double measure_difference(const base::Image& a, const base::Image& b) {
    constexpr int k_visible = 16;
    if (a.rgba.empty() || a.rgba.size() != b.rgba.size()) return 100;
    std::size_t different = 0;
    for (std::size_t at = 0; at < a.rgba.size(); at += 4) {
        int most = 0;
        for (std::size_t c = 0; c < 3; ++c) most = std::max(most, std::abs(int{a.rgba[at + c]} - int{b.rgba[at + c]}));
        different += most > k_visible;
    }
    return 100.0 * static_cast<double>(different) / (static_cast<double>(a.rgba.size()) / 4);
}

/// The picture as it stands against the same one with every triangle, from three sides.
std::array<double, 3> compare_with_full_detail(Bench& bench) {
    std::array<double, 3> differences{};
    for (double& difference : differences) {
        if (bench.error) break;
        bench.command("orbit 120");
        scene::View full = bench.session->state().view;
        const base::Image shown = bench.picture(full);
        full.level_error = 0;
        difference = measure_difference(shown, bench.picture(full));
    }
    return differences;
}

void bench_orbit(Bench& bench, const char* id, const char* what, const std::vector<std::string>& before) {
    bench.command("deselect");
    for (const std::string& command : before) bench.command(command);
    bench.command("moving on");
    std::vector<double> times;
    for (int i = 0; i < bench.frames && !bench.error; ++i) {
        bench.command(fmt::format("orbit {}", 360.0 / bench.frames));
        times.push_back(bench.draw());
    }
    const std::array<double, 3> differences = compare_with_full_detail(bench);
    bench.command("moving off");
    bench.add(id, what, median(times), "ms", bench.frames);
    bench.add(std::string(id) + "-difference", "pixels that differ by more than 16 of 255 from every triangle, mean of three sides",
              (differences[0] + differences[1] + differences[2]) / 3, "%", 3);
    bench.add(std::string(id) + "-worst", "the same, worst side", *std::max_element(differences.begin(), differences.end()), "%", 3);
    bench.add(std::string(id) + "-rate", std::string(what) + ", frames a second", 1000 / std::max(1e-3, median(times)), "frames/s",
              bench.frames);
}

void bench_orbits(Bench& bench) {
    bench_orbit(bench, "orbit-opaque", "orbit while dragged, every part visible", {"peel 0", "ghost-others 0"});
    bench_orbit(bench, "orbit-ghost", "orbit while dragged, every part a ghost", {"peel 0", "ghost-others 1"});
    bench.command("ghost-others 0");
    std::vector<double> fine;
    for (int i = 0; i < 3 && !bench.error; ++i) {
        bench.command("orbit 40");
        fine.push_back(bench.draw());
    }
    bench.add("fine-picture", "finished picture at rest, all samples", median(fine), "ms", 3);
}

/// Time of a command and of the scene that follows it, without drawing.
void bench_switches(Bench& bench) {
    const std::pair<const char*, const char*> switches[] = {{"hide", "hide kind muscle"},     {"show", "show-all"},
                                                            {"isolate", "isolate kind bone"}, {"unisolate", "unisolate"},
                                                            {"ghost", "ghost kind muscle"},   {"unghost", "unghost"}};
    for (const auto& [name, text] : switches) {
        const auto start = Clock::now();
        bench.command(text);
        (void)bench.composer->compose(bench.session->state().view);
        bench.add(std::string("switch-") + name, fmt::format("`{}` until the scene is ready", text), milliseconds_since(start));
    }
}

/// Ray casts against the part that the renderer drew at the same pixel. The first cast builds the trees of the parts that it meets.
void bench_picks(Bench& bench) {
    constexpr int k_wanted = 200;
    const scene::Scene scene = bench.composer->compose(bench.session->state().view);
    const auto ids = render::draw_ids(*bench.renderer, scene);
    if (!ids) return void(bench.error = ids.error());
    scene::Picker picker;
    std::vector<double> times;
    int right = 0, on_parts = 0;
    // Places of the R2 sequence (Roberts 2018), until enough of them lie on the body.
    for (int i = 1; on_parts < k_wanted && i < 100 * k_wanted; ++i) {
        const int x = static_cast<int>(std::fmod(0.7548776662466927 * i, 1.0) * scene.width);
        const int y = static_cast<int>(std::fmod(0.5698402909980532 * i, 1.0) * scene.height);
        const anatomy::PartIndex drawn =
            (*ids)[static_cast<std::size_t>(y) * static_cast<std::size_t>(scene.width) + static_cast<std::size_t>(x)];
        if (drawn == anatomy::k_no_part) continue;
        ++on_parts;
        const auto start = Clock::now();
        const auto hit = picker.pick(scene, static_cast<float>(x) + 0.5f, static_cast<float>(y) + 0.5f);
        times.push_back(milliseconds_since(start));
        right += hit && hit->part == drawn;
    }
    if (times.empty()) return;
    bench.add("pick-right", "picks that name the part drawn there", right, fmt::format("of {}", on_parts), on_parts);
    bench.add("pick-median", "pick, median", median(times), "ms", on_parts);
    bench.add("pick-slowest", "pick, slowest, with the making of trees", *std::max_element(times.begin(), times.end()), "ms", on_parts);
}

void bench_search(Bench& bench) {
    const auto making = Clock::now();
    const auto root = base::find_program_root();
    const auto index = anatomy::read_name_index(*bench.model->body, *root / "assets");
    if (!index) return void(bench.error = index.error());
    bench.add("search-index", "make the index of names", milliseconds_since(making));
    std::vector<double> times;
    for (const std::string_view typed : {"psoas major", "subscapularis", "bicpes brachii", "FMA7195", "musculus deltoideus", "tibia left"})
        for (std::size_t length = 1; length <= typed.size(); ++length) {
            const auto start = Clock::now();
            (void)anatomy::find_names(*index, typed.substr(0, length));
            times.push_back(milliseconds_since(start));
        }
    bench.add("search-median", "search, one key", median(times), "ms", static_cast<int>(times.size()));
    bench.add("search-slowest", "search, slowest key", *std::max_element(times.begin(), times.end()), "ms", static_cast<int>(times.size()));
}

constexpr void (*k_benches[])(Bench&) = {bench_start, bench_orbits, bench_picks, bench_switches, bench_search, bench_pose};

}  // namespace

base::Result<std::vector<Measure>> run_bench(const BodyChoice& body, const session::OptionValues& values, int frames,
                                             const base::Progress& progress) {
    Bench bench{body, values, frames, {}, {}, {}, {}, {}, {}, {}};
    double done = 0;
    for (const auto& run : k_benches) {
        progress.tell(done, "measuring");
        if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "the bench was stopped");
        run(bench);
        if (bench.error) return tl::make_unexpected(*bench.error);
        done += 1.0 / std::size(k_benches);
    }
    return bench.measures;
}

base::Json to_json(const std::vector<Measure>& measures) {
    base::Json out;
    out["version"] = base::version();
    out["measures"] = base::Json::array();
    for (const Measure& measure : measures) {
        base::Json row;
        row["id"] = measure.id;
        row["what"] = measure.what;
        row["value"] = measure.value;
        row["unit"] = measure.unit;
        row["samples"] = measure.samples;
        out["measures"].push_back(std::move(row));
    }
    return out;
}

}  // namespace smrt::tasks
