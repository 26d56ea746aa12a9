package dev.inkling.sample;

import android.content.Context;
import android.graphics.Canvas;
import android.os.SystemClock;
import android.view.HapticFeedbackConstants;
import android.view.MotionEvent;
import android.view.View;
import android.view.accessibility.AccessibilityManager;
import android.view.accessibility.AccessibilityNodeProvider;
import dev.inkling.Gesture;

/** The keys: draws a page of them and turns touches into key presses. */
final class KeyboardView extends View implements KeyboardTouch.Surface, KeyboardTouch.Listener {
  /** What the person pressed; touches in key widths and heights from the top left. */
  interface Listener {
    void onText(Key key, String text, float x, float y, long timeMillis);

    void onAlternative(String text);

    void onSpecial(Key key, float x, float y, long timeMillis);

    /** A word is being drawn; {@code soFar} changes later. */
    void onDrawing(Gesture soFar);

    void onDrawn(Gesture gesture);

    void onDrawingDropped();

    /** The cursor is to move so many characters to the right; negative: to the left. */
    void onCursor(int steps);
  }

  private static final String LANGUAGE = "English";
  private static final String CURSOR = "‹   cursor   ›";

  private final KeyPainter painter = new KeyPainter();
  private final KeyboardTouch touch = new KeyboardTouch(this, this);
  private final KeyboardAccessibility accessibility = new KeyboardAccessibility(this);
  private final SwipeTrail trail = new SwipeTrail();
  private Listener listener;
  private KeyboardPage page = KeyboardPage.of(KeyboardPage.Name.LETTERS);
  private ShiftState.Mode shift = ShiftState.Mode.OFF;
  private int enterAction;
  private boolean drawsWords;

  KeyboardView(Context context, Listener listener) {
    super(context);
    this.listener = listener;
    setContentDescription("Keyboard");
    setHapticFeedbackEnabled(true);
  }

  void setPalette(Palette palette) {
    painter.setPalette(palette);
    setBackgroundColor(palette.background);
    invalidate();
  }

  /** Who is told of the keys from now on. */
  void setListener(Listener newListener) {
    touch.cancel();
    listener = newListener;
  }

  void setPage(KeyboardPage.Name name) {
    setPage(KeyboardPage.of(name));
  }

  void setPage(KeyboardPage newPage) {
    if (page == newPage)
      return;
    touch.cancel();
    page = newPage;
    accessibility.keysChanged();
    invalidate();
  }

  void setShift(ShiftState.Mode mode) {
    if (shift == mode)
      return;
    shift = mode;
    accessibility.keysChanged();
    invalidate();
  }

  /** EditorInfo.IME_ACTION_... for the enter key. */
  void setEnterAction(int action) {
    enterAction = action;
    invalidate();
  }

  /** Whether a finger that slides over letters draws a word. */
  void setDrawsWords(boolean draws) {
    if (drawsWords && !draws)
      touch.cancel();
    drawsWords = draws;
  }

  KeyboardPage page() {
    return page;
  }

  String description(Key key) {
    return KeyLabels.description(key, shift, enterAction);
  }

  /** A press that comes from no finger, such as a screen reader's. */
  void press(Key key) {
    onKey(key, (key.left + key.right) / 2, (key.top + key.bottom) / 2, SystemClock.uptimeMillis());
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), KeyboardSize.keyboard(getResources()));
  }

  @Override
  protected void onSizeChanged(int width, int height, int oldWidth, int oldHeight) {
    painter.setSize(width / KeyboardPage.WIDTH, height / KeyboardPage.HEIGHT,
        getResources().getDisplayMetrics().density);
  }

  @Override
  protected void onDraw(Canvas canvas) {
    Key down = touch.pressed();
    painter.setSpaceLabel(touch.movesCursor() ? CURSOR : LANGUAGE);
    String enter = KeyLabels.enterLabel(enterAction);
    for (Key key : page.keys) painter.key(canvas, key, key == down, shift, enter);
    if (touch.alternative() >= 0)
      AccentPopup.draw(canvas, painter, down, touch.alternative(), isUpper());
    boolean trailed = touch.isDrawing() || trail.isLifted();
    if (trailed && trail.draw(canvas, painter, SystemClock.uptimeMillis()))
      postInvalidateOnAnimation();
  }

  @Override
  public boolean onTouchEvent(MotionEvent event) {
    return touch.onTouchEvent(event);
  }

  @Override
  protected boolean dispatchHoverEvent(MotionEvent event) {
    return accessibility.onHover(event) || super.dispatchHoverEvent(event);
  }

  @Override
  public AccessibilityNodeProvider getAccessibilityNodeProvider() {
    return accessibility;
  }

  @Override
  protected void onDetachedFromWindow() {
    touch.cancel();
    super.onDetachedFromWindow();
  }

  @Override
  public float unitX(float pixels) {
    return pixels / painter.keyWidth();
  }

  @Override
  public float unitY(float pixels) {
    return pixels / painter.keyHeight();
  }

  @Override
  public Key keyAt(float x, float y) {
    return page.at(x, y);
  }

  @Override
  public void onKey(Key key, float x, float y, long timeMillis) {
    performHapticFeedback(HapticFeedbackConstants.KEYBOARD_TAP);
    if (key.types())
      listener.onText(key, KeyLabels.typed(key, isUpper()), x, y, timeMillis);
    else
      listener.onSpecial(key, x, y, timeMillis);
  }

  @Override
  public void onAlternative(String text) {
    listener.onAlternative(isUpper() ? KeyPainter.upper(text) : text);
  }

  @Override
  public boolean drawsFrom(Key key) {
    return drawsWords && page.name == KeyboardPage.Name.LETTERS && key.isLetter()
        && !exploredByTouch();
  }

  @Override
  public void onCursor(int steps) {
    performHapticFeedback(HapticFeedbackConstants.CLOCK_TICK);
    listener.onCursor(steps);
  }

  @Override
  public void onFinger(float x, float y, long timeMillis, boolean first) {
    if (first)
      trail.clear();
    trail.add(x, y, timeMillis);
  }

  @Override
  public void onDrawing(Gesture soFar) {
    invalidate();
    listener.onDrawing(soFar);
  }

  @Override
  public void onDrawn(Gesture gesture) {
    trail.lift(SystemClock.uptimeMillis());
    listener.onDrawn(gesture);
  }

  @Override
  public void onDrawingDropped() {
    trail.clear();
    listener.onDrawingDropped();
  }

  @Override
  public void onTouchChanged() {
    invalidate();
  }

  /** A screen reader moves a finger over the keys to hear what they are. */
  private boolean exploredByTouch() {
    AccessibilityManager manager =
        (AccessibilityManager) getContext().getSystemService(Context.ACCESSIBILITY_SERVICE);
    return manager != null && manager.isTouchExplorationEnabled();
  }

  private boolean isUpper() {
    return shift.isUpper();
  }
}
