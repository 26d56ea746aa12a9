package dev.inkling;

import java.util.Arrays;

/** A finger's way over the keys of one word, point by point. Not thread-safe. */
public final class Gesture {
  /** How the word is written: shift is no key of its way. */
  public enum LetterCase {
    /** As a sentence or the word itself wants it. */
    AS_WRITTEN(0),
    TITLE(1),
    UPPER(2),
    /** Its own capitals only: the one that a sentence begins with was declined. */
    PLAIN(3);

    final int code;

    LetterCase(int code) {
      this.code = code;
    }
  }

  private float[] places = new float[128]; // x, y, x, y...
  private long[] times = new long[64];
  private int size;

  /**
   * The finger is here now.
   *
   * @param x in key widths from the left edge of the keyboard
   * @param y in key heights from its top edge
   * @param tMillis when, on any clock that does not go back
   */
  public void add(float x, float y, long tMillis) {
    if (!(Math.abs(x) <= Float.MAX_VALUE && Math.abs(y) <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("not a place on a keyboard: " + x + ", " + y);
    }
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      places = Arrays.copyOf(places, 4 * size);
    }
    places[2 * size] = x;
    places[2 * size + 1] = y;
    times[size] = tMillis;
    ++size;
  }

  /** How many points there are. */
  public int size() {
    return size;
  }

  /** Another gesture begins. */
  public void clear() {
    size = 0;
  }

  /** As it is now; the finger may go on. */
  public Gesture copy() {
    Gesture out = new Gesture();
    out.places = places.clone();
    out.times = times.clone();
    out.size = size;
    return out;
  }

  /** x, y, x, y... */
  float[] places() {
    return Arrays.copyOf(places, 2 * size);
  }

  /** Milliseconds. */
  long[] times() {
    return Arrays.copyOf(times, size);
  }
}
