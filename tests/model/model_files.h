// Tiny models for tests: the golden ones, and damaged copies of them.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <vector>

#include "engine/model/mobilebert.h"
#include "tests/temp_folder.h"

namespace inkling {

inline std::string golden_folder(const std::string& variant) {
  return std::string(INKLING_SOURCE_DIR) + "/tests/golden/model/" + variant;
}

inline std::unique_ptr<MobileBert> open_golden(const std::string& variant) {
  auto model = MobileBert::open(golden_folder(variant));
  EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
  return model.ok() ? std::move(model.value()) : nullptr;
}

std::string file_contents(const std::string& path);

/// A tensor as it stands in a .safetensors file; all of one file, by name.
struct StoredTensor {
  std::string type;
  std::vector<std::size_t> shape;
  std::string bytes;
};
using StoredTensors = std::map<std::string, StoredTensor>;

StoredTensors read_tensors(const std::string& path);
/// A .safetensors file of a header, true or not, and what lies behind it.
std::string tensor_file(const std::string& header, const std::string& data);
/// The tensors one behind the other in the order of their names, and the header that says so.
nlohmann::json tensor_header(const StoredTensors& tensors);
std::string tensor_data(const StoredTensors& tensors);

/// The tensors of a golden model with its matrices in 8 bits, one step a row; and, in `widened` if
/// not null, the very same weights as floats.
StoredTensors int8_tensors(const std::string& variant, StoredTensors* widened);

/// The variants that keep a cache.
inline std::vector<std::string> causal_variants() {
  std::vector<std::string> out = {"layer_norm-relu-narrow"};
  for (const char* norm : {"no_norm", "layer_norm"}) {
    for (const char* act : {"relu", "gelu"}) {
      for (const char* kind : {"bottleneck", "plain"}) {
        out.push_back(std::string(norm) + "-" + act + "-" + kind);
      }
    }
  }
  return out;
}

/// Those in which everything sees everything.
inline std::vector<std::string> bidirectional_variants() {
  return {"bert", "ib-bert", "mobilebert", "mobilebert-tiny"};
}

/// A golden model with its matrices in 8 bits, one step a row, in a folder of its own, and the very
/// same weights as floats. Sizes are such that no matrix fills whole vectors.
class Int8Copy {
 public:
  explicit Int8Copy(const std::string& variant);
  [[nodiscard]] std::unique_ptr<MobileBert> int8(Precision held = Precision::kAsStored) const {
    return open(int8_, held);
  }
  [[nodiscard]] std::unique_ptr<MobileBert> floats(Precision held = Precision::kAsStored) const {
    return open(floats_, held);
  }

 private:
  static std::unique_ptr<MobileBert> open(const TempFolder& folder, Precision held) {
    auto model = MobileBert::open(folder.path(), held);
    EXPECT_TRUE(model.ok()) << (model.ok() ? "" : model.error().message);
    return model.ok() ? std::move(model.value()) : nullptr;
  }

  TempFolder int8_;
  TempFolder floats_;
};

/// All that a cache holds of its committed tokens.
inline std::vector<float> committed_rows(KvCache cache) {
  const KvShape& shape = cache.shape();
  std::vector<float> out;
  for (std::size_t at = 0; at < cache.size(); ++at) {
    for (std::size_t layer = 0; layer < shape.layers; ++layer) {
      for (std::size_t d = 0; d < shape.width; ++d) {
        out.push_back(cache.keys(layer)[d * shape.capacity + at]);
        out.push_back(cache.values(layer)[at * shape.width + d]);
      }
    }
    const std::span<float> features = cache.features(at);
    out.insert(out.end(), features.begin(), features.end());
  }
  return out;
}

}  // namespace inkling
