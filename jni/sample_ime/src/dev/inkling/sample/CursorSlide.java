package dev.inkling.sample;

/** A finger on the space bar that moves the cursor: from its way to steps. In key widths. */
final class CursorSlide {
  /** A tap on the space bar slips by less than this. */
  private static final float FIRST_WAY = 0.8f;
  private static final float STEP = 0.4f;

  private boolean active;
  private float reached;

  /** The finger is here and moves the cursor from now on. */
  void begin(float x) {
    active = true;
    reached = x;
  }

  void end() {
    active = false;
  }

  boolean isActive() {
    return active;
  }

  /** Whether a finger that came down at {@code downX} slides along the bar. */
  static boolean begins(float downX, float x) {
    return Math.abs(x - downX) > FIRST_WAY;
  }

  /** @return how many characters the cursor is to move, to the right; negative: to the left */
  int moved(float x) {
    int steps = (int) ((x - reached) / STEP);
    reached += steps * STEP;
    return steps;
  }
}
