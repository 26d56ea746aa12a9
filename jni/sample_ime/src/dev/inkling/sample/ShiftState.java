package dev.inkling.sample;

/** Shift: off, for the next letter (by the person or by the start of a sentence), or locked. */
final class ShiftState {
  enum Mode { OFF, AUTO, ONCE, LOCKED }

  private static final long DOUBLE_TAP_MILLIS = 350;

  private static final long NEVER = Long.MIN_VALUE / 2;

  private Mode mode = Mode.OFF;
  /** The person does not want the capital that is due here. */
  private boolean declined;
  private long tappedAt = NEVER;

  Mode mode() {
    return mode;
  }

  boolean isUpper() {
    return mode != Mode.OFF;
  }

  /** The shift key; twice in a row locks. */
  void tap(long nowMillis) {
    declined = mode == Mode.AUTO;
    boolean twice = nowMillis - tappedAt < DOUBLE_TAP_MILLIS;
    if (twice && mode != Mode.LOCKED)
      mode = Mode.LOCKED;
    else
      mode = mode == Mode.OFF ? Mode.ONCE : Mode.OFF;
    tappedAt = twice ? NEVER : nowMillis;
  }

  /** A letter was typed. */
  void letterTyped() {
    declined = false;
    tappedAt = NEVER;
    if (mode != Mode.LOCKED)
      mode = Mode.OFF;
  }

  /** The text says whether a capital is due here; a choice of the person's stands. */
  void textChanged(boolean capitalDue) {
    if (mode == Mode.OFF && capitalDue && !declined)
      mode = Mode.AUTO;
    else if (mode == Mode.AUTO && !capitalDue)
      mode = Mode.OFF;
  }

  /** Another field. */
  void reset() {
    declined = false;
    mode = Mode.OFF;
    tappedAt = NEVER;
  }
}
