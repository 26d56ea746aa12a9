package dev.inkling.sample;

import android.text.TextUtils;
import dev.inkling.Gesture;

/**
 * Words that a finger draws, on their way to the engine: a guess on the strip every now and then
 * while it moves, the word itself when it is lifted. Main thread only.
 */
final class DrawnWords {
  /** A guess more often than this could not be read. */
  static final long PACE_MILLIS = 60;
  /** A guess that something newer took the place of is never answered. */
  private static final long PATIENCE_MILLIS = 400;

  private final EditorSession session;
  private final EditorSession.Listener listener;
  private long askedAt = Long.MIN_VALUE / 2;
  private boolean underWay;

  DrawnWords(EditorSession session, EditorSession.Listener listener) {
    this.session = session;
    this.listener = listener;
  }

  /** The finger has come this far. */
  void moving(Gesture soFar, ShiftState.Mode shift, long nowMillis) {
    long pause = underWay ? PATIENCE_MILLIS : PACE_MILLIS;
    if (session.policy() == null || nowMillis - askedAt < pause)
      return;
    askedAt = nowMillis;
    underWay = true;
    session.sketch(soFar, letterCase(shift, session.policy().capsMode), guess -> {
      underWay = false;
      listener.onStrip(guess);
    });
  }

  /** The finger was lifted. */
  void drawn(Gesture gesture, ShiftState.Mode shift) {
    underWay = false;
    if (session.policy() != null)
      session.gesture(gesture.copy(), letterCase(shift, session.policy().capsMode));
  }

  /** No word came of it. */
  void dropped() {
    underWay = false;
    session.refreshStrip();
  }

  /**
   * The engine knows where a sentence begins and which words are names; what the person chose and
   * what the field asks for beyond that is for the whole word.
   *
   * @param fieldCaps TextUtils.CAP_MODE_... bits of the field
   */
  static Gesture.LetterCase letterCase(ShiftState.Mode shift, int fieldCaps) {
    if (shift == ShiftState.Mode.LOCKED || (fieldCaps & TextUtils.CAP_MODE_CHARACTERS) != 0)
      return Gesture.LetterCase.UPPER;
    if (shift == ShiftState.Mode.ONCE || (fieldCaps & TextUtils.CAP_MODE_WORDS) != 0)
      return Gesture.LetterCase.TITLE;
    if (shift == ShiftState.Mode.DECLINED)
      return Gesture.LetterCase.PLAIN;
    return Gesture.LetterCase.AS_WRITTEN;
  }
}
