package dev.inkling;

/** How much memory {@link Engine#trim} gives back. */
public enum TrimLevel {
  /** Nobody types: drops what sessions have worked out. */
  HIDDEN(1),
  /** And the model's memory; the next suggestion opens it again. */
  BACKGROUND(2);

  final int code;

  TrimLevel(int code) {
    this.code = code;
  }
}
