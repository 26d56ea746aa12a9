package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.content.Context;
import android.inputmethodservice.InputMethodService;
import android.os.Looper;
import android.os.SystemClock;
import android.view.MotionEvent;
import android.view.View;
import java.io.File;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.robolectric.Robolectric;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;
import org.robolectric.android.controller.ServiceController;

/**
 * A phone with the sample keyboard, the real engine behind it and one text field in front: touches
 * go in as motion events, and {@link #settle} waits until all threads have done their part.
 */
final class Phone {
  static final int WIDTH = 1080;
  private static final long PATIENCE_MILLIS = 30_000;
  /** Events from one letter of a drawn word to the next, and the time between them. */
  private static final int STEPS = 8;
  private static final long STEP_MILLIS = 16;

  /** The engine with the repository's pack and a history of the test's own. */
  static final class TestHost extends EngineHost {
    private final File history;

    TestHost(Context context, File history) {
      super(context);
      this.history = history;
    }

    @Override
    File packFolder() {
      return new File(System.getProperty("inkling.root"), "packs/en");
    }

    @Override
    File historyFile() {
      return history;
    }
  }

  private final File history;
  private ServiceController<InklingImeService> controller;
  private InputMethodService.InputMethodImpl system;
  private FakeEditor editor;
  private TestHost host;
  private long downAt;

  Phone(File history) {
    this.history = history;
    boot();
  }

  /** Starts the keyboard's process. */
  void boot() {
    host = new TestHost(RuntimeEnvironment.getApplication(), history);
    EngineHost.share(host);
    controller = Robolectric.buildService(InklingImeService.class).create();
    system = (InputMethodService.InputMethodImpl) ime().onCreateInputMethodInterface();
    ime().setInputView(ime().onCreateInputView());
    layout();
  }

  /** Ends the keyboard's process in good order. */
  void shutDown() {
    controller.destroy();
    awaitWorker();
    EngineHost.share(null);
  }

  InklingImeService ime() {
    return controller.get();
  }

  FakeEditor editor() {
    return editor;
  }

  TestHost host() {
    return host;
  }

  KeyboardView keyboard() {
    return ime().panel().keyboard;
  }

  /** The person taps into a text field. */
  FakeEditor focus(FakeEditor newEditor) {
    editor = newEditor;
    system.startInput(editor, editor.info());
    ime().onStartInputView(editor.info(), false);
    awaitWorker(); // the session is open
    settle();
    return editor;
  }

  /** The app restarts the input of the same field. */
  void restart() {
    editor.reports.clear();
    system.restartInput(editor, editor.info());
    ime().onStartInputView(editor.info(), true);
    awaitWorker();
    settle();
  }

  void leave() {
    ime().onFinishInput();
    awaitWorker();
  }

  /** Types with both thumbs, not waiting for anything. */
  void type(String text) {
    for (int i = 0; i < text.length(); i++) press(text.charAt(i));
  }

  void press(char c) {
    if (c == ' ')
      tap(key(Key.Kind.SPACE));
    else if (c == '\n')
      tap(key(Key.Kind.ENTER));
    else if (c == '\b')
      tap(key(Key.Kind.BACKSPACE));
    else
      pressText(String.valueOf(c));
    editor.check();
  }

  void pressText(String text) {
    String label = text.toLowerCase(java.util.Locale.ROOT);
    Key key = find(label);
    if (key == null)
      throw new AssertionError("no key for " + text + " on page " + keyboard().page().name);
    tap(key);
  }

  Key find(String label) {
    for (Key key : keyboard().page().keys) {
      if (key.types() && key.label.equals(label))
        return key;
    }
    return null;
  }

  Key key(Key.Kind kind) {
    for (Key key : keyboard().page().keys) {
      if (key.kind == kind)
        return key;
    }
    throw new AssertionError("no key of kind " + kind);
  }

  /** Goes to a page. */
  void open(KeyboardPage.Name page) {
    for (Key key : keyboard().page().keys) {
      if (key.page == page) {
        tap(key);
        return;
      }
    }
    throw new AssertionError("no way to " + page);
  }

  /** Goes to a category of emoji. */
  void openEmoji(String category) {
    for (Key key : keyboard().page().keys) {
      if (key.kind == Key.Kind.TAB && key.spoken.equals(category)) {
        tap(key);
        return;
      }
    }
    throw new AssertionError("no tab for " + category);
  }

  void tap(Key key) {
    touch(MotionEvent.ACTION_DOWN, middleX(key), middleY(key));
    touch(MotionEvent.ACTION_UP, middleX(key), middleY(key));
  }

  /** Draws a word from letter to letter; the finger is lifted behind the last one. */
  void draw(String word) {
    slide(word);
    Key last = find(word.substring(word.length() - 1));
    touch(MotionEvent.ACTION_UP, middleX(last), middleY(last));
  }

  /** Puts a finger down on the first letter and slides to the others, two points an event. */
  void slide(String word) {
    Key at = find(word.substring(0, 1));
    float x = middleX(at);
    float y = middleY(at);
    touch(MotionEvent.ACTION_DOWN, x, y);
    for (int i = 1; i < word.length(); i++) {
      Key next = find(word.substring(i, i + 1));
      float dx = middleX(next) - x;
      float dy = middleY(next) - y;
      for (int step = 0; step < STEPS; step++) {
        long first = SystemClock.uptimeMillis() + STEP_MILLIS / 2;
        hold(STEP_MILLIS);
        float share = stroke((step + 0.5f) / STEPS);
        MotionEvent event = MotionEvent.obtain(
            downAt, first, MotionEvent.ACTION_MOVE, x + share * dx, y + share * dy, 0);
        share = stroke((step + 1f) / STEPS);
        event.addBatch(SystemClock.uptimeMillis(), x + share * dx, y + share * dy, 1, 1, 0);
        keyboard().dispatchTouchEvent(event);
        event.recycle();
      }
      x += dx;
      y += dy;
    }
  }

  /** How much of a stroke is done after a share of its time: hands move with the least jerk. */
  private static float stroke(float t) {
    return t * t * t * (10 - 15 * t + 6 * t * t);
  }

  /** Lets time pass on the main thread, as long presses need it. */
  void hold(long millis) {
    Shadows.shadowOf(Looper.getMainLooper()).idleFor(millis, TimeUnit.MILLISECONDS);
  }

  void touch(int action, float x, float y) {
    long now = SystemClock.uptimeMillis();
    if (action == MotionEvent.ACTION_DOWN)
      downAt = now;
    MotionEvent event = MotionEvent.obtain(downAt, now, action, x, y, 0);
    keyboard().dispatchTouchEvent(event);
    event.recycle();
  }

  float middleX(Key key) {
    return (key.left + key.right) / 2 * keyboard().getWidth() / KeyboardPage.WIDTH;
  }

  float middleY(Key key) {
    return (key.top + key.bottom) / 2 * keyboard().getHeight() / KeyboardPage.HEIGHT;
  }

  /** Delivers what the editor has to report of its selection. */
  void report() {
    while (!editor.reports.isEmpty()) {
      FakeEditor.Report report = editor.reports.remove();
      ime().onUpdateSelection(
          0, 0, report.start, report.end, report.composingStart, report.composingEnd);
      editor.check();
    }
  }

  /** Waits until every key press has been answered and reported, and compares the texts. */
  void settle() {
    await(() -> {
      Shadows.shadowOf(Looper.getMainLooper()).idle();
      report();
      return ime().session().isSettled() && editor.reports.isEmpty();
    }, "answers to all key presses");
    editor.check();
    // Reading was possible, or else our own copy has grown from nothing.
    String known = ime().session().textBefore();
    assertTrue(known + " is not before the cursor of " + editor, editor.before().endsWith(known));
  }

  /** Waits for a strip that offers the text, and answers its item. */
  Strip.Item awaitSuggestion(String text) {
    Strip.Item[] found = new Strip.Item[1];
    ime().session().refreshStrip();
    await(() -> {
      Shadows.shadowOf(Looper.getMainLooper()).idle();
      for (Strip.Item item : ime().panel().strip.shown().items) {
        if (item.text.equals(text))
          found[0] = item;
      }
      return found[0] != null;
    }, "the suggestion " + text);
    return found[0];
  }

  /** Waits until a space would put the text in: an answer in haste does not say so yet. */
  void awaitCorrection(String text) {
    await(() -> {
      ime().panel().strip.show(Strip.EMPTY);
      return awaitSuggestion(text).autocorrect;
    }, "the correction " + text);
  }

  /** Waits for the engine's thread. */
  void awaitWorker() {
    CountDownLatch done = new CountDownLatch(1);
    host.await(done);
    await(() -> {
      Shadows.shadowOf(Looper.getMainLooper()).idle();
      return done.getCount() == 0;
    }, "the engine's thread");
    Shadows.shadowOf(Looper.getMainLooper()).idle();
  }

  void await(BooleanSupplier condition, String what) {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > end)
        throw new AssertionError("waited in vain for " + what + "; editor " + editor);
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  void expect(String text) {
    settle();
    assertEquals(text, editor.text.toString());
  }

  void layout() {
    layout(WIDTH);
  }

  void layout(int width) {
    InputPanel panel = ime().panel();
    panel.measure(View.MeasureSpec.makeMeasureSpec(width, View.MeasureSpec.EXACTLY),
        View.MeasureSpec.makeMeasureSpec(0, View.MeasureSpec.UNSPECIFIED));
    panel.layout(0, 0, panel.getMeasuredWidth(), panel.getMeasuredHeight());
  }
}
