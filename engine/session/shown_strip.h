// What the person saw last, and for which text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/inkling.h"
#include "engine/ranking/candidates.h"
#include "engine/ranking/ranker.h"

namespace inkling {

/// The last strip of a session, so that keys and picks do what it promised. Used by one thread.
class ShownStrip {
 public:
  /// `items` were shown for version `version` of the text, made from `ranked`.
  void remember(uint64_t version, const std::vector<Suggestion>& items, const Ranked& ranked);
  /// Was it shown for this version of the text?
  [[nodiscard]] bool of(uint64_t version) const { return version_ == version; }
  /// What it said that a space would put in; null: what was typed.
  [[nodiscard]] const Candidate* marked() const { return marked_ ? &*marked_ : nullptr; }
  /// Its suggestions, best first.
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }
  /// The committed text that its suggestion `text` takes the place of; empty for most.
  [[nodiscard]] std::string replaced_by(std::string_view text) const;

 private:
  struct Replacement {
    std::string text, replaces;
  };
  uint64_t version_ = 0;
  std::optional<Candidate> marked_;
  std::vector<std::string> texts_;
  std::vector<Replacement> replacements_;
};

}  // namespace inkling
