package dev.inkling.sample;

import android.icu.text.BreakIterator;

/** Steps of a cursor from character to character, as people see them, in UTF-16 units. */
final class TextSteps {
  private TextSteps() {}

  /**
   * How far {@code steps} to the right lead, or with a negative number to the left; no further than
   * the text goes.
   */
  static int units(String left, String right, int steps) {
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(steps < 0 ? left : right);
    int start = steps < 0 ? characters.last() : characters.first();
    int at = start;
    for (int i = Math.abs(steps); i > 0; i--) {
      int next = steps < 0 ? characters.previous() : characters.next();
      if (next == BreakIterator.DONE)
        break;
      at = next;
    }
    return at - start;
  }
}
