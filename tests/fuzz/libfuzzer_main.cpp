// Entry of one libFuzzer program; SMRT_FUZZ_TARGET names the target.
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    for (const smrt::fuzz::Target& target : smrt::fuzz::targets())
        if (std::string_view(target.name) == SMRT_FUZZ_TARGET) target.run({reinterpret_cast<const char*>(data), size});
    return 0;
}
