// Zip files through libzip.
#include "readers/zip_archive.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/ensure.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

struct CloseArchive {
    void operator()(zip_t* archive) const { zip_discard(archive); }
};
using Handle = std::unique_ptr<zip_t, CloseArchive>;

struct CloseEntry {
    void operator()(zip_file_t* file) const { zip_fclose(file); }
};

base::Result<Handle> open_handle(const fs::path& path) {
    int code = 0;
    Handle handle(zip_open(path.string().c_str(), ZIP_RDONLY, &code));
    if (handle) return handle;
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    std::string reason = zip_error_strerror(&error);
    zip_error_fini(&error);
    const bool unreadable = code == ZIP_ER_OPEN || code == ZIP_ER_NOENT || code == ZIP_ER_READ || code == ZIP_ER_MEMORY;
    if (unreadable) return base::fail(ErrorCode::environment, "cannot be opened: " + reason, path.string());
    return base::fail(ErrorCode::bad_data, "is no complete zip archive (" + reason + "); it may be cut off, so fetch it again",
                      path.string());
}

/// True for paths that would leave the folder they are unpacked into.
bool leaves_its_folder(const std::string& path) {
    const fs::path parts(path);
    if (path.empty() || path.front() == '/' || path.find('\\') != std::string::npos || path.find(':') != std::string::npos) return true;
    return std::any_of(parts.begin(), parts.end(), [](const fs::path& part) { return part == ".."; });
}

}  // namespace

/// Idle libzip handles; one is opened whenever all are in use, so there are never more than threads.
struct ZipArchive::Handles {
    std::mutex guard;
    std::vector<Handle> idle;

    base::Result<Handle> borrow(const fs::path& path) {
        {
            const std::lock_guard lock(guard);
            if (!idle.empty()) {
                Handle handle = std::move(idle.back());
                idle.pop_back();
                return handle;
            }
        }
        return open_handle(path);
    }
    void give_back(Handle handle) {
        const std::lock_guard lock(guard);
        idle.push_back(std::move(handle));
    }
};

ZipArchive::ZipArchive(fs::path path, std::unique_ptr<Handles> handles) : path_(std::move(path)), handles_(std::move(handles)) {}
ZipArchive::ZipArchive(ZipArchive&&) noexcept = default;
ZipArchive& ZipArchive::operator=(ZipArchive&&) noexcept = default;
ZipArchive::~ZipArchive() = default;

base::Result<ZipArchive> ZipArchive::open(const fs::path& path, const ZipLimits& limits) {
    ZipArchive archive(path, std::make_unique<Handles>());
    if (auto listed = archive.list_entries(limits); !listed) return tl::make_unexpected(std::move(listed.error()));
    return archive;
}

base::Status ZipArchive::list_entries(const ZipLimits& limits) {
    auto handle = handles_->borrow(path_);
    if (!handle) return tl::make_unexpected(std::move(handle.error()));
    const auto refuse = [this](std::string what) { return base::fail(ErrorCode::bad_data, std::move(what), path_.string()); };
    const auto count = static_cast<std::uint64_t>(std::max<zip_int64_t>(0, zip_get_num_entries(handle->get(), 0)));
    if (count > limits.entries) return refuse(fmt::format("declares {} entries, at most {} expected", count, limits.entries));
    std::uint64_t total = 0;
    for (std::uint64_t index = 0; index < count; ++index) {
        zip_stat_t stat;
        zip_stat_init(&stat);
        constexpr zip_uint64_t k_needed = ZIP_STAT_NAME | ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
        if (zip_stat_index(handle->get(), index, 0, &stat) != 0 || (stat.valid & k_needed) != k_needed)
            return refuse(fmt::format("has a damaged directory at entry {}", index));
        const std::string name = stat.name;
        if (leaves_its_folder(name)) return refuse("holds the path `" + name + "`, which would leave its folder");
        if (name.back() == '/') continue;
        if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE)
            return refuse("entry `" + name + "` is encrypted; unpack it first");
        if (stat.size > limits.entry_bytes)
            return refuse(fmt::format("entry `{}` declares {} bytes, at most {} expected", name, stat.size, limits.entry_bytes));
        if (stat.size > (1u << 20) && stat.size / std::max<zip_uint64_t>(1, stat.comp_size) > limits.ratio)
            return refuse(fmt::format("entry `{}` declares {} bytes out of {}: it looks like a zip bomb", name, stat.size, stat.comp_size));
        total += stat.size;
        if (total > limits.total_bytes)
            return refuse(fmt::format("declares more than {} bytes unpacked: it looks like a zip bomb", limits.total_bytes));
        entries_.push_back({name, index, stat.size, stat.comp_size});
    }
    handles_->give_back(std::move(*handle));
    return {};
}

base::Result<std::string> ZipArchive::read(const ZipEntry& entry) const {
    const std::string place = path_.string() + "/" + entry.path;
    auto handle = handles_->borrow(path_);
    if (!handle) return tl::make_unexpected(std::move(handle.error()));
    std::string bytes(entry.size, '\0');
    std::uint64_t done = 0;
    {
        const std::unique_ptr<zip_file_t, CloseEntry> file(zip_fopen_index(handle->get(), entry.index, 0));
        if (!file) return base::fail(ErrorCode::bad_data, fmt::format("cannot be unpacked: {}", zip_strerror(handle->get())), place);
        zip_int64_t got = 0;
        while (done < entry.size && (got = zip_fread(file.get(), bytes.data() + done, entry.size - done)) > 0)
            done += static_cast<std::uint64_t>(got);
        char beyond = 0;
        if (got >= 0 && done == entry.size) got = zip_fread(file.get(), &beyond, 1);  // libzip checks the CRC at the end
        if (got < 0) return base::fail(ErrorCode::bad_data, fmt::format("cannot be unpacked: {}", zip_file_strerror(file.get())), place);
        if (got > 0 || done != entry.size)
            return base::fail(ErrorCode::bad_data, fmt::format("does not unpack to its declared {} bytes", entry.size), place);
    }
    handles_->give_back(std::move(*handle));
    return bytes;
}

}  // namespace smrt::readers
