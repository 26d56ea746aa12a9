// Classes, constructors and strings that the glue needs over and over, looked up once.
#pragma once

#include <jni.h>

namespace inkling::jni {

/// Global references, valid from JNI_OnLoad to JNI_OnUnload; read by any thread.
struct Ids {
  jclass string = nullptr;
  jclass edit = nullptr;
  jmethodID new_edit = nullptr;
  jclass suggestions = nullptr;
  jmethodID new_suggestions = nullptr;
  jclass decision = nullptr;
  jmethodID new_decision = nullptr;
  jclass engine_exception = nullptr;
  jmethodID new_engine_exception = nullptr;
  jclass illegal_state = nullptr;
  jmethodID new_illegal_state = nullptr;
  jclass out_of_memory = nullptr;
  jstring empty = nullptr;  // most texts of an edit are empty
};

const Ids& ids();

/// False, with a Java exception pending, when a class or constructor is not there.
bool load_ids(JNIEnv* env);
void drop_ids(JNIEnv* env);

}  // namespace inkling::jni
