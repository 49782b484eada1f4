// Every verb by its C++ name; verb_list.cpp puts them in order.
#pragma once

#include "cli/verb.h"

namespace smrt::cli {

Run attach_get(CLI::App& app);
Run attach_import(CLI::App& app);
Run attach_list(CLI::App& app);
Run attach_info(CLI::App& app);
Run attach_snapshot(CLI::App& app);
Run attach_film(CLI::App& app);
Run attach_check(CLI::App& app);
Run attach_bench(CLI::App& app);
Run attach_gallery(CLI::App& app);
Run attach_tour(CLI::App& app);
Run attach_compare(CLI::App& app);
Run attach_fit(CLI::App& app);
Run attach_measure(CLI::App& app);
Run attach_help(CLI::App& app);

}  // namespace smrt::cli
