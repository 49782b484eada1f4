# Debian's 1.86 is the oldest that must work. It is a static library with backends; current versions compile from source.
find_path(IMGUI_INCLUDE imgui.h PATH_SUFFIXES imgui)
find_library(IMGUI_LIBRARY imgui)
if(IMGUI_INCLUDE AND IMGUI_LIBRARY)
  target_include_directories(dep_imgui SYSTEM INTERFACE ${IMGUI_INCLUDE} ${IMGUI_INCLUDE}/backends)
  target_link_libraries(dep_imgui INTERFACE ${IMGUI_LIBRARY} ${CMAKE_DL_LIBS})
  if(PkgConfig_FOUND)
    # The static library needs what it was built with (freetype among others), so ask for the static link line.
    pkg_check_modules(IMGUI_PC QUIET imgui)
    target_link_libraries(dep_imgui INTERFACE ${IMGUI_PC_STATIC_LDFLAGS})
  endif()
else()
  FetchContent_Declare(imgui GIT_REPOSITORY https://github.com/ocornut/imgui GIT_TAG v1.90.9)
  FetchContent_Populate(imgui)
  add_library(smrt_imgui STATIC
    ${imgui_SOURCE_DIR}/imgui.cpp ${imgui_SOURCE_DIR}/imgui_draw.cpp ${imgui_SOURCE_DIR}/imgui_tables.cpp
    ${imgui_SOURCE_DIR}/imgui_widgets.cpp ${imgui_SOURCE_DIR}/misc/cpp/imgui_stdlib.cpp
    ${imgui_SOURCE_DIR}/backends/imgui_impl_glfw.cpp ${imgui_SOURCE_DIR}/backends/imgui_impl_opengl3.cpp)
  target_include_directories(smrt_imgui SYSTEM PUBLIC ${imgui_SOURCE_DIR} ${imgui_SOURCE_DIR}/backends ${imgui_SOURCE_DIR}/misc/cpp)
  target_link_libraries(smrt_imgui PUBLIC dep_glfw)
  target_link_libraries(dep_imgui INTERFACE smrt_imgui)
endif()
