package dev.inkling.sample;

import android.view.inputmethod.EditorInfo;

/** What a key shows and says. */
final class KeyLabels {
  /** Beside EditorInfo.IME_ACTION_...: puts the first emoji of a search in. */
  static final int PUT_IN = -1;
  private static final String ENTER = "Enter";

  private KeyLabels() {}

  /** What a text key types. */
  static String typed(Key key, boolean upper) {
    return upper && key.isLetter() ? key.label.toUpperCase(java.util.Locale.ROOT) : key.label;
  }

  /** For screen readers. */
  static String description(Key key, ShiftState.Mode shift, int enterAction) {
    switch (key.kind) {
      case SPACE:
        return "Space";
      case BACKSPACE:
        return "Delete";
      case SHIFT:
        return shift(shift);
      case ENTER:
        return enter(enterAction);
      case PAGE:
        return page(key.page);
      case TAB:
        return key.spoken + (key.selected ? " emoji, selected" : " emoji");
      case SEARCH:
        return "Search emoji";
      case EMOJI:
        return key.spoken;
      default:
        return sign(typed(key, shift.isUpper()));
    }
  }

  private static String shift(ShiftState.Mode mode) {
    switch (mode) {
      case LOCKED:
        return "Caps lock on";
      case ONCE:
        return "Shift on";
      case AUTO:
        return "Shift on for the start of the sentence";
      default:
        return "Shift off";
    }
  }

  private static String page(KeyboardPage.Name name) {
    switch (name) {
      case LETTERS:
        return "Letters";
      case SYMBOLS:
        return "Symbols";
      case MORE_SYMBOLS:
        return "More symbols";
      case EMOJI:
        return "Emoji";
      default:
        return "Numbers";
    }
  }

  /** On the enter key; empty where a sign is drawn. */
  static String enterLabel(int action) {
    String name = enter(action);
    return name.equals(ENTER) ? "" : name;
  }

  private static String enter(int action) {
    switch (action) {
      case EditorInfo.IME_ACTION_GO:
        return "Go";
      case EditorInfo.IME_ACTION_SEARCH:
        return "Search";
      case EditorInfo.IME_ACTION_SEND:
        return "Send";
      case EditorInfo.IME_ACTION_NEXT:
        return "Next";
      case EditorInfo.IME_ACTION_PREVIOUS:
        return "Previous";
      case EditorInfo.IME_ACTION_DONE:
        return "Done";
      case PUT_IN:
        return "Put in";
      default:
        return ENTER;
    }
  }

  /** Signs that screen readers pass over in silence have names of their own. */
  private static String sign(String text) {
    String name = SignNames.of(text);
    if (name != null)
      return name;
    boolean capital = text.length() == 1 && Character.isUpperCase(text.charAt(0));
    return capital ? "Capital " + text : text;
  }
}
