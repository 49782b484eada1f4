# Warnings are errors. Each exclusion names its reason.
add_library(smrt_warnings INTERFACE)
if(MSVC)
  target_compile_options(smrt_warnings INTERFACE /W4 /WX /permissive- /utf-8)
else()
  target_compile_options(smrt_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Werror
    -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual -Wcast-qual -Wformat=2 -Wimplicit-fallthrough
    -Wold-style-cast -Wunused -Wextra-semi -Wundef
    # Not -Wconversion: vertex counts, pixels and quantised values are converted on every second line of mesh code,
    # and a cast on each would hide the few that matter. Ranges are checked where data enters (readers).
    # Not -Wmissing-field-initializers: designated initialisers rely on the defaults of the remaining fields.
    -Wno-missing-field-initializers)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(smrt_warnings INTERFACE -Wduplicated-cond -Wlogical-op
      # g++ 12 reports these inside std::vector and std::string at -O2 where no such access exists (GCC bugs 105329, 105562).
      -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds -Wno-maybe-uninitialized)
  endif()
endif()

add_library(smrt_options INTERFACE)
find_package(Threads REQUIRED)
target_link_libraries(smrt_options INTERFACE Threads::Threads)
if(SMRT_SANITIZE)
  target_compile_options(smrt_options INTERFACE -fsanitize=${SMRT_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  target_link_options(smrt_options INTERFACE -fsanitize=${SMRT_SANITIZE})
endif()
if(SMRT_FUZZ)
  target_compile_options(smrt_options INTERFACE -fsanitize=fuzzer-no-link)
endif()
find_program(LLD_PROGRAM ld.lld)
if(LLD_PROGRAM AND NOT MSVC AND NOT APPLE)
  target_link_options(smrt_options INTERFACE -fuse-ld=lld)
endif()
