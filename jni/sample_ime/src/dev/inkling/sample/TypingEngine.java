package dev.inkling.sample;

import dev.inkling.Gesture;

/**
 * What {@link EditorSession} needs of the engine for one text field. Calls return at once; answers
 * come in the order of the calls, on the main thread. A seam, so that typing goes on when there is
 * no engine (see {@link LiteralEngine}).
 */
interface TypingEngine {
  /** Gets an answer on the main thread. */
  interface Answer<T> {
    /** {@code result} is null when the engine failed; the text must be read again then. */
    void done(T result);
  }

  /** The text around the cursor; answers the word at the cursor that is composed from now on. */
  void setContext(String before, String after, Answer<String> composing);

  /** A character where the finger came down, in key widths and heights. */
  void tap(int codePoint, float x, float y, long timeMillis, Answer<TextChange> answer);

  /** A grapheme without a touch, such as an accent from the popup or an emoji. */
  void text(String grapheme, Answer<TextChange> answer);

  void backspace(Answer<TextChange> answer);

  /** A word that was drawn, and is not changed any more. */
  void gesture(Gesture gesture, Gesture.LetterCase letterCase, Answer<TextChange> answer);

  /** What a finger may be drawing; no answer when something else was asked for meanwhile. */
  void sketch(Gesture soFar, Gesture.LetterCase letterCase, Answer<Strip> answer);

  /** Takes a suggestion of the strip that was shown last. */
  void accept(Strip.Item item, Answer<TextChange> answer);

  /** The field is left: the composing text stays as typed. */
  void finish(Answer<TextChange> answer);

  /** Suggestions for the text so far; no answer when something was typed meanwhile. */
  void suggest(Answer<Strip> answer);

  /** No answer comes after this. Does not wait. */
  void close();
}
