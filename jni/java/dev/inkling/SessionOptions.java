package dev.inkling;

import java.util.Objects;

/** How a {@link Session} is opened; fixed for its lifetime. Not thread-safe. */
public final class SessionOptions {
  String layout = "qwerty";
  FieldKind field = FieldKind.TEXT;
  boolean noLearning;
  AutocorrectStrength autocorrect = AutocorrectStrength.NORMAL;
  boolean autoCapitals = true;
  boolean doubleSpaceStop;

  /** "qwerty" (as when not set), "qwertz", "azerty", "dvorak", "colemak" or "dubeolsik". */
  public SessionOptions layout(String name) {
    layout = Objects.requireNonNull(name, "name");
    return this;
  }

  public SessionOptions field(FieldKind kind) {
    field = Objects.requireNonNull(kind, "kind");
    return this;
  }

  /** Nothing of this field is learned (Android: IME_FLAG_NO_PERSONALIZED_LEARNING). */
  public SessionOptions noLearning(boolean on) {
    noLearning = on;
    return this;
  }

  public SessionOptions autocorrect(AutocorrectStrength strength) {
    autocorrect = Objects.requireNonNull(strength, "strength");
    return this;
  }

  /** On as long as it is not set; off: {@link Session#wantsCapital} is never true. */
  public SessionOptions autoCapitals(boolean on) {
    autoCapitals = on;
    return this;
  }

  /**
   * A second space right behind a word makes a full stop of the first, in fields of text; backspace
   * right behind it gives the spaces back. Off as long as it is not set.
   */
  public SessionOptions doubleSpaceStop(boolean on) {
    doubleSpaceStop = on;
    return this;
  }
}
