package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Words that a finger draws. */
class GestureTest {
  private static final String[] ROWS = {"qwertyuiop", "asdfghjkl", "zxcvbnm"};
  private static final float[] LEFT = {0, 0.5f, 1.5f};

  /** Straight from key to key of QWERTY. */
  private static Gesture drawn(String word) {
    Gesture out = new Gesture();
    float x = 0;
    float y = 0;
    for (int i = 0; i < word.length(); ++i) {
      for (int row = 0; row < 3; ++row) {
        int at = ROWS[row].indexOf(word.charAt(i));
        if (at < 0)
          continue;
        float toX = LEFT[row] + at + 0.5f;
        float toY = row + 0.5f;
        int steps = i == 0 ? 1 : 12;
        for (int step = 1; step <= steps; ++step) {
          float share = (float) step / steps;
          out.add(i == 0 ? toX : x + share * (toX - x), i == 0 ? toY : y + share * (toY - y),
              16L * out.size());
        }
        x = toX;
        y = toY;
      }
    }
    return out;
  }

  @Test
  void aDrawnWordIsTheComposingText() throws Exception {
    try (Engine engine = Fixture.engine(); Session session = engine.openSession(new SessionOptions())) {
      session.setContext("They said", "");
      Suggestions guess = session.sketch(
          drawn("hello"), Gesture.LetterCase.AS_WRITTEN, 0, -1, 3);
      assertEquals("hello", guess.text(0));
      assertEquals(Kind.GESTURE, guess.kind(0));
      assertEquals("said", session.composing());
      Edit edit = session.gesture(drawn("hello"));
      assertEquals("said ", edit.inserted);
      assertEquals("hello", edit.composing);
      session.gesture(drawn("you"), Gesture.LetterCase.UPPER);
      assertEquals("YOU", session.composing());
      assertEquals("They said hello ", session.textBefore());
      session.backspace();
      assertEquals("", session.composing());
    }
  }

  @Test
  void pointsMustBePlaces() {
    Gesture gesture = new Gesture();
    assertThrows(IllegalArgumentException.class, () -> gesture.add(Float.NaN, 0, 0));
    assertEquals(0, gesture.size());
  }

  @Test
  void longPathsAreTaken() throws Exception {
    try (Engine engine = Fixture.engine(); Session session = engine.openSession(new SessionOptions())) {
      Gesture gesture = new Gesture();
      for (int i = 0; i < 10_000; ++i) gesture.add(i % 10, i % 3, i);
      session.gesture(gesture);
      gesture.clear();
      session.gesture(gesture);
    }
  }

  @Test
  void aGuessIsAskedForWhileTheFingerMoves() throws Exception {
    BlockingQueue<String> guesses = new ArrayBlockingQueue<>(4);
    try (Engine engine = Fixture.engine();
         AsyncSession typing = new AsyncSession(engine.openSession(new SessionOptions()), Runnable::run)) {
      Gesture gesture = drawn("tomorrow");
      typing.sketch(gesture, Gesture.LetterCase.AS_WRITTEN, -1, 3,
          (guess, failure) -> guesses.add(guess.text(0)));
      gesture.clear();
      String guess = guesses.poll(10, TimeUnit.SECONDS);
      assertTrue("tomorrow".equalsIgnoreCase(guess), guess);
    }
  }
}
