// Mapping by mmap; other systems read the file into memory.
#include "readers/atlas_cache_map.h"

#include <cerrno>
#include <cstring>
#include <string>

#include "base/files.h"

#if !defined(_WIN32)
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace smrt::readers {

#if defined(_WIN32)

base::Result<MappedFile> read_mapped_file(const std::filesystem::path& path) {
    auto text = base::read_text_file(path, std::uint64_t{1} << 34);
    if (!text) return tl::unexpected(std::move(text.error()));
    auto owner = std::make_shared<const std::string>(std::move(*text));
    return MappedFile{std::as_bytes(std::span(owner->data(), owner->size())), owner};
}

#else

namespace {

tl::unexpected<base::Error> cannot_open(const std::filesystem::path& path, int reason) {
    return base::fail(base::ErrorCode::environment, std::string("cannot be opened: ") + std::strerror(reason), path.string());
}

struct OpenFile {
    int descriptor;
    ~OpenFile() {
        if (descriptor >= 0) ::close(descriptor);
    }
};

}  // namespace

base::Result<MappedFile> read_mapped_file(const std::filesystem::path& path) {
    const OpenFile file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    struct stat status {};
    if (file.descriptor < 0 || ::fstat(file.descriptor, &status) != 0) return cannot_open(path, errno);
    if (S_ISDIR(status.st_mode)) return cannot_open(path, EISDIR);
    const auto size = static_cast<std::size_t>(status.st_size);
    if (size == 0) return MappedFile{};
    void* address = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, file.descriptor, 0);
    if (address == MAP_FAILED) return cannot_open(path, errno);
    std::shared_ptr<const void> owner(address, [size](void* mapped) { ::munmap(mapped, size); });
    return MappedFile{{static_cast<const std::byte*>(address), size}, std::move(owner)};
}

#endif

}  // namespace smrt::readers
