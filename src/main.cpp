// The program: a verb is carried out without a window, anything else opens it.
#include "cli/run_cli.h"
#include "gui/run_window.h"

int main(int argc, char** argv) {
    const smrt::cli::Outcome outcome = smrt::cli::run_cli(argc, argv);
    return outcome.exit_code ? *outcome.exit_code : smrt::gui::run_window(outcome.window);
}
