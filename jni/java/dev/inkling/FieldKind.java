package dev.inkling;

/** What a text field is for. Decides what may be learned, corrected and shown. */
public enum FieldKind {
  TEXT(0),
  /** Nothing is learned and nothing is shown. */
  PASSWORD(1),
  EMAIL(2),
  URI(3),
  NUMBER(4),
  SEARCH(5);

  final int code;

  FieldKind(int code) {
    this.code = code;
  }
}
