// The checks of FBX.
#include "readers/fbx_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "readers/byte_view.h"
#include "readers/fbx_connections.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
constexpr std::string_view k_binary_start = "Kaydara FBX Binary  ";
constexpr std::size_t k_binary_header = 27;
constexpr int k_deepest = 60;
constexpr std::uint64_t k_most_array_bytes = 2ull << 30;  // all arrays together, unpacked
constexpr std::uint64_t k_best_deflate = 1032;            // deflate cannot pack tighter

/// Walks the records of a binary file.
class FbxWalk {
public:
    explicit FbxWalk(std::string_view bytes) : bytes_(bytes), wide_(value_at<std::uint32_t>(bytes, 23) >= 7500) {}

    /// Empty if all is well, else what is wrong.
    std::string run() {
        std::uint64_t at = k_binary_header;
        while (at < bytes_.size() && what_.empty()) {
            const std::uint64_t next = walk_record(at, bytes_.size(), 0);
            if (next == 0) break;  // the empty record that ends the list; a footer follows
            at = next;
        }
        return what_.empty() ? find_connection_fault(connections_) : what_;
    }

private:
    std::uint64_t refuse(std::string what) {
        what_ = std::move(what);
        return 0;
    }
    [[nodiscard]] std::uint64_t word(std::uint64_t at) const {
        return wide_ ? value_at<std::uint64_t>(bytes_, at) : value_at<std::uint32_t>(bytes_, at);
    }

    /// Offset behind the record; 0 for the empty record or a fault.
    std::uint64_t walk_record(std::uint64_t at, std::uint64_t limit, int depth) {
        const std::uint64_t width = wide_ ? 8 : 4;
        if (depth > k_deepest) return refuse(fmt::format("has records nested deeper than {}", k_deepest));
        if (!has_bytes(bytes_, at, 3 * width + 1)) return refuse("ends within a record; it is cut off");
        const std::uint64_t end = word(at), count = word(at + width), length = word(at + 2 * width);
        if (end == 0) return 0;
        const std::uint64_t first = at + 3 * width + 1 + value_at<std::uint8_t>(bytes_, at + 3 * width);
        if (end > limit || first > end || length > end - first)
            return refuse(fmt::format("has a record at {} that claims to end at {} of {}; it is cut off or damaged", at, end, limit));
        if (const std::size_t name = at + 3 * width + 1; first - name == 1 && bytes_[name] == 'C') read_connection(first, first + length);
        if (!walk_properties(first, first + length, count)) return 0;
        for (std::uint64_t child = first + length; child < end;) {
            const std::uint64_t next = walk_record(child, end, depth + 1);
            if (!what_.empty()) return 0;
            if (next == 0) break;
            child = next;
        }
        return end;
    }

    /// A `C` record: a word, child, parent. Records of another shape are none to importers either.
    void read_connection(std::uint64_t at, std::uint64_t end) {
        constexpr std::uint64_t k_id = 1 + 8;
        if (end - at < 5 || bytes_[at] != 'S') return;
        const std::uint64_t word = 5 + std::uint64_t{value_at<std::uint32_t>(bytes_, at + 1)};
        if (end - at < word + 2 * k_id || bytes_[at + word] != 'L' || bytes_[at + word + k_id] != 'L') return;
        connections_.push_back({value_at<std::int64_t>(bytes_, at + word + 1), value_at<std::int64_t>(bytes_, at + word + k_id + 1)});
    }

    bool walk_properties(std::uint64_t at, std::uint64_t end, std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            if (at >= end) return refuse(fmt::format("declares {} properties in a record, but holds {}", count, i)), false;
            const char type = bytes_[at];
            const std::uint64_t taken = property_bytes(type, at + 1, end);
            if (!what_.empty()) return false;
            if (taken > end - at - 1) return refuse(fmt::format("has a property at {} that leaves its record", at)), false;
            at += 1 + taken;
        }
        return true;
    }

    std::uint64_t property_bytes(char type, std::uint64_t at, std::uint64_t end) {
        switch (type) {
            case 'C':
            case 'B':
                return 1;
            case 'Y':
                return 2;
            case 'I':
            case 'F':
                return 4;
            case 'L':
            case 'D':
                return 8;
            case 'S':
            case 'R':
                if (end - at < 4) return refuse("ends within a text property");
                return 4 + std::uint64_t{value_at<std::uint32_t>(bytes_, at)};
            case 'f':
            case 'i':
                return array_bytes(at, end, 4);
            case 'd':
            case 'l':
                return array_bytes(at, end, 8);
            case 'b':
            case 'c':
                return array_bytes(at, end, 1);
            default:
                return refuse(fmt::format("has an unknown property type {} at {}", static_cast<int>(type), at));
        }
    }

    std::uint64_t array_bytes(std::uint64_t at, std::uint64_t end, std::uint64_t item) {
        if (end - at < 12) return refuse("ends within an array");
        const std::uint64_t length = value_at<std::uint32_t>(bytes_, at), encoding = value_at<std::uint32_t>(bytes_, at + 4);
        const std::uint64_t stored = value_at<std::uint32_t>(bytes_, at + 8), unpacked = length * item;
        const bool fits = encoding == 0 ? unpacked == stored : encoding == 1 && unpacked <= (stored + 16) * k_best_deflate;
        unpacked_ += unpacked;
        if (!fits || unpacked_ > k_most_array_bytes)
            return refuse(fmt::format("declares an array of {} values in {} bytes", length, stored));
        return 12 + stored;
    }

    std::string_view bytes_;
    bool wide_;
    std::uint64_t unpacked_ = 0;
    std::vector<FbxConnection> connections_;
    std::string what_;
};

/// Nesting of braces outside of quotes, at most; -1 if they do not match.
int deepest_nesting(std::string_view text) {
    int depth = 0, deepest = 0;
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') quoted = !quoted;
        if (quoted) continue;
        if (c == '{') deepest = std::max(deepest, ++depth);
        if (c == '}' && --depth < 0) return -1;
    }
    return depth == 0 && !quoted ? deepest : -1;
}

}  // namespace

base::Status check_fbx(std::string_view bytes, const std::string& name) {
    const auto refuse = [&name](std::string what) { return base::fail(ErrorCode::bad_data, std::move(what), name); };
    if (bytes.substr(0, k_binary_start.size()) == k_binary_start) {
        if (bytes.size() < k_binary_header + 13) return refuse(fmt::format("has {} bytes; it is cut off", bytes.size()));
        if (std::string what = FbxWalk(bytes).run(); !what.empty()) return refuse(std::move(what));
        return {};
    }
    const bool text = bytes.find('\0') == std::string_view::npos && bytes.substr(0, 200).find("FBX") != std::string_view::npos;
    if (!text) return refuse(fmt::format("starts with `{}`, expected an FBX file", printable_start(bytes)));
    if (const int deepest = deepest_nesting(bytes); deepest < 0 || deepest > k_deepest)
        return refuse("is text FBX with braces that do not match or nest too deep");
    const auto connections = parse_text_connections(bytes, name);
    if (!connections) return tl::make_unexpected(connections.error());
    if (std::string what = find_connection_fault(*connections); !what.empty()) return refuse(std::move(what));
    return {};
}

}  // namespace smrt::readers
