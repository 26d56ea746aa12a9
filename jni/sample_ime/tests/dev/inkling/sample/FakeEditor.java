package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import android.os.Bundle;
import android.text.InputType;
import android.view.KeyEvent;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnectionWrapper;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A text field behind an InputConnection, after the contract in Android's documentation, that
 * checks itself after every step. Reports its selection as an app does: late, once per batch.
 */
final class FakeEditor extends InputConnectionWrapper {
  /** Ways in which real editors differ from the contract. */
  enum Quirk {
    /** setComposingText and setComposingRegion do nothing, and say that they did. */
    IGNORES_COMPOSING,
    /** They do nothing and return false. */
    REFUSES_COMPOSING,
    /** setComposingRegion does nothing, and says that it did. */
    IGNORES_REGION,
    /** Getters return null. */
    UNREADABLE,
    /** EditorInfo brings no text. */
    NO_INITIAL_TEXT,
    /** EditorInfo does not know the cursor. */
    NO_INITIAL_CURSOR,
    /** Letters are written as capitals. */
    CAPITALS,
    /** Digits are thrown away. */
    NO_DIGITS,
    /** deleteSurroundingText returns false. */
    REFUSES_DELETING,
  }

  /** A report to onUpdateSelection. */
  static final class Report {
    final int start;
    final int end;
    final int composingStart;
    final int composingEnd;

    Report(int start, int end, int composingStart, int composingEnd) {
      this.start = start;
      this.end = end;
      this.composingStart = composingStart;
      this.composingEnd = composingEnd;
    }
  }

  private static final int NONE = -1;

  final StringBuilder text = new StringBuilder();
  final Deque<Report> reports = new ArrayDeque<>();
  final List<Integer> actions = new ArrayList<>();
  /** Keys that it has been sent, and does not know. */
  final List<Integer> keys = new ArrayList<>();
  int inputType = InputType.TYPE_CLASS_TEXT;
  int imeOptions = EditorInfo.IME_ACTION_UNSPECIFIED;
  int reads;
  private final Set<Quirk> quirks;
  private int start;
  private int end;
  private int composingStart = NONE;
  private int composingEnd = NONE;
  private int batches;
  private boolean changed;

  FakeEditor(String initial, Quirk... quirks) {
    super(null, true);
    this.quirks = EnumSet.noneOf(Quirk.class);
    for (Quirk quirk : quirks) this.quirks.add(quirk);
    text.append(initial);
    start = end = initial.length();
  }

  FakeEditor type(int newInputType) {
    inputType = newInputType;
    return this;
  }

  FakeEditor options(int newImeOptions) {
    imeOptions = newImeOptions;
    return this;
  }

  boolean has(Quirk quirk) {
    return quirks.contains(quirk);
  }

  EditorInfo info() {
    EditorInfo info = new EditorInfo();
    info.inputType = inputType;
    info.imeOptions = imeOptions;
    boolean known = !has(Quirk.NO_INITIAL_CURSOR);
    info.initialSelStart = known ? start : NONE;
    info.initialSelEnd = known ? end : NONE;
    if (!has(Quirk.NO_INITIAL_TEXT) && !has(Quirk.UNREADABLE) && known)
      info.setInitialSurroundingText(text);
    return info;
  }

  int start() {
    return start;
  }

  int end() {
    return end;
  }

  String before() {
    return text.substring(0, start);
  }

  String composing() {
    return composingStart == NONE ? "" : text.substring(composingStart, composingEnd);
  }

  /** The person taps into the text or drags over it. */
  void select(int from, int to) {
    start = from;
    end = to;
    changed();
  }

  /** The app ends the composing text by itself. */
  void dropComposing() {
    clearComposing();
    changed();
  }

  /** The app replaces the text; it ought to restart the input then. */
  void setText(String newText) {
    text.setLength(0);
    text.append(newText);
    start = end = newText.length();
    clearComposing();
    changed();
  }

  /** Fails when the state is one that no editor can be in. */
  void check() {
    String all = text.toString();
    assertTrue(this + ": selection", 0 <= start && start <= end && end <= all.length());
    assertEquals(this + ": half a region", composingStart == NONE, composingEnd == NONE);
    if (composingStart != NONE) {
      assertTrue(this + ": composing text",
          0 <= composingStart && composingStart < composingEnd && composingEnd <= all.length());
      assertFalse(this + ": composing text splits a pair",
          splitsPair(all, composingStart) || splitsPair(all, composingEnd));
    }
    assertFalse(this + ": cursor splits a pair", splitsPair(all, start) || splitsPair(all, end));
    for (int i = 0; i < all.length(); i++) {
      char unit = all.charAt(i);
      if (Character.isHighSurrogate(unit))
        assertTrue(this + ": lone surrogate at " + i, splitsPair(all, i + 1));
      else if (Character.isLowSurrogate(unit))
        assertTrue(this + ": lone surrogate at " + i, splitsPair(all, i));
    }
    assertEquals(this + ": a batch was not ended", 0, batches);
  }

  @Override
  public boolean beginBatchEdit() {
    batches++;
    return true;
  }

  @Override
  public boolean endBatchEdit() {
    batches--;
    assertTrue("more batches ended than begun", batches >= 0);
    if (batches == 0 && changed)
      report();
    return batches > 0;
  }

  @Override
  public boolean setComposingText(CharSequence newText, int newCursor) {
    if (has(Quirk.IGNORES_COMPOSING) || has(Quirk.REFUSES_COMPOSING))
      return has(Quirk.IGNORES_COMPOSING);
    int at = replace(newText, newCursor);
    if (at < start) {
      composingStart = at;
      composingEnd = start;
    }
    changed();
    return true;
  }

  @Override
  public boolean setComposingRegion(int from, int to) {
    if (has(Quirk.IGNORES_REGION) || has(Quirk.IGNORES_COMPOSING) || has(Quirk.REFUSES_COMPOSING))
      return !has(Quirk.REFUSES_COMPOSING);
    clearComposing();
    if (from < to) {
      composingStart = Math.max(0, from);
      composingEnd = Math.min(text.length(), to);
    }
    changed();
    return true;
  }

  @Override
  public boolean finishComposingText() {
    clearComposing();
    changed();
    return true;
  }

  @Override
  public boolean commitText(CharSequence newText, int newCursor) {
    replace(newText, newCursor);
    clearComposing();
    changed();
    return true;
  }

  @Override
  public boolean deleteSurroundingText(int before, int after) {
    if (has(Quirk.REFUSES_DELETING))
      return false;
    int from = composingStart == NONE ? start : Math.min(start, composingStart);
    int to = composingEnd == NONE ? end : Math.max(end, composingEnd);
    int removedAfter = Math.min(after, text.length() - to);
    text.delete(to, to + removedAfter);
    delete(Math.max(0, from - before), from);
    changed();
    return true;
  }

  @Override
  public CharSequence getTextBeforeCursor(int units, int flags) {
    reads++;
    return has(Quirk.UNREADABLE) ? null : text.substring(Math.max(0, start - units), start);
  }

  @Override
  public CharSequence getTextAfterCursor(int units, int flags) {
    reads++;
    return has(Quirk.UNREADABLE) ? null : text.substring(end, Math.min(text.length(), end + units));
  }

  @Override
  public boolean performEditorAction(int action) {
    actions.add(action);
    return true;
  }

  @Override
  public boolean sendKeyEvent(KeyEvent event) {
    if (event.getAction() != KeyEvent.ACTION_DOWN)
      return true;
    if (event.getKeyCode() == KeyEvent.KEYCODE_ENTER)
      commitText("\n", 1);
    else if (event.getKeyCode() == KeyEvent.KEYCODE_DEL)
      deleteKey();
    else
      keys.add(event.getKeyCode());
    return true;
  }

  @Override
  public boolean setSelection(int from, int to) {
    if (from < 0 || to > text.length())
      return true; // as real ones do: out of reach, nothing happens
    select(from, to);
    return true;
  }

  @Override
  public boolean performPrivateCommand(String action, Bundle data) {
    return false;
  }

  @Override
  public String toString() {
    return "\"" + text.substring(0, start) + "‸" + text.substring(start, end)
        + (end > start ? "‸" : "") + text.substring(end) + "\" composing " + composingStart + ".."
        + composingEnd;
  }

  private void deleteKey() {
    clearComposing();
    int from = start;
    if (start == end)
      from -= LiteralEngine.lastGraphemeLength(text.substring(0, start));
    delete(from, end);
    changed();
  }

  /** Answers where the new text begins. */
  private int replace(CharSequence raw, int newCursor) {
    assertEquals("only cursor position 1 is used", 1, newCursor);
    CharSequence newText = filtered(raw.toString());
    int from = composingStart == NONE ? start : composingStart;
    int to = composingEnd == NONE ? end : composingEnd;
    text.replace(from, to, newText.toString());
    clearComposing();
    start = end = from + newText.length();
    return from;
  }

  private String filtered(String raw) {
    String kept = has(Quirk.CAPITALS) ? raw.toUpperCase(java.util.Locale.ROOT) : raw;
    return has(Quirk.NO_DIGITS) ? kept.replaceAll("[0-9]", "") : kept;
  }

  private void delete(int from, int to) {
    text.delete(from, to);
    start = shifted(start, from, to);
    end = shifted(end, from, to);
    if (composingStart != NONE) {
      composingStart = shifted(composingStart, from, to);
      composingEnd = shifted(composingEnd, from, to);
      if (composingStart == composingEnd)
        clearComposing();
    }
  }

  private static int shifted(int position, int from, int to) {
    return position <= from ? position : Math.max(from, position - (to - from));
  }

  private void clearComposing() {
    composingStart = composingEnd = NONE;
  }

  private void changed() {
    changed = true;
    if (batches == 0)
      report();
  }

  private void report() {
    changed = false;
    Report last = reports.peekLast();
    if (last == null || last.start != start || last.end != end
        || last.composingStart != composingStart || last.composingEnd != composingEnd)
      reports.add(new Report(start, end, composingStart, composingEnd));
  }

  private static boolean splitsPair(String text, int at) {
    return at > 0 && at < text.length() && Character.isHighSurrogate(text.charAt(at - 1))
        && Character.isLowSurrogate(text.charAt(at));
  }
}
