// Stopwatch in hand: the only task that reads a clock, because time is its result.
#include "tasks/bench.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <memory>

#include "anatomy/name_index.h"
#include "base/files.h"
#include "session/session.h"
#include "tasks/studio.h"
#include "writers/png.h"

namespace smrt::tasks {
namespace {

using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) { return std::chrono::duration<double, std::milli>(Clock::now() - start).count(); }

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
        const auto image = render::draw_image(*renderer, composer->compose(session->state().view));
        if (!image && !error) error = image.error();
        return milliseconds_since(start);
    }
};

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

void bench_orbit(Bench& bench, const char* id, const char* what, const std::vector<std::string>& before) {
    bench.command("deselect");
    for (const std::string& command : before) bench.command(command);
    bench.command("moving on");
    std::vector<double> times;
    for (int i = 0; i < bench.frames && !bench.error; ++i) {
        bench.command(fmt::format("orbit {}", 360.0 / bench.frames));
        times.push_back(bench.draw());
    }
    bench.command("moving off");
    bench.add(id, what, median(times), "ms", bench.frames);
    bench.add(std::string(id) + "-rate", std::string(what) + ", frames a second", 1000 / std::max(1e-3, median(times)), "frames/s", bench.frames);
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
    const std::pair<const char*, const char*> switches[] = {{"hide", "hide kind muscle"}, {"show", "show-all"}, {"isolate", "isolate kind bone"},
                                                            {"unisolate", "unisolate"}, {"ghost", "ghost kind muscle"}, {"unghost", "unghost"}};
    for (const auto& [name, text] : switches) {
        const auto start = Clock::now();
        bench.command(text);
        (void)bench.composer->compose(bench.session->state().view);
        bench.add(std::string("switch-") + name, fmt::format("`{}` until the scene is ready", text), milliseconds_since(start));
    }
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

constexpr void (*k_benches[])(Bench&) = {bench_start, bench_orbits, bench_switches, bench_search};

}  // namespace

base::Result<std::vector<Measure>> run_bench(const BodyChoice& body, const session::OptionValues& values, int frames, const base::Progress& progress) {
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
