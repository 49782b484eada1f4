// Loading in stages: body, positions, movement, lymph.
#include "tasks/load_model.h"

#include <fmt/format.h>

#include <memory>

#include "base/files.h"
#include "base/text.h"
#include "readers/atlas_cache.h"
#include "tasks/import_body.h"
#include "tasks/make_moving.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;

bool is_atlas(const fs::path& path) {
    return base::fold(path.extension().string()) == "atlas";
}

/// A folder that holds one archive (as BodyParts3D is handed out: zip and tables together) means that archive.
fs::path source_in(const fs::path& body) {
    std::error_code failed;
    if (!fs::is_directory(body, failed)) return body;
    std::vector<fs::path> archives;
    for (const auto& entry : fs::directory_iterator(body, failed))
        if (base::fold(entry.path().extension().string()) == "zip") archives.push_back(entry.path());
    return archives.size() == 1 ? archives.front() : body;
}

/// Changes whenever the source or anything that an import reads from the assets changes.
std::uint64_t fingerprint(const fs::path& source) {
    std::error_code failed;
    std::uint64_t hash = base::hash_text(fs::absolute(source, failed).generic_string());
    const auto add = [&hash](const fs::path& path) {
        std::error_code ignored;
        const auto size = fs::is_regular_file(path, ignored) ? fs::file_size(path, ignored) : 0;
        const auto time = fs::last_write_time(path, ignored).time_since_epoch().count();
        hash = base::hash_text(fmt::format("{} {} {}", path.filename().string(), size, time), hash);
    };
    add(source);
    if (fs::is_directory(source, failed))
        for (const auto& entry : fs::directory_iterator(source, failed)) add(entry.path());
    return hash;
}

base::Result<fs::path> import_into_cache(const fs::path& source, const base::Progress& progress) {
    const auto cache = cache_of(source);
    if (!cache) return cache;
    ImportRequest request;
    request.source = source_in(source);
    request.out = *cache;
    const auto imported = import_body(request, progress);
    if (!imported) return tl::make_unexpected(imported.error());
    return cache;
}

/// A body with what is known of its muscles, at rest. Faults of the texts are told by `check assets`.
base::Result<scene::Model> start_model(const fs::path& body, const base::Progress& progress) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    auto read = load_body(body, progress);
    if (!read) return tl::make_unexpected(read.error());
    scene::Model model;
    model.body = std::move(*read);
    base::Findings told_elsewhere;
    model.muscles = std::make_shared<const anatomy::MuscleDefinitions>(
        anatomy::read_muscle_definitions(*root / "assets" / "body" / "muscles", told_elsewhere));
    return model;
}

base::Status complete(scene::Model& model, const ModelNeeds& needs, const base::Progress& progress) {
    const auto root = base::find_program_root();
    if (!root) return tl::make_unexpected(root.error());
    const fs::path assets = *root / "assets";
    if (needs.positions) model.positions = make_positions(assets);
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "loading was stopped");
    if ((needs.moving || needs.lymph) && model.rig == nullptr) {
        progress.tell(0.1, "finding joints");
        model.rig = make_body_rig(model.body, assets);
    }
    if (needs.moving) {
        progress.tell(0.3, "finding muscle fibres");
        model.tissue = muscles::make_tissue_model(model.body, model.rig, *model.muscles);
    }
    if (needs.lymph && model.lymph == nullptr) {
        progress.tell(0.9, "laying lymph vessels");
        model.lymph = lymph::make_network(*model.body, model.rig->landmarks, assets);
    }
    if (progress.cancelled()) return base::fail(base::ErrorCode::cancelled, "loading was stopped");
    progress.tell(1, "ready");
    return {};
}

bool given(const session::OptionValues& values, std::string_view name) {
    return values.find(name) != values.end();
}

}  // namespace

ModelNeeds needs_of(const session::OptionValues& values) {
    ModelNeeds needs;
    needs.positions = given(values, "position");
    needs.moving = needs.positions || given(values, "pose");
    const auto lymph = values.find("lymph");
    needs.lymph = lymph != values.end() && !lymph->second.empty() && lymph->second.back() != "off";
    return needs;
}

base::Result<fs::path> cache_of(const fs::path& body) {
    if (is_atlas(body)) return body;
    std::error_code failed;
    if (!fs::exists(body, failed)) return base::fail(base::ErrorCode::environment, "there is no such file or folder", body.string());
    std::string name = body.has_filename() ? body.stem().string() : body.parent_path().stem().string();
    if (name.empty()) name = "body";
    return base::cache_folder() / fmt::format("{}-{:016x}.atlas", name, fingerprint(body));
}

base::Result<anatomy::BodyPtr> load_body(const fs::path& body, const base::Progress& progress) {
    if (is_atlas(body)) return readers::read_atlas(body);
    const auto cache = cache_of(body);
    if (!cache) return tl::make_unexpected(cache.error());
    std::error_code failed;
    const auto definitions = current_definitions();
    if (!definitions) return tl::make_unexpected(definitions.error());
    if (fs::exists(*cache, failed))
        if (auto kept = readers::read_atlas(*cache, *definitions)) return kept;  // one of another version is simply made again
    const auto imported = import_into_cache(body, progress);
    if (!imported) return tl::make_unexpected(imported.error());
    return readers::read_atlas(*imported, *definitions);
}

base::Result<scene::ModelPtr> load_model(const fs::path& body, const ModelNeeds& needs, const base::Progress& progress) {
    auto started = start_model(body, progress.part(0, 0.7));
    if (!started) return tl::make_unexpected(started.error());
    auto model = std::make_shared<scene::Model>(std::move(*started));
    if (const auto done = complete(*model, needs, progress.part(0.7, 1)); !done) return tl::make_unexpected(done.error());
    return scene::ModelPtr(model);
}

base::Status load_model_in_stages(const fs::path& body, const base::Progress& progress,
                                  const std::function<void(scene::ModelPtr)>& deliver) {
    auto started = start_model(body, progress.part(0, 0.7));
    if (!started) return tl::make_unexpected(started.error());
    scene::Model model = std::move(*started);
    deliver(std::make_shared<const scene::Model>(model));
    const ModelNeeds stages[] = {{true, true, false}, {true, true, true}};
    for (const ModelNeeds& needs : stages) {
        scene::Model next = model;
        // What an earlier stage made is kept: only what is missing is asked for.
        const ModelNeeds missing{needs.moving && next.tissue == nullptr, needs.positions && next.positions == nullptr, needs.lymph};
        if (const auto done = complete(next, missing, progress.part(0.7, 1)); !done) return done;
        model = next;
        deliver(std::make_shared<const scene::Model>(model));
    }
    // What the first movement needs is made now, while the user looks around, so that pressing play does not stop the picture.
    if (model.tissue != nullptr && !progress.cancelled()) muscles::prepare_tissue(model.tissue);
    return {};
}

}  // namespace smrt::tasks
