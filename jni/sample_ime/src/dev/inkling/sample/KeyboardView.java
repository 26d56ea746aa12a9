package dev.inkling.sample;

import android.content.Context;
import android.content.res.Configuration;
import android.graphics.Canvas;
import android.view.HapticFeedbackConstants;
import android.view.MotionEvent;
import android.view.View;
import android.view.accessibility.AccessibilityNodeProvider;

/** The keys: draws a page of them and turns touches into key presses. */
final class KeyboardView extends View implements KeyboardTouch.Surface, KeyboardTouch.Listener {
  /** What the person pressed; touches in key widths and heights from the top left. */
  interface Listener {
    void onText(Key key, String text, float x, float y, long timeMillis);

    void onAlternative(String text);

    void onSpecial(Key key, float x, float y, long timeMillis);
  }

  private static final float KEY_HEIGHT_DP = 54;
  private static final float KEY_HEIGHT_LANDSCAPE_DP = 40;

  private final KeyPainter painter = new KeyPainter();
  private final KeyboardTouch touch = new KeyboardTouch(this, this);
  private final KeyboardAccessibility accessibility = new KeyboardAccessibility(this);
  private final Listener listener;
  private KeyboardPage page = KeyboardPage.of(KeyboardPage.Name.LETTERS);
  private ShiftState.Mode shift = ShiftState.Mode.OFF;
  private int enterAction;

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

  void setPage(KeyboardPage.Name name) {
    if (page.name == name)
      return;
    touch.cancel();
    page = KeyboardPage.of(name);
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

  KeyboardPage page() {
    return page;
  }

  String description(Key key) {
    return KeyLabels.description(key, shift, enterAction);
  }

  /** A press that comes from no finger, such as a screen reader's. */
  void press(Key key) {
    onKey(key, (key.left + key.right) / 2, (key.top + key.bottom) / 2,
        android.os.SystemClock.uptimeMillis());
  }

  @Override
  protected void onMeasure(int widthSpec, int heightSpec) {
    boolean wide =
        getResources().getConfiguration().orientation == Configuration.ORIENTATION_LANDSCAPE;
    float density = getResources().getDisplayMetrics().density;
    float key = (wide ? KEY_HEIGHT_LANDSCAPE_DP : KEY_HEIGHT_DP) * density;
    setMeasuredDimension(MeasureSpec.getSize(widthSpec), Math.round(key * KeyboardPage.HEIGHT));
  }

  @Override
  protected void onSizeChanged(int width, int height, int oldWidth, int oldHeight) {
    painter.setSize(width / KeyboardPage.WIDTH, height / KeyboardPage.HEIGHT,
        getResources().getDisplayMetrics().density);
  }

  @Override
  protected void onDraw(Canvas canvas) {
    Key down = touch.pressed();
    String enter = KeyLabels.enterLabel(enterAction);
    for (Key key : page.keys) painter.key(canvas, key, key == down, shift, enter);
    if (touch.alternative() >= 0)
      AccentPopup.draw(canvas, painter, down, touch.alternative(), isUpper());
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
    if (key.kind == Key.Kind.TEXT)
      listener.onText(key, KeyLabels.typed(key, isUpper()), x, y, timeMillis);
    else
      listener.onSpecial(key, x, y, timeMillis);
  }

  @Override
  public void onAlternative(String text) {
    listener.onAlternative(isUpper() ? KeyPainter.upper(text) : text);
  }

  @Override
  public void onTouchChanged() {
    invalidate();
  }

  private boolean isUpper() {
    return shift != ShiftState.Mode.OFF;
  }
}
