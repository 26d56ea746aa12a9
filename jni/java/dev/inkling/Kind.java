package dev.inkling;

/** What a suggestion is to what was typed. */
public enum Kind {
  /** Exactly what was typed. */
  LITERAL(0),
  /** What was typed is its beginning. */
  COMPLETION(1),
  /** What was typed is a slip for it. */
  CORRECTION(2),
  /** Nothing is typed yet: the next word. */
  PREDICTION(3),
  EMOJI(4),
  SHORTCUT(5),
  PHRASE(6),
  /** A word that a finger may have drawn. */
  GESTURE(7);

  final int code;

  Kind(int code) {
    this.code = code;
  }

  private static final Kind[] BY_CODE = values();

  static Kind of(int code) {
    return BY_CODE[code];
  }
}
