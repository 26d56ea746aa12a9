package dev.inkling;

/**
 * The border to the native library; jni/natives.h names its other side. Each method takes the
 * object that owns the id first, so that it cannot be collected, and its id closed, while the call
 * runs. Whoever calls has checked for null.
 */
final class Native {
  /** Grows with every change of the methods below or of what the library constructs. */
  static final int ABI_VERSION = 6;

  /** Path of the library; without it System.loadLibrary looks for "inkling_jni". */
  private static final String LIBRARY_PROPERTY = "dev.inkling.library";

  static {
    load();
  }

  private Native() {}

  private static void load() {
    String path = System.getProperty(LIBRARY_PROPERTY);
    if (path == null) {
      System.loadLibrary("inkling_jni");
    } else {
      System.load(path);
    }
    int version = nativeAbiVersion();
    if (version != ABI_VERSION) {
      throw new UnsatisfiedLinkError("the native library of Inkling ("
          + (path == null ? "inkling_jni" : path) + ") has ABI version " + version
          + ", these classes need " + ABI_VERSION + "; take both from the same build");
    }
  }

  static native int nativeAbiVersion();

  // Engine. Answers its id.
  static native long engineOpen(
      String packDir, String[] morePacks, String historyPath, byte[] historyKey)
      throws EngineException;

  static native void engineClose(long engine);

  /** Part, message, part, message... */
  static native String[] engineStatus(Engine owner, long engine);

  static native void engineTrim(Engine owner, long engine, int level);

  // History.
  static native void historyForget(Engine owner, long engine, String word) throws EngineException;

  static native void historyBlock(Engine owner, long engine, String word) throws EngineException;

  static native void historyUnblock(Engine owner, long engine, String word) throws EngineException;

  static native void historyClear(Engine owner, long engine) throws EngineException;

  static native void historyFlush(Engine owner, long engine) throws EngineException;

  static native void historySetShortcut(Engine owner, long engine, String typed, String expansion)
      throws EngineException;

  static native void historyRemoveShortcut(Engine owner, long engine, String typed)
      throws EngineException;

  static native String historyExport(Engine owner, long engine) throws EngineException;

  /** Answers a sentence on what was taken in. */
  static native String historyImport(Engine owner, long engine, String text)
      throws EngineException;

  static native void historyAddWord(Engine owner, long engine, String word)
      throws EngineException;

  /** "typed\texpansion\n" a line. */
  static native String historyShortcuts(Engine owner, long engine) throws EngineException;

  /** "word\tcount\tpersonal\tblocked\n" a line. */
  static native String historyWords(Engine owner, long engine, String prefix, int limit)
      throws EngineException;

  // Session. Answers its id.
  static native long sessionOpen(Engine owner, long engine, String layout, int field,
      boolean noLearning, int autocorrect, boolean autoCapitals, boolean doubleSpaceStop)
      throws EngineException;

  static native void sessionClose(long session);

  static native void sessionSetContext(Session owner, long session, String before, String after);

  static native boolean sessionWantsCapital(Session owner, long session);

  static native Edit sessionKey(Session owner, long session, String character);

  static native Edit sessionTap(Session owner, long session, String character, float x, float y);

  /** `places` are x, y, x, y...; there are half as many times. */
  static native Edit sessionGesture(
      Session owner, long session, float[] places, long[] times, int letterCase);

  static native Suggestions sessionSketch(Session owner, long session, float[] places,
      long[] times, int letterCase, long sequence, long deadlineNanos, int count);

  static native Edit sessionBackspace(Session owner, long session);

  static native Edit sessionAccept(Session owner, long session, int index) throws EngineException;

  static native Edit sessionPick(Session owner, long session, String text);

  /**
   * Null where no word stands. Fills `numbers` with where it begins and ends, UTF-16, and what is
   * known of it, and `texts` with the word and what was typed for it.
   */
  static native Suggestions sessionLookAt(Session owner, long session, int at, long sequence,
      long deadlineNanos, int count, int[] numbers, String[] texts);

  static native Edit sessionMend(Session owner, long session, int begin, String text)
      throws EngineException;

  static native Edit sessionRevert(Session owner, long session, long commitId)
      throws EngineException;

  static native Edit sessionFinish(Session owner, long session);

  static native Suggestions sessionSuggest(
      Session owner, long session, long sequence, long deadlineNanos, int count, boolean why);

  static native String sessionPhrase(
      Session owner, long session, String text, long sequence, long deadlineNanos);

  static native void sessionCancel(Session owner, long session, long sequence);

  /** Before the composing text, composing text, after. */
  static native String[] sessionText(Session owner, long session);
}
