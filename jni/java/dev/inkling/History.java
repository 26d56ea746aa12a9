package dev.inkling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What this person writes: {@link Engine#history}. Thread-safe. Changes count at once and reach the
 * disk within about a second.
 *
 * <p>Every method throws {@link IllegalStateException} once the engine is closed, and {@link
 * EngineException} when the file cannot be read or written.
 */
public final class History {
  private final Engine engine;

  History(Engine engine) {
    this.engine = engine;
  }

  /** Removes the word and all that was learned with it. One that is not there is no error. */
  public void forget(String word) throws EngineException {
    Native.historyForget(engine, engine.id(), Objects.requireNonNull(word, "word"));
  }

  /** Keeps the word from being suggested until {@link #unblock}. */
  public void block(String word) throws EngineException {
    Native.historyBlock(engine, engine.id(), Objects.requireNonNull(word, "word"));
  }

  public void unblock(String word) throws EngineException {
    Native.historyUnblock(engine, engine.id(), Objects.requireNonNull(word, "word"));
  }

  /**
   * Offers {@code expansion} for {@code typed} from now on.
   *
   * @throws EngineException INVALID_ARGUMENT for one that is empty, longer than 48 and 1024 bytes
   *     of UTF-8, or holds control characters
   */
  public void setShortcut(String typed, String expansion) throws EngineException {
    Objects.requireNonNull(typed, "typed");
    Objects.requireNonNull(expansion, "expansion");
    Native.historySetShortcut(engine, engine.id(), typed, expansion);
  }

  public void removeShortcut(String typed) throws EngineException {
    Native.historyRemoveShortcut(engine, engine.id(), Objects.requireNonNull(typed, "typed"));
  }

  /** Removes everything, from the disk, too. */
  public void clear() throws EngineException {
    Native.historyClear(engine, engine.id());
  }

  /** Waits until all that was learned is on disk. */
  public void flush() throws EngineException {
    Native.historyFlush(engine, engine.id());
  }

  /** Everything, as JSON. */
  public String exportJson() throws EngineException {
    return Native.historyExport(engine, engine.id());
  }

  /**
   * Adds what {@link #exportJson} wrote to what is there.
   *
   * @throws EngineException for malformed JSON, which changes nothing
   */
  public void importJson(String json) throws EngineException {
    Native.historyImport(engine, engine.id(), Objects.requireNonNull(json, "json"));
  }

  /**
   * Words that begin with {@code prefix}, most used first, blocked ones and ones that are not yet
   * suggested included.
   *
   * @param limit how many at most, 0 or more
   */
  public List<HistoryWord> words(String prefix, int limit) throws EngineException {
    Objects.requireNonNull(prefix, "prefix");
    if (limit < 0)
      throw new IllegalArgumentException("limit is negative: " + limit);
    List<HistoryWord> words = new ArrayList<>();
    for (String line : Native.historyWords(engine, engine.id(), prefix, limit).split("\n")) {
      String[] fields = line.split("\t");
      if (fields.length != 4)
        continue; // the empty line of an empty answer
      words.add(new HistoryWord(
          fields[0], Double.parseDouble(fields[1]), fields[2].equals("1"), fields[3].equals("1")));
    }
    return words;
  }
}
