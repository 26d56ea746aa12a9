package dev.inkling.sample;

import android.view.inputmethod.EditorInfo;

/** What a key shows and says. */
final class KeyLabels {
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
        return shift == ShiftState.Mode.LOCKED ? "Caps lock on"
            : shift == ShiftState.Mode.OFF     ? "Shift"
                                               : "Shift on";
      case ENTER:
        return enter(enterAction);
      case PAGE:
        return page(key.page);
      default:
        return sign(typed(key, shift != ShiftState.Mode.OFF));
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
      default:
        return ENTER;
    }
  }

  /** Signs that screen readers pass over in silence. */
  private static String sign(String text) {
    switch (text) {
      case ".":
        return "Full stop";
      case ",":
        return "Comma";
      case "'":
        return "Apostrophe";
      case "\"":
        return "Quotation mark";
      case "-":
        return "Hyphen";
      case "_":
        return "Underscore";
      case ":":
        return "Colon";
      case ";":
        return "Semicolon";
      case "!":
        return "Exclamation mark";
      case "?":
        return "Question mark";
      case "(":
        return "Left parenthesis";
      case ")":
        return "Right parenthesis";
      default:
        return text.length() == 1 && Character.isUpperCase(text.charAt(0)) ? "Capital " + text
                                                                           : text;
    }
  }
}
