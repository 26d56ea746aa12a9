package dev.inkling;

/** How readily a space puts in another word than was typed. */
public enum AutocorrectStrength {
  OFF(0),
  CAREFUL(1),
  NORMAL(2),
  BOLD(3);

  final int code;

  AutocorrectStrength(int code) {
    this.code = code;
  }
}
