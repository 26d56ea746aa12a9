// Java strings in and out, as UTF-16 across the border.
#pragma once

#include <jni.h>

#include <string>
#include <string_view>

#include "engine/inkling_c.h"

namespace inkling::jni {

/// The string as UTF-8; a null one is empty. Lone surrogates become U+FFFD.
std::string to_utf8(JNIEnv* env, jstring text);

/// A new local reference; null, with a Java exception pending, when there is no memory.
jstring to_java(JNIEnv* env, std::string_view text);

inline inkling_text as_text(const std::string& text) { return {text.data(), text.size()}; }
inline std::string_view as_view(inkling_text text) { return {text.data, text.size}; }

}  // namespace inkling::jni
