package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Nothing is kept per call, on either side of the border. */
@Timeout(300)
class FlatMemoryTest {
  private static final int HEAP_SLACK_KB = 512;
  // Room for what malloc keeps in reserve; a leak of one Suggestions per call would be larger.
  private static final int RESIDENT_SLACK_KB = 2048;

  private interface Work {
    void run(int calls) throws Exception;
  }

  private static void assertFlat(String what, int callsPerQuarter, Work work) throws Exception {
    long[] heap = new long[4];
    long[] resident = new long[4];
    for (int quarter = 0; quarter < 4; ++quarter) {
      work.run(callsPerQuarter);
      heap[quarter] = Memory.javaHeap();
      resident[quarter] = Memory.resident();
      System.out.printf("%s, quarter %d: Java heap %d kB, resident %d kB%n", what, quarter + 1,
          heap[quarter], resident[quarter]);
    }
    // The first quarter warms up; caches and the JIT are still growing then.
    assertTrue(heap[3] - heap[1] < HEAP_SLACK_KB, what + ": the Java heap grows");
    assertTrue(resident[3] - resident[1] < RESIDENT_SLACK_KB, what + ": resident memory grows");
  }

  @Test
  void callsLeaveNothingBehind() throws Exception {
    try (Engine engine = Fixture.bareEngine();
         Session session = engine.openSession(new SessionOptions().noLearning(true))) {
      assertFlat("calls", 40_000, calls -> {
        for (int i = 0; i < calls; i += 5) {
          session.setContext("emoji \uD83D\uDE00 before, ", "and after");
          session.key('a' + i % 26);
          session.suggest(i, -1, 100);
          session.backspace();
          session.textBefore();
          try {
            session.accept(1000);
          } catch (EngineException expected) {
            continue;
          }
        }
      });
    }
  }

  @Test
  void openingAndClosingSessionsLeavesNothingBehind() throws Exception {
    try (Engine engine = Fixture.bareEngine()) {
      assertFlat("sessions", 500, calls -> {
        for (int i = 0; i < calls; ++i) {
          try (Session session = engine.openSession(new SessionOptions())) {
            session.key('a');
          }
        }
      });
    }
  }

  @Test
  void typingLeavesNothingBehind() throws Exception {
    try (Engine engine = Fixture.engine();
         Session session = engine.openSession(new SessionOptions())) {
      Typist typist = new Typist(session);
      assertFlat("typing", keys() / 4, typist::type);
    }
  }

  /** An hour of typing is some 20,000 keys; a few are enough to see growth per key. */
  private static int keys() {
    String given = System.getenv("INKLING_TEST_KEYS");
    return given == null ? 2000 : Integer.parseInt(given);
  }
}
