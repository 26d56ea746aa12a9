// A library that says that it is of another version, for the test of that refusal.
#include <jni.h>

namespace {

jint abi_version(JNIEnv*, jclass) { return 999; }

}  // namespace

extern "C" JNIEXPORT jint JNICALL JNI_OnLoad(JavaVM* vm, void*) {
  void* raw = nullptr;
  if (vm->GetEnv(&raw, JNI_VERSION_1_6) != JNI_OK) return JNI_ERR;
  auto* env = static_cast<JNIEnv*>(raw);
  jclass owner = env->FindClass("dev/inkling/Native");
  if (owner == nullptr) return JNI_ERR;
  const JNINativeMethod method = {const_cast<char*>("nativeAbiVersion"), const_cast<char*>("()I"),
                                  reinterpret_cast<void*>(abi_version)};
  return env->RegisterNatives(owner, &method, 1) == JNI_OK ? JNI_VERSION_1_6 : JNI_ERR;
}
