#include "jni/results.h"

#include <cstddef>
#include <vector>

#include "jni/ids.h"
#include "jni/local_frame.h"
#include "jni/text.h"

namespace inkling::jni {
namespace {

bool thrown(JNIEnv* env) { return env->ExceptionCheck() == JNI_TRUE; }

/// The columns of Suggestions, gathered before anything of Java is allocated.
struct Columns {
  std::vector<std::string_view> texts;
  std::vector<std::string_view> replaces;
  std::vector<jdouble> scores;
  std::vector<jint> kinds;
  std::vector<jint> sources;
  jint autocorrect = -1;
};

Columns columns_of(const inkling_suggestions& suggestions) {
  Columns columns;
  const std::size_t count = inkling_suggestions_count(&suggestions);
  for (std::size_t i = 0; i < count; ++i) {
    inkling_suggestion one = INKLING_SUGGESTION_INIT;
    if (inkling_suggestions_at(&suggestions, i, &one) != INKLING_OK) break;
    columns.texts.push_back(as_view(one.text));
    columns.replaces.push_back(as_view(one.replaces));
    columns.scores.push_back(one.score);
    columns.kinds.push_back(one.kind);
    columns.sources.push_back(static_cast<jint>(one.sources));
    if (one.autocorrect != 0 && columns.autocorrect < 0) columns.autocorrect = static_cast<jint>(i);
  }
  return columns;
}

jintArray to_java(JNIEnv* env, const std::vector<jint>& values) {
  const auto size = static_cast<jsize>(values.size());
  jintArray array = env->NewIntArray(size);
  if (array == nullptr) return nullptr;
  env->SetIntArrayRegion(array, 0, size, values.data());
  return thrown(env) ? nullptr : array;
}

jdoubleArray to_java(JNIEnv* env, const std::vector<jdouble>& values) {
  const auto size = static_cast<jsize>(values.size());
  jdoubleArray array = env->NewDoubleArray(size);
  if (array == nullptr) return nullptr;
  env->SetDoubleArrayRegion(array, 0, size, values.data());
  return thrown(env) ? nullptr : array;
}

/// The Decision; null without an exception where there is none.
jobject decision_of(JNIEnv* env, const inkling_suggestions& suggestions) {
  inkling_decision decision = INKLING_DECISION_INIT;
  if (inkling_suggestions_decision(&suggestions, &decision) != INKLING_OK) return nullptr;
  std::vector<std::string_view> names;
  std::vector<jdouble> values;
  std::vector<jdouble> shares;
  for (std::size_t i = 0; i < decision.feature_count; ++i) {
    inkling_decision_feature feature = INKLING_DECISION_FEATURE_INIT;
    if (inkling_suggestions_decision_feature(&suggestions, i, &feature) != INKLING_OK) break;
    names.push_back(as_view(feature.name));
    values.push_back(feature.value);
    shares.push_back(feature.share);
  }
  constexpr jint kReferences = 8;  // two texts, three arrays, a name at a time, it, one to spare
  LocalFrame frame(env, kReferences);
  if (!frame.ok()) return nullptr;
  jstring reading = jni::to_java(env, as_view(decision.reading));
  if (reading == nullptr) return nullptr;
  jstring veto = jni::to_java(env, as_view(decision.veto));
  if (veto == nullptr) return nullptr;
  jobjectArray java_names = to_java_array(env, names);
  if (java_names == nullptr) return nullptr;
  jdoubleArray java_values = to_java(env, values);
  if (java_values == nullptr) return nullptr;
  jdoubleArray java_shares = to_java(env, shares);
  if (java_shares == nullptr) return nullptr;
  jobject object = env->NewObject(
      ids().decision, ids().new_decision, reading, veto, decision.probability, decision.threshold,
      static_cast<jboolean>(decision.replaces != 0), java_names, java_values, java_shares);
  if (thrown(env)) return nullptr;
  return frame.pop(object);
}

}  // namespace

jobjectArray to_java_array(JNIEnv* env, std::span<const std::string_view> texts) {
  jobjectArray array = env->NewObjectArray(static_cast<jsize>(texts.size()), ids().string, nullptr);
  if (array == nullptr) return nullptr;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    jstring text = to_java(env, texts[i]);
    if (text == nullptr) return nullptr;
    env->SetObjectArrayElement(array, static_cast<jsize>(i), text);
    if (thrown(env)) return nullptr;
    env->DeleteLocalRef(text);
  }
  return array;
}

jobject to_java(JNIEnv* env, const inkling_edit& edit) {
  constexpr jint kReferences = 8;  // four texts, the edit, and some to spare
  LocalFrame frame(env, kReferences);
  if (!frame.ok()) return nullptr;
  jstring inserted = to_java(env, as_view(edit.inserted));
  if (inserted == nullptr) return nullptr;
  jstring composing = to_java(env, as_view(edit.composing));
  if (composing == nullptr) return nullptr;
  jstring typed = to_java(env, as_view(edit.typed));
  if (typed == nullptr) return nullptr;
  jstring committed = to_java(env, as_view(edit.committed));
  if (committed == nullptr) return nullptr;
  jobject object = env->NewObject(ids().edit, ids().new_edit, static_cast<jint>(edit.erased_utf16),
                                  static_cast<jint>(edit.erased_after_utf16), inserted, composing,
                                  typed, committed, static_cast<jboolean>(edit.autocorrected != 0),
                                  static_cast<jlong>(edit.commit_id));
  if (thrown(env)) return nullptr;
  return frame.pop(object);
}

jobject to_java(JNIEnv* env, const inkling_suggestions& suggestions) {
  constexpr jint kReferences = 8;  // five arrays, a text at a time, the decision, the answer
  const Columns columns = columns_of(suggestions);
  LocalFrame frame(env, kReferences);
  if (!frame.ok()) return nullptr;
  jobjectArray texts = to_java_array(env, columns.texts);
  if (texts == nullptr) return nullptr;
  jobjectArray replaces = to_java_array(env, columns.replaces);
  if (replaces == nullptr) return nullptr;
  jdoubleArray scores = to_java(env, columns.scores);
  if (scores == nullptr) return nullptr;
  jintArray kinds = to_java(env, columns.kinds);
  if (kinds == nullptr) return nullptr;
  jintArray sources = to_java(env, columns.sources);
  if (sources == nullptr) return nullptr;
  jobject decision = decision_of(env, suggestions);
  if (thrown(env)) return nullptr;
  jobject object = env->NewObject(
      ids().suggestions, ids().new_suggestions, texts, replaces, scores, kinds, sources,
      columns.autocorrect, static_cast<jint>(inkling_suggestions_stages(&suggestions)),
      static_cast<jlong>(inkling_suggestions_nanos(&suggestions)),
      static_cast<jboolean>(inkling_suggestions_partial(&suggestions) != 0), decision);
  if (thrown(env)) return nullptr;
  return frame.pop(object);
}

}  // namespace inkling::jni
