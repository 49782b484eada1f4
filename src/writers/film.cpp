// Running ffmpeg.
#include "writers/film.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/ensure.h"
#include "base/files.h"
#include "base/text.h"

#if !defined(_WIN32)
#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
extern char** environ;
#ifndef MSG_NOSIGNAL
#define MSG_NOSIGNAL 0  // macOS: SO_NOSIGPIPE does the same on the socket
#endif
#endif

namespace smrt::writers {

namespace fs = std::filesystem;
using base::ErrorCode;

struct FilmWriter::Process {
    fs::path path, temporary, log;
    FilmFormat format;
    int pipe = -1;
    long id = -1;
};

FilmWriter::FilmWriter() : process_(std::make_unique<Process>()) {}

#if defined(_WIN32)

base::Result<std::unique_ptr<FilmWriter>> FilmWriter::make(const fs::path& path, const FilmFormat&) {
    return base::fail(ErrorCode::environment, "films are not written on Windows yet; write pictures with `snapshot` instead",
                      path.string());
}
FilmWriter::~FilmWriter() = default;
base::Status FilmWriter::add(const base::Image&) {
    return base::fail(ErrorCode::environment, "no film is open");
}
base::Status FilmWriter::finish() {
    return base::fail(ErrorCode::environment, "no film is open");
}

#else

namespace {

struct Kind {
    const char* extension;
    std::vector<std::string> arguments;
};

const std::vector<Kind>& kinds() {
    static const std::vector<Kind> k_kinds = {
        {".mp4",
         {"-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-movflags", "+faststart",
          "-f", "mp4"}},
        {".mkv", {"-vf", "crop=trunc(iw/2)*2:trunc(ih/2)*2", "-c:v", "libx264", "-crf", "18", "-pix_fmt", "yuv420p", "-f", "matroska"}},
        {".webm", {"-c:v", "libvpx-vp9", "-crf", "30", "-b:v", "0", "-f", "webm"}},
        {".gif", {"-filter_complex", "split[a][b];[a]palettegen[p];[b][p]paletteuse", "-f", "gif"}},
    };
    return k_kinds;
}

base::Result<const Kind*> find_kind(const fs::path& path) {
    const std::string extension = path.extension().string();
    for (const Kind& kind : kinds())
        if (extension == kind.extension) return &kind;
    return base::fail(ErrorCode::bad_usage, fmt::format("the name of a film ends in .mp4, .mkv, .webm or .gif, not in `{}`", extension),
                      path.string());
}

bool is_on_path(const std::string& program) {
    const char* path = std::getenv("PATH");
    for (const std::string& folder : base::split(path == nullptr ? "" : path, ':'))
        if (!folder.empty() && ::access((fs::path(folder) / program).c_str(), X_OK) == 0) return true;
    return false;
}

std::vector<std::string> compose_arguments(const Kind& kind, const FilmFormat& format, const fs::path& temporary) {
    std::vector<std::string> arguments = {"ffmpeg",    "-hide_banner",
                                          "-loglevel", "error",
                                          "-nostdin",  "-y",
                                          "-f",        "rawvideo",
                                          "-pix_fmt",  "rgba",
                                          "-s",        fmt::format("{}x{}", format.width, format.height),
                                          "-r",        std::to_string(format.frames_per_second),
                                          "-i",        "pipe:0",
                                          "-an",       "-fflags",
                                          "+bitexact", "-flags:v",
                                          "+bitexact"};
    for (const auto& [key, text] : format.texts)
        if (!text.empty()) arguments.insert(arguments.end(), {"-metadata", key + "=" + text});
    arguments.insert(arguments.end(), kind.arguments.begin(), kind.arguments.end());
    arguments.push_back(temporary.string());
    return arguments;
}

/// Starts ffmpeg with its input on one end of a socket (a pipe would kill us when ffmpeg stops) and its words in a log file.
base::Result<std::pair<long, int>> start(std::vector<std::string> arguments, const fs::path& log) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends.data()) != 0)
        return base::fail(ErrorCode::environment, fmt::format("ffmpeg cannot be started: {}", std::strerror(errno)));
    ::fcntl(ends[0], F_SETFD, FD_CLOEXEC);
#if defined(SO_NOSIGPIPE)
    const int on = 1;
    ::setsockopt(ends[0], SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, ends[1], 0);
    ::posix_spawn_file_actions_addclose(&actions, ends[1]);
    ::posix_spawn_file_actions_addopen(&actions, 2, log.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    // Its own process group: Ctrl-C reaches us alone, and we end ffmpeg in order.
    posix_spawnattr_t attributes;
    ::posix_spawnattr_init(&attributes);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);
    std::vector<char*> pointers;
    for (std::string& argument : arguments) pointers.push_back(argument.data());
    pointers.push_back(nullptr);
    pid_t id = -1;
    const int failed = ::posix_spawnp(&id, "ffmpeg", &actions, &attributes, pointers.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    ::close(ends[1]);
    if (failed == 0) return std::pair<long, int>{id, ends[0]};
    ::close(ends[0]);
    return base::fail(ErrorCode::environment, fmt::format("ffmpeg cannot be started: {}", std::strerror(failed)));
}

std::string last_words(const fs::path& log) {
    const auto text = base::read_text_file(log);
    if (!text) return "it said nothing";
    const std::string_view all = base::trim(*text);
    const std::size_t line = all.rfind('\n');
    return all.empty() ? "it said nothing" : std::string(line == std::string_view::npos ? all : all.substr(line + 1));
}

}  // namespace

base::Result<std::unique_ptr<FilmWriter>> FilmWriter::make(const fs::path& path, const FilmFormat& format) {
    const auto kind = find_kind(path);
    if (!kind) return tl::make_unexpected(kind.error());
    if (!is_on_path("ffmpeg"))
        return base::fail(ErrorCode::environment,
                          "films need the program ffmpeg, which was not found; install it (Debian: apt install ffmpeg)", path.string());
    std::error_code failed;
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), failed);
    std::unique_ptr<FilmWriter> writer(new FilmWriter());
    Process& process = *writer->process_;
    process.path = path;
    process.format = format;
    process.temporary = path.string() + fmt::format(".{}.tmp", static_cast<long>(::getpid()));
    process.log = process.temporary.string() + ".log";
    if (const auto writable = base::write_file_atomically(process.log, ""); !writable) return tl::make_unexpected(writable.error());
    const auto started = start(compose_arguments(**kind, format, process.temporary), process.log);
    if (!started) return tl::make_unexpected(started.error());
    process.id = started->first;
    process.pipe = started->second;
    return writer;
}

FilmWriter::~FilmWriter() {
    if (process_->pipe >= 0) ::close(process_->pipe);
    if (process_->id > 0) {
        ::kill(static_cast<pid_t>(process_->id), SIGKILL);
        ::waitpid(static_cast<pid_t>(process_->id), nullptr, 0);
    }
    std::error_code ignored;
    fs::remove(process_->temporary, ignored);
    fs::remove(process_->log, ignored);
}

base::Status FilmWriter::add(const base::Image& frame) {
    ENSURE(frame.width == process_->format.width && frame.height == process_->format.height, "frame of {}x{} in a film of {}x{}",
           frame.width, frame.height, process_->format.width, process_->format.height);
    const std::uint8_t* bytes = frame.rgba.data();
    std::size_t left = frame.rgba.size();
    while (left > 0) {
        const ssize_t sent = ::send(process_->pipe, bytes, left, MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) continue;
        if (sent <= 0)
            return base::fail(ErrorCode::environment, fmt::format("ffmpeg stopped: {}", last_words(process_->log)),
                              process_->path.string());
        bytes += sent;
        left -= static_cast<std::size_t>(sent);
    }
    return {};
}

base::Status FilmWriter::finish() {
    ::close(std::exchange(process_->pipe, -1));
    int status = 0;
    while (::waitpid(static_cast<pid_t>(process_->id), &status, 0) < 0 && errno == EINTR) {
    }
    process_->id = -1;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        return base::fail(ErrorCode::environment, fmt::format("ffmpeg failed: {}", last_words(process_->log)), process_->path.string());
    std::error_code failed;
    fs::rename(process_->temporary, process_->path, failed);
    if (failed) return base::fail(ErrorCode::environment, fmt::format("cannot be replaced: {}", failed.message()), process_->path.string());
    return {};
}

#endif

}  // namespace smrt::writers
