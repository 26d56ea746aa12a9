#include "tools/bench_gesture.h"

#include "tools/bench_typing.h"
#include "tools/gesture_set.h"

namespace inkling {

Latencies measure_gestures(const std::shared_ptr<Engine>& engine, int rounds) {
  SessionOptions field;
  field.no_learning = true;
  Session session(engine, field);
  const std::vector<DrawnItem> words = draw_lines(bench_sentences());
  Latencies out;
  for (int round = -1; round < rounds; ++round) {
    for (const DrawnItem& word : words) {
      session.set_context(word.left, "");
      // What stands there is known before the finger comes down.
      (void)session.suggest({});
      const Stopwatch watch;
      session.gesture(word.points);
      (void)session.suggest({});
      if (round >= 0) out.add(watch.micros());
      session.backspace();  // whole: the next one begins anew
    }
  }
  return out;
}

}  // namespace inkling
