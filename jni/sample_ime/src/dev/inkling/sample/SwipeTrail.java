package dev.inkling.sample;

import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.Path;
import java.util.ArrayDeque;
import java.util.Iterator;

/**
 * What the finger has just drawn: a line that grows thinner towards its end, and goes soon after
 * the finger is lifted. Points are key widths and heights, times those of {@code uptimeMillis}.
 */
final class SwipeTrail {
  private static final long LIFE_MILLIS = 600;
  private static final long GOES_MILLIS = 200;
  /** In key heights, at the finger. */
  private static final float THICKNESS = 0.16f;
  private static final int OPACITY = 175;
  private static final long NEVER = Long.MAX_VALUE;

  /** Where the finger was. */
  private static final class Point {
    final float x;
    final float y;
    final long atMillis;

    Point(float x, float y, long atMillis) {
      this.x = x;
      this.y = y;
      this.atMillis = atMillis;
    }
  }

  private final Paint paint = new Paint(Paint.ANTI_ALIAS_FLAG);
  private final Path path = new Path();
  private final ArrayDeque<Point> points = new ArrayDeque<>();
  private long liftedAt = NEVER;

  void clear() {
    points.clear();
    liftedAt = NEVER;
  }

  void add(float x, float y, long timeMillis) {
    points.add(new Point(x, y, timeMillis));
  }

  /** The finger is gone; what is left goes, too. */
  void lift(long nowMillis) {
    liftedAt = nowMillis;
  }

  boolean isLifted() {
    return liftedAt != NEVER;
  }

  /** @return whether something is left to be drawn again */
  boolean draw(Canvas canvas, KeyPainter painter, long nowMillis) {
    while (!points.isEmpty() && nowMillis - points.peek().atMillis >= LIFE_MILLIS) points.remove();
    float left = liftedAt == NEVER ? 1 : 1 - (float) (nowMillis - liftedAt) / GOES_MILLIS;
    if (points.size() < 2 || left <= 0)
      return false;
    outline(painter, nowMillis);
    paint.setColor(painter.palette().accent);
    paint.setAlpha(Math.round(OPACITY * Math.min(1, left)));
    canvas.drawPath(path, paint);
    return true;
  }

  /** All pieces in one path, wound the same way: drawn one by one they would show their joints. */
  private void outline(KeyPainter painter, long nowMillis) {
    path.rewind();
    Iterator<Point> iterator = points.iterator();
    Point a = iterator.next();
    float radiusA = radius(a, painter, nowMillis);
    while (iterator.hasNext()) {
      Point b = iterator.next();
      float radiusB = radius(b, painter, nowMillis);
      piece(a.x * painter.keyWidth(), a.y * painter.keyHeight(), radiusA, b.x * painter.keyWidth(),
          b.y * painter.keyHeight(), radiusB);
      a = b;
      radiusA = radiusB;
    }
  }

  private void piece(float ax, float ay, float radiusA, float bx, float by, float radiusB) {
    float dx = bx - ax;
    float dy = by - ay;
    float length = (float) Math.hypot(dx, dy);
    path.addCircle(bx, by, radiusB, Path.Direction.CW);
    if (length == 0)
      return;
    float sideX = dy / length;
    float sideY = -dx / length;
    path.moveTo(ax + sideX * radiusA, ay + sideY * radiusA);
    path.lineTo(bx + sideX * radiusB, by + sideY * radiusB);
    path.lineTo(bx - sideX * radiusB, by - sideY * radiusB);
    path.lineTo(ax - sideX * radiusA, ay - sideY * radiusA);
    path.close();
  }

  private static float radius(Point point, KeyPainter painter, long nowMillis) {
    float age = (float) (nowMillis - point.atMillis) / LIFE_MILLIS;
    return painter.keyHeight() * THICKNESS / 2 * Math.max(0, Math.min(1, 1 - age));
  }
}
