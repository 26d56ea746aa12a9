package dev.inkling.sample;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * One page of keys, {@link #WIDTH} key widths wide. The letters stand where the engine's layout
 * "qwerty" has them: rows begin at 0, 0.5 and 1.5 key widths, the space bar spans 3.25 to 8.25.
 */
final class KeyboardPage {
  enum Name { LETTERS, SYMBOLS, MORE_SYMBOLS, EMOJI, NUMBERS }

  static final float WIDTH = 10;
  static final float HEIGHT = 4;
  private static final float SPACE_LEFT = 3.25f;
  private static final float SPACE_RIGHT = 8.25f;
  private static final Map<Name, KeyboardPage> PAGES = new EnumMap<>(Name.class);

  final Name name;
  final List<Key> keys;

  KeyboardPage(Name name, List<Key> keys) {
    this.name = name;
    this.keys = Collections.unmodifiableList(keys);
  }

  static KeyboardPage of(Name name) {
    KeyboardPage page = PAGES.get(name);
    if (page == null) {
      page = name == Name.EMOJI ? EmojiPages.first(Collections.<String>emptyList())
                                : new KeyboardPage(name, keysOf(name));
      PAGES.put(name, page);
    }
    return page;
  }

  /** The key at a point, or the nearest: there are no gaps to miss into. */
  Key at(float x, float y) {
    Key nearest = keys.get(0);
    for (Key key : keys) {
      if (key.distance(x, y) < nearest.distance(x, y))
        nearest = key;
    }
    return nearest;
  }

  private static List<Key> keysOf(Name name) {
    List<Key> keys = new ArrayList<>();
    switch (name) {
      case LETTERS:
        row(keys, 0, 0, "q w e r t y u i o p");
        row(keys, 0.5f, 1, "a s d f g h j k l");
        keys.add(Key.special(Key.Kind.SHIFT, 0, 2, 1.5f));
        row(keys, 1.5f, 2, "z x c v b n m");
        keys.add(Key.special(Key.Kind.BACKSPACE, 8.5f, 2, 1.5f));
        bottom(keys, Key.page("?123", Name.SYMBOLS, 0, 3, 1.25f));
        break;
      case SYMBOLS:
        row(keys, 0, 0, "1 2 3 4 5 6 7 8 9 0");
        row(keys, 0, 1, "@ # $ _ & - + ( ) /");
        keys.add(Key.page("=\\<", Name.MORE_SYMBOLS, 0, 2, 1.5f));
        row(keys, 1.5f, 2, "* \" ' : ; ! ?");
        keys.add(Key.special(Key.Kind.BACKSPACE, 8.5f, 2, 1.5f));
        bottom(keys, Key.page("ABC", Name.LETTERS, 0, 3, 1.25f));
        break;
      case MORE_SYMBOLS:
        row(keys, 0, 0, "~ ` | • √ π ÷ × § °");
        row(keys, 0, 1, "£ € ¥ ¢ ^ = { } [ ]");
        keys.add(Key.page("?123", Name.SYMBOLS, 0, 2, 1.5f));
        row(keys, 1.5f, 2, "% © ® ™ \\ < >");
        keys.add(Key.special(Key.Kind.BACKSPACE, 8.5f, 2, 1.5f));
        bottom(keys, Key.page("ABC", Name.LETTERS, 0, 3, 1.25f));
        break;
      default:
        numberRow(keys, 0, "1 2 3", Key.text("-", 7.5f, 0, 2.5f));
        numberRow(keys, 1, "4 5 6", Key.text("/", 7.5f, 1, 2.5f));
        numberRow(keys, 2, "7 8 9", Key.special(Key.Kind.BACKSPACE, 7.5f, 2, 2.5f));
        keys.add(Key.page("ABC", Name.LETTERS, 0, 3, 1.25f));
        keys.add(Key.text("+", 1.25f, 3, 1.25f));
        keys.add(Key.text("0", 2.5f, 3, 2.5f));
        keys.add(Key.text(".", 5, 3, 1.25f));
        keys.add(Key.text(":", 6.25f, 3, 1.25f));
        keys.add(Key.special(Key.Kind.ENTER, 7.5f, 3, 2.5f));
    }
    return keys;
  }

  private static void row(List<Key> keys, float left, float top, String labels) {
    float at = left;
    for (String label : labels.split(" ")) {
      keys.add(Key.text(label, at, top, 1));
      at += 1;
    }
  }

  private static void numberRow(List<Key> keys, float top, String labels, Key last) {
    float at = 0;
    for (String label : labels.split(" ")) {
      keys.add(Key.text(label, at, top, 2.5f));
      at += 2.5f;
    }
    keys.add(last);
  }

  private static void bottom(List<Key> keys, Key pageKey) {
    keys.add(pageKey);
    keys.add(Key.page("☺", Name.EMOJI, 1.25f, 3, 1));
    keys.add(Key.text(",", 2.25f, 3, 1));
    keys.add(Key.special(Key.Kind.SPACE, SPACE_LEFT, 3, SPACE_RIGHT - SPACE_LEFT));
    keys.add(Key.text(".", SPACE_RIGHT, 3, 0.75f));
    keys.add(Key.special(Key.Kind.ENTER, SPACE_RIGHT + 0.75f, 3, WIDTH - SPACE_RIGHT - 0.75f));
  }
}
