package dev.inkling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Packs, lexicon and history, shared by all text fields. Thread-safe.
 *
 * <pre>{@code
 * try (Engine engine = Engine.open(new EngineOptions().packDir("packs/en"));
 *     Session session = engine.openSession(new SessionOptions())) {
 *   session.key('h');
 *   System.out.println(session.suggest(1, -1));
 * }
 * }</pre>
 *
 * After {@link #close} every method but close() throws {@link IllegalStateException}; sessions that
 * are still open go on, and the engine's memory lives until the last of them is closed.
 */
public final class Engine implements AutoCloseable {
  private final Handle handle;
  private final History history;

  private Engine(long id) {
    handle = new Handle(this, Handle.Type.ENGINE, id);
    history = new History(this);
  }

  /**
   * Opens the packs and the history, about a tenth of a second. A part that is missing or damaged
   * is left out and named by {@link #status}.
   *
   * @throws EngineException only for options that make no sense
   * @throws UnsatisfiedLinkError when the native library is missing or of another version
   */
  public static Engine open(EngineOptions options) throws EngineException {
    Objects.requireNonNull(options, "options");
    String[] more = options.morePacks.toArray(new String[0]);
    return new Engine(
        Native.engineOpen(options.packDir, more, options.historyPath, options.historyKey));
  }

  /**
   * Gives a text field its session, which must be closed, too.
   *
   * @throws EngineException INVALID_ARGUMENT for a layout that is not known
   */
  public Session openSession(SessionOptions options) throws EngineException {
    Objects.requireNonNull(options, "options");
    return new Session(Native.sessionOpen(this, handle.id, options.layout, options.field.code,
        options.noLearning, options.autocorrect.code, options.autoCapitals, options.doubleSpaceStop));
  }

  /** What had to be left out, or works within limits; empty when all is well. */
  public synchronized List<Degradation> status() {
    String[] pairs = Native.engineStatus(this, handle.id);
    List<Degradation> parts = new ArrayList<>(pairs.length / 2);
    for (int i = 0; i + 1 < pairs.length; i += 2) {
      parts.add(new Degradation(pairs[i], pairs[i + 1]));
    }
    return parts;
  }

  /** Gives memory back; sessions stay as they are and the next suggestion takes longer. */
  public void trim(TrimLevel level) {
    Native.engineTrim(this, handle.id, Objects.requireNonNull(level, "level").code);
  }

  /** What this person writes. Keeps the engine from being collected, not from being closed. */
  public History history() {
    return history;
  }

  /** Writes what was learned and lets go of the memory. Twice is once. */
  @Override
  public synchronized void close() { // not while status() copies what the native engine owns
    handle.close();
  }

  long id() {
    return handle.id;
  }
}
