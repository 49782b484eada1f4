// The CSV parser of --map.
#include "readers/map_file.h"

#include <fmt/format.h>

#include <set>

#include "anatomy/part.h"
#include "base/files.h"
#include "base/text.h"

namespace smrt::readers {
namespace {

using base::ErrorCode;
constexpr std::string_view k_header = "file-or-node,id,fma,name,kind,side";

/// Cells of one line; a cell in double quotes may hold commas and doubled quotes. False if a quote is left open.
bool split_cells(std::string_view line, std::vector<std::string>& cells) {
    cells.assign(1, {});
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
            cells.back().push_back('"');
            ++i;
        } else if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            cells.emplace_back();
        } else {
            cells.back().push_back(c);
        }
    }
    for (std::string& cell : cells) cell = std::string(base::trim(cell));
    return !quoted;
}

/// What is wrong with a row, or nothing.
std::string find_fault(const MapRow& row) {
    if (row.key.empty()) return "has no file or node in its first cell";
    if (!row.kind.empty() && row.kind != "unknown" && anatomy::parse_kind(row.kind) == anatomy::Kind::unknown) {
        std::vector<std::string> words;
        for (int i = 0; i < anatomy::k_kind_count; ++i) words.emplace_back(anatomy::name_of(static_cast<anatomy::Kind>(i)));
        return "has the unknown kind `" + row.kind + "`" + base::did_you_mean(row.kind, words);
    }
    if (!row.side.empty() && row.side != "left" && row.side != "right" && row.side != "midline")
        return "has the side `" + row.side + "`, expected left, right or midline";
    return {};
}

}  // namespace

base::Result<std::vector<MapRow>> parse_map(std::string_view text, const std::string& name) {
    std::vector<MapRow> rows;
    std::set<std::string> keys, ids;
    std::size_t line_number = 0;
    if (text.substr(0, 3) == "\xEF\xBB\xBF") text.remove_prefix(3);
    while (!text.empty()) {
        const std::size_t newline = text.find('\n');
        const std::string_view line = base::trim(text.substr(0, newline));
        text.remove_prefix(newline == std::string_view::npos ? text.size() : newline + 1);
        ++line_number;
        const auto refuse = [&](std::string what) {
            return base::fail(ErrorCode::bad_data, std::move(what), fmt::format("{}:{}", name, line_number));
        };
        std::vector<std::string> cells;
        if (!split_cells(line, cells)) return refuse("has a quote that is never closed");
        if (line_number == 1 && line != k_header)
            return refuse(fmt::format("starts with `{}`, expected the header `{}`", line.substr(0, 60), k_header));
        if (line_number == 1 || line.empty()) continue;
        if (cells.size() != 6) return refuse(fmt::format("has {} cells, expected 6", cells.size()));
        MapRow row{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], line_number};
        if (std::string fault = find_fault(row); !fault.empty()) return refuse(std::move(fault));
        if (!keys.insert(row.key).second) return refuse("names `" + row.key + "` a second time");
        if (!row.id.empty() && !ids.insert(row.id).second) return refuse("gives the id `" + row.id + "` a second time");
        rows.push_back(std::move(row));
    }
    if (line_number == 0) return base::fail(ErrorCode::bad_data, fmt::format("is empty, expected the header `{}`", k_header), name);
    return rows;
}

base::Result<std::vector<MapRow>> read_map_file(const std::filesystem::path& path) {
    const auto text = base::read_text_file(path, 64ull << 20);
    if (!text) return base::fail_while(text.error(), "reading the map of names");
    return parse_map(*text, path.string());
}

}  // namespace smrt::readers
