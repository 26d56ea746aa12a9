package dev.inkling.sample;

import dev.inkling.Gesture;

/**
 * The way of one finger, from the key where it came down: tells a word that is drawn from a tap
 * that slipped, and keeps the points. Coordinates are key widths and heights.
 */
final class Swipe {
  /** Neighbours are one key apart; a tap slips by less than this. */
  static final float FIRST_WAY = 0.8f;

  private final Gesture gesture = new Gesture();
  private Key from;
  private float fromX;
  private float fromY;
  private boolean drawing;

  /** The finger is down. */
  void begin(Key key, float x, float y, long timeMillis) {
    end();
    from = key;
    fromX = x;
    fromY = y;
    gesture.add(x, y, timeMillis);
  }

  /** The finger is here now; nothing happens when none is down. */
  void add(float x, float y, long timeMillis) {
    if (from == null)
      return;
    gesture.add(x, y, timeMillis);
    float dx = x - fromX;
    float dy = y - fromY;
    if (from.distance(x, y) > 0 && dx * dx + dy * dy > FIRST_WAY * FIRST_WAY)
      drawing = true;
  }

  /** Whether a finger is down that may draw. */
  boolean isDown() {
    return from != null;
  }

  /** Whether the finger has gone so far that it draws a word. */
  boolean isDrawing() {
    return drawing;
  }

  /** From where the finger came down to where it is. */
  Gesture gesture() {
    return gesture;
  }

  void end() {
    from = null;
    drawing = false;
    gesture.clear();
  }
}
