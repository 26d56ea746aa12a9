package dev.inkling;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** All shortcuts: what is typed, and what it stands for. */
  public Map<String, String> shortcuts() throws EngineException {
    Map<String, String> shortcuts = new LinkedHashMap<>();
    for (String line : Native.historyShortcuts(engine, engine.id()).split("\n")) {
      int tab = line.indexOf('\t');
      if (tab >= 0)
        shortcuts.put(line.substring(0, tab), line.substring(tab + 1));
    }
    return shortcuts;
  }

  /**
   * Makes it a word of this person's own at once, and takes it from the blocked ones.
   *
   * @throws EngineException INVALID_ARGUMENT, with the reason, for what is never stored as a word:
   *     digits, addresses, several words, more than 48 bytes of UTF-8
   */
  public void addWord(String word) throws EngineException {
    Native.historyAddWord(engine, engine.id(), Objects.requireNonNull(word, "word"));
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

  /** {@link #importText} without the sentence, for what {@link #exportJson} wrote. */
  public void importJson(String json) throws EngineException {
    importText(Objects.requireNonNull(json, "json"));
  }

  /**
   * Adds whatever the text turns out to be: an export, the dictionary.txt of Gboard's archive, a
   * combined word list, or one word a line. Words of other keyboards become this person's own.
   *
   * @return a sentence on what was taken in, what was left out, and why
   * @throws EngineException for a text that is none of these, with the line and what to do; nothing
   *     was changed
   */
  public String importText(String text) throws EngineException {
    return Native.historyImport(engine, engine.id(), Objects.requireNonNull(text, "text"));
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
