#include "jni/errors.h"

#include <string>

#include "jni/ids.h"
#include "jni/text.h"

namespace inkling::jni {
namespace {

// What went before may already have thrown; the first reason is the better one.
bool already_thrown(JNIEnv* env) { return env->ExceptionCheck() == JNI_TRUE; }

void throw_object(JNIEnv* env, jobject throwable) {
  if (throwable == nullptr) return;  // no memory: that is pending instead
  env->Throw(static_cast<jthrowable>(throwable));
}

std::string last_error(inkling_status status) {
  std::string message = inkling_last_error();
  if (message.empty()) message = inkling_status_name(status);
  return message;
}

}  // namespace

bool check(JNIEnv* env, inkling_status status) {
  if (status == INKLING_OK) return true;
  const std::string message = last_error(status);
  if (status == INKLING_CLOSED) {
    throw_illegal_state(env, message);
  } else {
    throw_engine_exception(env, status, message);
  }
  return false;
}

bool check_undeclared(JNIEnv* env, inkling_status status) {
  if (status == INKLING_OK) return true;
  throw_illegal_state(env, last_error(status));
  return false;
}

void throw_engine_exception(JNIEnv* env, inkling_status status, std::string_view message) {
  if (already_thrown(env)) return;
  jstring text = to_java(env, message);
  if (text == nullptr) return;
  throw_object(env, env->NewObject(ids().engine_exception, ids().new_engine_exception,
                                   static_cast<jint>(status), text));
}

void throw_illegal_state(JNIEnv* env, std::string_view message) {
  if (already_thrown(env)) return;
  jstring text = to_java(env, message);
  if (text == nullptr) return;
  throw_object(env, env->NewObject(ids().illegal_state, ids().new_illegal_state, text));
}

void throw_out_of_memory(JNIEnv* env) noexcept {
  if (already_thrown(env)) return;
  // ASCII, which is the same in modified UTF-8; and nothing else may be allocated now.
  env->ThrowNew(ids().out_of_memory, "the engine has no memory left");
}

}  // namespace inkling::jni
