package dev.inkling.sample;

import android.os.Handler;
import android.os.Looper;
import android.view.MotionEvent;
import dev.inkling.Gesture;
import java.util.List;

/**
 * From fingers to key presses: presses on release, rolls over when the next finger comes down,
 * repeats backspace, lets a long press slide through a key's alternatives or on the space bar move
 * the cursor, and tells words that are drawn from all of these. Coordinates are key widths and
 * heights.
 */
final class KeyboardTouch {
  /** What the keyboard is asked to do. */
  interface Listener {
    /** @param x where the finger came down, and y, in key widths and heights */
    void onKey(Key key, float x, float y, long timeMillis);

    void onAlternative(String text);

    /** The cursor is to move so many characters to the right; negative: to the left. */
    void onCursor(int steps);

    /** A finger that may draw a word is here. */
    void onFinger(float x, float y, long timeMillis, boolean first);

    /** A word is being drawn; {@code soFar} changes later. */
    void onDrawing(Gesture soFar);

    void onDrawn(Gesture gesture);

    /** No word comes of what was being drawn. */
    void onDrawingDropped();

    /** The pressed key or the choice among the alternatives changed. */
    void onTouchChanged();
  }

  /** Turns pixels into key units and says which key is there. */
  interface Surface {
    float unitX(float pixels);

    float unitY(float pixels);

    Key keyAt(float x, float y);

    /** Whether a finger that comes down on this key may draw a word. */
    boolean drawsFrom(Key key);
  }

  static final long LONG_PRESS_MILLIS = 320;
  static final long REPEAT_MILLIS = 55;
  private static final float SLIDE_PER_ALTERNATIVE = 0.9f;
  private static final int NO_POINTER = -1;

  private final Handler handler = new Handler(Looper.getMainLooper());
  private final Runnable held = this::onHeld;
  private final Surface surface;
  private final Listener listener;
  private final CursorSlide cursor = new CursorSlide();
  private final Swipe swipe = new Swipe();
  private int pointer = NO_POINTER;
  private Key pressed;
  private float downX;
  private float downY;
  private float lastX;
  private long downAt;
  private boolean repeated;
  private int alternative = -1;

  KeyboardTouch(Surface surface, Listener listener) {
    this.surface = surface;
    this.listener = listener;
  }

  /** Null while no key is down, and while a word is drawn. */
  Key pressed() {
    return swipe.isDrawing() ? null : pressed;
  }

  boolean isDrawing() {
    return swipe.isDrawing();
  }

  /** Whether the finger on the space bar moves the cursor. */
  boolean movesCursor() {
    return cursor.isActive();
  }

  /** The chosen one of the pressed key's alternatives; -1 while they are not shown. */
  int alternative() {
    return alternative;
  }

  boolean onTouchEvent(MotionEvent event) {
    int index = event.getActionIndex();
    switch (event.getActionMasked()) {
      case MotionEvent.ACTION_DOWN:
      case MotionEvent.ACTION_POINTER_DOWN:
        if (swipe.isDrawing() || cursor.isActive()) {
          cancel();
          return true;
        }
        release(); // quick typists put the next finger down before they lift the last one
        press(event, index);
        return true;
      case MotionEvent.ACTION_MOVE:
        int moving = event.findPointerIndex(pointer);
        if (moving >= 0)
          move(event, moving);
        if (swipe.isDrawing())
          listener.onDrawing(swipe.gesture());
        return true;
      case MotionEvent.ACTION_UP:
      case MotionEvent.ACTION_POINTER_UP:
        if (event.getPointerId(index) == pointer) {
          move(event, index);
          release();
        }
        return true;
      case MotionEvent.ACTION_CANCEL:
        cancel();
        return true;
      default:
        return false;
    }
  }

  /** Lets go of the key without pressing it. */
  void cancel() {
    boolean dropped = swipe.isDrawing();
    letGo();
    if (dropped)
      listener.onDrawingDropped();
  }

  private void letGo() {
    handler.removeCallbacks(held);
    pointer = NO_POINTER;
    pressed = null;
    alternative = -1;
    swipe.end();
    cursor.end();
    listener.onTouchChanged();
  }

  private void press(MotionEvent event, int index) {
    pointer = event.getPointerId(index);
    downX = surface.unitX(event.getX(index));
    downY = surface.unitY(event.getY(index));
    downAt = event.getEventTime();
    lastX = downX;
    pressed = surface.keyAt(downX, downY);
    repeated = false;
    alternative = -1;
    handler.postDelayed(held, LONG_PRESS_MILLIS);
    if (surface.drawsFrom(pressed)) {
      swipe.begin(pressed, downX, downY, downAt);
      listener.onFinger(downX, downY, downAt, true);
    }
    listener.onTouchChanged();
  }

  /** Where the finger is, and where it was since the last event. */
  private void move(MotionEvent event, int index) {
    for (int i = 0; i < event.getHistorySize(); i++) {
      move(surface.unitX(event.getHistoricalX(index, i)),
          surface.unitY(event.getHistoricalY(index, i)), event.getHistoricalEventTime(i));
    }
    move(surface.unitX(event.getX(index)), surface.unitY(event.getY(index)), event.getEventTime());
  }

  private void move(float x, float y, long timeMillis) {
    lastX = x;
    if (alternative >= 0) {
      slide(x);
    } else if (isSpace() && !cursor.isActive() && CursorSlide.begins(downX, x)) {
      beginCursor(x);
    } else if (cursor.isActive()) {
      int steps = cursor.moved(x);
      if (steps != 0)
        listener.onCursor(steps);
    } else if (swipe.isDown()) {
      swipe.add(x, y, timeMillis);
      listener.onFinger(x, y, timeMillis, false);
      if (swipe.isDrawing())
        handler.removeCallbacks(held);
    }
  }

  private boolean isSpace() {
    return pressed != null && pressed.kind == Key.Kind.SPACE;
  }

  private void beginCursor(float x) {
    handler.removeCallbacks(held);
    cursor.begin(x);
    listener.onTouchChanged();
  }

  private void onHeld() {
    if (pressed == null)
      return;
    if (pressed.kind == Key.Kind.BACKSPACE) {
      repeated = true;
      listener.onKey(pressed, downX, downY, downAt);
      handler.postDelayed(held, REPEAT_MILLIS);
    } else if (isSpace()) {
      beginCursor(lastX);
    } else if (!pressed.alternatives.isEmpty()) {
      alternative = 0;
      swipe.end();
      listener.onTouchChanged();
    }
  }

  private void slide(float x) {
    int last = pressed.alternatives.size() - 1;
    // The popup leans inwards, so near the right edge the alternatives run to the left.
    float way = AccentPopup.runsLeft(pressed) ? downX - x : x - downX;
    int chosen = Math.round(way / SLIDE_PER_ALTERNATIVE);
    alternative = Math.max(0, Math.min(last, chosen));
    listener.onTouchChanged();
  }

  private void release() {
    if (pressed == null)
      return;
    Key key = pressed;
    int chosen = alternative;
    boolean done = repeated || cursor.isActive();
    if (swipe.isDrawing()) {
      Gesture gesture = swipe.gesture().copy();
      letGo();
      listener.onDrawn(gesture);
      return;
    }
    letGo();
    List<String> alternatives = key.alternatives;
    if (chosen >= 0)
      listener.onAlternative(alternatives.get(chosen));
    else if (!done)
      listener.onKey(key, downX, downY, downAt);
  }
}
