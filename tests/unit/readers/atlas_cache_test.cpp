// The atlas cache gives back what was written, and refuses everything else with a way out.
#include "readers/atlas_cache.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>

#if !defined(_WIN32)
#include <sys/resource.h>

#include <csignal>
#endif

#include "base/files.h"
#include "geometry/level_builder.h"
#include "readers/atlas_cache_layout.h"

namespace smrt::readers {
namespace {

namespace fs = std::filesystem;

geometry::TriangleMesh bumpy_plate(int side, float size, const glm::vec3& lower) {
    geometry::TriangleMesh mesh;
    const float step = size / static_cast<float>(side);
    for (int j = 0; j <= side; ++j)
        for (int i = 0; i <= side; ++i)
            mesh.positions.push_back(lower + glm::vec3(step * static_cast<float>(i), 0.004f * std::sin(0.7f * static_cast<float>(i + j)),
                                                       step * static_cast<float>(j)));
    for (int j = 0; j < side; ++j) {
        for (int i = 0; i < side; ++i) {
            const auto at = [side](int row, int column) { return static_cast<unsigned>(row * (side + 1) + column); };
            mesh.triangles.emplace_back(at(j, i), at(j + 1, i), at(j, i + 1));
            mesh.triangles.emplace_back(at(j, i + 1), at(j + 1, i), at(j + 1, i + 1));
        }
    }
    return mesh;
}

AtlasContents example(int side = 12) {
    AtlasContents contents{"Test body", "Somebody, CC BY 4.0", "meshes/some archive.zip", 42, {}, {{"landmarks", "abc"}, {"nothing", ""}}};
    for (int i = 0; i < 3; ++i) {
        anatomy::Part part;
        part.id = "FJ" + std::to_string(i);
        part.fma = "FMA7" + std::to_string(i);
        part.name = i == 1 ? "Right ä bone" : "Left bone";
        part.latin = "os";
        part.system = "Skeletal system";
        part.definition = "bone_" + std::to_string(i);
        part.kind = static_cast<anatomy::Kind>(i);
        part.side = static_cast<anatomy::Side>(i);
        part.region = anatomy::Region::forearm;
        part.layer_depth = 0.01f * static_cast<float>(i);
        part.mesh = geometry::make_level_mesh(bumpy_plate(side + i, 0.2f, glm::vec3(0.3f * static_cast<float>(i), 1, 0)));
        contents.parts.push_back(part);
    }
    return contents;
}

class Folder {
public:
    Folder()
        : path_(fs::temp_directory_path() / ("smrt_atlas_cache_test_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) +
                                             ::testing::UnitTest::GetInstance()->current_test_info()->name())) {
        fs::remove_all(path_);
        fs::create_directories(path_);
    }
    ~Folder() { fs::remove_all(path_); }
    [[nodiscard]] fs::path file(const char* name) const { return path_ / name; }
    [[nodiscard]] std::size_t count() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(path_), fs::directory_iterator()));
    }

private:
    fs::path path_;
};

std::string written_bytes(const AtlasContents& contents) {
    const Folder folder;
    EXPECT_TRUE(write_atlas(folder.file("a.atlas"), contents).has_value());
    return base::read_text_file(folder.file("a.atlas")).value();
}

/// Parses from an exact, aligned allocation, so that a sanitizer sees every step beyond its end.
base::Result<Atlas> parse(const std::string& bytes, std::optional<std::uint64_t> definitions = std::nullopt) {
    auto copy = std::make_shared<std::vector<std::byte>>(bytes.size());
    if (!bytes.empty()) std::memcpy(copy->data(), bytes.data(), bytes.size());
    return parse_atlas(*copy, copy, "some.atlas", definitions);
}

void expect_same(const Atlas& atlas, const AtlasContents& contents) {
    EXPECT_EQ(atlas.body->name(), contents.name);
    EXPECT_EQ(atlas.body->credit(), contents.credit);
    EXPECT_EQ(atlas.source, contents.source);
    ASSERT_EQ(atlas.body->parts().size(), contents.parts.size());
    for (std::size_t i = 0; i < contents.parts.size(); ++i) {
        const anatomy::Part &a = atlas.body->parts()[i], &b = contents.parts[i];
        EXPECT_EQ(std::tie(a.id, a.fma, a.name, a.latin, a.system, a.definition, a.kind, a.side, a.region, a.layer_depth),
                  std::tie(b.id, b.fma, b.name, b.latin, b.system, b.definition, b.kind, b.side, b.region, b.layer_depth));
        EXPECT_EQ(a.mesh.box, b.mesh.box);
        EXPECT_EQ(a.mesh.levels, b.mesh.levels);
        EXPECT_TRUE(std::ranges::equal(a.mesh.vertices, b.mesh.vertices));
        EXPECT_TRUE(std::ranges::equal(a.mesh.indices, b.mesh.indices));
    }
    ASSERT_EQ(atlas.sections.size(), contents.sections.size());
    for (const auto& [name, bytes] : contents.sections)
        EXPECT_EQ(std::string(reinterpret_cast<const char*>(atlas.sections.at(name).data()), atlas.sections.at(name).size()), bytes);
}

void expect_refused(const base::Result<Atlas>& result, const std::string& why) {
    ASSERT_FALSE(result.has_value());
    EXPECT_EQ(result.error().code, base::ErrorCode::bad_data);
    EXPECT_NE(result.error().text().find(why), std::string::npos) << result.error().text();
    EXPECT_NE(result.error().text().find("smrt-atlas import"), std::string::npos) << result.error().text();
    EXPECT_NE(result.error().text().find("--out \"some.atlas\""), std::string::npos) << result.error().text();
}

/// Makes the checksums of header and table right again after they were changed on purpose.
void seal(std::string& bytes) {
    AtlasHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    if (header.table_offset + header.table_size <= bytes.size())
        header.table_hash = base::hash_text(std::string_view(bytes).substr(header.table_offset, header.table_size));
    header.header_hash = base::hash_bytes(std::as_bytes(std::span(&header, 1)).first(offsetof(AtlasHeader, header_hash)));
    std::memcpy(bytes.data(), &header, sizeof(header));
}

TEST(AtlasCache, GivesBackWhatWasWritten) {
    const Folder folder;
    const AtlasContents contents = example();
    ASSERT_TRUE(write_atlas(folder.file("body.atlas"), contents).has_value());
    const auto atlas = read_atlas_file(folder.file("body.atlas"), 42);
    ASSERT_TRUE(atlas.has_value()) << atlas.error().text();
    expect_same(*atlas, contents);
    EXPECT_EQ(folder.count(), 1u) << "the temporary file is gone";
}

TEST(AtlasCache, MeshesOutliveTheAtlasAndTheFile) {
    anatomy::BodyPtr body;
    {
        const Folder folder;
        ASSERT_TRUE(write_atlas(folder.file("body.atlas"), example()).has_value());
        body = read_atlas(folder.file("body.atlas")).value();
    }
    EXPECT_EQ(geometry::unpack(body->part(2).mesh).triangles.size(), 14u * 14 * 2);
}

TEST(AtlasCache, TheSameBodyGivesTheSameBytes) {
    EXPECT_EQ(written_bytes(example()), written_bytes(example()));
}

TEST(AtlasCache, AnyChangedByteIsRefusedOrWithoutEffect) {
    const AtlasContents contents = example(5);
    const std::string bytes = written_bytes(contents);
    std::size_t harmless = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        std::string changed = bytes;
        changed[i] = static_cast<char>(changed[i] ^ (1 << (i % 8)));
        const auto result = parse(changed);
        if (!result) {
            EXPECT_NE(result.error().text().find("smrt-atlas import"), std::string::npos) << "byte " << i << ": " << result.error().text();
            continue;
        }
        ++harmless;
        expect_same(*result, contents);
    }
    EXPECT_LT(harmless, 4 * k_atlas_alignment) << "only the gaps between the blocks may change unseen";
}

TEST(AtlasCache, AFileCutAnywhereIsRefused) {
    const std::string bytes = written_bytes(example(4));
    for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(parse(bytes.substr(0, size)).has_value()) << size;
    EXPECT_FALSE(parse(bytes + "x").has_value());
}

TEST(AtlasCache, HostileTablesWithRightChecksumsNeverReachOutside) {
    const std::string bytes = written_bytes(example(4));
    AtlasHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    const std::size_t end = header.table_offset + header.table_size;
    for (std::size_t i = 8; i < end; ++i) {
        for (const unsigned char value : {0x00, 0x7f, 0x80, 0xff}) {
            std::string changed = bytes;
            changed[i] = static_cast<char>(value);
            seal(changed);
            const auto result = parse(changed);
            if (!result) continue;
            for (const anatomy::Part& part : result->body->parts())
                for (std::uint32_t level = 0; level < part.mesh.levels.size(); ++level) (void)geometry::unpack(part.mesh, level);
        }
    }
}

TEST(AtlasCache, AnIndexBeyondItsLevelIsRefusedThoughTheChecksumIsRight) {
    const AtlasContents contents = example(4);
    std::string bytes = written_bytes(contents);
    AtlasHeader header;
    std::memcpy(&header, bytes.data(), sizeof(header));
    const auto old_hash = base::hash_bytes(std::as_bytes(contents.parts[0].mesh.indices));
    std::vector<std::uint32_t> indices(contents.parts[0].mesh.indices.begin(), contents.parts[0].mesh.indices.end());
    indices[0] = contents.parts[0].mesh.levels[0].vertex_count;
    std::memcpy(bytes.data() + header.indices_offset, indices.data(), indices.size() * sizeof(std::uint32_t));
    const auto new_hash = base::hash_bytes(std::as_bytes(std::span(indices)));
    const std::size_t at = bytes.find(std::string(reinterpret_cast<const char*>(&old_hash), sizeof(old_hash)));
    ASSERT_NE(at, std::string::npos);
    std::memcpy(bytes.data() + at, &new_hash, sizeof(new_hash));
    seal(bytes);
    expect_refused(parse(bytes), "the mesh of part FJ0");
}

TEST(AtlasCache, OtherVersionsAreRefusedWithBothNumbers) {
    std::string bytes = written_bytes(example(4));
    const std::uint32_t version = k_atlas_version + 7;
    std::memcpy(bytes.data() + 8, &version, sizeof(version));
    seal(bytes);
    expect_refused(parse(bytes), fmt::format("is an atlas of version {}, this program reads version {}", version, k_atlas_version));
}

TEST(AtlasCache, OtherDefinitionsAreRefusedWithTheSourceToImport) {
    const auto result = parse(written_bytes(example(4)), 43);
    expect_refused(result, "was made with other definitions");
    EXPECT_NE(result.error().text().find("import \"meshes/some archive.zip\""), std::string::npos) << result.error().text();
}

TEST(AtlasCache, OtherFilesAreNoAtlas) {
    expect_refused(parse(std::string(5000, 'x')), "is no atlas file");
    expect_refused(parse(""), "is no atlas file");
}

TEST(AtlasCache, MissingFilesAndFoldersAreErrorsOfTheEnvironment) {
    const Folder folder;
    const auto missing = read_atlas(folder.file("none.atlas"));
    ASSERT_FALSE(missing.has_value());
    EXPECT_EQ(missing.error().code, base::ErrorCode::environment);
    EXPECT_NE(missing.error().text().find("No such file"), std::string::npos);
    EXPECT_EQ(read_atlas(folder.file("")).error().code, base::ErrorCode::environment);
}

TEST(AtlasCache, ATargetThatCannotBeReplacedLeavesNothingBehind) {
    const Folder folder;
    fs::create_directory(folder.file("folder"));
    const auto status = write_atlas(folder.file("folder"), example(4));  // a folder cannot be replaced by a file
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, base::ErrorCode::environment);
    EXPECT_EQ(folder.count(), 1u);
}

#if !defined(_WIN32)
TEST(AtlasCache, WhereNoMoreCanBeWrittenTheOldFileStaysAndNothingElse) {
    const Folder folder;
    ASSERT_TRUE(write_atlas(folder.file("body.atlas"), example(4)).has_value());
    rlimit before{};
    ASSERT_EQ(::getrlimit(RLIMIT_FSIZE, &before), 0);
    auto* const handler = std::signal(SIGXFSZ, SIG_IGN);
    const rlimit tight{4096, before.rlim_max};
    ASSERT_EQ(::setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto status = write_atlas(folder.file("body.atlas"), example(40));
    (void)::setrlimit(RLIMIT_FSIZE, &before);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, base::ErrorCode::environment);
    EXPECT_EQ(folder.count(), 1u);
    const auto kept = read_atlas_file(folder.file("body.atlas"));
    ASSERT_TRUE(kept.has_value());
    expect_same(*kept, example(4));
}
#endif

}  // namespace
}  // namespace smrt::readers
