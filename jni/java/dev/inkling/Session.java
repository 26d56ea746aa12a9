package dev.inkling;

import java.util.Objects;

/**
 * One editor: its text, its cursor and the word that is being typed. One thread at a time (calls
 * wait for one another); {@link #cancel} and {@link #close} may come from any other. {@link
 * AsyncSession} gives it a thread of its own.
 *
 * <p>Every method but {@link #close} throws {@link IllegalStateException} once the session is
 * closed, and when the engine reports a fault of its own.
 */
public final class Session implements AutoCloseable {
  /** Suggestions per answer when nothing else is said: three slots of a strip. */
  private static final int DEFAULT_COUNT = 3;

  private final Handle handle;

  Session(long id) {
    handle = new Handle(this, Handle.Type.SESSION, id);
  }

  /**
   * The field was entered or the cursor is elsewhere: the text on both sides of it. The word that
   * the cursor stands in, or at the end of, becomes the composing text: what of it is left of the
   * cursor is {@link #composing}, the rest {@link #composingAfter}. Suggestions are for all of it.
   */
  public synchronized void setContext(CharSequence before, CharSequence after) {
    Native.sessionSetContext(this, handle.id, text(before, "before"), text(after, "after"));
  }

  /** A typed character without a touch: a letter, sign, space or line end ('\n'). */
  public synchronized Edit key(int codePoint) {
    return Native.sessionKey(this, handle.id, character(codePoint));
  }

  /**
   * A typed character and where the finger came down.
   *
   * @param x in key widths from the left edge of the keyboard
   * @param y in key heights from its top edge
   * @param tMillis when, on any clock that does not go back; kept for models of typing rhythm, and
   *     without effect today
   */
  public synchronized Edit tap(int codePoint, float x, float y, long tMillis) {
    if (!isFinite(x) || !isFinite(y)) {
      throw new IllegalArgumentException("not a place on a keyboard: " + x + ", " + y);
    }
    return Native.sessionTap(this, handle.id, character(codePoint), x, y);
  }

  /**
   * A typed character of several code points, as many emoji are.
   *
   * @throws IllegalArgumentException when it is empty
   */
  public synchronized Edit text(CharSequence grapheme) {
    String character = text(grapheme, "grapheme");
    if (character.isEmpty())
      throw new IllegalArgumentException("grapheme is empty");
    return Native.sessionKey(this, handle.id, character);
  }

  /** As {@link #gesture(Gesture, Gesture.LetterCase)}, in the case that the word is written in. */
  public Edit gesture(Gesture gesture) {
    return gesture(gesture, Gesture.LetterCase.AS_WRITTEN);
  }

  /**
   * A finger was drawn over the keys of one word. Its likeliest reading becomes the composing text,
   * {@link #suggest} offers the others, and {@link #backspace} takes it back whole. What was being
   * typed, or drawn, before is ended as by a space; the edit tells of that commit. Spaces around
   * drawn words come by themselves. Nothing happens to the text where no word is drawn like that,
   * or the field is none of running text.
   */
  public synchronized Edit gesture(Gesture gesture, Gesture.LetterCase letterCase) {
    return Native.sessionGesture(
        this, handle.id, gesture.places(), gesture.times(), letterCase.code);
  }

  /**
   * What a finger that still moves may be drawing, best first: words that end here, and words that
   * may come of it. The text stays as it is. The other arguments are those of {@link #suggest}.
   */
  public synchronized Suggestions sketch(Gesture gesture, Gesture.LetterCase letterCase,
      long sequence, long deadlineNanos, int count) {
    checkSequence(sequence);
    checkCount(count);
    return Native.sessionSketch(this, handle.id, gesture.places(), gesture.times(),
        letterCase.code, sequence, deadlineNanos, count);
  }

  /**
   * Right after an autocorrection or a drawn word: takes it back. Else deletes one character.
   */
  public synchronized Edit backspace() {
    return Native.sessionBackspace(this, handle.id);
  }

  /**
   * Takes a suggestion of the last answer.
   *
   * @throws EngineException NOT_FOUND when the text has changed since, or there is none
   */
  public synchronized Edit accept(int index) throws EngineException {
    return Native.sessionAccept(this, handle.id, index);
  }

  /** Takes any text in place of the composing text and of what follows of the word. */
  public synchronized Edit pick(CharSequence text) {
    return Native.sessionPick(this, handle.id, text(text, "text"));
  }

  /**
   * The word that stands at a place of the text, or ends there, and what else its keys or its path
   * may have meant between the words around it: for a person who taps a word in order to mend it.
   * The touches of the words that were committed last are known, wherever the cursor went since; of
   * others, the letters are. The text stays as it is.
   *
   * @param at UTF-16 units of {@link #textBefore}, {@link #composing} and {@link #textAfter} taken
   *     together
   * @param sequence for {@link #cancel}, as of {@link #suggest}
   * @param deadlineNanos from now; negative: none
   * @param count how many other words at most, 1 to 100
   * @return null where no word stands, and in fields that show nothing
   */
  public synchronized WordChoices lookAt(int at, long sequence, long deadlineNanos, int count) {
    if (at < 0)
      throw new IllegalArgumentException("at is negative: " + at);
    checkSequence(sequence);
    checkCount(count);
    int[] numbers = new int[WordChoices.NUMBERS];
    String[] texts = new String[2];
    Suggestions others = Native.sessionLookAt(
        this, handle.id, at, sequence, deadlineNanos, count, numbers, texts);
    return others == null ? null : new WordChoices(numbers, texts[0], texts[1], others);
  }

  /**
   * Puts {@code text} in place of the word that begins at a place of the text. What was learned
   * from the word is unlearned, and {@code text} is learned as meant; no spaces come or go.
   *
   * @param begin of {@link WordChoices#begin}
   * @throws EngineException NOT_FOUND where no word begins there, INVALID_ARGUMENT for an empty
   *     text, UNSUPPORTED for a word that begins right of the cursor: move the cursor first
   */
  public synchronized Edit mend(int begin, CharSequence text) throws EngineException {
    return Native.sessionMend(this, handle.id, begin, text(text, "text"));
  }

  /**
   * Gives back what was typed for a committed word, as long as nothing was typed behind it.
   *
   * @param commitId of {@link Edit#commitId}
   * @throws EngineException NOT_FOUND after that
   */
  public synchronized Edit revert(long commitId) throws EngineException {
    return Native.sessionRevert(this, handle.id, commitId);
  }

  /** The field is left: commits the composing text as it was typed. */
  public synchronized Edit finish() {
    return Native.sessionFinish(this, handle.id);
  }

  /** As {@link #suggest(long, long, int)}, with a count of three. */
  public Suggestions suggest(long sequence, long deadlineNanos) {
    return suggest(sequence, deadlineNanos, DEFAULT_COUNT);
  }

  /**
   * Answers within the deadline, or when it is cancelled, with what it has by then.
   *
   * @param sequence for {@link #cancel}; grows from call to call. 0: cannot be cancelled
   * @param deadlineNanos from now; negative: none
   * @param count how many suggestions at most, 1 to 100; the typed word itself comes on top
   */
  public Suggestions suggest(long sequence, long deadlineNanos, int count) {
    return suggest(sequence, deadlineNanos, count, false);
  }

  /**
   * As {@link #suggest(long, long, int)}, and where {@code why} asks for it with {@link
   * Suggestions#decision}.
   */
  public synchronized Suggestions suggest(
      long sequence, long deadlineNanos, int count, boolean why) {
    checkSequence(sequence);
    checkCount(count);
    return Native.sessionSuggest(this, handle.id, sequence, deadlineNanos, count, why);
  }

  /**
   * What is likely to follow a suggestion, should it be picked: {@code " forward to"}, each word
   * with a space before it, to be shown dimly behind it. Empty when nothing is likelier than not,
   * where the line goes on right of the word, where nothing is shown, and when it was cancelled or
   * there was no time.
   *
   * @param suggestion its text
   * @param sequence for {@link #cancel}, as of {@link #suggest}
   * @param deadlineNanos from now; negative: none
   */
  public synchronized String phrase(CharSequence suggestion, long sequence, long deadlineNanos) {
    checkSequence(sequence);
    return Native.sessionPhrase(
        this, handle.id, text(suggestion, "suggestion"), sequence, deadlineNanos);
  }

  /**
   * From any thread: suggest and phrase calls of this sequence number or an older one give up soon.
   */
  public void cancel(long sequence) {
    checkSequence(sequence);
    Native.sessionCancel(this, handle.id, sequence);
  }

  /** The word that is being typed, as typed, up to the cursor. */
  public synchronized String composing() {
    return Native.sessionText(this, handle.id)[1];
  }

  /** What of that word stands right of the cursor; {@link #textAfter} begins with it. */
  public synchronized String composingAfter() {
    return Native.sessionText(this, handle.id)[3];
  }

  /**
   * Would the next letter begin a sentence, so that the shift key should be down for it? Only where
   * nothing is being typed, in a field of text, and unless {@link SessionOptions#autoCapitals} is
   * off.
   */
  public synchronized boolean wantsCapital() {
    return Native.sessionWantsCapital(this, handle.id);
  }

  /** The committed text before the composing text, as the session knows it. */
  public synchronized String textBefore() {
    return Native.sessionText(this, handle.id)[0];
  }

  /** The text after the cursor, as the session knows it. */
  public synchronized String textAfter() {
    return Native.sessionText(this, handle.id)[2];
  }

  /**
   * Lets go of the native session. Cancels an answer that is being worked out and waits for it to
   * end. Twice is once. A word that was not finished is not learned.
   */
  @Override
  public void close() {
    try {
      Native.sessionCancel(this, handle.id, Long.MAX_VALUE);
    } catch (IllegalStateException alreadyClosed) {
      return;
    }
    // What a running call was answered points into the native session until it is copied.
    synchronized (this) {
      handle.close();
    }
  }

  private static String text(CharSequence text, String name) {
    return Objects.requireNonNull(text, name).toString();
  }

  private static String character(int codePoint) {
    if (!Character.isValidCodePoint(codePoint)) {
      throw new IllegalArgumentException("not a code point: " + codePoint);
    }
    return new String(Character.toChars(codePoint));
  }

  // Float.isFinite is not there before Android API 24.
  private static boolean isFinite(float value) {
    return Math.abs(value) <= Float.MAX_VALUE;
  }

  private static void checkCount(int count) {
    if (count < 1 || count > 100)
      throw new IllegalArgumentException("count is not 1 to 100: " + count);
  }

  private static void checkSequence(long sequence) {
    if (sequence < 0)
      throw new IllegalArgumentException("sequence is negative: " + sequence);
  }
}
