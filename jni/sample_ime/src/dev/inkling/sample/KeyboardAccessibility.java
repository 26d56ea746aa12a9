package dev.inkling.sample;

import android.graphics.Rect;
import android.os.Bundle;
import android.view.MotionEvent;
import android.view.View;
import android.view.accessibility.AccessibilityEvent;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;

/** The keys as a screen reader sees them: one node each, numbered by their place on the page. */
final class KeyboardAccessibility extends AccessibilityNodeProvider {
  private static final int NONE = -1;

  private final KeyboardView view;
  private int hovered = NONE;

  KeyboardAccessibility(KeyboardView view) {
    this.view = view;
  }

  /** Another page, or other labels. */
  void keysChanged() {
    hovered = NONE;
    if (view.isAttachedToWindow())
      view.sendAccessibilityEvent(AccessibilityEvent.TYPE_WINDOW_CONTENT_CHANGED);
  }

  /** Explore by touch: what the finger is over is spoken, and pressed when it is lifted. */
  boolean onHover(MotionEvent event) {
    Key key = view.keyAt(view.unitX(event.getX()), view.unitY(event.getY()));
    int id = view.page().keys.indexOf(key);
    switch (event.getActionMasked()) {
      case MotionEvent.ACTION_HOVER_ENTER:
      case MotionEvent.ACTION_HOVER_MOVE:
        if (id != hovered) {
          send(hovered, AccessibilityEvent.TYPE_VIEW_HOVER_EXIT);
          hovered = id;
          send(id, AccessibilityEvent.TYPE_VIEW_HOVER_ENTER);
        }
        return true;
      case MotionEvent.ACTION_HOVER_EXIT:
        send(hovered, AccessibilityEvent.TYPE_VIEW_HOVER_EXIT);
        hovered = NONE;
        return true;
      default:
        return false;
    }
  }

  @Override
  public AccessibilityNodeInfo createAccessibilityNodeInfo(int id) {
    if (id == View.NO_ID)
      return keyboardNode();
    if (id < 0 || id >= view.page().keys.size())
      return null;
    return keyNode(id);
  }

  @Override
  public boolean performAction(int id, int action, Bundle arguments) {
    if (id < 0 || id >= view.page().keys.size() || action != AccessibilityNodeInfo.ACTION_CLICK)
      return false;
    Key key = view.page().keys.get(id);
    send(id, AccessibilityEvent.TYPE_VIEW_CLICKED);
    view.press(key);
    return true;
  }

  @SuppressWarnings("deprecation")
  // obtain() and setBoundsInParent: what old screen readers ask for
  private AccessibilityNodeInfo keyboardNode() {
    AccessibilityNodeInfo node = AccessibilityNodeInfo.obtain(view);
    view.onInitializeAccessibilityNodeInfo(node);
    for (int i = 0; i < view.page().keys.size(); i++) node.addChild(view, i);
    return node;
  }

  @SuppressWarnings("deprecation")
  private AccessibilityNodeInfo keyNode(int id) {
    Key key = view.page().keys.get(id);
    float width = view.getWidth() / KeyboardPage.WIDTH;
    float height = view.getHeight() / KeyboardPage.HEIGHT;
    Rect box = new Rect((int) (key.left * width), (int) (key.top * height),
        (int) (key.right * width), (int) (key.bottom * height));
    AccessibilityNodeInfo node = AccessibilityNodeInfo.obtain(view, id);
    node.setPackageName(view.getContext().getPackageName());
    node.setClassName("android.inputmethodservice.Keyboard$Key");
    node.setContentDescription(view.description(key));
    node.setParent(view);
    node.setBoundsInParent(box);
    int[] origin = new int[2];
    view.getLocationOnScreen(origin);
    box.offset(origin[0], origin[1]);
    node.setBoundsInScreen(box);
    node.setEnabled(true);
    node.setVisibleToUser(true);
    node.setClickable(true);
    node.addAction(AccessibilityNodeInfo.AccessibilityAction.ACTION_CLICK);
    return node;
  }

  @SuppressWarnings("deprecation")
  private void send(int id, int type) {
    if (id < 0 || id >= view.page().keys.size() || view.getParent() == null)
      return;
    AccessibilityEvent event = AccessibilityEvent.obtain(type);
    event.setPackageName(view.getContext().getPackageName());
    event.setClassName("android.inputmethodservice.Keyboard$Key");
    event.setContentDescription(view.description(view.page().keys.get(id)));
    event.setSource(view, id);
    view.getParent().requestSendAccessibilityEvent(view, event);
  }
}
