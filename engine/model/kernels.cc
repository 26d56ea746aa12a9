#include "engine/model/kernels.h"

#include <array>
#include <cmath>

#if defined(__aarch64__) && defined(__linux__)
#include <asm/hwcap.h>
#include <sys/auxv.h>
#endif

namespace inkling {
namespace {

#if defined(__x86_64__)
bool has_avx2() {
  return __builtin_cpu_supports("avx2") != 0 && __builtin_cpu_supports("fma") != 0;
}
bool has_avx512_vnni() {
  return __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0 &&
         __builtin_cpu_supports("avx512vl") != 0 && __builtin_cpu_supports("avx512vnni") != 0;
}
#else
bool has_avx2() { return false; }
bool has_avx512_vnni() { return false; }
#endif

#if defined(__aarch64__) && defined(__linux__)
bool has_neon_dot() { return (getauxval(AT_HWCAP) & HWCAP_ASIMDDP) != 0; }
#else
bool has_neon_dot() { return false; }
#endif

}  // namespace

std::span<const KernelChoice> kernel_choices() {
  static const std::array<KernelChoice, 4> choices = {{
      {avx512_vnni_kernels(), "int8-avx512-vnni", has_avx512_vnni()},
      {avx2_kernels(), "int8-avx2", has_avx2()},
      {neon_dot_kernels(), "int8-neon-dot", has_neon_dot()},
      {portable_kernels(), "int8-portable", true},
  }};
  return choices;
}

const Kernels& kernels() {
  static const Kernels& best = []() -> const Kernels& {
    for (const KernelChoice& choice : kernel_choices()) {
      if (choice.kernels != nullptr && choice.runs_here) return *choice.kernels;
    }
    return *portable_kernels();
  }();
  return best;
}

void apply_activation(Activation activation, std::span<float> values) {
  if (activation == Activation::kRelu) kernels().relu(values.data(), values.size());
  if (activation == Activation::kGelu) kernels().gelu(values.data(), values.size());
}

float exp_in_place(std::span<float> values, float high) {
  return kernels().exp_in_place(values.data(), values.size(), high);
}

float softmax_in_place(std::span<float> values) {
  if (values.empty()) return 1;
  return exp_in_place(values, kernels().highest(values.data(), values.size()));
}

void log_in_place(std::span<float> values) { kernels().log_in_place(values.data(), values.size()); }

float log_sum_exp(std::span<const float> values, std::vector<float>* scratch) {
  if (values.empty()) return 0;
  scratch->assign(values.begin(), values.end());
  const float high = kernels().highest(scratch->data(), scratch->size());
  return high + std::log(exp_in_place(*scratch, high));
}

}  // namespace inkling
