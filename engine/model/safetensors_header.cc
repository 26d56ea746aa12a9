#include "engine/model/safetensors_header.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <utility>

namespace inkling {
namespace {

constexpr std::size_t kMaxRank = 4;

/// Takes the header event by event, so that a hostile one never becomes a tree.
class HeaderReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  [[nodiscard]] std::vector<TensorEntry> take_entries() { return std::move(entries_); }
  [[nodiscard]] const std::string& complaint() const { return complaint_; }

  bool null() override { return value_of_wrong_kind(); }
  bool boolean(bool /*value*/) override { return value_of_wrong_kind(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
    return value_of_wrong_kind();
  }
  bool number_integer(number_integer_t /*value*/) override { return value_of_wrong_kind(); }
  bool binary(binary_t& /*value*/) override { return value_of_wrong_kind(); }

  bool number_unsigned(number_unsigned_t value) override {
    if (place_ == Place::kShape) {
      if (entry().shape.size() == kMaxRank) {
        return complain("has more than " + std::to_string(kMaxRank) + " dimensions");
      }
      entry().shape.push_back(value);
      return true;
    }
    if (place_ == Place::kOffsets && offsets_ < 2) {
      (offsets_++ == 0 ? entry().begin : entry().end) = value;
      return true;
    }
    return value_of_wrong_kind();
  }

  bool string(string_t& value) override {
    if (place_ == Place::kMetadata) return true;
    if (place_ != Place::kEntry || field_ != "dtype") return value_of_wrong_kind();
    entry().type = value;
    has_type_ = true;
    return true;
  }

  bool start_object(std::size_t /*size*/) override {
    if (place_ == Place::kOutside) {
      place_ = Place::kTop;
      return true;
    }
    if (place_ != Place::kTop) return value_of_wrong_kind();
    place_ = field_ == "__metadata__" ? Place::kMetadata : Place::kEntry;
    if (place_ == Place::kMetadata) return true;
    entries_.push_back({field_, {}, {}, 0, 0});
    has_type_ = has_shape_ = false;
    offsets_ = 0;
    return true;
  }

  bool key(string_t& value) override {
    field_ = value;
    return true;
  }

  bool end_object() override {
    if (place_ == Place::kEntry) {
      if (!has_type_) return complain("has no dtype");
      if (!has_shape_) return complain("has no shape");
      if (offsets_ != 2) return complain("has no two data_offsets");
    }
    place_ = place_ == Place::kTop ? Place::kOutside : Place::kTop;
    return true;
  }

  bool start_array(std::size_t /*size*/) override {
    if (place_ != Place::kEntry) return value_of_wrong_kind();
    if (field_ == "shape" && !has_shape_) {
      has_shape_ = true;
      place_ = Place::kShape;
      return true;
    }
    if (field_ == "data_offsets" && offsets_ == 0) {
      place_ = Place::kOffsets;
      return true;
    }
    return value_of_wrong_kind();
  }

  bool end_array() override {
    place_ = Place::kEntry;
    return true;
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::json::exception& /*error*/) override {
    complaint_ = "the header is no JSON from byte " + std::to_string(position) + " on";
    return false;
  }

 private:
  enum class Place { kOutside, kTop, kMetadata, kEntry, kShape, kOffsets };

  TensorEntry& entry() { return entries_.back(); }
  bool complain(const std::string& what) {
    complaint_ = "tensor " + shown_name(entry().name) + " " + what;
    return false;
  }
  bool value_of_wrong_kind() {
    switch (place_) {
      case Place::kShape:
        return complain("has a shape that is not of whole numbers from 0 on");
      case Place::kOffsets:
        return complain("has data_offsets that are not two whole numbers from 0 on");
      case Place::kEntry:
        return complain("has a wrong or unknown field " + shown_name(field_));
      case Place::kMetadata:
        complaint_ = "the header's __metadata__ holds something other than text";
        return false;
      case Place::kTop:
        complaint_ = "tensor " + shown_name(field_) + " is not described by a JSON object";
        return false;
      case Place::kOutside:
        break;
    }
    complaint_ = "the header is not a JSON object";
    return false;
  }

  std::vector<TensorEntry> entries_;
  std::string complaint_;
  Place place_ = Place::kOutside;
  std::string field_;  // the last key, at whatever depth
  bool has_type_ = false;
  bool has_shape_ = false;
  std::size_t offsets_ = 0;
};

}  // namespace

std::string shown_name(std::string_view name) {
  constexpr std::size_t kLongest = 80;
  std::string out;
  for (const char c : name.substr(0, kLongest)) out += c > ' ' && c < '\x7f' ? c : '?';
  if (name.size() > kLongest) out += "...";
  return out.empty() ? "\"\"" : out;
}

Result<std::vector<TensorEntry>> parse_safetensors_header(std::string_view json) {
  HeaderReader reader;
  if (!nlohmann::json::sax_parse(json, &reader)) {
    return make_error(ErrorCode::kCorrupt, reader.complaint());
  }
  return reader.take_entries();
}

}  // namespace inkling
