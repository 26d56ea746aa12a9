// The one place where a status of the C interface becomes a Java exception.
#pragma once

#include <jni.h>

#include <exception>
#include <new>
#include <string_view>

#include "engine/inkling_c.h"

namespace inkling::jni {

/// For methods that declare EngineException: closed is IllegalStateException, the rest
/// EngineException with the status as its code. True when there was nothing to throw.
bool check(JNIEnv* env, inkling_status status);

/// For methods that declare nothing: they can only fail because something is closed or the engine
/// has a fault; both are IllegalStateException. True when there was nothing to throw.
bool check_undeclared(JNIEnv* env, inkling_status status);

void throw_engine_exception(JNIEnv* env, inkling_status status, std::string_view message);
void throw_illegal_state(JNIEnv* env, std::string_view message);
void throw_out_of_memory(JNIEnv* env) noexcept;

/// Runs a native method's body; no C++ exception gets past it.
template <typename Body>
auto guarded(JNIEnv* env, Body&& body) noexcept -> decltype(body()) {
  try {
    return body();
  } catch (const std::bad_alloc&) {
    throw_out_of_memory(env);
  } catch (const std::exception& fault) {
    throw_illegal_state(env, fault.what());
  } catch (...) {
    throw_illegal_state(env, "the engine failed in a way that it has no words for");
  }
  return decltype(body())();
}

}  // namespace inkling::jni
