#include "jni/text.h"

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "jni/ids.h"
#include "jni/utf.h"

namespace inkling::jni {
namespace {

// Nearly everything that crosses is a character or a word.
constexpr jsize kShortText = 64;

std::string read(JNIEnv* env, jstring text, std::span<jchar> units) {
  env->GetStringRegion(text, 0, static_cast<jsize>(units.size()), units.data());
  // The range is the string's own, so this cannot be; the JVM wants it to be asked for all the
  // same.
  if (env->ExceptionCheck() == JNI_TRUE) return {};
  return utf16_to_utf8(units);
}

}  // namespace

std::string to_utf8(JNIEnv* env, jstring text) {
  if (text == nullptr) return {};
  const jsize length = env->GetStringLength(text);
  if (length <= kShortText) {
    std::array<jchar, kShortText> units{};
    return read(env, text, std::span(units).first(static_cast<std::size_t>(length)));
  }
  std::vector<jchar> units(static_cast<std::size_t>(length));
  return read(env, text, units);
}

jstring to_java(JNIEnv* env, std::string_view text) {
  if (text.empty()) return static_cast<jstring>(env->NewLocalRef(ids().empty));
  const std::vector<uint16_t> units = utf8_to_utf16(text);
  return env->NewString(units.data(), static_cast<jsize>(units.size()));
}

}  // namespace inkling::jni
