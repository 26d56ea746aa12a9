package dev.inkling;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** How an {@link Engine} is opened. Not thread-safe; the engine keeps no reference to it. */
public final class EngineOptions {
  String packDir;
  final List<String> morePacks = new ArrayList<>();
  String historyPath;
  byte[] historyKey;

  /** Folder of the language pack. Without one there are only the typed word and the history. */
  public EngineOptions packDir(String folder) {
    packDir = Objects.requireNonNull(folder, "folder");
    return this;
  }

  /** Folder of a further language that this person mixes with the first. */
  public EngineOptions addPack(String folder) {
    morePacks.add(Objects.requireNonNull(folder, "folder"));
    return this;
  }

  /** File of the person's history; null: in memory only, for as long as the engine is open. */
  public EngineOptions historyPath(String file) {
    historyPath = file;
    return this;
  }

  /**
   * 32 bytes, from where secrets are kept, that encrypt the history at rest; null: no encryption.
   * Needs a library built with SQLCipher. Without, or with a key that is not the file's, the history
   * is in memory only, and {@link Engine#status} says so.
   */
  public EngineOptions historyKey(byte[] key) {
    historyKey = key == null ? null : key.clone();
    return this;
  }
}
