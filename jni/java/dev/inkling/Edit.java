package dev.inkling;

/**
 * What a call did to the text. An editor applies it in this order: take the composing text out,
 * delete {@link #erasedBefore} units before the cursor and {@link #erasedAfter} units behind it,
 * insert {@link #inserted}, and let {@link #composing} be the composing text.
 */
public final class Edit {
  /** UTF-16 units of committed text, right before the composing text, to delete. */
  public final int erasedBefore;
  /** UTF-16 units of the text right of the cursor to delete. */
  public final int erasedAfter;
  /** Text to insert as committed text; never null. */
  public final String inserted;
  /** The composing text from now on; never null. */
  public final String composing;
  /** What had been typed, when a word was committed; else empty. */
  public final String typed;
  /** What stands in the text for it; else empty. */
  public final String committed;
  /** Whether they differ although nobody asked. */
  public final boolean autocorrected;
  /** Of a committed word, for {@link Session#revert}; else 0. */
  public final long commitId;

  // Called by the native library.
  Edit(int erasedBefore, int erasedAfter, String inserted, String composing, String typed,
      String committed, boolean autocorrected, long commitId) {
    this.erasedBefore = erasedBefore;
    this.erasedAfter = erasedAfter;
    this.inserted = inserted;
    this.composing = composing;
    this.typed = typed;
    this.committed = committed;
    this.autocorrected = autocorrected;
    this.commitId = commitId;
  }

  @Override
  public String toString() {
    String after = erasedAfter == 0 ? "" : " -" + erasedAfter;
    return "-" + erasedBefore + " +\"" + inserted + "\" [" + composing + "]" + after;
  }
}
