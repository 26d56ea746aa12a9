package dev.inkling.sample;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import android.graphics.RectF;
import android.graphics.Typeface;
import java.util.Locale;

/** Draws keys on a canvas; sizes in pixels, from the size of a key. */
final class KeyPainter {
  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG | Paint.SUBPIXEL_TEXT_FLAG);
  private final Path path = new Path();
  private Palette palette = Palette.LIGHT;
  private String spaceLabel = "";
  private float keyWidth = 1;
  private float keyHeight = 1;
  private float density = 1;

  void setPalette(Palette newPalette) {
    palette = newPalette;
  }

  void setSize(float width, float height, float pixelsPerDp) {
    keyWidth = width;
    keyHeight = height;
    density = pixelsPerDp;
  }

  void setSpaceLabel(String label) {
    spaceLabel = label;
  }

  Palette palette() {
    return palette;
  }

  float keyWidth() {
    return keyWidth;
  }

  float keyHeight() {
    return keyHeight;
  }

  float gap() {
    return 3 * density;
  }

  float radius() {
    return 7 * density;
  }

  static String upper(String text) {
    // ß and the like have no capital of one letter.
    String capital = text.toUpperCase(Locale.ROOT);
    return capital.length() == text.length() ? capital : text;
  }

  void key(Canvas canvas, Key key, boolean down, ShiftState.Mode shift, String enterLabel) {
    RectF box = new RectF(
        key.left * keyWidth, key.top * keyHeight, key.right * keyWidth, key.bottom * keyHeight);
    box.inset(gap(), gap() * 1.5f);
    boolean enter = key.kind == Key.Kind.ENTER;
    if (!isFlat(key) || down)
      fill(canvas, box, radius(), palette.shadow, density);
    boolean marked = down || key.selected;
    if (!isFlat(key) || marked)
      fill(canvas, box, radius(), enter ? palette.accent : marked ? palette.pressed : face(key), 0);
    int ink = enter ? palette.onAccent : palette.text;
    switch (key.kind) {
      case SHIFT:
        shift(canvas, box, shift);
        break;
      case BACKSPACE:
        backspace(canvas, box);
        break;
      case SEARCH:
        lens(canvas, box);
        break;
      case ENTER:
        if (enterLabel.isEmpty())
          lineEnd(canvas, box, ink);
        else
          text(canvas, enterLabel, box, ink, 0.24f, Paint.Align.CENTER);
        break;
      case SPACE:
        text(canvas, spaceLabel, box, down ? palette.text : palette.faint, 0.25f,
            Paint.Align.CENTER);
        break;
      case PAGE:
        text(
            canvas, key.label, box, ink, key.label.length() > 1 ? 0.28f : 0.4f, Paint.Align.CENTER);
        break;
      case EMOJI:
        text(canvas, key.label, box, ink, 0.5f, Paint.Align.CENTER);
        break;
      case TAB:
        text(canvas, key.label, box, ink, 0.36f, Paint.Align.CENTER);
        break;
      default:
        text(canvas, KeyLabels.typed(key, shift.isUpper()), box, ink, 0.42f,
            Paint.Align.CENTER);
    }
  }

  /** Pictures need no box around them. */
  private static boolean isFlat(Key key) {
    return key.kind == Key.Kind.EMOJI || key.kind == Key.Kind.TAB;
  }

  private int face(Key key) {
    boolean plain = key.kind == Key.Kind.TEXT || key.kind == Key.Kind.SPACE;
    return plain ? palette.key : palette.specialKey;
  }

  /** A rounded box, {@code below} pixels further down. */
  void fill(Canvas canvas, RectF box, float radius, int color, float below) {
    paint.setStyle(Paint.Style.FILL);
    paint.setColor(color);
    canvas.drawRoundRect(
        box.left, box.top + below, box.right, box.bottom + below, radius, radius, paint);
  }

  /** Text in the middle of a box; {@code size} in key heights. */
  void text(Canvas canvas, String text, RectF box, int color, float size, Paint.Align align) {
    paint.setStyle(Paint.Style.FILL);
    paint.setColor(color);
    paint.setTypeface(Typeface.DEFAULT);
    paint.setTextAlign(align);
    paint.setTextSize(size * keyHeight);
    float room = box.width() * 0.9f;
    float width = paint.measureText(text);
    if (width > room)
      paint.setTextSize(size * keyHeight * room / width);
    float baseline = box.centerY() - (paint.ascent() + paint.descent()) / 2;
    canvas.drawText(text, box.centerX(), baseline, paint);
  }

  private void stroke(int color) {
    paint.setStyle(Paint.Style.STROKE);
    paint.setStrokeWidth(1.8f * density);
    paint.setStrokeJoin(Paint.Join.ROUND);
    paint.setStrokeCap(Paint.Cap.ROUND);
    paint.setColor(color);
  }

  private void shift(Canvas canvas, RectF box, ShiftState.Mode mode) {
    float r = keyHeight * 0.17f;
    float x = box.centerX();
    float y = box.centerY();
    path.rewind();
    path.moveTo(x, y - r);
    path.lineTo(x + r, y + r * 0.1f);
    path.lineTo(x + r * 0.45f, y + r * 0.1f);
    path.lineTo(x + r * 0.45f, y + r * 0.8f);
    path.lineTo(x - r * 0.45f, y + r * 0.8f);
    path.lineTo(x - r * 0.45f, y + r * 0.1f);
    path.lineTo(x - r, y + r * 0.1f);
    path.close();
    stroke(mode.isUpper() ? palette.accent : palette.text);
    if (mode.isUpper())
      paint.setStyle(Paint.Style.FILL_AND_STROKE);
    canvas.drawPath(path, paint);
    if (mode == ShiftState.Mode.LOCKED) {
      stroke(palette.accent);
      canvas.drawLine(x - r * 0.6f, y + r * 1.3f, x + r * 0.6f, y + r * 1.3f, paint);
    }
  }

  private void backspace(Canvas canvas, RectF box) {
    float r = keyHeight * 0.15f;
    float x = box.centerX();
    float y = box.centerY();
    path.rewind();
    path.moveTo(x - r * 1.6f, y);
    path.lineTo(x - r * 0.7f, y - r);
    path.lineTo(x + r * 1.4f, y - r);
    path.lineTo(x + r * 1.4f, y + r);
    path.lineTo(x - r * 0.7f, y + r);
    path.close();
    path.moveTo(x, y - r * 0.4f);
    path.lineTo(x + r * 0.8f, y + r * 0.4f);
    path.moveTo(x + r * 0.8f, y - r * 0.4f);
    path.lineTo(x, y + r * 0.4f);
    stroke(palette.text);
    canvas.drawPath(path, paint);
  }

  private void lens(Canvas canvas, RectF box) {
    float r = keyHeight * 0.12f;
    float x = box.centerX() - r * 0.3f;
    float y = box.centerY() - r * 0.3f;
    stroke(palette.text);
    canvas.drawCircle(x, y, r, paint);
    canvas.drawLine(x + r * 0.75f, y + r * 0.75f, x + r * 1.7f, y + r * 1.7f, paint);
  }

  private void lineEnd(Canvas canvas, RectF box, int color) {
    float r = keyHeight * 0.15f;
    float x = box.centerX();
    float y = box.centerY();
    path.rewind();
    path.moveTo(x + r * 1.2f, y - r);
    path.lineTo(x + r * 1.2f, y + r * 0.3f);
    path.lineTo(x - r * 1.2f, y + r * 0.3f);
    path.moveTo(x - r * 0.5f, y - r * 0.4f);
    path.lineTo(x - r * 1.2f, y + r * 0.3f);
    path.lineTo(x - r * 0.5f, y + r);
    stroke(color);
    canvas.drawPath(path, paint);
  }
}
