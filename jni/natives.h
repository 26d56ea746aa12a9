// The native methods of dev.inkling.Native, in three tables; on_load.cc registers them.
#pragma once

#include <jni.h>

#include <cstdint>
#include <span>

namespace inkling::jni {

/// What dev.inkling.Native.ABI_VERSION must be.
constexpr jint kAbiVersion = 6;

/// JNINativeMethod with its texts const, as they are on Android but not in OpenJDK.
struct NativeMethod {
  const char* name;
  const char* signature;
  void* function;
};

std::span<const NativeMethod> engine_natives();
std::span<const NativeMethod> history_natives();
std::span<const NativeMethod> session_natives();

/// A function as the pointer that JNI takes.
template <typename Function>
void* pointer_of(Function* function) {
  return reinterpret_cast<void*>(function);
}

/// Java's long is signed, an id is not; both have 64 bits.
inline uint64_t id_of(jlong id) { return static_cast<uint64_t>(id); }

}  // namespace inkling::jni
