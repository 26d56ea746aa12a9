package dev.inkling;

import java.util.Objects;

/** How a {@link Session} is opened; fixed for its lifetime. Not thread-safe. */
public final class SessionOptions {
  String layout = "qwerty";
  FieldKind field = FieldKind.TEXT;
  boolean noLearning;
  AutocorrectStrength autocorrect = AutocorrectStrength.NORMAL;

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
}
