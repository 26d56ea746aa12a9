package dev.inkling.sample;

import java.util.ArrayList;
import java.util.List;

/** Pages of emoji: a category each, those of late on the first, with tabs below. */
final class EmojiPages {
  /** The page of those that were typed of late. */
  static final int RECENT = -1;
  /** Emoji on a page. */
  static final int PLACES = 30;
  private static final int COLUMNS = 10;
  private static final float PAGE_KEY = 1.25f;
  private static final float SEARCH = 1;
  private static final float BACKSPACE = 1.5f;

  private EmojiPages() {}

  /** The page that opens first: of late, or the first category where there are none. */
  static KeyboardPage first(List<String> recent) {
    return page(recent.isEmpty() ? 0 : RECENT, recent);
  }

  /** @param recent the latest first; without any there is no tab for them */
  static KeyboardPage page(int category, List<String> recent) {
    List<EmojiCategory> categories = EmojiCategory.all();
    List<Key> keys = new ArrayList<>();
    Iterable<String> shown = category == RECENT ? recent : categories.get(category).emoji.keySet();
    for (String emoji : shown) {
      if (keys.size() == PLACES)
        break;
      keys.add(Key.emoji(emoji, EmojiCategory.spoken(emoji), keys.size() % COLUMNS,
          (float) (keys.size() / COLUMNS)));
    }
    keys.add(Key.page("ABC", KeyboardPage.Name.LETTERS, 0, 3, PAGE_KEY));
    keys.add(Key.special(Key.Kind.SEARCH, PAGE_KEY, 3, SEARCH));
    int first = recent.isEmpty() ? 0 : RECENT;
    float width =
        (KeyboardPage.WIDTH - PAGE_KEY - SEARCH - BACKSPACE) / (categories.size() - first);
    for (int i = first; i < categories.size(); i++) {
      String sign = i == RECENT ? "🕘" : categories.get(i).sign;
      String name = i == RECENT ? "Recent" : categories.get(i).name;
      float left = PAGE_KEY + SEARCH + (i - first) * width;
      keys.add(Key.tab(sign, name, i, i == category, left, 3, width));
    }
    keys.add(Key.special(Key.Kind.BACKSPACE, KeyboardPage.WIDTH - BACKSPACE, 3, BACKSPACE));
    return new KeyboardPage(KeyboardPage.Name.EMOJI, keys);
  }
}
