package dev.inkling;

/** The engine refused or failed; the message says what, where, and what to do about it. */
public final class EngineException extends Exception {
  private static final long serialVersionUID = 1L;

  public static final int INVALID_ARGUMENT = 1;
  public static final int NOT_FOUND = 2;
  public static final int CORRUPT = 3;
  public static final int IO = 4;
  public static final int UNSUPPORTED = 5;
  public static final int CANCELLED = 6;
  public static final int INTERNAL = 7;

  private final int code;

  EngineException(int code, String message) {
    super(message);
    this.code = code;
  }

  /** One of this class's constants. */
  public int code() {
    return code;
  }
}
