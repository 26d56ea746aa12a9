package dev.inkling;

/** A word that the history knows. */
public final class HistoryWord {
  public final String word;
  /** How often it was written; halves every 60 days. */
  public final double count;
  /** A word of this person's own that may be suggested. */
  public final boolean personal;
  /** Never to be suggested. */
  public final boolean blocked;

  HistoryWord(String word, double count, boolean personal, boolean blocked) {
    this.word = word;
    this.count = count;
    this.personal = personal;
    this.blocked = blocked;
  }

  @Override
  public String toString() {
    return word;
  }
}
