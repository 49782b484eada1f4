# EGL gives window-less OpenGL. macOS and Windows have none: they build without headless pictures, SMRT_HAS_EGL is unset.
# Looked for by itself: CMake's FindOpenGL offers EGL only beside libOpenGL, which is a package of its own.
find_path(EGL_INCLUDE EGL/egl.h)
find_library(EGL_LIBRARY EGL)
if(EGL_INCLUDE AND EGL_LIBRARY)
  target_include_directories(dep_egl SYSTEM INTERFACE ${EGL_INCLUDE})
  target_link_libraries(dep_egl INTERFACE ${EGL_LIBRARY})
  target_compile_definitions(dep_egl INTERFACE SMRT_HAS_EGL=1 EGL_NO_X11=1)
elseif(UNIX AND NOT APPLE)
  message(FATAL_ERROR "EGL was not found; pictures without a window need it (Debian package libegl-dev)")
endif()
