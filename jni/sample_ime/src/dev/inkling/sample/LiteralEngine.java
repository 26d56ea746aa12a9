package dev.inkling.sample;

import android.icu.text.BreakIterator;
import dev.inkling.Gesture;

/** Types what is typed: for the moments before the engine is open, and for when it cannot be. */
final class LiteralEngine implements TypingEngine {
  private final StringBuilder before = new StringBuilder();

  @Override
  public void setContext(String textBefore, String after, Answer<String> composing) {
    before.setLength(0);
    before.append(textBefore);
    composing.done("");
  }

  @Override
  public void tap(int codePoint, float x, float y, long timeMillis, Answer<TextChange> answer) {
    text(new String(Character.toChars(codePoint)), answer);
  }

  @Override
  public void text(String grapheme, Answer<TextChange> answer) {
    before.append(grapheme);
    answer.done(TextChange.insert(grapheme));
  }

  @Override
  public void backspace(Answer<TextChange> answer) {
    int erased = lastGraphemeLength(before.toString());
    before.setLength(before.length() - erased);
    answer.done(new TextChange(erased, "", ""));
  }

  /** Nobody here who could read it. */
  @Override
  public void gesture(Gesture gesture, Gesture.LetterCase letterCase, Answer<TextChange> answer) {
    answer.done(TextChange.insert(""));
  }

  @Override
  public void sketch(Gesture soFar, Gesture.LetterCase letterCase, Answer<Strip> answer) {
    answer.done(Strip.EMPTY);
  }

  @Override
  public void accept(Strip.Item item, Answer<TextChange> answer) {
    text(item.text + " ", answer);
  }

  @Override
  public void finish(Answer<TextChange> answer) {
    answer.done(TextChange.insert(""));
  }

  @Override
  public void suggest(Answer<Strip> answer) {
    answer.done(Strip.EMPTY);
  }

  @Override
  public void close() {}

  /** UTF-16 units of what one backspace deletes at the end of the text; 0 for an empty one. */
  static int lastGraphemeLength(String text) {
    BreakIterator characters = BreakIterator.getCharacterInstance();
    characters.setText(text);
    int end = characters.last();
    int start = characters.previous();
    return start == BreakIterator.DONE ? 0 : end - start;
  }
}
