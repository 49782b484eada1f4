// Classification: names as atlases write them, sides, and the whole BodyParts3D table where it is present.
#include "anatomy/classification.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include "anatomy/body.h"
#include "unit/anatomy/archive_tables.h"

namespace smrt::anatomy {
namespace {

const Classifier& classifier() {
    static const Classifier rules = [] {
        auto read = read_classifier(std::filesystem::path(SMRT_ROOT) / "assets");
        EXPECT_TRUE(read) << (read ? "" : read.error().text());
        return read ? *read : Classifier{};
    }();
    return rules;
}

RawPart named(const std::string& name, const std::string& id = "part") {
    RawPart part;
    part.id = id;
    part.name = name;
    return part;
}

RawPart placed(const std::string& name, float from_x, float to_x) {
    RawPart part = named(name);
    part.mesh.positions = {{from_x, 0, 0}, {to_x, 1, 0}};
    return part;
}

struct Expected {
    const char* name;
    Kind kind;
    Side side;
    Region region;
};

TEST(Classification, AssetsHaveNoFaultyRules) {
    for (const auto& finding : classifier().findings.list) ADD_FAILURE() << finding.place << " " << finding.what;
}

TEST(Classification, KnowsNamesOfManyAtlases) {
    const Expected cases[] = {
        {"Right clavicle", Kind::bone, Side::right, Region::shoulder},
        {"Left scapula", Kind::bone, Side::left, Region::shoulder},
        {"Humerus.l", Kind::bone, Side::left, Region::arm},
        {"humerus_right", Kind::bone, Side::right, Region::arm},
        {"LeftScapula", Kind::bone, Side::left, Region::shoulder},
        {"Clavicula_R", Kind::bone, Side::right, Region::shoulder},
        {"Os coxae dextrum", Kind::bone, Side::right, Region::pelvis},
        {"Left ulna", Kind::bone, Side::left, Region::forearm},
        {"Radius (R)", Kind::bone, Side::right, Region::forearm},
        {"Proximal phalanx of left index finger", Kind::bone, Side::left, Region::hand},
        {"Proximal phalanx of left second toe", Kind::bone, Side::left, Region::foot},
        {"L4 vertebra", Kind::bone, Side::midline, Region::back},
        {"Atlas", Kind::bone, Side::midline, Region::neck},
        {"Left fifth costal cartilage", Kind::cartilage, Side::left, Region::thorax},
        {"Thyroid cartilage", Kind::cartilage, Side::midline, Region::neck},
        {"Medial meniscus (L)", Kind::cartilage, Side::left, Region::leg},
        {"Glenoid labrum", Kind::cartilage, Side::midline, Region::shoulder},
        {"Intervertebral disk of third lumbar vertebra", Kind::disc, Side::midline, Region::back},
        {"Discus intervertebralis", Kind::disc, Side::midline, Region::back},
        {"Left upper canine tooth", Kind::tooth, Side::left, Region::head},
        {"Long head of right biceps brachii", Kind::muscle, Side::right, Region::arm},
        {"Musculus biceps brachii caput longum dexter", Kind::muscle, Side::right, Region::arm},
        {"Biceps brachii muscle.r", Kind::muscle, Side::right, Region::arm},
        {"M. pectoralis minor sin.", Kind::muscle, Side::left, Region::thorax},
        {"Deltoid muscle (clavicular part).l", Kind::muscle, Side::left, Region::shoulder},
        {"Left subscapularis", Kind::muscle, Side::left, Region::shoulder},
        {"Vocalis", Kind::muscle, Side::midline, Region::neck},
        {"Temporalis.r", Kind::muscle, Side::right, Region::head},
        {"Right tensor fasciae latae", Kind::muscle, Side::right, Region::hip},
        {"Superior rectus of left eyeball", Kind::muscle, Side::left, Region::head},
        {"Left calcaneal tendon", Kind::tendon, Side::left, Region::leg},
        {"Tendon of long head of biceps brachii muscle.r", Kind::tendon, Side::right, Region::arm},
        {"Anterior cruciate ligament right", Kind::ligament, Side::right, Region::leg},
        {"Ligamentum coracoacromiale dextrum", Kind::ligament, Side::right, Region::shoulder},
        {"Flexor retinaculum of right wrist", Kind::ligament, Side::right, Region::hand},
        {"Left iliotibial tract", Kind::fascia, Side::left, Region::thigh},
        {"Thoracolumbar fascia", Kind::fascia, Side::midline, Region::back},
        {"Interosseous membrane of left forearm", Kind::membrane, Side::left, Region::forearm},
        {"Tentorium cerebelli", Kind::membrane, Side::midline, Region::head},
        {"Transverse mesocolon", Kind::membrane, Side::midline, Region::abdomen},
        {"Skin", Kind::skin, Side::midline, Region::whole},
        {"Hair of head", Kind::hair, Side::midline, Region::head},
        {"Arteria brachialis dextra", Kind::vessel, Side::right, Region::arm},
        {"Vena cephalica sinistra", Kind::vessel, Side::left, Region::arm},
        {"Artery of central sulcus", Kind::vessel, Side::midline, Region::head},
        {"Left plantar arch", Kind::vessel, Side::left, Region::foot},
        {"Right subclavian vein", Kind::vessel, Side::right, Region::shoulder},
        {"Anterior choroidal artery", Kind::vessel, Side::midline, Region::head},
        {"Superficial axillary nodes.l", Kind::lymphoid, Side::left, Region::shoulder},
        {"Spleen", Kind::lymphoid, Side::midline, Region::abdomen},
        {"Right median nerve", Kind::nerve, Side::right, Region::arm},
        {"Sciatic nerve.r", Kind::nerve, Side::right, Region::thigh},
        {"Left ciliary ganglion", Kind::nerve, Side::left, Region::head},
        {"Left angular gyrus", Kind::brain, Side::left, Region::head},
        {"Left lateral ventricle", Kind::brain, Side::left, Region::head},
        {"Third ventricle", Kind::brain, Side::midline, Region::head},
        {"Choroid plexus of cerebral hemisphere", Kind::brain, Side::midline, Region::head},
        {"Left choroid", Kind::eye, Side::left, Region::head},
        {"Suspensory ligament of left lens", Kind::eye, Side::left, Region::head},
        {"Wall of left atrium", Kind::organ, Side::left, Region::thorax},
        {"Anterior papillary muscle of right ventricle", Kind::organ, Side::right, Region::thorax},
        {"Left lung", Kind::organ, Side::left, Region::thorax},
        {"Thyroid gland", Kind::organ, Side::midline, Region::neck},
        {"Urinary bladder", Kind::organ, Side::midline, Region::pelvis},
    };
    for (const Expected& c : cases) {
        const Classified found = classify(classifier(), named(c.name));
        EXPECT_STREQ(name_of(found.kind), name_of(c.kind)) << c.name;
        EXPECT_STREQ(name_of(found.side), name_of(c.side)) << c.name;
        EXPECT_STREQ(name_of(found.region), name_of(c.region)) << c.name;
        EXPECT_FALSE(found.system.empty()) << c.name;
    }
}

TEST(Classification, WritesNamesWithTheSideInFront) {
    EXPECT_EQ(classify(classifier(), named("Long head of right biceps brachii")).name, "Right long head of biceps brachii");
    EXPECT_EQ(classify(classifier(), named("Humerus.l")).name, "Left humerus");
    EXPECT_EQ(classify(classifier(), named("Vena cephalica sinistra")).name, "Left cephalic vein");
    EXPECT_EQ(classify(classifier(), named("Trapezius, descending part")).name, "Descending part of trapezius");
    EXPECT_EQ(classify(classifier(), named("Anterior papillary muscle of right ventricle")).name,
              "Anterior papillary muscle of right ventricle");
    EXPECT_EQ(classify(classifier(), named("Hepatovenous segment IX")).name, "Hepatovenous segment IX");
    EXPECT_EQ(classify(classifier(), named("peroneus longus.r")).name, "Right peroneus longus");
    EXPECT_EQ(classify(classifier(), named("", "mesh_17")).name, "mesh_17");
}

TEST(Classification, GivesLatinAndDefinition) {
    const Classified found = classify(classifier(), named("Long head of right biceps brachii"));
    EXPECT_EQ(found.latin, "Caput longum musculi bicipitis brachii");
    EXPECT_EQ(found.definition, "long_head_of_biceps_brachii");
    EXPECT_EQ(classify(classifier(), named("Left peroneus longus")).definition, "fibularis_longus");
    EXPECT_EQ(classify(classifier(), named("Scalenus anterior")).definition, "anterior_scalene");
    EXPECT_EQ(classify(classifier(), named("Right humerus")).definition, "humerus");
    EXPECT_EQ(classify(classifier(), named("Right humerus")).latin, "Humerus");
    // several discs share one Latin name: it names none of them
    EXPECT_EQ(classify(classifier(), named("Discus intervertebralis")).name, "Discus intervertebralis");
}

TEST(Classification, FmaIdFindsTheDefinitionOfAnUnknownName) {
    RawPart part = named("Muskel 17");
    part.fma = "FMA37686";
    EXPECT_EQ(classify(classifier(), part).definition, "long_head_of_biceps_brachii");
    EXPECT_EQ(classify(classifier(), part).kind, Kind::muscle);
}

TEST(Classification, AGivenDefinitionGoesBeforeAnFmaIdThatTwoHeadsShare) {
    RawPart part = named("Right ulnar head of extensor carpi ulnaris");
    part.fma = "FMA38507";
    part.definition = "ulnar_head_of_extensor_carpi_ulnaris";
    EXPECT_EQ(classify(classifier(), part).definition, "ulnar_head_of_extensor_carpi_ulnaris");
}

TEST(Classification, PlaceDecidesTheSideOfPairsOnly) {
    EXPECT_EQ(classify(classifier(), placed("Femur", 0.05f, 0.2f)).side, Side::left);
    EXPECT_EQ(classify(classifier(), placed("Femur", -0.2f, -0.05f)).side, Side::right);
    EXPECT_EQ(classify(classifier(), placed("Femur", -0.2f, 0.2f)).side, Side::midline);
    EXPECT_EQ(classify(classifier(), placed("Thoracic rotator", -0.030f, 0.0015f)).side, Side::right);
    EXPECT_EQ(classify(classifier(), placed("Hypothalamus", -0.0006f, 0.007f)).side, Side::left);
    EXPECT_EQ(classify(classifier(), placed("Spleen", 0.05f, 0.11f)).side, Side::midline);
    EXPECT_EQ(classify(classifier(), placed("Inferior vena cava", -0.027f, -0.004f)).side, Side::midline);
    EXPECT_EQ(classify(classifier(), placed("Tentorium cerebelli", -0.063f, -0.002f)).side, Side::midline);
    EXPECT_EQ(classify(classifier(), placed("Kidney", -0.09f, -0.03f)).side, Side::right);
}

TEST(Classification, NameGoesBeforePlaceAndTheDoubtIsNoted) {
    const Classified wrong = classify(classifier(), placed("Left femur", -0.2f, -0.05f));
    EXPECT_EQ(wrong.side, Side::left);
    EXPECT_NE(wrong.note.find("lies on the right"), std::string::npos) << wrong.note;
    const Classified stray = classify(classifier(), placed("Right iliococcygeus", -0.049f, 0.044f));
    EXPECT_EQ(stray.side, Side::right);
    EXPECT_NE(stray.note.find("44 mm over the midline"), std::string::npos) << stray.note;
    EXPECT_EQ(classify(classifier(), placed("Left femur", 0.05f, 0.2f)).note, "");
    EXPECT_EQ(classify(classifier(), placed("Marginal branch of right coronary artery", 0.01f, 0.03f)).note, "");
}

TEST(Classification, MapFileGoesBeforeTheRules) {
    RawPart part = named("Left humerus");
    part.kind = "muscle";
    part.side = "right";
    const Classified found = classify(classifier(), part);
    EXPECT_EQ(found.kind, Kind::muscle);
    EXPECT_EQ(found.system, "Muscular system");
    EXPECT_EQ(found.side, Side::right);
    EXPECT_EQ(found.name, "Right humerus");
}

TEST(Classification, UnknownThingsStayUnknownAndAreListed) {
    EXPECT_EQ(classify(classifier(), named("Object001")).kind, Kind::unknown);
    std::vector<Part> parts(3);
    parts[0].kind = Kind::bone;
    parts[2].kind = Kind::skin;
    EXPECT_EQ(find_unknown(parts), std::vector<PartIndex>{1});
}

TEST(Classification, FaultyRulesAreFindingsWithPlace) {
    namespace fs = std::filesystem;
    const fs::path root = fs::temp_directory_path() / "smrt_classification_test";
    fs::remove_all(root);
    fs::create_directories(root / "body");
    fs::copy(fs::path(SMRT_ROOT) / "assets" / "languages", root / "languages", fs::copy_options::recursive);
    fs::copy(fs::path(SMRT_ROOT) / "assets" / "body" / "classification", root / "body" / "classification", fs::copy_options::recursive);
    std::ofstream(root / "body" / "classification" / "regions.toml")
        << "[[rule]]\nregion = \"shouldre\"\nwhen = [\"scapula\"]\n[[rule]]\nregion = \"arm\"\nwhen = [\"a*b\"]\n";
    const auto read = read_classifier(root);
    ASSERT_TRUE(read);
    std::set<std::string> codes;
    for (const auto& finding : read->findings.list) {
        codes.insert(finding.code);
        EXPECT_NE(finding.place.find("regions.toml:"), std::string::npos) << finding.place;
        if (finding.code == "unknown-word") {
            EXPECT_NE(finding.what.find("did you mean `shoulder`"), std::string::npos) << finding.what;
        }
    }
    EXPECT_EQ(codes, (std::set<std::string>{"unknown-word", "bad-phrase", "empty-rule"}));
    fs::remove(root / "body" / "classification" / "kinds.toml");
    EXPECT_FALSE(read_classifier(root));
    fs::remove_all(root);
}

class ArchiveTable : public ::testing::Test {
protected:
    void SetUp() override {
        parts_ = test::read_archive_names();
        if (parts_.empty()) GTEST_SKIP() << "the BodyParts3D tables are absent";
        for (const RawPart& part : parts_) found_[part.id] = classify(classifier(), part);
    }
    std::vector<RawPart> parts_;
    std::map<std::string, Classified> found_;
};

TEST_F(ArchiveTable, EveryPartGetsKindRegionAndSystem) {
    ASSERT_EQ(parts_.size(), 2234u);
    for (const RawPart& part : parts_) {
        const Classified& found = found_[part.id];
        EXPECT_NE(found.kind, Kind::unknown) << part.id << " " << part.name;
        EXPECT_TRUE(found.region != Region::whole || found.kind == Kind::skin) << part.id << " " << part.name;
        EXPECT_FALSE(found.system.empty() || found.name.empty() || found.definition.empty()) << part.id << " " << part.name;
    }
}

TEST_F(ArchiveTable, CountsPerKindAreThoseOfTheReadTable) {
    std::map<Kind, int> count;
    for (const auto& [id, found] : found_) ++count[found.kind];
    const std::map<Kind, int> expected = {
        {Kind::bone, 206},    {Kind::cartilage, 32}, {Kind::disc, 23},     {Kind::tooth, 28}, {Kind::muscle, 424},  {Kind::tendon, 7},
        {Kind::ligament, 25}, {Kind::fascia, 7},     {Kind::membrane, 12}, {Kind::skin, 1},   {Kind::vessel, 1034}, {Kind::lymphoid, 3},
        {Kind::nerve, 40},    {Kind::brain, 106},    {Kind::organ, 261},   {Kind::eye, 22},   {Kind::hair, 3}};
    for (const auto& [kind, number] : expected) EXPECT_EQ(count[kind], number) << name_of(kind);
}

TEST_F(ArchiveTable, EveryBoneHasALatinNameAndAnkleBonesAreFootBones) {
    std::set<std::string> names;
    for (const auto& [id, found] : found_) {
        if (found.kind != Kind::bone) continue;
        EXPECT_FALSE(found.latin.empty()) << found.name;
        names.insert(found.name);
    }
    EXPECT_EQ(names.size(), 203u);  // two hyoid bones are one mesh twice; each foot has two sesamoids of one name
    for (const auto& [id, found] : found_)
        if (found.name == "Left talus" || found.name == "Right calcaneus") {
            EXPECT_EQ(found.region, Region::foot);
        }
}

TEST_F(ArchiveTable, MusclesHaveADefinitionOfTheirOwn) {
    std::map<std::pair<std::string, Side>, int> parts_of;
    for (const auto& [id, found] : found_)
        if (found.kind == Kind::muscle) ++parts_of[{found.definition, found.side}];
    for (const char* id :
         {"long_head_of_biceps_brachii", "short_head_of_biceps_brachii", "pectoralis_minor", "subscapularis", "coracobrachialis",
          "infraspinatus", "teres_major", "humeral_head_of_extensor_carpi_ulnaris", "radial_head_of_flexor_digitorum_superficialis",
          "deep_head_of_flexor_pollicis_brevis", "posterior_belly_of_digastric", "piriformis", "psoas_major"}) {
        EXPECT_EQ((parts_of[{id, Side::left}]), 1) << id;
        EXPECT_EQ((parts_of[{id, Side::right}]), 1) << id;
    }
}

TEST_F(ArchiveTable, KnownWrongLabelsAreCorrected) {
    EXPECT_EQ(found_["FJ1469"].side, Side::right);
    EXPECT_EQ(found_["FJ1469"].fma, "FMA37388");
    EXPECT_EQ(found_["FJ1469M"].side, Side::left);
    EXPECT_EQ(found_["FJ2742"].side, Side::left);
    EXPECT_EQ(found_["FJ2742"].name, "Left middle pharyngeal constrictor");
    EXPECT_EQ(found_["FJ2754"].side, Side::right);
    EXPECT_EQ(found_["FJ3211"].name, "Intervertebral disk of twelfth thoracic vertebra");
    EXPECT_EQ(found_["FJ2190"].name, "Left set of perforating veins");
    EXPECT_FALSE(found_["FJ2742"].note.empty());
}

TEST_F(ArchiveTable, PairedPartsComeInPairs) {
    std::map<std::string, int> balance;  // left minus right
    for (const auto& [id, found] : found_)
        if (found.kind == Kind::bone || found.kind == Kind::muscle || found.kind == Kind::tooth || found.kind == Kind::eye)
            balance[name_without_side(found.name)] += found.side == Side::left ? 1 : found.side == Side::right ? -1 : 0;
    const std::set<std::string> unequal = {"Coccygeus",
                                           "Iliococcygeus",
                                           "Pubococcygeus",
                                           "Puborectalis",
                                           "Inferior oblique part of longus colli",
                                           "Superior oblique part of longus colli",
                                           "Vertical intermediate part of longus colli"};
    for (const auto& [name, difference] : balance) EXPECT_EQ(difference, unequal.count(name) ? 1 : 0) << name;
}

}  // namespace
}  // namespace smrt::anatomy
