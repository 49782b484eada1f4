// Finds faults between joints, couplings, movement words and landmarks.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "anatomy/joint_definition.h"
#include "base/text.h"

namespace smrt::anatomy {
namespace {

using base::Findings;
using base::Severity;

/// Names of one sort, with the message for one that is missing.
struct Known {
    const char* sort;
    std::vector<std::string> names;

    void require(const std::string& name, const base::Place& place, const std::string& who, Findings& findings) const {
        if (std::find(names.begin(), names.end(), name) != names.end()) return;
        findings.add(Severity::error, place.text(), fmt::format("unknown-{}", sort),
                     fmt::format("{} names unknown {} `{}`{}", who, sort, name, base::did_you_mean(name, names)));
    }
};

/// Checks the landmarks named by "from A to B" and "across .. and ..".
void check_direction(const std::string& text, const base::Place& place, const std::string& who, const Known& landmarks,
                     Findings& findings) {
    static const std::set<std::string> k_words = {"from", "to", "across", "and", "square", "+"};
    static const std::set<std::string> k_directions = {"lateral", "medial", "superior", "inferior", "anterior", "posterior"};
    std::string plain = text;
    for (char& c : plain)
        if (c == '(' || c == ')') c = ' ';
    for (const std::string& word : base::split(plain, ' ')) {
        const bool number = !word.empty() && word.find_first_not_of("0123456789.") == std::string::npos;
        if (!word.empty() && !number && !k_words.contains(word) && !k_directions.contains(word))
            landmarks.require(word, place, who, findings);
    }
}

/// "both hip flexion" -> "hip flexion".
std::string without_side_prefix(const std::string& text) {
    for (const std::string_view prefix : {"both ", "other "})
        if (text.starts_with(prefix)) return text.substr(prefix.size());
    return text;
}

void check_unique(std::vector<std::string> names, const char* sort, Findings& findings) {
    std::sort(names.begin(), names.end());
    for (auto it = std::adjacent_find(names.begin(), names.end()); it != names.end(); it = std::adjacent_find(it + 1, names.end()))
        findings.add(Severity::error, *it, "twice", fmt::format("{} `{}` is defined twice", sort, *it));
}

void check_joint(const JointDefinition& joint, const Known& segments, const Known& landmarks, Findings& findings) {
    const std::string who = fmt::format("joint `{}`", joint.id);
    segments.require(joint.parent, joint.place, who, findings);
    segments.require(joint.reference, joint.place, who, findings);
    for (const std::string& segment : joint.mean_of) segments.require(segment, joint.place, who, findings);
    for (const std::string& landmark : joint.centre) landmarks.require(landmark, joint.place, who, findings);
    for (const std::string& landmark : joint.wall_points) landmarks.require(landmark, joint.place, who, findings);
    if (!joint.wall.empty()) landmarks.require(joint.wall, joint.place, who, findings);
    for (const std::string& text : {joint.limb_along, joint.limb_hinge}) check_direction(text, joint.place, who, landmarks, findings);
    for (const CoordinateDefinition& coordinate : joint.coordinates) {
        const std::string which = fmt::format("coordinate `{}`", coordinate.id);
        if (!coordinate.surface.empty()) landmarks.require(coordinate.surface, coordinate.place, which, findings);
        for (const std::string& text : {coordinate.axis, coordinate.rest_from, coordinate.rest_to})
            check_direction(text, coordinate.place, which, landmarks, findings);
    }
}

}  // namespace

Findings check_joint_definitions(const JointDefinitions& definitions, const std::vector<std::string>& landmarks) {
    Findings findings;
    const Known known_landmarks{"landmark", landmarks};
    Known segments{"segment", {"room", "pelvis"}};
    Known joints{"joint", {}};
    Known coordinates{"coordinate", {}};
    Known words{"movement", {}};
    for (const JointDefinition& joint : definitions.joints) {
        if (joint.child != "pelvis") segments.names.push_back(joint.child);
        joints.names.push_back(joint.id);
        for (const CoordinateDefinition& coordinate : joint.coordinates) coordinates.names.push_back(coordinate.id);
    }
    for (const MovementDefinition& movement : definitions.movements) words.names.push_back(movement.word);
    for (const Known* known : {&segments, &joints, &coordinates, &words}) check_unique(known->names, known->sort, findings);
    for (const JointDefinition& joint : definitions.joints) check_joint(joint, segments, known_landmarks, findings);
    for (const CouplingDefinition& coupling : definitions.couplings) {
        joints.require(coupling.driver, coupling.place, "coupling", findings);
        coordinates.require(coupling.driven, coupling.place, "coupling", findings);
    }
    for (const CurveDefinition& curve : definitions.curves) {
        coordinates.require(curve.driver, curve.place, "curve", findings);
        coordinates.require(curve.driven, curve.place, "curve", findings);
    }
    for (const ContactDefinition& contact : definitions.contacts) {
        coordinates.require(contact.driver, contact.place, "contact", findings);
        coordinates.require(contact.driven, contact.place, "contact", findings);
    }
    for (const MovementDefinition& movement : definitions.movements)
        for (const std::string& coordinate : movement.coordinates)
            coordinates.require(without_side_prefix(coordinate), movement.place, fmt::format("movement `{}`", movement.word), findings);
    findings.append(check_posture_definitions(definitions.postures, words.names, segments.names));
    return findings;
}

}  // namespace smrt::anatomy
