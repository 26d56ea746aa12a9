package dev.inkling.sample;

import android.os.Build;
import android.view.KeyEvent;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnection;

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
  static final int UNKNOWN = -1;
  private static final int CHECKED_UNITS = 32;
  /** One character more or less is what was asked for; more is read before it is deleted. */
  private static final int UNCHECKED_UNITS = 2;

  private final Echoes echoes = new Echoes();
  private String before = "";
  private String composing = "";
  private String after = "";
  private int cursor = UNKNOWN;
  private int selected;
  private boolean readable;
  private boolean composes;
  /** Whether a composing text was seen to arrive in this editor. */
  private boolean composingSeen;
  /** Whether setComposingRegion was seen to work in this editor. */
  private boolean regionsSeen;
  /** The composing text is one because setComposingRegion said so. */
  private boolean isRegion;
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
    // A composing text that was left over would be deleted around, and replaced by the next one.
    if (connection != null)
      connection.finishComposingText();
    composes = mayCompose;
    composingSeen = false;
    regionsSeen = false;
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

  /**
   * The cursor is elsewhere, or {@link #UNKNOWN} until the editor's next report: ends the composing
   * text and reads again.
   */
  void reread(InputConnection connection, int selectionStart, int selectionEnd) {
    if (connection != null && !composing.isEmpty())
      connection.finishComposingText();
    cursor = Math.min(selectionStart, selectionEnd);
    selected = Math.abs(selectionEnd - selectionStart);
    forgetText();
    read(connection);
    // All of the text came, and not as much as there should be: the report is older than the text.
    if (readable && before.length() < MAX_BEFORE && before.length() != cursor) {
      cursor = UNKNOWN;
      selected = 0;
    }
    forgetEchoes();
  }

  private void forgetText() {
    before = "";
    after = "";
    composing = "";
    regionLost = false;
    isRegion = false;
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
    if (echoes.take(start, composingStart, true))
      return true;
    if (start == cursor) {
      // The next composing text would come on top of the word instead of in its place.
      regionLost = !composing.isEmpty() && composingStart < 0;
      return true;
    }
    return echoes.take(start, composingStart, false);
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
    boolean check = (!marked.isEmpty() && !composingSeen) || (isRegion && !regionsSeen);
    int erased = before.length() - commonPrefix(before, plain);
    // What stands there when the editor did not know which text was the composing text...
    String kept =
        old.substring(0, old.length() - erased) + plain.substring(before.length() - erased);
    // ...or took no notice of the new one.
    String[] mishaps = {kept, kept + marked, plain};
    boolean wasRegion = isRegion;
    if (!write(connection, plain, marked))
      return false;
    return !check || checkArrived(connection, mishaps, wasRegion);
  }

  /**
   * Deletes behind the cursor: the rest of a word that another takes the place of.
   *
   * @return false when the editor's text is not what we thought; nothing was deleted then
   */
  boolean eraseAfter(InputConnection connection, int units) {
    if (connection == null || units > after.length())
      return false;
    String known = after.substring(0, units);
    CharSequence there = connection.getTextAfterCursor(units, 0);
    if (there != null && !known.contentEquals(there))
      return false;
    if (!connection.deleteSurroundingText(0, units)) {
      for (int i = known.codePointCount(0, units); i > 0; i--) {
        KeyEvents.press(connection, KeyEvent.KEYCODE_FORWARD_DEL);
      }
    }
    after = after.substring(units);
    return true;
  }

  /**
   * Moves the cursor and ends the composing text.
   *
   * @param steps characters to the right; negative: to the left
   * @return false when the editor was left to do it: the text must be read again
   */
  boolean move(InputConnection connection, int steps) {
    if (cursor == UNKNOWN || selected > 0 || !readable) {
      KeyEvents.moveCursor(connection, steps);
      return false;
    }
    int units = TextSteps.units(before + composing, after, steps);
    if (units == 0) {
      reread(connection, cursor, cursor); // there may be more than is known
      units = TextSteps.units(before, after, steps);
    }
    if (units == 0 || cursor == UNKNOWN)
      return true;
    connection.finishComposingText();
    if (!connection.setSelection(cursor + units, cursor + units))
      return false;
    String left = before + composing;
    String all = left + after;
    forgetText();
    before = all.substring(0, left.length() + units);
    after = all.substring(left.length() + units);
    readable = true;
    cursor += units;
    expectNextEcho();
    return true;
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
    isRegion = false;
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
      isRegion = false;
      if (possible && connection.setComposingRegion(cursor - marked.length(), cursor)) {
        before = plain;
        composing = marked;
        isRegion = true;
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
    for (int i = 0; i < characters; i++) KeyEvents.press(connection, KeyEvent.KEYCODE_DEL);
  }

  private void wrote(String plain, String marked) {
    if (cursor != UNKNOWN)
      cursor += plain.length() + marked.length() - before.length() - composing.length();
    before = plain;
    composing = marked;
    isRegion = false;
    expectNextEcho();
  }

  /** Reads what is about to be deleted: a wrong guess would delete someone's text. */
  private boolean isAsKnown(InputConnection connection, int erased) {
    String known = tail(before, erased) + composing;
    CharSequence there = connection.getTextBeforeCursor(known.length(), 0);
    return there == null || known.contentEquals(there);
  }

  /**
   * Sees whether the text arrived, and writes it as plain text from now on when it did not.
   *
   * @param mishaps what may stand there instead
   */
  private boolean checkArrived(
      InputConnection connection, String[] mishaps, boolean replacedRegion) {
    String expected = before + composing;
    CharSequence read = connection.getTextBeforeCursor(CHECKED_UNITS, 0);
    if (read == null)
      return true; // no way to tell
    String there = read.toString();
    String mishap = null;
    for (String text : mishaps) {
      if (!text.equals(expected) && there.equals(tail(text, CHECKED_UNITS)))
        mishap = text;
    }
    if (there.equals(tail(expected, CHECKED_UNITS))) {
      boolean certain = mishap == null;
      composingSeen |= certain && !composing.isEmpty();
      regionsSeen |= certain && replacedRegion;
      return true;
    }
    if (mishap == null)
      return false;
    composes = false;
    connection.finishComposingText();
    if (cursor != UNKNOWN)
      cursor += mishap.length() - expected.length();
    before = mishap;
    composing = "";
    expectNextEcho();
    return write(connection, expected, "");
  }

  /** Only the cursor of now may be reported, as when the composing text alone changes. */
  private void forgetEchoes() {
    echoes.clear();
    expectNextEcho();
  }

  /** The cursor moved to where it is now by an edit of ours; echoes of earlier ones may follow. */
  private void expectNextEcho() {
    int composingStart = composing.isEmpty() ? UNKNOWN : cursor - composing.length();
    echoes.expect(cursor, composingStart);
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
