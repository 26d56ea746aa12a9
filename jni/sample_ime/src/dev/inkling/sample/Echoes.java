package dev.inkling.sample;

import android.os.SystemClock;
import java.util.ArrayDeque;

/**
 * Where the cursor and the composing text are after our latest edits: an editor reports them one by
 * one, or skips some. Tells these reports from those of moves that are not ours.
 */
final class Echoes {
  private static final int MAX_ECHOES = 32;
  /** An editor that has not echoed an edit by then never will. */
  private static final long ECHO_MILLIS = 1000;

  /** Where the cursor is after one of our edits. */
  private static final class Echo {
    final int cursor;
    final int composingStart;
    final long atMillis;

    Echo(int cursor, int composingStart, long atMillis) {
      this.cursor = cursor;
      this.composingStart = composingStart;
      this.atMillis = atMillis;
    }
  }

  private final ArrayDeque<Echo> echoes = new ArrayDeque<>();

  void clear() {
    echoes.clear();
  }

  /** An edit of ours leaves the cursor there. */
  void expect(int cursor, int composingStart) {
    echoes.add(new Echo(cursor, composingStart, SystemClock.uptimeMillis()));
    if (echoes.size() > MAX_ECHOES)
      echoes.remove();
  }

  /**
   * Whether an edit of ours left the cursor, and with {@code exactly} the composing text, there.
   */
  boolean take(int start, int composingStart, boolean exactly) {
    long oldest = SystemClock.uptimeMillis() - ECHO_MILLIS;
    for (Echo echo : echoes) {
      boolean recent = echo.atMillis >= oldest || echo == echoes.peekLast();
      if (recent && echo.cursor == start && (!exactly || echo.composingStart == composingStart)) {
        while (echoes.peek() != echo) echoes.remove(); // those were skipped
        return true;
      }
    }
    return false;
  }
}
