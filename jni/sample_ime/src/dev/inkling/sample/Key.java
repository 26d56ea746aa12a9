package dev.inkling.sample;

import java.util.Collections;
import java.util.List;

/** A key and its place, in key widths and heights from the keyboard's top left corner. */
final class Key {
  enum Kind { TEXT, EMOJI, SPACE, SHIFT, BACKSPACE, ENTER, PAGE, TAB, SEARCH }

  final Kind kind;
  /** What it types when not shifted, or shows when it is no text key. */
  final String label;
  /** Where a PAGE key leads. */
  final KeyboardPage.Name page;
  /** Which emoji a TAB key leads to; see {@link EmojiPages}. */
  final int category;
  /** The tab of the page that is shown. */
  final boolean selected;
  /** For screen readers; null: the label says it. */
  final String spoken;
  /** Typed by a long press; the first one at once, the others by sliding. */
  final List<String> alternatives;
  final float left;
  final float top;
  final float right;
  final float bottom;

  private Key(Kind kind, String label, KeyboardPage.Name page, List<String> alternatives,
      float left, float top, float width) {
    this(kind, label, page, alternatives, 0, false, null, left, top, width);
  }

  private Key(Kind kind, String label, KeyboardPage.Name page, List<String> alternatives,
      int category, boolean selected, String spoken, float left, float top, float width) {
    this.kind = kind;
    this.label = label;
    this.page = page;
    this.alternatives = alternatives;
    this.category = category;
    this.selected = selected;
    this.spoken = spoken;
    this.left = left;
    this.top = top;
    right = left + width;
    bottom = top + 1;
  }

  static Key text(String label, float left, float top, float width) {
    return new Key(Kind.TEXT, label, null, Accents.of(label), left, top, width);
  }

  static Key special(Kind kind, float left, float top, float width) {
    return new Key(kind, "", null, Collections.<String>emptyList(), left, top, width);
  }

  static Key page(String label, KeyboardPage.Name page, float left, float top, float width) {
    return new Key(Kind.PAGE, label, page, Collections.<String>emptyList(), left, top, width);
  }

  static Key emoji(String label, String spoken, float left, float top) {
    return new Key(
        Kind.EMOJI, label, null, Collections.<String>emptyList(), 0, false, spoken, left, top, 1);
  }

  static Key tab(String label, String spoken, int category, boolean selected, float left, float top,
      float width) {
    return new Key(Kind.TAB, label, null, Collections.<String>emptyList(), category, selected,
        spoken, left, top, width);
  }

  /** Whether it types its label. */
  boolean types() {
    return kind == Kind.TEXT || kind == Kind.EMOJI;
  }

  boolean isLetter() {
    return kind == Kind.TEXT && Character.isLetter(label.codePointAt(0));
  }

  /** Squared distance from a point to the key; 0 inside. */
  float distance(float x, float y) {
    float dx = Math.max(Math.max(left - x, x - right), 0);
    float dy = Math.max(Math.max(top - y, y - bottom), 0);
    return dx * dx + dy * dy;
  }
}
