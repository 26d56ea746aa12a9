# Shared build rules: how a module is declared, and with which warnings it is compiled.
include(${CMAKE_CURRENT_LIST_DIR}/embed_files.cmake)
include(${CMAKE_CURRENT_LIST_DIR}/dependencies.cmake)

# inkling_module(NAME DEPENDS...): a static library of every .cc file in the current folder.
function(inkling_module name)
  file(GLOB sources CONFIGURE_DEPENDS *.cc)
  add_library(${name} STATIC ${sources})
  inkling_compile_options(${name})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARGN})
endfunction()

function(inkling_compile_options name)
  target_compile_options(${name} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
  # GCC 12 sees overlapping copies in "a" + std::string(…), where there are none (GCC bug 105651).
  if(CMAKE_CXX_COMPILER_ID STREQUAL GNU)
    target_compile_options(${name} PRIVATE -Wno-restrict)
  endif()
  if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
    target_compile_options(${name} PRIVATE -Wthread-safety)
  endif()
endfunction()
