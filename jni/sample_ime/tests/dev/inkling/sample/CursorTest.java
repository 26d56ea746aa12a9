package dev.inkling.sample;

import static org.junit.Assert.assertEquals;

import android.view.KeyEvent;
import android.view.MotionEvent;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** A finger on the space bar that moves the cursor, with the native engine. */
@RunWith(RobolectricTestRunner.class)
public final class CursorTest extends WithPhone {
  /** Slides along the space bar; in key widths, to the right. */
  private void slide(float... ways) {
    Key space = phone.key(Key.Kind.SPACE);
    float unit = (float) phone.keyboard().getWidth() / KeyboardPage.WIDTH;
    float x = phone.middleX(space);
    float y = phone.middleY(space);
    phone.touch(MotionEvent.ACTION_DOWN, x, y);
    for (float way : ways) {
      x += way * unit;
      phone.touch(MotionEvent.ACTION_MOVE, x, y);
      phone.editor().check();
    }
    phone.touch(MotionEvent.ACTION_UP, x, y);
    phone.settle();
  }

  private void at(int cursor, String text) {
    phone.expect(text);
    assertEquals(cursor, phone.editor().start());
    assertEquals(cursor, phone.editor().end());
  }

  @Test
  public void aSwipeAlongTheSpaceBarMovesTheCursor() {
    phone.focus(new FakeEditor("hello there"));
    slide(-0.9f, -0.41f, -0.41f);
    at(9, "hello there");
    slide(0.9f, 0.41f);
    at(10, "hello there");
  }

  @Test
  public void aLongPressOnTheSpaceBarDoesToo() {
    phone.focus(new FakeEditor("hello"));
    Key space = phone.key(Key.Kind.SPACE);
    float step = 0.42f * phone.keyboard().getWidth() / KeyboardPage.WIDTH;
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(space), phone.middleY(space));
    phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 10);
    phone.touch(MotionEvent.ACTION_MOVE, phone.middleX(space) - step, phone.middleY(space));
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(space) - step, phone.middleY(space));
    at(4, "hello");
  }

  @Test
  public void aTapIsASpace() {
    phone.focus(new FakeEditor("hello"));
    slide(0.3f);
    at(6, "hello ");
  }

  @Test
  public void whatIsBeingTypedStaysBehind() {
    phone.focus(new FakeEditor(""));
    phone.type("zor");
    slide(-0.9f, -0.41f);
    at(2, "zor");
    phone.type("a");
    at(3, "zoar");
    assertEquals("zoa", phone.ime().session().textBefore());
  }

  @Test
  public void keyPressesThatAreNotAnsweredAreWrittenAsTyped() {
    phone.focus(new FakeEditor(""));
    phone.type("hello world ");
    slide(-0.9f, -0.41f);
    at(11, "hello world ");
  }

  @Test
  public void emojiAreSteppedOverWhole() {
    phone.focus(new FakeEditor("ok👩‍🚀"));
    slide(-0.9f, -0.41f);
    at(2, "ok👩‍🚀");
    slide(0.9f, 0.41f);
    at("ok👩‍🚀".length(), "ok👩‍🚀");
  }

  @Test
  public void theCursorStopsAtBothEnds() {
    phone.focus(new FakeEditor("hi"));
    slide(-0.9f, -3);
    at(0, "hi");
    slide(0.9f, 3);
    at(2, "hi");
  }

  @Test
  public void longTextsAreReadOnTheWay() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) text.append("word ");
    FakeEditor editor = new FakeEditor(text.toString());
    phone.focus(editor);
    editor.select(100, 100);
    phone.settle();
    for (int i = 0; i < 60; i++) slide(0.9f, 2.05f, 1);
    at(100 + 60 * 7, text.toString());
  }

  @Test
  public void anEditorThatCannotBeReadGetsArrowKeys() {
    phone.focus(new FakeEditor("hello", FakeEditor.Quirk.UNREADABLE));
    slide(-0.9f, -0.41f);
    assertEquals(java.util.Arrays.asList(KeyEvent.KEYCODE_DPAD_LEFT), phone.editor().keys);
  }
}
