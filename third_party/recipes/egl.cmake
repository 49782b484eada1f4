# EGL gives window-less OpenGL. Systems without it (macOS, Windows) build without headless pictures: SMRT_HAS_EGL is unset.
find_package(OpenGL QUIET COMPONENTS EGL)
if(TARGET OpenGL::EGL)
  target_link_libraries(dep_egl INTERFACE OpenGL::EGL)
  target_compile_definitions(dep_egl INTERFACE SMRT_HAS_EGL=1 EGL_NO_X11=1)
endif()
