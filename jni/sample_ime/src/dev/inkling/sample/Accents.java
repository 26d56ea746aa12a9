package dev.inkling.sample;

import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a long press on a key offers. */
final class Accents {
  private static final Map<String, List<String>> TABLE = new HashMap<>();

  static {
    add("a", "á à â ä æ ã å ā");
    add("c", "ç ć č");
    add("d", "ð ď");
    add("e", "é è ê ë ē ę ě");
    add("g", "ğ");
    add("i", "í ì î ï ī");
    add("l", "ł ľ");
    add("n", "ñ ń ň");
    add("o", "ó ò ô ö õ ø œ ō");
    add("r", "ř");
    add("s", "ß ś š ş");
    add("t", "þ ť");
    add("u", "ú ù û ü ū ů");
    add("y", "ý ÿ");
    add("z", "ž ź ż");
    add(".", "… , ? ! ; : -");
    add("-", "– — _");
    add("'", "’ ‘ ‚");
    add("\"", "“ ” „ « »");
    add("?", "¿");
    add("!", "¡");
    add("$", "€ £ ¥ ¢");
    add("0", "° ⁰");
    add("1", "¹ ½ ¼ ⅓");
    add("2", "² ⅔");
    add("3", "³ ¾");
  }

  private Accents() {}

  private static void add(String label, String alternatives) {
    TABLE.put(label, Collections.unmodifiableList(Arrays.asList(alternatives.split(" "))));
  }

  static List<String> of(String label) {
    List<String> alternatives = TABLE.get(label);
    return alternatives == null ? Collections.<String>emptyList() : alternatives;
  }
}
