package dev.inkling.sample;

import android.view.KeyEvent;
import android.view.inputmethod.InputConnection;

/** Keys of a hardware keyboard, for editors that take no text. */
final class KeyEvents {
  private KeyEvents() {}

  /** Presses a key; nothing happens while there is no editor. */
  static void press(InputConnection connection, int keyCode) {
    if (connection == null)
      return;
    connection.sendKeyEvent(new KeyEvent(KeyEvent.ACTION_DOWN, keyCode));
    connection.sendKeyEvent(new KeyEvent(KeyEvent.ACTION_UP, keyCode));
  }

  /** Steps to the right; negative: to the left. */
  static void moveCursor(InputConnection connection, int steps) {
    int key = steps < 0 ? KeyEvent.KEYCODE_DPAD_LEFT : KeyEvent.KEYCODE_DPAD_RIGHT;
    for (int i = Math.abs(steps); i > 0; i--) press(connection, key);
  }
}
