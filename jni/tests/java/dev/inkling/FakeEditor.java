package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An editor that applies edits as Edit's comment says, to see that the session's text agrees. */
final class FakeEditor {
  private final StringBuilder committed;
  private String composing;
  private String after;

  FakeEditor() {
    this("", "", "");
  }

  FakeEditor(String committed, String composing, String after) {
    this.committed = new StringBuilder(committed);
    this.composing = composing;
    this.after = after;
  }

  void apply(Edit edit) {
    assertTrue(edit.erasedBefore <= committed.length(), "erases what is not there: " + edit);
    committed.setLength(committed.length() - edit.erasedBefore);
    assertTrue(edit.erasedAfter <= after.length(), "erases what is not there: " + edit);
    after = after.substring(edit.erasedAfter);
    committed.append(edit.inserted);
    composing = edit.composing;
  }

  String text() {
    return committed + composing;
  }

  void assertAgrees(Session session) {
    assertEquals(committed.toString(), session.textBefore());
    assertEquals(composing, session.composing());
    assertEquals(after, session.textAfter());
  }
}
