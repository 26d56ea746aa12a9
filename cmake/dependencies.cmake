# The libraries that Inkling stands on: from the system, or, one by one, from a folder that the
# embedder names in INKLING_<NAME>_SOURCE. With Android's NDK there is no system to take them from,
# so all folders must be named; docs/android.md says what each must hold.
find_package(Threads REQUIRED)

# inkling_dependency(NAME HELP): declares INKLING_<NAME>_SOURCE and sets <NAME>_FROM_SOURCE.
function(inkling_dependency name help)
  set(INKLING_${name}_SOURCE "" CACHE PATH "${help}; empty: the system's")
  if(ANDROID AND INKLING_${name}_SOURCE STREQUAL "")
    message(FATAL_ERROR "INKLING_${name}_SOURCE is not set: Android has no such library of its own. "
                        "Name the folder (${help}); see docs/android.md")
  endif()
  if(NOT INKLING_${name}_SOURCE STREQUAL "" AND NOT IS_DIRECTORY ${INKLING_${name}_SOURCE})
    message(FATAL_ERROR "INKLING_${name}_SOURCE is no folder: ${INKLING_${name}_SOURCE}")
  endif()
  if(INKLING_${name}_SOURCE STREQUAL "")
    set(${name}_FROM_SOURCE FALSE PARENT_SCOPE)
  else()
    set(${name}_FROM_SOURCE TRUE PARENT_SCOPE)
  endif()
endfunction()

# inkling_system_package(NAME PACKAGE...): PkgConfig::NAME from pkg-config.
macro(inkling_system_package name)
  find_package(PkgConfig REQUIRED)
  pkg_check_modules(${name} REQUIRED IMPORTED_TARGET ${ARGN})
endmacro()

inkling_dependency(ICU "an installed static ICU: include/ and lib/")
if(ICU_FROM_SOURCE)
  add_library(inkling_icu INTERFACE)
  target_include_directories(inkling_icu SYSTEM INTERFACE ${INKLING_ICU_SOURCE}/include)
  target_link_libraries(inkling_icu INTERFACE
    ${INKLING_ICU_SOURCE}/lib/libicui18n.a ${INKLING_ICU_SOURCE}/lib/libicuuc.a
    ${INKLING_ICU_SOURCE}/lib/libicudata.a)
  add_library(PkgConfig::ICU ALIAS inkling_icu)
else()
  inkling_system_package(ICU icu-uc icu-i18n)
endif()

inkling_dependency(SENTENCEPIECE "SentencePiece's source tree")
if(SENTENCEPIECE_FROM_SOURCE)
  set(SPM_ENABLE_SHARED OFF CACHE BOOL "" FORCE)
  set(SPM_ENABLE_TCMALLOC OFF CACHE BOOL "" FORCE)
  add_subdirectory(${INKLING_SENTENCEPIECE_SOURCE} ${CMAKE_BINARY_DIR}/sentencepiece
                   EXCLUDE_FROM_ALL)
  add_library(inkling_sentencepiece INTERFACE)
  target_include_directories(inkling_sentencepiece SYSTEM INTERFACE
    ${INKLING_SENTENCEPIECE_SOURCE}/src)
  target_link_libraries(inkling_sentencepiece INTERFACE sentencepiece-static)
  add_library(PkgConfig::SENTENCEPIECE ALIAS inkling_sentencepiece)
else()
  inkling_system_package(SENTENCEPIECE sentencepiece)
endif()

inkling_dependency(SQLITE "SQLite's amalgamation: sqlite3.c and sqlite3.h")
if(SQLITE_FROM_SOURCE)
  add_library(inkling_sqlite STATIC ${INKLING_SQLITE_SOURCE}/sqlite3.c)
  target_include_directories(inkling_sqlite SYSTEM PUBLIC ${INKLING_SQLITE_SOURCE})
  target_compile_definitions(inkling_sqlite PRIVATE SQLITE_OMIT_LOAD_EXTENSION SQLITE_THREADSAFE=1)
  if(INKLING_SQLCIPHER)
    message(FATAL_ERROR "INKLING_SQLCIPHER takes the system's SQLCipher; leave INKLING_SQLITE_SOURCE empty")
  endif()
  add_library(PkgConfig::SQLITE ALIAS inkling_sqlite)
elseif(INKLING_SQLCIPHER)
  # Debian: libsqlcipher-dev. The same interface under the same names.
  inkling_system_package(SQLITE sqlcipher)
  set_property(TARGET PkgConfig::SQLITE APPEND PROPERTY INTERFACE_COMPILE_DEFINITIONS SQLITE_HAS_CODEC)
else()
  inkling_system_package(SQLITE sqlite3)
endif()

# For the word lists that a pack is made from; what runs on a device reads no list.
if(INKLING_TOOLS OR INKLING_TESTS)
  inkling_system_package(LZMA liblzma)
endif()

inkling_dependency(JSON "nlohmann-json: include/nlohmann/json.hpp")
if(JSON_FROM_SOURCE)
  add_library(inkling_json INTERFACE)
  target_include_directories(inkling_json SYSTEM INTERFACE ${INKLING_JSON_SOURCE}/include)
  add_library(nlohmann_json::nlohmann_json ALIAS inkling_json)
else()
  find_package(nlohmann_json REQUIRED)
endif()

add_library(xnnpack INTERFACE)
inkling_dependency(XNNPACK "XNNPACK's source tree")
if(XNNPACK_FROM_SOURCE)
  set(XNNPACK_BUILD_TESTS OFF CACHE BOOL "" FORCE)
  set(XNNPACK_BUILD_BENCHMARKS OFF CACHE BOOL "" FORCE)
  add_subdirectory(${INKLING_XNNPACK_SOURCE} ${CMAKE_BINARY_DIR}/xnnpack EXCLUDE_FROM_ALL)
  target_link_libraries(xnnpack INTERFACE XNNPACK pthreadpool)
else()
  # Debian's XNNPACK ships neither a CMake config nor a .pc file.
  find_library(XNNPACK_LIBRARY XNNPACK REQUIRED)
  find_library(PTHREADPOOL_LIBRARY pthreadpool REQUIRED)
  target_link_libraries(xnnpack INTERFACE ${XNNPACK_LIBRARY} ${PTHREADPOOL_LIBRARY})
endif()
