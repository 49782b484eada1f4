// A small HTTP server on loopback that can misbehave, for the tests of downloads.
#pragma once

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace smrt::readers {

/// Serves files from memory at http://127.0.0.1:PORT/NAME until it is destroyed.
class LoopbackServer {
public:
    std::map<std::string, std::string> files;
    std::atomic<bool> ranges{true};         ///< answer Range requests
    std::atomic<std::size_t> cut_after{0};  ///< close the connection after this many bytes of a body; 0: never
    std::string tag = "\"one\"";            ///< ETag of all files

    LoopbackServer() {
        socket_ = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        ::bind(socket_, reinterpret_cast<sockaddr*>(&address), sizeof(address));
        socklen_t length = sizeof(address);
        ::getsockname(socket_, reinterpret_cast<sockaddr*>(&address), &length);
        port_ = ntohs(address.sin_port);
        ::listen(socket_, 8);
        thread_ = std::thread([this] { serve(); });
    }
    ~LoopbackServer() {
        ::shutdown(socket_, SHUT_RDWR);
        ::close(socket_);
        thread_.join();
    }
    LoopbackServer(const LoopbackServer&) = delete;
    LoopbackServer& operator=(const LoopbackServer&) = delete;

    [[nodiscard]] std::string address(const std::string& name) const { return "http://127.0.0.1:" + std::to_string(port_) + "/" + name; }
    /// "NAME from-byte status" per request so far.
    [[nodiscard]] std::vector<std::string> requests() {
        const std::lock_guard lock(guard_);
        return requests_;
    }

private:
    void serve() {
        for (int client = ::accept(socket_, nullptr, nullptr); client >= 0; client = ::accept(socket_, nullptr, nullptr)) {
            std::string request;
            char buffer[2048];
            while (request.find("\r\n\r\n") == std::string::npos) {
                const ssize_t got = ::recv(client, buffer, sizeof(buffer), 0);
                if (got <= 0) break;
                request.append(buffer, static_cast<std::size_t>(got));
            }
            answer(client, request);
            ::close(client);
        }
    }

    static std::string header_of(const std::string& request, const std::string& key) {
        const std::size_t at = request.find("\r\n" + key + ": ");
        if (at == std::string::npos) return {};
        const std::size_t from = at + key.size() + 4;
        return request.substr(from, request.find("\r\n", from) - from);
    }

    void answer(int client, const std::string& request) {
        const std::size_t slash = request.find('/');
        const std::string name = request.substr(slash + 1, request.find(' ', slash) - slash - 1);
        const std::string range = header_of(request, "Range"), condition = header_of(request, "If-Range");
        std::size_t from = 0;
        int status = files.contains(name) ? 200 : 404;
        if (status == 200 && ranges && range.substr(0, 6) == "bytes=" && (condition.empty() || condition == tag)) {
            from = std::stoul(range.substr(6));
            status = from < files.at(name).size() ? 206 : 416;
        }
        {
            const std::lock_guard lock(guard_);
            requests_.push_back(name + " " + std::to_string(from) + " " + std::to_string(status));
        }
        const std::string body = status == 200 || status == 206 ? files.at(name).substr(from) : "<html>no</html>";
        std::string head = "HTTP/1.1 " + std::to_string(status) + " x\r\nConnection: close\r\nETag: " + tag +
                           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
        if (status == 416) head += "Content-Range: bytes */" + std::to_string(files.at(name).size()) + "\r\n";
        if (status == 206) {
            const std::size_t whole = files.at(name).size();
            head += "Content-Range: bytes " + std::to_string(from) + "-" + std::to_string(whole - 1) + "/" + std::to_string(whole) + "\r\n";
        }
        send_all(client, head + "\r\n");
        send_all(client, cut_after > 0 ? body.substr(0, cut_after) : body);
    }

    static void send_all(int client, const std::string& bytes) {
        for (std::size_t sent = 0; sent < bytes.size();) {
            const ssize_t now = ::send(client, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
            if (now <= 0) return;
            sent += static_cast<std::size_t>(now);
        }
    }

    int socket_ = -1;
    int port_ = 0;
    std::thread thread_;
    std::mutex guard_;
    std::vector<std::string> requests_;
};

}  // namespace smrt::readers
