package dev.inkling;

/** A part of the engine that could not be used, or not in full, and why. */
public final class Degradation {
  /** "model", "lexicon", "history", "tokenizer", "decoder"; "cache": a model that reuses nothing. */
  public final String part;
  /** What is wrong, where, and what to do about it. */
  public final String message;

  Degradation(String part, String message) {
    this.part = part;
    this.message = message;
  }

  @Override
  public String toString() {
    return part + ": " + message;
  }
}
