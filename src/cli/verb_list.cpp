// The list of verbs, one line each.
#include <array>

#include "cli/verb.h"
#include "cli/verbs/verbs.h"

namespace smrt::cli {
namespace {

constexpr std::array k_verbs = {
    Verb{"get", "Fetch a full body from its official archive", attach_get},
    Verb{"import", "Make an atlas file from an archive, a folder or a file of meshes", attach_import},
    Verb{"list", "List parts, muscles, joints, positions, landmarks, nodes, scars or lessons", attach_list},
    Verb{"info", "Tell what is known of one part", attach_info},
    Verb{"snapshot", "Write one picture", attach_snapshot},
    Verb{"film", "Write a film of a position of ease, or of the body turning", attach_film},
    Verb{"check", "Find faults in the program's texts and in a body; silent when there are none", attach_check},
    Verb{"bench", "Measure starting, drawing, searching and switching", attach_bench},
    Verb{"gallery", "Write the standard pictures: six views, highlights, positions of ease", attach_gallery},
    Verb{"tour", "Write a film and a contact sheet that show what the program can do", attach_tour},
    Verb{"compare", "Distances between two bodies, structure by structure", attach_compare},
    Verb{"measure", "Lengths and lever arms of tissue under a pose", attach_measure},
    Verb{"fit", "Measure a body: its structures as sphere-meshes, as the default body is written", attach_fit},
    Verb{"help", "Explain the verbs, or the commands of window and scripts", attach_help},
};

}  // namespace

std::span<const Verb> verbs() {
    return k_verbs;
}

}  // namespace smrt::cli
