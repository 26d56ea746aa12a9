package dev.inkling.sample;

/**
 * Shift: off, for the next letter (by the person or by the start of a sentence), declined where a
 * sentence starts, or locked.
 */
final class ShiftState {
  enum Mode {
    OFF,
    AUTO,
    DECLINED,
    ONCE,
    LOCKED;

    boolean isUpper() {
      return this != OFF && this != DECLINED;
    }
  }

  private static final long DOUBLE_TAP_MILLIS = 350;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private Mode mode = Mode.OFF;
  private long tappedAt = NEVER;

  Mode mode() {
    return mode;
  }

  boolean isUpper() {
    return mode.isUpper();
  }

  /** The shift key; twice in a row locks. */
  void tap(long nowMillis) {
    boolean twice = nowMillis - tappedAt < DOUBLE_TAP_MILLIS;
    if (twice && mode != Mode.LOCKED)
      mode = Mode.LOCKED;
    else if (mode == Mode.AUTO)
      mode = Mode.DECLINED;
    else
      mode = isUpper() ? Mode.OFF : Mode.ONCE;
    tappedAt = twice ? NEVER : nowMillis;
  }

  /** A letter was typed. */
  void letterTyped() {
    tappedAt = NEVER;
    if (mode != Mode.LOCKED)
      mode = Mode.OFF;
  }

  /** The text says whether a capital is due here; a choice of the person's stands. */
  void textChanged(boolean capitalDue) {
    if (mode == Mode.OFF && capitalDue)
      mode = Mode.AUTO;
    else if ((mode == Mode.AUTO || mode == Mode.DECLINED) && !capitalDue)
      mode = Mode.OFF;
  }

  /** Another field. */
  void reset() {
    mode = Mode.OFF;
    tappedAt = NEVER;
  }
}
