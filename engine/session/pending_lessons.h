// Lessons that wait until the text shows what their words belong to.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

#include "engine/document.h"
#include "engine/session/field_learner.h"
#include "engine/session/secret_place.h"
#include "engine/session/word_record.h"

namespace inkling {

/// A word is committed before anybody can know that it is the beginning of an address ("john" of
/// "john.doe@example.org"), and what was once written to a file is hard to get out of it again. So
/// a lesson is taught when white space ends its token, or when the field is left; never, when the
/// token is a secret. Words of secrets are not what the n-grams of others hang on, either.
/// Used by one thread; what it is given must outlive it.
class PendingLessons {
 public:
  PendingLessons(const EngineParts& parts, FieldLearner* learner);

  [[nodiscard]] bool empty() const { return items_.empty(); }
  /// The word of the newest edit of `document`. One that stands right of the cursor is complete.
  void add(const Document& document);
  /// A word that ended at `end` of the committed text has become longer by `grown` bytes.
  void shift(std::size_t end, std::ptrdiff_t grown);
  /// Teaches what is complete.
  void settle(const Document& document) { settle(document, /*all=*/false); }
  /// Teaches or drops everything: the cursor leaves.
  void settle_all(const Document& document) { settle(document, /*all=*/true); }
  /// Forgets the lesson if it waits.
  void drop(const Lesson& lesson);
  /// The text becomes another one. Where the same token ends at the cursor, with the same text
  /// around it, its lessons go on waiting; else they are settled.
  void move(const Document& from, const Document& to);

  /// Does the word that is being typed, or the end of the committed text, belong to a secret?
  [[nodiscard]] bool secret_at_cursor(const Document& document) const;
  /// Has the word right before the cursor's nothing to hide, so that others may hang on it?
  [[nodiscard]] bool may_name(const Document& document, std::string_view word) const;

 private:
  struct Item {
    std::shared_ptr<WordRecord> word;
    std::size_t begin = 0, end = 0;  // in the committed text, bytes
  };
  struct Window;
  void settle(const Document& document, bool all);
  /// Teaches what the text around it does not show to be a secret.
  void teach(const Window& window, const Item& item);

  FieldLearner* learner_;
  KnowsWord knows_;
  std::vector<Item> items_;
};

}  // namespace inkling
