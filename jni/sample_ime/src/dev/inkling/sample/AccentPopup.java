package dev.inkling.sample;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.RectF;
import java.util.List;

/** The row of alternatives over a key that is held. Drawn inside the keyboard. */
final class AccentPopup {
  private static final float CELL_WIDTH = 0.9f;
  private static final float EDGE = 0.08f;

  private AccentPopup() {}

  /** Whether the alternatives run from the key to the left. */
  static boolean runsLeft(Key key) {
    return (key.left + key.right) / 2 > KeyboardPage.WIDTH / 2;
  }

  /** Left edge of the popup, in key widths. */
  static float left(Key key) {
    float width = key.alternatives.size() * CELL_WIDTH;
    float middle = (key.left + key.right) / 2;
    float left = runsLeft(key) ? middle + CELL_WIDTH / 2 - width : middle - CELL_WIDTH / 2;
    return Math.max(EDGE, Math.min(KeyboardPage.WIDTH - width - EDGE, left));
  }

  static void draw(Canvas canvas, KeyPainter painter, Key key, int chosen, boolean upper) {
    List<String> texts = key.alternatives;
    Palette palette = painter.palette();
    float unit = painter.keyWidth();
    float height = painter.keyHeight();
    float left = left(key) * unit;
    float top = Math.max(EDGE, key.top - 1) * height;
    float width = CELL_WIDTH * unit;
    float round = painter.radius();
    RectF box = new RectF(left, top, left + texts.size() * width, top + height * 0.94f);
    painter.fill(canvas, box, round, palette.shadow, painter.gap());
    painter.fill(canvas, box, round, palette.pressed, 0);
    for (int i = 0; i < texts.size(); i++) {
      int column = runsLeft(key) ? texts.size() - 1 - i : i;
      RectF cell = new RectF(
          box.left + column * width, box.top, box.left + (column + 1) * width, box.bottom);
      if (i == chosen) {
        RectF mark = new RectF(cell);
        mark.inset(painter.gap(), painter.gap());
        painter.fill(canvas, mark, round, palette.accent, 0);
      }
      String text = upper ? KeyPainter.upper(texts.get(i)) : texts.get(i);
      painter.text(canvas, text, cell, i == chosen ? palette.onAccent : palette.text, 0.42f,
          Paint.Align.CENTER);
    }
  }
}
