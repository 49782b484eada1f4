// Search over names.
#include "anatomy/name_index.h"

#include <gtest/gtest.h>

#include "anatomy/classification.h"
#include "anatomy/word_match.h"
#include "unit/anatomy/archive_tables.h"

namespace smrt::anatomy {
namespace {

Part part_of(const Classifier& classifier, const RawPart& raw) {
    const Classified known = classify(classifier, raw);
    Part part;
    part.id = raw.id;
    part.fma = known.fma;
    part.name = known.name;
    part.latin = known.latin;
    part.definition = known.definition;
    part.kind = known.kind;
    part.side = known.side;
    part.region = known.region;
    return part;
}

struct World {
    Body body;
    NameIndex index;
};

World make_world(const std::vector<RawPart>& raw) {
    const auto assets = std::filesystem::path(SMRT_ROOT) / "assets";
    const auto classifier = read_classifier(assets);
    EXPECT_TRUE(classifier);
    std::vector<Part> parts;
    for (const RawPart& part : raw) parts.push_back(part_of(*classifier, part));
    Body body("test", "", std::move(parts));
    auto index = read_name_index(body, assets);
    EXPECT_TRUE(index);
    return {std::move(body), std::move(*index)};
}

/// A small body by names; the fifth one carries the FMA id.
const World& small_world() {
    static const World world = [] {
        const char* names[] = {"Left subscapular artery",
                               "Right subscapular artery",
                               "Left subscapularis",
                               "Right subscapularis",
                               "Long head of right biceps brachii",
                               "Long head of left biceps brachii",
                               "Left scapula",
                               "Right scapula",
                               "Left piriformis",
                               "Right piriformis",
                               "Right brachial artery",
                               "Left brachialis",
                               "Right brachialis",
                               "Axis",
                               "Left axillary artery",
                               "Lateral head of left gastrocnemius",
                               "Short head of right biceps brachii",
                               "Radius",
                               "Suprascapular nerve",
                               "Left latissimus dorsi",
                               "Skin"};
        std::vector<RawPart> raw;
        for (const char* name : names) {
            RawPart part;
            part.id = raw.size() == 4 ? "FJ1478" : "FJ" + std::to_string(9000 + raw.size());
            part.name = name;
            if (raw.size() == 4) part.fma = "FMA37686";
            raw.push_back(part);
        }
        return make_world(raw);
    }();
    return world;
}

std::vector<std::string> names_of(const World& world, std::string_view typed, std::size_t limit = 200) {
    std::vector<std::string> names;
    for (const NameMatch& match : find_names(world.index, typed, limit)) names.push_back(world.body.part(match.part).name);
    return names;
}

std::string first_of(const World& world, std::string_view typed) {
    const auto names = names_of(world, typed, 1);
    return names.empty() ? "" : names[0];
}

TEST(NameIndex, FindsFromTheFirstLetter) {
    const auto names = names_of(small_world(), "p");
    ASSERT_GE(names.size(), 2u);
    EXPECT_EQ(names[0], "Right piriformis");
    EXPECT_EQ(names[1], "Left piriformis");
}

TEST(NameIndex, BothSidesStandTogetherAndASideWordKeepsOne) {
    EXPECT_EQ(names_of(small_world(), "long head of biceps"),
              (std::vector<std::string>{"Right long head of biceps brachii", "Left long head of biceps brachii"}));
    EXPECT_EQ(names_of(small_world(), "left long biceps"), std::vector<std::string>{"Left long head of biceps brachii"});
    EXPECT_EQ(names_of(small_world(), "piriformis right"), std::vector<std::string>{"Right piriformis"});
}

TEST(NameIndex, MusclesComeBeforeTheirVesselsAndNerves) {
    const auto names = names_of(small_world(), "subscap");
    ASSERT_EQ(names.size(), 4u);
    EXPECT_EQ(names[0], "Right subscapularis");
    EXPECT_EQ(names[2], "Right subscapular artery");
    EXPECT_EQ(first_of(small_world(), "brach"), "Right brachialis");
}

TEST(NameIndex, StartOfTheNameGoesBeforeStartOfAWordBeforeTheInside) {
    const auto names = names_of(small_world(), "axi");
    ASSERT_GE(names.size(), 2u);
    EXPECT_EQ(names[0], "Axis");
    EXPECT_EQ(names[1], "Left axillary artery");
    const auto scapula = names_of(small_world(), "scapul");
    ASSERT_GE(scapula.size(), 7u);
    EXPECT_EQ(scapula[0], "Right scapula");
    EXPECT_EQ(scapula[2], "Right subscapularis");
    EXPECT_EQ(scapula[4], "Suprascapular nerve");
}

TEST(NameIndex, ForgivesTypingSlips) {
    EXPECT_EQ(first_of(small_world(), "subscapulris"), "Right subscapularis");
    EXPECT_EQ(first_of(small_world(), "pirifromis"), "Right piriformis");
    EXPECT_EQ(first_of(small_world(), "bicpes"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "lattisimus"), "Left latissimus dorsi");
    EXPECT_EQ(first_of(small_world(), "gastrocnemus"), "Left lateral head of gastrocnemius");
    EXPECT_TRUE(names_of(small_world(), "xyzzyq").empty());
    EXPECT_TRUE(names_of(small_world(), "sxn").empty());
}

TEST(NameIndex, KnowsLatinSynonymsAndLayWords) {
    EXPECT_EQ(first_of(small_world(), "musculus biceps brachii caput longum"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "caput longum musculi bicipitis"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "shoulder blade"), "Right scapula");
    EXPECT_EQ(first_of(small_world(), "lats"), "Left latissimus dorsi");
    EXPECT_EQ(first_of(small_world(), "cutis"), "Skin");
    EXPECT_EQ(first_of(small_world(), "piriformis muscle"), "Right piriformis");
    EXPECT_EQ(find_names(small_world().index, "shoulder blade", 1).at(0).name, "shoulder blade");
}

TEST(NameIndex, FindsIdsOnceADigitIsTyped) {
    EXPECT_EQ(first_of(small_world(), "FMA37686"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "fma 37686"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "37686"), "Right long head of biceps brachii");
    EXPECT_EQ(first_of(small_world(), "FJ1478"), "Right long head of biceps brachii");
    EXPECT_EQ(names_of(small_world(), "fj90").size(), 20u);
    EXPECT_TRUE(names_of(small_world(), "fj").empty());
}

TEST(NameIndex, SurvivesEmptyAndHugeInput) {
    EXPECT_TRUE(find_names(small_world().index, "").empty());
    EXPECT_TRUE(find_names(small_world().index, "  .,; ").empty());
    EXPECT_TRUE(find_names(small_world().index, "\xff\xfe\xc3").empty());
    EXPECT_TRUE(find_names(small_world().index, std::string(100000, 'x')).empty());
    std::string many;
    while (many.size() < 100000) many += "a ";
    EXPECT_LE(find_names(small_world().index, many, 5).size(), 5u);
    EXPECT_TRUE(find_names(small_world().index, "scapula", 0).empty());
}

TEST(NameIndex, SideAloneListsThatSide) {
    for (const std::string& name : names_of(small_world(), "left")) EXPECT_EQ(side_in_name(name), Side::left) << name;
    EXPECT_EQ(names_of(small_world(), "left").size(), 9u);
}

TEST(NameIndex, FindsWhatIsMeantInTheWholeArchive) {
    const auto raw = test::read_archive_names();
    if (raw.empty()) GTEST_SKIP() << "the BodyParts3D tables are absent";
    const World world = make_world(raw);
    const std::pair<const char*, const char*> cases[] = {{"bicpes", "Right long head of biceps brachii"},
                                                         {"subscapulris", "Right subscapularis"},
                                                         {"pirifromis", "Right piriformis"},
                                                         {"musculus biceps brachii caput longum", "Right long head of biceps brachii"},
                                                         {"FMA37686", "Right long head of biceps brachii"},
                                                         {"FJ1478", "Right long head of biceps brachii"},
                                                         {"psoas", "Right psoas major"},
                                                         {"shoulder blade", "Right scapula"},
                                                         {"collar bone", "Right clavicle"},
                                                         {"kneecap", "Right patella"},
                                                         {"humerus", "Right humerus"},
                                                         {"os coxae", "Right hip bone"},
                                                         {"tentor", "Tentorium cerebelli"},
                                                         {"left pec minor", "Left pectoralis minor"},
                                                         {"C5", "Fifth cervical vertebra"},
                                                         {"l4", "Fourth lumbar vertebra"},
                                                         {"achilles", "Right calcaneal tendon"},
                                                         {"musculus piriformis", "Right piriformis"},
                                                         {"glute max", "Right gluteus maximus"},
                                                         {"peroneus longus", "Right fibularis longus"},
                                                         {"femur", "Right femur"},
                                                         {"disc c5/c6", "Intervertebral disk of fifth cervical vertebra"},
                                                         {"aorta abdominalis", "Abdominal aorta"},
                                                         {"skin", "Skin"}};
    for (const auto& [typed, name] : cases) EXPECT_EQ(first_of(world, typed), name) << typed;
}

TEST(WordFit, TellsStartsInsidesAndSlipsApart) {
    EXPECT_EQ(fit_word("biceps", "biceps"), WordFit::whole);
    EXPECT_EQ(fit_word("bic", "biceps"), WordFit::start);
    EXPECT_EQ(fit_word("ceps", "biceps"), WordFit::inside);
    EXPECT_EQ(fit_word("ce", "biceps"), WordFit::none);
    EXPECT_EQ(fit_word("bicpes", "biceps"), WordFit::one_slip);
    EXPECT_EQ(fit_word("bixxps", "biceps"), WordFit::two_slips);
    EXPECT_EQ(fit_word("soas", "psoas"), WordFit::inside);
    EXPECT_EQ(fit_word("oxa", "coxae"), WordFit::inside);
    EXPECT_EQ(fit_word("triceps", "biceps"), WordFit::none);
    EXPECT_EQ(measure_slips("abcdef", "abcdef", 2), 0);
    EXPECT_EQ(measure_slips("abdcef", "abcdefgh", 2), 1);
    EXPECT_EQ(measure_slips("abcdefgh", "ab", 2), 3);
}

}  // namespace
}  // namespace smrt::anatomy
