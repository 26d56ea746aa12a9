package dev.inkling.sample;

import dev.inkling.Kind;
import dev.inkling.Suggestions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What the candidate strip shows; immutable. */
final class Strip {
  static final Strip EMPTY = new Strip(Collections.<Item>emptyList());

  private static final int NO_INDEX = -1;

  /** One candidate. */
  static final class Item {
    final String text;
    /** What was typed, letter for letter. */
    final boolean literal;
    /** A space would put this one in. */
    final boolean autocorrect;
    /** For {@link TypingEngine#accept}. */
    final int index;

    Item(String text, boolean literal, boolean autocorrect, int index) {
      this.text = text;
      this.literal = literal;
      this.autocorrect = autocorrect;
      this.index = index;
    }
  }

  final List<Item> items;

  Strip(List<Item> items) {
    this.items = Collections.unmodifiableList(new ArrayList<>(items));
  }

  static Strip of(Suggestions suggestions) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < suggestions.size(); i++) {
      items.add(new Item(suggestions.text(i), suggestions.kind(i) == Kind.LITERAL,
          i == suggestions.autocorrectIndex(), i));
    }
    return new Strip(items);
  }

  /** What a finger may be drawing: nothing of it is in the text, so it is picked by its text. */
  static Strip guess(Suggestions suggestions) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < suggestions.size(); i++)
      items.add(new Item(suggestions.text(i), false, i == 0, NO_INDEX));
    return new Strip(items);
  }

  /**
   * The first {@code count}, but with the literal and the autocorrect choice among them: whoever
   * types must be able to keep what they typed.
   */
  Strip top(int count) {
    List<Item> kept = new ArrayList<>(items.subList(0, Math.min(count, items.size())));
    for (Item item : items.subList(kept.size(), items.size())) {
      if (!item.literal && !item.autocorrect)
        continue;
      for (int i = kept.size() - 1; i >= 0; i--) {
        if (!kept.get(i).literal && !kept.get(i).autocorrect) {
          kept.set(i, item);
          break;
        }
      }
    }
    return new Strip(kept);
  }
}
