// An interface of the engine, as scenarios use it.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace inkling {

struct FieldOptions {
  std::string field = "text";
  std::string layout = "qwerty";
  std::string autocorrect = "normal";
  bool no_learning = false;
};

/// What one call did to the text.
struct Change {
  std::size_t erased_bytes = 0;
  std::size_t erased_utf16 = 0;
  std::size_t erased_after_bytes = 0;
  std::size_t erased_after_utf16 = 0;
  std::string inserted, composing;
  std::string typed, committed;
  bool autocorrected = false;
  uint64_t id = 0;
  bool operator==(const Change&) const = default;
};

struct Shown {
  std::string text, kind;
  bool autocorrect = false;
  std::string replaces;
  double score = 0;  // nats
  /// Scores may differ a little: what was learned a second ago counts less than what just was.
  bool operator==(const Shown& other) const {
    constexpr double kAlike = 0.01;
    return text == other.text && kind == other.kind && autocorrect == other.autocorrect &&
           replaces == other.replaces && std::abs(score - other.score) < kAlike;
  }
};

struct FieldText {
  std::string committed, composing, right, composing_after;
  bool operator==(const FieldText&) const = default;
};

/// An engine with one text field. A change that was refused is empty.
class Backend {
 public:
  virtual ~Backend() = default;
  /// Closes the field, if one is open, and opens another.
  virtual void open_field(const FieldOptions& options) = 0;
  virtual void set_context(const std::string& left, const std::string& right) = 0;
  virtual std::optional<Change> key(const std::string& character, const float* x,
                                    const float* y) = 0;
  virtual std::optional<Change> backspace() = 0;
  virtual std::optional<Change> accept(std::size_t index) = 0;
  virtual std::optional<Change> pick(const std::string& text) = 0;
  virtual std::optional<Change> revert(uint64_t id) = 0;
  virtual std::optional<Change> finish() = 0;
  virtual std::vector<Shown> suggest(int count) = 0;
  virtual FieldText text() = 0;
  virtual void trim(bool background) = 0;
  virtual void block(const std::string& word, bool blocked) = 0;
  virtual void forget(const std::string& word) = 0;
  virtual void set_shortcut(const std::string& typed, const std::string& expansion) = 0;
  virtual void clear_history() = 0;
  virtual bool learned(const std::string& word) = 0;
};

/// Through inkling.h, and through inkling_c.h.
std::unique_ptr<Backend> cpp_backend(const std::string& pack_dir);
std::unique_ptr<Backend> c_backend(const std::string& pack_dir);

}  // namespace inkling
