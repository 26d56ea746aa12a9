package dev.inkling.sample;

import android.os.Build;
import android.os.SystemClock;
import android.view.KeyEvent;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnection;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * Our copy of the text around an editor's cursor, and the one place that writes to the editor.
 *
 * <p>Reading from an editor blocks, for up to two seconds, and may fail; so the text is read when
 * the field is entered or the cursor moved by itself, and otherwise only to make sure before text
 * is deleted. Every write notes where the cursor must be afterwards, to tell the echo of our own
 * edits from a move of the person's.
 *
 * <p>Some editors do not know composing text. The first composing text is checked, and where it did
 * not arrive, words are written as plain text and mended by deleting.
 *
 * <p>Positions and lengths are UTF-16 units. Main thread only.
 */
final class EditorMirror {
  /** As much as EditorInfo brings along. */
  static final int MAX_BEFORE = 2048;
  static final int MAX_AFTER = 256;
  private static final int UNKNOWN = -1;
  private static final int CHECKED_UNITS = 32;
  /** One character more or less is what was asked for; more is read before it is deleted. */
  private static final int UNCHECKED_UNITS = 2;
  private static final int MAX_ECHOES = 32;
  /** An editor that has not echoed an edit by then never will. */
  private static final long ECHO_MILLIS = 1000;

  /** Where the cursor is after one of our edits. */
  private static final class Echo {
    final int cursor;
    final long atMillis;

    Echo(int cursor, long atMillis) {
      this.cursor = cursor;
      this.atMillis = atMillis;
    }
  }

  private final ArrayDeque<Echo> echoes = new ArrayDeque<>();
  private String before = "";
  private String composing = "";
  private String after = "";
  private int cursor = UNKNOWN;
  private int selected;
  private boolean readable;
  private boolean composes;
  /** Whether a composing text was seen in the editor's own text. */
  private boolean composingSeen;
  /** The editor ended the composing text without us. */
  private boolean regionLost;

  /** Committed text before the composing text, as far as it is known. */
  String before() {
    return before;
  }

  String composing() {
    return composing;
  }

  String after() {
    return after;
  }

  boolean hasSelection() {
    return selected > 0;
  }

  /** Whether there may be text before what is known. */
  boolean mayHaveMoreBefore() {
    return !readable || cursor == UNKNOWN || cursor > before.length() + composing.length();
  }

  /** A field was entered: takes the text from {@code info}, or reads it where that has none. */
  void start(EditorInfo info, InputConnection connection, boolean mayCompose) {
    composes = mayCompose;
    composingSeen = false;
    cursor = Math.min(info.initialSelStart, info.initialSelEnd);
    selected = cursor < 0 ? 0 : Math.abs(info.initialSelEnd - info.initialSelStart);
    forgetText();
    CharSequence initial = null;
    if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
      initial = info.getInitialTextBeforeCursor(MAX_BEFORE, 0);
      CharSequence following = info.getInitialTextAfterCursor(MAX_AFTER, 0);
      after = following == null ? "" : following.toString();
    }
    if (initial == null) {
      read(connection);
    } else {
      before = initial.toString();
      readable = true;
    }
    forgetEchoes();
  }

  /** The cursor is elsewhere: ends the composing text and reads again. */
  void reread(InputConnection connection, int selectionStart, int selectionEnd) {
    if (connection != null && !composing.isEmpty())
      connection.finishComposingText();
    cursor = Math.min(selectionStart, selectionEnd);
    selected = Math.abs(selectionEnd - selectionStart);
    forgetText();
    read(connection);
    forgetEchoes();
  }

  /**
   * The text is not what we thought, so neither is the cursor: reads what is before it. Where it is
   * comes with the editor's next report.
   */
  void reread(InputConnection connection) {
    reread(connection, UNKNOWN, UNKNOWN);
  }

  private void forgetText() {
    before = "";
    after = "";
    composing = "";
    regionLost = false;
    readable = false;
    echoes.clear();
  }

  private void read(InputConnection connection) {
    CharSequence left = connection == null ? null : connection.getTextBeforeCursor(MAX_BEFORE, 0);
    CharSequence right = connection == null ? null : connection.getTextAfterCursor(MAX_AFTER, 0);
    readable = left != null;
    before = left == null ? "" : left.toString();
    after = right == null ? "" : right.toString();
  }

  /**
   * The editor reports its selection.
   *
   * @return false when this is not the echo of an edit of ours: the text must be read again
   */
  boolean selectionChanged(int start, int end, int composingStart) {
    if (start != end)
      return selected > 0 && start == cursor && end == cursor + selected;
    if (selected > 0)
      return false;
    if (start == cursor) {
      forgetEchoes();
      // The next composing text would come on top of the word instead of in its place.
      if (!composing.isEmpty() && composingStart < 0)
        regionLost = true;
      return true;
    }
    long oldest = SystemClock.uptimeMillis() - ECHO_MILLIS;
    for (Iterator<Echo> i = echoes.iterator(); i.hasNext();) {
      Echo echo = i.next();
      i.remove();
      if (echo.cursor == start && echo.atMillis >= oldest)
        return true;
    }
    forgetEchoes();
    return false;
  }

  /** Takes the selected text out. */
  void deleteSelection(InputConnection connection) {
    selected = 0;
    if (connection != null)
      connection.commitText("", 1);
    expectNextEcho();
  }

  /**
   * Makes the editor show this text before the cursor, with the least that must be written.
   *
   * @return false when the editor's text is not what we thought; nothing was deleted then, and the
   *     text must be read again
   */
  boolean show(InputConnection connection, String newBefore, String newComposing) {
    String plain = composes ? newBefore : newBefore + newComposing;
    String marked = composes ? newComposing : "";
    if (plain.equals(before) && marked.equals(composing) && !regionLost)
      return true;
    if (connection == null)
      return false;
    if (regionLost)
      giveUpRegion(connection);
    String old = before + composing;
    if (old.equals(plain + marked)) {
      mark(connection, plain, marked);
      return true;
    }
    // What stands there should the editor take no notice of the composing text.
    String without = plain.equals(before) ? old : plain;
    if (!write(connection, plain, marked))
      return false;
    boolean check = !marked.isEmpty() && !composingSeen;
    return !check || checkComposing(connection, without, plain, marked);
  }

  /** Forgets the first {@code units} of what is known of the text. */
  void forgetStart(int units) {
    before = before.substring(Math.min(units, before.length()));
  }

  private void giveUpRegion(InputConnection connection) {
    connection.finishComposingText();
    before += composing;
    composing = "";
    regionLost = false;
  }

  /** The text stands there already; only which part of it is composing text changes. */
  private void mark(InputConnection connection, String plain, String marked) {
    boolean possible = !marked.isEmpty() && cursor >= marked.length();
    if (composing.isEmpty() && !possible)
      return; // without a position there is no region: the word is replaced by deleting
    connection.beginBatchEdit();
    try {
      if (!composing.isEmpty())
        connection.finishComposingText();
      before = before + composing;
      composing = "";
      if (possible && connection.setComposingRegion(cursor - marked.length(), cursor)) {
        before = plain;
        composing = marked;
        composingSeen = false; // some editors take no notice; the next text will tell
      }
    } finally {
      connection.endBatchEdit();
    }
    expectNextEcho();
  }

  private boolean write(InputConnection connection, String plain, String marked) {
    int common = commonPrefix(before, plain);
    int erased = before.length() - common;
    String inserted = plain.substring(common);
    if (erased > UNCHECKED_UNITS && !isAsKnown(connection, erased))
      return false;
    connection.beginBatchEdit();
    try {
      boolean replaced = composing.isEmpty();
      if (erased > 0) {
        if (!replaced)
          connection.commitText("", 1);
        replaced = true;
        delete(connection, erased);
      }
      if (!inserted.isEmpty() || (!replaced && marked.isEmpty()))
        connection.commitText(inserted, 1);
      if (!marked.isEmpty())
        connection.setComposingText(marked, 1);
    } finally {
      connection.endBatchEdit();
    }
    wrote(plain, marked);
    return true;
  }

  /** {@code units} of what is known before the cursor. */
  private void delete(InputConnection connection, int units) {
    if (connection.deleteSurroundingText(units, 0))
      return;
    int characters = before.codePointCount(before.length() - units, before.length());
    for (int i = 0; i < characters; i++) {
      connection.sendKeyEvent(new KeyEvent(KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_DEL));
      connection.sendKeyEvent(new KeyEvent(KeyEvent.ACTION_UP, KeyEvent.KEYCODE_DEL));
    }
  }

  private void wrote(String plain, String marked) {
    if (cursor != UNKNOWN)
      cursor += plain.length() + marked.length() - before.length() - composing.length();
    before = plain;
    composing = marked;
    expectNextEcho();
  }

  /** Reads what is about to be deleted: a wrong guess would delete someone's text. */
  private boolean isAsKnown(InputConnection connection, int erased) {
    String known = tail(before, erased) + composing;
    CharSequence there = connection.getTextBeforeCursor(known.length(), 0);
    return there == null || known.contentEquals(there);
  }

  /** Sees whether the composing text arrived, and writes it as plain text where it did not. */
  private boolean checkComposing(
      InputConnection connection, String without, String plain, String marked) {
    String expected = plain + marked;
    CharSequence read = connection.getTextBeforeCursor(CHECKED_UNITS, 0);
    if (read == null)
      return true; // no way to tell
    String there = read.toString();
    boolean arrived = there.equals(tail(expected, CHECKED_UNITS));
    boolean ignored = there.equals(tail(without, CHECKED_UNITS));
    // The editor did not know the region that the text was to replace.
    boolean doubled = there.equals(tail(without + marked, CHECKED_UNITS));
    if (arrived) {
      composingSeen = !ignored;
      return true;
    }
    if (!ignored && !doubled)
      return false;
    composes = false;
    connection.finishComposingText();
    if (doubled)
      connection.deleteSurroundingText(marked.length(), 0);
    if (cursor != UNKNOWN)
      cursor -= expected.length() - without.length();
    before = without;
    composing = "";
    return write(connection, expected, "");
  }

  private void forgetEchoes() {
    echoes.clear();
  }

  /** The cursor moved to where it is now by an edit of ours; echoes of earlier ones may follow. */
  private void expectNextEcho() {
    echoes.add(new Echo(cursor, SystemClock.uptimeMillis()));
    if (echoes.size() > MAX_ECHOES)
      echoes.remove();
  }

  private static String tail(String text, int units) {
    return text.substring(Math.max(0, text.length() - units));
  }

  /** Units that both begin with; never half a surrogate pair. */
  private static int commonPrefix(String a, String b) {
    int length = 0;
    int limit = Math.min(a.length(), b.length());
    while (length < limit && a.charAt(length) == b.charAt(length)) length++;
    boolean splits = length > 0 && Character.isHighSurrogate(a.charAt(length - 1))
        && (length < a.length() || length < b.length());
    return splits ? length - 1 : length;
  }
}
