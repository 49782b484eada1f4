// A whole set of downloads: what is there already, what is fetched, whether it is whole.
#include <fmt/format.h>

#include <atomic>
#include <mutex>

#include "base/files.h"
#include "base/parallel.h"
#include "readers/download.h"
#include "readers/part_tables.h"
#include "readers/zip_archive.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

base::Status verify_zip(const fs::path& file, const base::Progress& progress) {
    const auto archive = ZipArchive::open(file);
    if (!archive) return tl::make_unexpected(archive.error());
    std::mutex guard;
    std::size_t done = 0;
    base::Status first;
    base::parallel_for(archive->entries().size(), [&](std::size_t i) {
        if (progress.cancelled()) return;
        const auto bytes = archive->read(archive->entries()[i]);
        const std::lock_guard lock(guard);
        if (!bytes && first) first = tl::make_unexpected(bytes.error());
        if (++done % 64 == 0) progress.tell(static_cast<double>(done) / archive->entries().size(), "checking " + file.filename().string());
    });
    if (progress.cancelled()) return base::fail(ErrorCode::cancelled, "checking was cancelled", file.string());
    return first;
}

base::Status verify_table(const fs::path& file, base::Status (*parse)(std::string_view, const std::string&, PartTables&)) {
    const auto text = base::read_text_file(file, 64ull << 20);
    if (!text) return tl::make_unexpected(text.error());
    PartTables tables;
    return parse(*text, file.string(), tables);
}

/// What the user can do without us.
std::string by_hand(const DownloadSet& set, const fs::path& folder) {
    std::string names;
    for (const DownloadFile& file : set.files) names += (names.empty() ? "" : ", ") + file.name;
    return fmt::format("; to do it by hand, save {} from {} into {}, then run `smrt-atlas import {} --out {}.atlas`", names, set.page,
                       folder.string(), (folder / set.import).string(), set.id);
}

base::Status fetch_one(const DownloadFile& file, const fs::path& target, const base::Progress& progress, const DownloadOptions& options) {
    std::error_code ignored;
    if (fs::exists(target, ignored) && verify_download(target, progress)) return {};
    if (progress.cancelled()) return base::fail(ErrorCode::cancelled, "download was cancelled");
    const fs::space_info space = fs::space(target.parent_path(), ignored);
    if (!ignored && space.available < file.bytes)
        return base::fail(ErrorCode::environment,
                          fmt::format("has {} MB free, but {} needs {} MB", space.available / 1'000'000, file.name, file.bytes / 1'000'000),
                          target.parent_path().string());
    if (auto fetched = download_file(file.address, target, progress.part(0, 0.9), options); !fetched) return fetched;
    auto verified = verify_download(target, progress.part(0.9, 1));
    if (!verified && verified.error().code == ErrorCode::bad_data) {
        fs::remove(target, ignored);
        verified.error().message += "; it came damaged from " + file.address + " and was removed, so try again";
    }
    return verified;
}

}  // namespace

base::Status verify_download(const fs::path& file, const base::Progress& progress) {
    const std::string name = file.filename().string();
    if (file.extension() == ".zip") return verify_zip(file, progress);
    if (name == k_element_table) return verify_table(file, parse_element_table);
    if (name == k_parts_table) return verify_table(file, parse_parts_table);
    std::error_code failed;
    if (!fs::is_regular_file(file, failed)) return base::fail(ErrorCode::environment, "does not exist", file.string());
    return {};
}

base::Status download_set(const DownloadSet& set, const fs::path& folder, const base::Progress& progress, const DownloadOptions& options) {
    std::error_code failed;
    fs::create_directories(folder, failed);
    if (failed) return base::fail(ErrorCode::environment, "cannot be made: " + failed.message(), folder.string());
    // Files of unknown size are the small tables: count them as one hundredth of the known ones.
    const double small = std::max(1.0, static_cast<double>(set.bytes()) / 100);
    const auto weight = [small](const DownloadFile& file) { return file.bytes > 0 ? static_cast<double>(file.bytes) : small; };
    double whole = 0, done = 0;
    for (const DownloadFile& file : set.files) whole += weight(file);
    for (const DownloadFile& file : set.files) {
        const double next = done + weight(file);
        auto fetched = fetch_one(file, folder / file.name, progress.part(done / whole, next / whole), options);
        if (!fetched && fetched.error().code != ErrorCode::cancelled) fetched.error().message += by_hand(set, folder);
        if (!fetched) return fetched;
        done = next;
    }
    return {};
}

}  // namespace smrt::readers
