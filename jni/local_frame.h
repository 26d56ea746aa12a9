// Local references that go away together.
#pragma once

#include <jni.h>

namespace inkling::jni {

/// Room for so many local references, given back at the end of the scope. Used by one thread.
class LocalFrame {
 public:
  LocalFrame(JNIEnv* env, jint capacity)
      : env_(env), pushed_(env->PushLocalFrame(capacity) == JNI_OK) {}
  LocalFrame(const LocalFrame&) = delete;
  LocalFrame& operator=(const LocalFrame&) = delete;
  ~LocalFrame() { pop(nullptr); }

  /// False, with OutOfMemoryError pending, when there was no room.
  [[nodiscard]] bool ok() const { return pushed_; }

  /// Ends the frame early; `result` lives on in the caller's frame as the reference returned.
  jobject pop(jobject result) {
    if (!pushed_) return nullptr;
    pushed_ = false;
    return env_->PopLocalFrame(result);
  }

 private:
  JNIEnv* env_;
  bool pushed_;
};

}  // namespace inkling::jni
