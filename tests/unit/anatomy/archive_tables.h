// The name table of the BodyParts3D archive, for tests that are skipped where it is absent.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "anatomy/raw_part.h"

namespace smrt::test {

/// The archive's table as parts without meshes; empty where the archive is absent.
inline std::vector<anatomy::RawPart> read_archive_names() {
    const char* given = std::getenv("SMRT_BODYPARTS3D");
    const std::filesystem::path folder = given ? given : std::filesystem::path(SMRT_ROOT) / ".." / "shared" / "bodyparts3d";
    std::ifstream file(folder / "isa_element_parts.txt");
    std::vector<anatomy::RawPart> parts;
    std::string line;
    for (bool is_heading = true; std::getline(file, line); is_heading = false) {
        const auto first = line.find('\t');
        const auto second = line.find('\t', first + 1);
        if (is_heading || second == std::string::npos) continue;
        while (!line.empty() && line.back() == '\r') line.pop_back();
        anatomy::RawPart part;
        part.fma = line.substr(0, first);
        part.name = line.substr(first + 1, second - first - 1);
        part.id = line.substr(second + 1);
        parts.push_back(std::move(part));
    }
    return parts;
}

}  // namespace smrt::test
