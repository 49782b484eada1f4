// The verb `get`.
#include "tasks/get_body.h"

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "readers/download.h"
#include "readers/download_catalogue.h"

namespace smrt::tasks {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

std::string size_text(const readers::DownloadSet& set) {
    return set.bytes() == 0 ? "size unknown" : fmt::format("about {:.0f} MB", static_cast<double>(set.bytes()) / 1e6);
}

void announce(const readers::DownloadSet& set, const fs::path& folder, const std::function<void(const std::string&)>& say) {
    if (!say) return;
    say(fmt::format("{}: {} files, {}, into {}", set.title, set.files.size(), size_text(set), folder.string()));
    say("From: " + set.page);
    say("Licence: " + set.licence);
    say("Credit: " + set.credit);
}

base::Result<readers::DownloadSet> find_set(const GetRequest& request) {
    const auto catalogue = readers::read_download_catalogue(request.catalogue);
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    if (const readers::DownloadSet* set = catalogue->find(request.name)) return *set;
    std::vector<std::string> names;
    std::string list;
    for (const readers::DownloadSet& set : catalogue->sets) names.push_back(set.id), list += (list.empty() ? "" : ", ") + set.id;
    return base::fail(ErrorCode::bad_usage,
                      fmt::format("unknown body `{}`{}; known: {}", request.name, base::did_you_mean(request.name, names), list), "get");
}

}  // namespace

base::Result<GetSummary> get_body(const GetRequest& request, const base::Progress& progress) {
    const auto set = find_set(request);
    if (!set) return tl::make_unexpected(set.error());
    GetSummary summary;
    summary.folder = request.folder.empty() ? base::cache_folder() / "downloads" / set->id : request.folder;
    announce(*set, summary.folder, request.say);
    if (request.agree && !request.agree()) return base::fail(ErrorCode::cancelled, "nothing was fetched", request.name);
    if (auto fetched = readers::download_set(*set, summary.folder, progress.part(0, request.import ? 0.7 : 1)); !fetched)
        return tl::make_unexpected(std::move(fetched.error()));
    if (!request.import) return summary;
    ImportRequest import;
    import.source = summary.folder / set->import;
    import.options.tables = summary.folder;
    import.out = request.out.empty() ? summary.folder / (set->id + ".atlas") : request.out;
    auto imported = import_body(import, progress.part(0.7, 1));
    if (!imported) return base::fail_while(std::move(imported.error()), "importing what was fetched to " + summary.folder.string());
    summary.imported = std::move(*imported);
    return summary;
}

base::Result<std::vector<std::string>> list_downloads(const fs::path& catalogue_file) {
    const auto catalogue = readers::read_download_catalogue(catalogue_file);
    if (!catalogue) return tl::make_unexpected(catalogue.error());
    std::vector<std::string> lines;
    for (const readers::DownloadSet& set : catalogue->sets) lines.push_back(fmt::format("{}: {}, {}", set.id, set.title, size_text(set)));
    return lines;
}

}  // namespace smrt::tasks
