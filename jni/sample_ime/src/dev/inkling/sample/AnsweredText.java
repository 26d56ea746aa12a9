package dev.inkling.sample;

/** The text before the cursor as of the engine's last answer, and how a letter goes on with it. */
final class AnsweredText {
  /** Kept of a text that has grown long. */
  private static final int LONG_TEXT = 4 * EditorMirror.MAX_BEFORE;

  private String before = "";
  private String composing = "";
  /** The composing text is a drawn word: a letter behind it begins another one. */
  private boolean drawn;
  /** A backspace brought the composing text back; only the engine knows whether it was drawn. */
  private boolean broughtBack;

  /** Committed text. */
  String before() {
    return before;
  }

  String composing() {
    return composing;
  }

  String all() {
    return before + composing;
  }

  boolean isDrawn() {
    return drawn;
  }

  /** Whether it is known what a letter does before the engine says so. */
  boolean takesLetters() {
    return !broughtBack;
  }

  /** Another text, none of it composing. */
  void set(String text) {
    before = text;
    composing = "";
    drawn = broughtBack = false;
  }

  /** The engine says which word at the end of the text is being typed. */
  void compose(String word) {
    if (!before.endsWith(word))
      return;
    before = before.substring(0, before.length() - word.length());
    composing = word;
  }

  /** @return false when the answer is about another text */
  boolean apply(Press press, TextChange change) {
    if (change == null || change.erasedBefore > before.length())
      return false;
    boolean same = composing.equals(change.composing) && change.inserted.isEmpty();
    boolean longer = change.composing.length() > composing.length();
    before = before.substring(0, before.length() - change.erasedBefore) + change.inserted;
    composing = change.composing;
    drawn = press.draws && !composing.isEmpty() && (drawn || !same);
    broughtBack = press.literal == null && longer;
    return true;
  }

  /** @return UTF-16 units at its start that were forgotten, as it has grown too long to keep */
  int forgetStart() {
    if (before.length() <= LONG_TEXT)
      return 0;
    int cut = before.length() - EditorMirror.MAX_BEFORE;
    if (Character.isLowSurrogate(before.charAt(cut)))
      cut--;
    before = before.substring(cut);
    return cut;
  }
}
