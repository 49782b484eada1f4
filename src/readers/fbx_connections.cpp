// Follows FBX connections from parents to children, each object after all its parents.
#include "readers/fbx_connections.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <unordered_map>

#include "readers/number_text.h"

namespace smrt::readers {
namespace {

constexpr int k_deepest = 500;
constexpr double k_most_ways = 1e6;

struct Object {
    std::vector<std::size_t> children;
    int waiting_for = 0;  ///< parents not yet followed
    int depth = 0;
    double ways = 0;  ///< from the top
};

void skip_white(const char*& at, const char* end) {
    while (at < end && static_cast<unsigned char>(*at) <= ' ') ++at;
}

bool skip_mark(const char*& at, const char* end, char mark) {
    skip_white(at, end);
    if (at >= end || *at != mark) return false;
    ++at;
    skip_white(at, end);
    return true;
}

/// `"OO",1,2` and then the end of the record.
bool read_record(const char*& at, const char* end, FbxConnection& connection) {
    if (!skip_mark(at, end, '"')) return false;
    while (at < end && *at != '"' && *at != '\n') ++at;
    if (!skip_mark(at, end, '"') || !skip_mark(at, end, ',') || !read_integer(at, end, connection.child)) return false;
    if (!skip_mark(at, end, ',') || !read_integer(at, end, connection.parent)) return false;
    return at == end || static_cast<unsigned char>(*at) <= ' ' || *at == ',' || *at == '}' || *at == ';';
}

bool is_word(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

}  // namespace

base::Result<std::vector<FbxConnection>> parse_text_connections(std::string_view text, const std::string& name) {
    std::vector<FbxConnection> connections;
    const char* end = text.data() + text.size();
    bool quoted = false, comment = false;
    char before = '\n';
    for (const char* at = text.data(); at < end; before = *at++) {
        if (*at == '\n') comment = false;
        if (!comment && *at == '"') quoted = !quoted;
        if (!quoted && *at == ';') comment = true;
        if (quoted || comment || *at != 'C' || is_word(before)) continue;
        const char* record = at + 1;
        if (!skip_mark(record, end, ':')) continue;
        FbxConnection connection;
        if (!read_record(record, end, connection))
            return base::fail(base::ErrorCode::bad_data, "has a damaged connection, expected `C: \"OO\",child,parent`", name);
        connections.push_back(connection);
    }
    return connections;
}

std::string find_connection_fault(const std::vector<FbxConnection>& connections) {
    std::unordered_map<std::int64_t, std::size_t> number;
    std::vector<Object> objects;
    const auto object_of = [&](std::int64_t id) {
        const auto [found, added] = number.try_emplace(id, objects.size());
        if (added) objects.emplace_back();
        return found->second;
    };
    for (const FbxConnection& connection : connections) {
        const std::size_t child = object_of(connection.child), parent = object_of(connection.parent);
        objects[parent].children.push_back(child);
        ++objects[child].waiting_for;
    }
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < objects.size(); ++i)
        if (objects[i].waiting_for == 0) objects[i].ways = 1, ready.push_back(i);
    double ways = 0;
    for (std::size_t i = 0; i < ready.size(); ++i) {
        const Object& object = objects[ready[i]];
        ways += object.ways;
        if (object.depth > k_deepest) return fmt::format("connects objects in a chain of more than {}", k_deepest);
        if (ways > k_most_ways) return "connects objects in more ways than can be followed";
        for (const std::size_t child : object.children) {
            objects[child].ways += object.ways;
            objects[child].depth = std::max(objects[child].depth, object.depth + 1);
            if (--objects[child].waiting_for == 0) ready.push_back(child);
        }
    }
    return ready.size() < objects.size() ? "connects objects in a circle" : std::string();
}

}  // namespace smrt::readers
