// Lines of text as traces of a person who draws the words.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "engine/layout.h"
#include "tools/simulator/finger_params.h"
#include "tools/simulator/random.h"
#include "tools/simulator/swiper.h"
#include "tools/trace/trace.h"

namespace inkling {

/// Words of two letters and more are drawn, those of one are tapped, and so are signs. Spaces that
/// come by themselves are not typed. Gives each line a field of its own, as TraceWriter does. Used
/// by one thread; `layout` and `params` must outlive it.
class DrawnTrace {
 public:
  DrawnTrace(const Layout& layout, const FingerParams& params, const SwiperOptions& options);

  /// `line` is normalised UTF-8. Time goes on from line to line.
  std::vector<TraceEvent> events_of(std::string_view line);
  /// Words drawn so far.
  [[nodiscard]] std::size_t words() const { return words_; }

 private:
  void draw(std::string_view word, std::vector<TraceEvent>* out);
  void type_gap(std::string_view gap, bool before_word, std::vector<TraceEvent>* out);
  TraceEvent& add(EventKind kind, std::vector<TraceEvent>* out) const;

  const PostureParams& hand_;
  Swiper swiper_;
  double now_ms_ = 0;
  std::size_t words_ = 0;
};

}  // namespace inkling
