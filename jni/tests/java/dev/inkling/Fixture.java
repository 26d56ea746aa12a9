package dev.inkling;

import java.nio.file.Path;
import java.nio.file.Paths;

/** What the tests share: where the pack is, engines, and typing. */
final class Fixture {
  private Fixture() {}

  static Path pack() {
    return Paths.get(property("inkling.pack"));
  }

  /** A system property that the build sets. */
  static String property(String name) {
    String value = System.getProperty(name);
    if (value == null)
      throw new IllegalStateException("run by ctest, which sets -D" + name);
    return value;
  }

  static EngineOptions options() {
    return new EngineOptions().packDir(pack().toString());
  }

  /** The English pack, history in memory. */
  static Engine engine() throws EngineException {
    return Engine.open(options());
  }

  /** The typed word and the history alone: opens in no time. */
  static Engine bareEngine() throws EngineException {
    return Engine.open(new EngineOptions());
  }

  static void type(Session session, String text) {
    text.codePoints().forEach(session::key);
  }

  static boolean contains(Suggestions strip, String word) {
    for (int i = 0; i < strip.size(); ++i) {
      if (strip.text(i).equals(word))
        return true;
    }
    return false;
  }
}
