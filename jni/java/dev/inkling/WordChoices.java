package dev.inkling;

/**
 * A word that stands in the text, and what else it may have been: see {@link Session#lookAt}.
 * Immutable, so any thread may read it.
 */
public final class WordChoices {
  static final int NUMBERS = 7;

  /** Where it begins, in UTF-16 units of the whole text. */
  public final int begin;
  /** Where it ends. */
  public final int end;
  /** As it stands there; never null. */
  public final String text;
  /**
   * The keys that another word was put in for; empty where {@link #text} is what was typed, where
   * that is not known any more, and where the word was drawn.
   */
  public final String typed;
  public final boolean drawn;
  /** A lexicon has it. */
  public final boolean known;
  /** It is one of this person's own words. */
  public final boolean personal;
  /** {@link History#forget} would forget something. */
  public final boolean learned;
  /** {@link History#unblock} would let it be suggested again. */
  public final boolean blocked;
  /** What was typed first, of {@link Kind#LITERAL}; then the best. */
  public final Suggestions others;

  WordChoices(int[] numbers, String text, String typed, Suggestions others) {
    begin = numbers[0];
    end = numbers[1];
    drawn = numbers[2] != 0;
    known = numbers[3] != 0;
    personal = numbers[4] != 0;
    learned = numbers[5] != 0;
    blocked = numbers[6] != 0;
    this.text = text;
    this.typed = typed;
    this.others = others;
  }

  @Override
  public String toString() {
    return text + " [" + begin + ", " + end + "): " + others;
  }
}
