// Downloads through libcurl.
#include "readers/download.h"

#include <curl/curl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <memory>

#include "base/files.h"
#include "base/text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
namespace fs = std::filesystem;

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct CloseCurl {
    void operator()(CURL* curl) const { curl_easy_cleanup(curl); }
};
struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// One attempt under way.
struct Transfer {
    std::FILE* file = nullptr;
    const base::Progress* progress = nullptr;
    std::string name;
    std::uint64_t had = 0;  ///< bytes of earlier attempts
    std::string tag;        ///< what the server calls this version of the file
    std::string whole;      ///< length of the server's file as told with a refused range
    std::string disk_fault;
};

/// What an attempt came to.
enum class Outcome { done, again, restart, failed };

std::string megabytes(std::uint64_t bytes) {
    return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

std::size_t on_data(char* data, std::size_t size, std::size_t count, void* user) {
    auto& transfer = *static_cast<Transfer*>(user);
    errno = 0;
    const std::size_t written = std::fwrite(data, 1, size * count, transfer.file);
    if (written != size * count) transfer.disk_fault = std::strerror(errno);
    return written;
}

std::size_t on_header(char* data, std::size_t size, std::size_t count, void* user) {
    const std::string_view line(data, size * count);
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) return line.size();
    const std::string key = base::fold(line.substr(0, colon));
    auto& transfer = *static_cast<Transfer*>(user);
    const std::string value(base::trim(line.substr(colon + 1)));
    const bool weak = value.substr(0, 2) == "W/";
    if (key == "etag" && !weak) transfer.tag = value;
    if (key == "last modified" && transfer.tag.empty()) transfer.tag = value;
    if (key == "content range" && value.substr(0, 8) == "bytes */") transfer.whole = value.substr(8);
    return line.size();
}

int on_progress(void* user, curl_off_t total, curl_off_t now, curl_off_t, curl_off_t) {
    const auto& transfer = *static_cast<Transfer*>(user);
    const double whole = static_cast<double>(total) + static_cast<double>(transfer.had);
    const std::uint64_t have = static_cast<std::uint64_t>(now) + transfer.had;
    if (total > 0)
        transfer.progress->tell(static_cast<double>(have) / whole, fmt::format("fetching {} ({} of {})", transfer.name, megabytes(have),
                                                                               megabytes(static_cast<std::uint64_t>(whole))));
    return transfer.progress->cancelled() ? 1 : 0;
}

bool may_succeed_later(CURLcode code) {
    constexpr CURLcode k_passing[] = {CURLE_OPERATION_TIMEDOUT, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR,
                                      CURLE_SEND_ERROR,         CURLE_GOT_NOTHING,  CURLE_COULDNT_CONNECT};
    return std::find(std::begin(k_passing), std::end(k_passing), code) != std::end(k_passing);
}

void allow_protocols(CURL* curl) {
#if LIBCURL_VERSION_NUM >= 0x075500
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https,file");
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
    curl_easy_setopt(curl, CURLOPT_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS | CURLPROTO_FILE);
    curl_easy_setopt(curl, CURLOPT_REDIR_PROTOCOLS, CURLPROTO_HTTP | CURLPROTO_HTTPS);
#endif
}

/// One download with its files: target, target.part, and target.part.tag with the server's name of the version.
class Download {
public:
    Download(std::string address, fs::path target, const base::Progress& progress, const DownloadOptions& options)
        : address_(std::move(address)),
          target_(std::move(target)),
          part_(target_.string() + ".part"),
          tag_(target_.string() + ".part.tag"),
          progress_(progress),
          options_(options) {}

    base::Status run() {
        auto fetched = fetch();
        std::error_code failed;
        if (!fetched && fs::file_size(part_, failed) == 0) {  // nothing to go on from
            fs::remove(part_, failed);
            fs::remove(tag_, failed);
        }
        return fetched;
    }

private:
    base::Status fetch() {
        std::error_code failed;
        fs::create_directories(target_.parent_path().empty() ? fs::path(".") : target_.parent_path(), failed);
        if (failed) return base::fail(ErrorCode::environment, "cannot be made: " + failed.message(), target_.parent_path().string());
        bool restarted = false;
        for (int attempt = 1;;) {
            const Outcome outcome = attempt_once();
            if (outcome == Outcome::done) return finish();
            if (outcome == Outcome::restart && !restarted) {
                restarted = true;
                fs::remove(part_, failed);
                fs::remove(tag_, failed);
                continue;
            }
            if (outcome != Outcome::again || ++attempt > options_.attempts) return tl::make_unexpected(error_);
        }
    }

    Outcome attempt_once() {
        const std::unique_ptr<CURL, CloseCurl> curl(curl_easy_init());
        const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(part_.string().c_str(), "ab"));
        if (!curl || !file)
            return refuse(ErrorCode::environment, std::string("cannot be written: ") + std::strerror(errno), part_.string());
        std::error_code failed;
        Transfer transfer{file.get(), &progress_, target_.filename().string(), fs::file_size(part_, failed), {}, {}, {}};
        char reason[CURL_ERROR_SIZE] = "";
        curl_easy_setopt(curl.get(), CURLOPT_ERRORBUFFER, reason);
        set_request(curl.get(), transfer);
        const std::unique_ptr<curl_slist, FreeList> headers(resume_headers(transfer.had));
        curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers.get());
        const CURLcode code = curl_easy_perform(curl.get());
        if (std::fflush(file.get()) != 0 && transfer.disk_fault.empty()) transfer.disk_fault = std::strerror(errno);
        if (!transfer.tag.empty()) (void)base::write_file_atomically(tag_, transfer.tag);
        long status = 0;
        curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
        return judge(code, status, transfer, reason[0] != '\0' ? reason : curl_easy_strerror(code));
    }

    void set_request(CURL* curl, Transfer& transfer) const {
        curl_easy_setopt(curl, CURLOPT_URL, address_.c_str());
        curl_easy_setopt(curl, CURLOPT_USERAGENT, fmt::format("smrt-atlas/{}", base::version()).c_str());
        curl_easy_setopt(curl, CURLOPT_FAILONERROR, 1L);
        curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
        curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT, options_.connect_seconds);
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_LIMIT, 1L);
        curl_easy_setopt(curl, CURLOPT_LOW_SPEED_TIME, options_.silent_seconds);
        curl_easy_setopt(curl, CURLOPT_RESUME_FROM_LARGE, static_cast<curl_off_t>(transfer.had));
        curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, on_data);
        curl_easy_setopt(curl, CURLOPT_WRITEDATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_HEADERFUNCTION, on_header);
        curl_easy_setopt(curl, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(curl, CURLOPT_NOPROGRESS, 0L);
        curl_easy_setopt(curl, CURLOPT_XFERINFOFUNCTION, on_progress);
        curl_easy_setopt(curl, CURLOPT_XFERINFODATA, &transfer);
        allow_protocols(curl);
    }

    /// If the file has changed on the server since, it is to send the whole instead of the rest.
    [[nodiscard]] curl_slist* resume_headers(std::uint64_t had) const {
        if (had == 0) return nullptr;
        const auto tag = base::read_text_file(tag_, 4096);
        return tag && !tag->empty() ? curl_slist_append(nullptr, ("If-Range: " + *tag).c_str()) : nullptr;
    }

    Outcome judge(CURLcode code, long status, const Transfer& transfer, const std::string& reason) {
        constexpr long k_range_not_satisfiable = 416;
        // 416 to a resume can mean "there already"; that is true only if the part is as long as the server's file.
        if (transfer.had > 0 && status == k_range_not_satisfiable)
            return transfer.whole == std::to_string(transfer.had) ? Outcome::done : restart("its size has changed");
        if (code == CURLE_OK) return Outcome::done;
        if (code == CURLE_ABORTED_BY_CALLBACK)
            return refuse(ErrorCode::cancelled, "download was cancelled; the next one goes on from here", address_);
        if (!transfer.disk_fault.empty())
            return refuse(ErrorCode::environment, "cannot be written: " + transfer.disk_fault, part_.string());
        const bool cannot_resume = code == CURLE_RANGE_ERROR || code == CURLE_BAD_DOWNLOAD_RESUME;
        if (transfer.had > 0 && cannot_resume) return restart(reason);
        (void)refuse(ErrorCode::environment, "cannot be fetched: " + reason, address_);
        return may_succeed_later(code) ? Outcome::again : Outcome::failed;
    }

    Outcome restart(const std::string& reason) {
        (void)refuse(ErrorCode::environment, "cannot be fetched: " + reason, address_);
        return Outcome::restart;
    }

    Outcome refuse(ErrorCode code, std::string message, std::string place) {
        error_ = base::Error{code, std::move(message), std::move(place), {}};
        return Outcome::failed;
    }

    base::Status finish() const {
        std::error_code failed;
        fs::rename(part_, target_, failed);
        if (failed) return base::fail(ErrorCode::environment, "cannot be renamed: " + failed.message(), part_.string());
        fs::remove(tag_, failed);
        return {};
    }

    std::string address_;
    fs::path target_, part_, tag_;
    const base::Progress& progress_;
    const DownloadOptions& options_;
    base::Error error_;
};

/// libcurl wants this once before threads use it; a local static is initialised once however many ask.
bool start_curl() {
    static const CURLcode k_started = curl_global_init(CURL_GLOBAL_DEFAULT);
    return k_started == CURLE_OK;
}

}  // namespace

base::Status download_file(const std::string& address, const fs::path& target, const base::Progress& progress,
                           const DownloadOptions& options) {
    if (!start_curl()) return base::fail(ErrorCode::environment, "libcurl cannot start", address);
    return Download(address, target, progress, options).run();
}

}  // namespace smrt::readers
