// Names, ids, units, axes and the map, over folders made for the purpose; and the real archive where it lies at hand.
#include "readers/outside_body.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <map>
#include <set>
#include <stop_token>

#include "base/text.h"
#include "readers/map_file.h"
#include "readers/part_naming.h"
#include "readers/part_tables.h"
#include "readers/scale_guess.h"
#include "test_files.h"

namespace smrt::readers {
namespace {

namespace fs = std::filesystem;

/// A box-like tetrahedron of a given size in the file's own units.
std::string tetrahedron(double x, double y, double z, const std::string& head = {}) {
    const auto number = [](double value) { return std::to_string(value); };
    return head + "v 0 0 0\nv " + number(x) + " 0 0\nv 0 " + number(y) + " 0\nv 0 0 " + number(z) +
           "\nf 1 3 2\nf 1 2 4\nf 1 4 3\nf 2 3 4\n";
}

bool has(const base::Findings& findings, const std::string& code, const std::string& place = {}) {
    return std::any_of(findings.list.begin(), findings.list.end(),
                       [&](const base::Finding& finding) { return finding.code == code && (place.empty() || finding.place == place); });
}

TEST(SmallArchive, IsReadFromZipAndFolderAlike) {
    const auto zipped = read_outside_body(test_data("small_archive/isa.zip"));
    ASSERT_TRUE(zipped) << zipped.error().text();
    ASSERT_EQ(zipped->parts.size(), 2u);
    const anatomy::RawPart& left = zipped->parts[0];
    EXPECT_EQ(left.id, "FJ1M");
    EXPECT_EQ(left.fma, "FMA1") << "the file's own header decides among the concepts of its element";
    EXPECT_EQ(left.name, "Left humerus");
    const anatomy::RawPart& right = zipped->parts[1];
    EXPECT_EQ(right.fma, "FMA2") << "without a header the concept with the fewest elements is the most specific";
    EXPECT_EQ(right.name, "Humerus of the right side") << "the parts list names the concept";
    EXPECT_GT(left.mesh.bounds().centre().x, 0);
    EXPECT_NEAR(left.mesh.bounds().size().y, 1.5, 1e-5);
    EXPECT_NE(zipped->credit.find("Database Center for Life Science"), std::string::npos);
    const auto by_folder = read_outside_body(test_data("small_archive"));
    ASSERT_TRUE(by_folder) << by_folder.error().text();
    EXPECT_EQ(by_folder->parts.size(), 2u) << "the folder of a download stands for the zip in it";
}

TEST(SmallArchive, WithoutTablesTheHeadersNameItAndThatIsTold) {
    const ScratchFolder scratch;
    scratch.write("isa/FJ7.obj", tetrahedron(300, 200, 1500, "# Concept ID : FMA5\n# English name : Skull\n"));
    const auto body = read_outside_body(scratch.path());
    ASSERT_TRUE(body) << body.error().text();
    EXPECT_EQ(body->parts.at(0).name, "Skull");
    EXPECT_EQ(body->parts[0].fma, "FMA5");
    EXPECT_NEAR(body->parts[0].mesh.bounds().size().y, 1.5, 1e-5);
    EXPECT_TRUE(has(body->findings, "no-tables"));
}

TEST(SmallArchive, GivenTablesMustBeThere) {
    const ScratchFolder scratch;
    const auto body = read_outside_body(test_data("small_archive/isa.zip"), {.tables = scratch.path()});
    ASSERT_FALSE(body);
    EXPECT_EQ(base::exit_code_of(body.error()), 3);
}

TEST(OutsideFolder, NamesIdsAndSidesComeFromFilesAndNodes) {
    const ScratchFolder scratch;
    scratch.write("a_FMA23130_left.obj", tetrahedron(0.3, 1.5, 0.2));
    scratch.write("Femur.l.obj", tetrahedron(0.3, 1.5, 0.2, "o default\n"));
    scratch.write("many.obj", tetrahedron(0.1, 0.1, 0.1, "o Tibia\n") + "o Tibia\nf 1 2 3\n");
    scratch.write(".hidden.obj", "nonsense");
    const auto body = read_outside_body(scratch.path());
    ASSERT_TRUE(body) << body.error().text();
    ASSERT_EQ(body->parts.size(), 4u);
    std::map<std::string, anatomy::RawPart> by_id;
    for (const anatomy::RawPart& part : body->parts) by_id[part.id] = part;
    EXPECT_EQ(by_id.at("FMA23130").fma, "FMA23130");
    EXPECT_EQ(by_id.at("FMA23130").name, "a left");
    EXPECT_EQ(by_id.at("Femur.l").name, "Femur");
    EXPECT_EQ(by_id.at("Femur.l").side, "left");
    EXPECT_EQ(by_id.at("Tibia").source, "many.obj > Tibia");
    EXPECT_TRUE(by_id.contains("Tibia-2"));
    EXPECT_TRUE(has(body->findings, "same-id", "Tibia-2"));
}

TEST(OutsideFolder, TheMapGoesBeforeEverythingFound) {
    const ScratchFolder scratch;
    scratch.write("x.obj", tetrahedron(0.3, 1.5, 0.2));
    scratch.write("two.obj", tetrahedron(0.3, 1.5, 0.2, "o Knochen\n"));
    const fs::path map = scratch.write("map.csv",
                                       "file-or-node,id,fma,name,kind,side\r\nx.obj,F1,FMA1,\"Femur, "
                                       "\"\"right\"\"\",bone,right\nKnochen,,,Tibia,,left\n"
                                       "nobody,,,,,\n");
    const auto body = read_outside_body(scratch.path(), {.map = map});
    ASSERT_TRUE(body) << body.error().text();
    const anatomy::RawPart& tibia = body->parts.at(0);
    EXPECT_EQ(tibia.id, "Knochen");
    EXPECT_EQ(tibia.name, "Tibia");
    EXPECT_EQ(tibia.side, "left");
    const anatomy::RawPart& femur = body->parts.at(1);
    EXPECT_EQ(femur.id, "F1");
    EXPECT_EQ(femur.name, "Femur, \"right\"");
    EXPECT_EQ(femur.kind, "bone");
    EXPECT_TRUE(has(body->findings, "map-unused", map.string() + ":4"));
}

TEST(MapTable, TellsTheLineOfEachFault) {
    const std::string head = "file-or-node,id,fma,name,kind,side\n";
    const std::pair<std::string, std::string> cases[] = {{"", "is empty"},
                                                         {"a,b\n", "m.csv:1: starts with"},
                                                         {head + "a,b\n", "m.csv:2: has 2 cells"},
                                                         {head + ",,,,,\n", "no file or node"},
                                                         {head + "a,,,,bonne,\n", "did you mean `bone`"},
                                                         {head + "a,,,,,middle\n", "expected left, right or midline"},
                                                         {head + "a,,,,,\na,,,,,\n", "m.csv:3: names `a` a second time"},
                                                         {head + "a,1,,,,\nb,1,,,,\n", "gives the id `1` a second time"},
                                                         {head + "\"a,,,,,\n", "never closed"}};
    for (const auto& [text, message] : cases) {
        const auto rows = parse_map(text, "m.csv");
        ASSERT_FALSE(rows) << text;
        EXPECT_NE(rows.error().text().find(message), std::string::npos) << rows.error().text();
    }
}

TEST(Scales, AreGuessedByTheSizeOfTheWholeAndTold) {
    const ScratchFolder scratch;
    for (const auto& [scale, word] : {std::pair<double, const char*>{1, "taken as m,"}, {100, "taken as cm,"}, {1000, "taken as mm,"}}) {
        const fs::path file = scratch.write("body.obj", tetrahedron(0.5 * scale, 1.7 * scale, 0.3 * scale));
        const auto body = read_outside_body(file);
        ASSERT_TRUE(body) << body.error().text();
        EXPECT_NEAR(body->parts[0].mesh.bounds().size().y, 1.7, 1e-4);
        EXPECT_NE(body->findings.list.at(0).what.find(word), std::string::npos) << body->findings.list.at(0).what;
    }
}

TEST(Scales, WhatTheUserSaysIsNotGuessed) {
    const ScratchFolder scratch;
    const fs::path file = scratch.write("stone.obj", tetrahedron(5, 3, 40));
    const auto body = read_outside_body(file, {.metres_per_unit = 0.001, .up = 'y'});
    ASSERT_TRUE(body);
    EXPECT_NEAR(body->parts[0].mesh.bounds().size().z, 0.04, 1e-6);
    EXPECT_TRUE(body->findings.list.empty());
}

TEST(Scales, ATallZIsUpAndTurned) {
    const ScratchFolder scratch;
    const auto body = read_outside_body(scratch.write("body.obj", tetrahedron(0.5, 0.3, 1.7)));
    ASSERT_TRUE(body);
    const geometry::Box box = body->parts[0].mesh.bounds();
    EXPECT_NEAR(box.upper.y, 1.7, 1e-5);
    EXPECT_NEAR(box.lower.z, -0.3, 1e-5);
    EXPECT_TRUE(has(body->findings, "guessed-up"));
}

TEST(Options, WithoutSenseAreBadUsage) {
    EXPECT_EQ(base::exit_code_of(read_outside_body("x", {.metres_per_unit = 0.0}).error()), 2);
    EXPECT_EQ(base::exit_code_of(read_outside_body("x", {.up = 'x'}).error()), 2);
    EXPECT_EQ(base::exit_code_of(parse_units("inch").error()), 2);
    EXPECT_EQ(parse_units("cm").value(), 0.01);
}

TEST(Permissions, AnUnreadableFileOrFolderIsAnEnvironmentError) {
    if (::geteuid() == 0) GTEST_SKIP() << "the superuser may read everything";
    const ScratchFolder scratch;
    const fs::path file = scratch.write("closed/a.obj", tetrahedron(1, 1, 1));
    fs::permissions(file, fs::perms::none);
    EXPECT_EQ(base::exit_code_of(read_outside_body(file).error()), 3);
    fs::permissions(scratch.path() / "closed", fs::perms::none);
    EXPECT_EQ(base::exit_code_of(read_outside_body(scratch.path() / "closed").error()), 3);
    fs::permissions(scratch.path() / "closed", fs::perms::owner_all);
}

TEST(PartNames, IdsAndSideLettersAreFoundAnywhere) {
    EXPECT_EQ(find_ids("xx_FJ1252M.obj").element, "FJ1252M");
    EXPECT_EQ(find_ids("xFJ12").element, "") << "letters run into the id";
    EXPECT_EQ(find_ids("skin fma:7163").fma, "FMA7163");
    EXPECT_EQ(find_ids("FMA_7163-x").fma, "FMA7163");
    EXPECT_EQ(find_ids("part BP49769").representation, "BP49769");
    EXPECT_EQ(find_side_letter("Femur.l"), "left");
    EXPECT_EQ(find_side_letter("Femur_R.001"), "right");
    EXPECT_EQ(find_side_letter("tibia (L)"), "left");
    EXPECT_EQ(find_side_letter("L-ulna"), "left");
    EXPECT_EQ(find_side_letter("R_ulna"), "right");
    EXPECT_EQ(find_side_letter("Lunate"), "");
    EXPECT_EQ(readable_name("FMA7163_Skin.l"), "Skin");
    EXPECT_EQ(readable_name("long_head_of_biceps.R.002"), "long head of biceps");
}

TEST(Cancelling, StopsAnImport) {
    std::stop_source stop;
    stop.request_stop();
    const auto body = read_outside_body(test_data("small_archive/isa.zip"), {}, {{}, stop.get_token()});
    ASSERT_FALSE(body);
    EXPECT_EQ(body.error().code, base::ErrorCode::cancelled);
}

/// The real archive, read and cleaned once for the tests below.
const anatomy::RawBody& real_body() {
    static const anatomy::RawBody k_body = [] {
        auto body = read_outside_body(archive_folder());
        if (!body) throw std::runtime_error(body.error().text());
        (void)clean_body(*body);
        return std::move(*body);
    }();
    return k_body;
}

TEST(RealArchive, GivesAllPartsNamedAndInPlace) {
    if (archive_folder().empty()) GTEST_SKIP() << "no BodyParts3D archive";
    const anatomy::RawBody& body = real_body();
    EXPECT_EQ(body.parts.size(), 2234u);
    geometry::Box box;
    std::set<std::string> ids;
    for (const anatomy::RawPart& part : body.parts) {
        EXPECT_FALSE(part.name.empty()) << part.id;
        EXPECT_EQ(part.fma.substr(0, 3), "FMA") << part.id;
        EXPECT_FALSE(part.mesh.triangles.empty()) << part.id;
        EXPECT_EQ(part.mesh.normals.size(), part.mesh.positions.size()) << part.id;
        ids.insert(part.id);
        box.include(part.mesh.bounds());
    }
    EXPECT_EQ(ids.size(), 2234u);
    EXPECT_NEAR(box.size().y, 1.73, 0.02);
    EXPECT_FALSE(has(body.findings, "empty-mesh"));
    EXPECT_FALSE(has(body.findings, "not-in-tables"));
}

TEST(RealArchive, ItsKnownDefectsAreTold) {
    if (archive_folder().empty()) GTEST_SKIP() << "no BodyParts3D archive";
    const auto& list = real_body().findings.list;
    const auto count = [&list](const std::string& code) {
        return std::count_if(list.begin(), list.end(), [&code](const base::Finding& finding) { return finding.code == code; });
    };
    EXPECT_EQ(count("duplicate-part"), 5);
    EXPECT_NEAR(count("open-mesh"), 320, 20);
    EXPECT_TRUE(has(real_body().findings, "mixed-orientation", "FJ2810")) << "the skin's inner wall is turned outward in the archive";
    EXPECT_EQ(count("far-away"), 0);
    EXPECT_EQ(count("wrong-scale"), 0);
}

TEST(RealArchive, TheOuterWallOfTheSkinFacesOutward) {
    if (archive_folder().empty()) GTEST_SKIP() << "no BodyParts3D archive";
    const auto& parts = real_body().parts;
    const auto skin = std::find_if(parts.begin(), parts.end(), [](const anatomy::RawPart& part) { return part.id == "FJ2810"; });
    ASSERT_NE(skin, parts.end());
    // In each slab of 2 cm the triangle furthest to the front must face the front.
    std::map<int, std::pair<float, std::size_t>> front;
    for (std::size_t t = 0; t < skin->mesh.triangles.size(); ++t) {
        const glm::uvec3 tri = skin->mesh.triangles[t];
        const glm::vec3 p = (skin->mesh.positions[tri.x] + skin->mesh.positions[tri.y] + skin->mesh.positions[tri.z]) / 3.f;
        auto& best = front.try_emplace(static_cast<int>(p.y / 0.02f), -9.f, t).first->second;
        if (p.z > best.first) best = {p.z, t};
    }
    EXPECT_GT(front.size(), 60u);
    for (const auto& [slab, best] : front) {
        const glm::uvec3 tri = skin->mesh.triangles[best.second];
        const glm::vec3 a = skin->mesh.positions[tri.x], b = skin->mesh.positions[tri.y], c = skin->mesh.positions[tri.z];
        EXPECT_GT(glm::cross(b - a, c - a).z, 0) << "slab " << slab;
    }
}

}  // namespace
}  // namespace smrt::readers
