package dev.inkling.sample;

import android.text.InputType;
import android.view.inputmethod.EditorInfo;
import dev.inkling.AutocorrectStrength;
import dev.inkling.FieldKind;
import java.util.Objects;

/**
 * What may be learned, shown and corrected in a text field: Android's flags and the person's
 * settings, decided in one place. Immutable.
 */
final class FieldPolicy {
  /** Pages of the keyboard that a field may start with. */
  enum StartPage { LETTERS, NUMBERS }

  private static final int NO_LEARNING = EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING;

  final FieldKind kind;
  final boolean noLearning;
  /** Whether the strip shows anything. */
  final boolean suggestions;
  final AutocorrectStrength autocorrect;
  /** Whether words may be drawn: running text, however eagerly the person wants to be corrected. */
  final boolean gestures;
  /** Whether the word being typed is composing text; else letters are committed at once. */
  final boolean composing;
  /** No text editor at all (a terminal, a game): key events instead of text. */
  final boolean rawKeys;
  final StartPage startPage;
  /** IME_ACTION_... that enter performs; IME_ACTION_NONE: enter is a line end. */
  final int enterAction;
  /** TextUtils.CAP_MODE_... bits that the field asks for. */
  final int capsMode;

  private FieldPolicy(EditorInfo info, boolean mayLearn, AutocorrectStrength strength) {
    int inputClass = info.inputType & InputType.TYPE_MASK_CLASS;
    boolean text = inputClass == InputType.TYPE_CLASS_TEXT;
    boolean secret = isPassword(info.inputType);
    boolean unlearned = (info.imeOptions & NO_LEARNING) != 0;
    kind = kindOf(info);
    rawKeys = info.inputType == InputType.TYPE_NULL;
    noLearning = secret || unlearned || !mayLearn;
    suggestions = text && !secret && !unlearned
        && (info.inputType & InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS) == 0;
    gestures = suggestions && mayCorrect(info.inputType);
    autocorrect = gestures ? strength : AutocorrectStrength.OFF;
    composing = text && !secret;
    startPage = inputClass == InputType.TYPE_CLASS_NUMBER
            || inputClass == InputType.TYPE_CLASS_PHONE
            || inputClass == InputType.TYPE_CLASS_DATETIME
        ? StartPage.NUMBERS
        : StartPage.LETTERS;
    enterAction = enterActionOf(info);
    capsMode = text && !secret ? info.inputType
            & (InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS | InputType.TYPE_TEXT_FLAG_CAP_WORDS
                | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES)
                               : 0;
  }

  /**
   * @param mayLearn the person has learning on and is not incognito
   * @param strength how eagerly the person wants to be corrected
   */
  static FieldPolicy of(EditorInfo info, boolean mayLearn, AutocorrectStrength strength) {
    return new FieldPolicy(info, mayLearn, strength);
  }

  /** Whether a session opened for {@code other} can go on in this field. */
  boolean sameSession(FieldPolicy other) {
    return other != null && kind == other.kind && noLearning == other.noLearning
        && autocorrect == other.autocorrect && composing == other.composing
        && suggestions == other.suggestions && rawKeys == other.rawKeys;
  }

  private static int variation(int inputType) {
    return inputType & InputType.TYPE_MASK_VARIATION;
  }

  private static boolean isPassword(int inputType) {
    int variation = variation(inputType);
    switch (inputType & InputType.TYPE_MASK_CLASS) {
      case InputType.TYPE_CLASS_TEXT:
        return variation == InputType.TYPE_TEXT_VARIATION_PASSWORD
            || variation == InputType.TYPE_TEXT_VARIATION_VISIBLE_PASSWORD
            || variation == InputType.TYPE_TEXT_VARIATION_WEB_PASSWORD;
      case InputType.TYPE_CLASS_NUMBER:
        return variation == InputType.TYPE_NUMBER_VARIATION_PASSWORD;
      default:
        return false;
    }
  }

  private static boolean mayCorrect(int inputType) {
    switch (variation(inputType)) {
      case InputType.TYPE_TEXT_VARIATION_URI:
      case InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS:
      case InputType.TYPE_TEXT_VARIATION_WEB_EMAIL_ADDRESS:
      case InputType.TYPE_TEXT_VARIATION_FILTER:
        return false;
      case InputType.TYPE_TEXT_VARIATION_WEB_EDIT_TEXT:
        return (inputType & InputType.TYPE_TEXT_FLAG_AUTO_CORRECT) != 0;
      default:
        return true;
    }
  }

  private static FieldKind kindOf(EditorInfo info) {
    if (isPassword(info.inputType))
      return FieldKind.PASSWORD;
    if ((info.inputType & InputType.TYPE_MASK_CLASS) != InputType.TYPE_CLASS_TEXT)
      return info.inputType == InputType.TYPE_NULL ? FieldKind.TEXT : FieldKind.NUMBER;
    switch (variation(info.inputType)) {
      case InputType.TYPE_TEXT_VARIATION_URI:
        return FieldKind.URI;
      case InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS:
      case InputType.TYPE_TEXT_VARIATION_WEB_EMAIL_ADDRESS:
        return FieldKind.EMAIL;
      default:
        return (info.imeOptions & EditorInfo.IME_MASK_ACTION) == EditorInfo.IME_ACTION_SEARCH
            ? FieldKind.SEARCH
            : FieldKind.TEXT;
    }
  }

  private static int enterActionOf(EditorInfo info) {
    int action = info.imeOptions & EditorInfo.IME_MASK_ACTION;
    boolean lineEnd = (info.imeOptions & EditorInfo.IME_FLAG_NO_ENTER_ACTION) != 0
        || action == EditorInfo.IME_ACTION_UNSPECIFIED;
    return lineEnd ? EditorInfo.IME_ACTION_NONE : action;
  }

  @Override
  public String toString() {
    return Objects.toString(kind) + (noLearning ? " unlearned" : "") + (suggestions ? "" : " quiet")
        + " autocorrect " + autocorrect;
  }
}
