// Answers of the C interface as Java objects. Each function returns a local reference, or null with
// a Java exception pending.
#pragma once

#include <jni.h>

#include <span>
#include <string_view>

#include "engine/inkling_c.h"

namespace inkling::jni {

jobject to_java(JNIEnv* env, const inkling_edit& edit);
jobject to_java(JNIEnv* env, const inkling_suggestions& suggestions);
jobjectArray to_java_array(JNIEnv* env, std::span<const std::string_view> texts);

}  // namespace inkling::jni
