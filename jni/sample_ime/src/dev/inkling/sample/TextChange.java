package dev.inkling.sample;

import dev.inkling.Edit;

/**
 * What one step of typing does to the text: take the composing text out, delete {@code
 * erasedBefore} UTF-16 units before it and {@code erasedAfter} behind it, insert {@code inserted},
 * compose {@code composing}.
 */
final class TextChange {
  final int erasedBefore;
  final int erasedAfter;
  final String inserted;
  final String composing;

  TextChange(int erasedBefore, String inserted, String composing) {
    this(erasedBefore, 0, inserted, composing);
  }

  TextChange(int erasedBefore, int erasedAfter, String inserted, String composing) {
    this.erasedBefore = erasedBefore;
    this.erasedAfter = erasedAfter;
    this.inserted = inserted;
    this.composing = composing;
  }

  static TextChange of(Edit edit) {
    return new TextChange(edit.erasedBefore, edit.erasedAfter, edit.inserted, edit.composing);
  }

  static TextChange insert(String text) {
    return new TextChange(0, text, "");
  }
}
