package dev.inkling.sample;

import java.util.HashMap;
import java.util.Map;

/** What screen readers say for signs, which they would pass over or name by chance. */
final class SignNames {
  private static final Map<String, String> NAMES = new HashMap<>();

  static {
    NAMES.put(".", "Full stop");
    NAMES.put(",", "Comma");
    NAMES.put("'", "Apostrophe");
    NAMES.put("\"", "Quotation mark");
    NAMES.put("-", "Hyphen");
    NAMES.put("_", "Underscore");
    NAMES.put(":", "Colon");
    NAMES.put(";", "Semicolon");
    NAMES.put("!", "Exclamation mark");
    NAMES.put("?", "Question mark");
    NAMES.put("(", "Left parenthesis");
    NAMES.put(")", "Right parenthesis");
    NAMES.put("[", "Left bracket");
    NAMES.put("]", "Right bracket");
    NAMES.put("{", "Left brace");
    NAMES.put("}", "Right brace");
    NAMES.put("<", "Less than");
    NAMES.put(">", "Greater than");
    NAMES.put("/", "Slash");
    NAMES.put("\\", "Backslash");
    NAMES.put("@", "At");
    NAMES.put("#", "Hash");
    NAMES.put("$", "Dollar");
    NAMES.put("£", "Pound");
    NAMES.put("€", "Euro");
    NAMES.put("¥", "Yen");
    NAMES.put("¢", "Cent");
    NAMES.put("&", "And");
    NAMES.put("+", "Plus");
    NAMES.put("*", "Asterisk");
    NAMES.put("=", "Equals");
    NAMES.put("~", "Tilde");
    NAMES.put("`", "Backtick");
    NAMES.put("^", "Caret");
    NAMES.put("%", "Per cent");
    NAMES.put("•", "Bullet");
    NAMES.put("√", "Square root");
    NAMES.put("π", "Pi");
    NAMES.put("÷", "Divided by");
    NAMES.put("×", "Times");
    NAMES.put("§", "Section");
    NAMES.put("°", "Degree");
    NAMES.put("©", "Copyright");
    NAMES.put("®", "Registered");
    NAMES.put("™", "Trademark");
    NAMES.put("|", "Vertical bar");
  }

  private SignNames() {}

  /** Null for what needs no name: letters, digits. */
  static String of(String sign) {
    return NAMES.get(sign);
  }
}
