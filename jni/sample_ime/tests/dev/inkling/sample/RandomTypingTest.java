package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.content.res.Configuration;
import android.os.Looper;
import android.text.InputType;
import java.io.File;
import java.util.Random;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.Shadows;

/**
 * Hundreds of random actions, with the native engine, at random paces: between two actions the
 * engine may have answered everything, something or nothing, and the editor may have reported or
 * not. The editor checks itself after each.
 */
@RunWith(RobolectricTestRunner.class)
public final class RandomTypingTest {
  private static final int ACTIONS = 400;
  private static final int NO_CORRECTION =
      InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS;
  private static final String LETTERS = "etaoinshrdlucmfwypvbgkjqxz";
  private static final String[] DRAWN = {"the", "hello", "was", "keyboard", "xqj"};
  private static final String[] EMOJI = {"😀", "❤️", "👍🏽", "👩‍🚀", "é"};

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Phone phone;

  @Before
  public void startPhone() {
    phone = new Phone(new File(folder.getRoot(), "history.sqlite"));
  }

  @After
  public void stopPhone() {
    phone.shutDown();
  }

  /** Without corrections the text is known: that of a model that does what the keys say. */
  @Test
  public void literalTextIsThatOfTheModel() {
    for (long seed = 1; seed <= 3; seed++) againstModel(seed);
  }

  @Test
  public void literalTextIsThatOfTheModelInEditorsThatIgnoreComposing() {
    againstModel(11, FakeEditor.Quirk.IGNORES_COMPOSING);
    againstModel(12, FakeEditor.Quirk.REFUSES_COMPOSING);
    againstModel(13, FakeEditor.Quirk.IGNORES_REGION);
    againstModel(14, FakeEditor.Quirk.NO_INITIAL_TEXT, FakeEditor.Quirk.NO_INITIAL_CURSOR);
  }

  /** With corrections: the editor, our copy and the engine agree, and nothing else is touched. */
  @Test
  public void correctedTextStaysConsistent() {
    for (long seed = 21; seed <= 23; seed++) corrected(seed);
    corrected(24, FakeEditor.Quirk.IGNORES_COMPOSING);
    corrected(25, FakeEditor.Quirk.IGNORES_REGION);
  }

  private void againstModel(long seed, FakeEditor.Quirk... quirks) {
    Random random = new Random(seed);
    FakeEditor editor = new FakeEditor("once upon ", quirks).type(NO_CORRECTION);
    Model model = new Model("once upon ");
    phone.focus(editor);
    for (int i = 0; i < ACTIONS; i++) {
      String what = "seed " + seed + ", action " + i;
      switch (random.nextInt(12)) {
        case 0:
        case 1:
          phone.press(' ');
          model.type(" ");
          break;
        case 2:
        case 3:
          phone.press('\b');
          model.backspace();
          break;
        case 4:
          String emoji = EMOJI[random.nextInt(EMOJI.length)];
          phone.ime().onAlternative(emoji);
          model.type(emoji);
          break;
        case 5:
          settled(what, editor, model);
          int from = model.boundary(random);
          int to = random.nextInt(3) == 0 ? model.boundary(random) : from;
          model.select(Math.min(from, to), Math.max(from, to));
          editor.select(Math.min(from, to), Math.max(from, to));
          phone.report();
          break;
        case 6:
          settled(what, editor, model);
          disturb(random, editor);
          break;
        default:
          char letter = LETTERS.charAt((int) Math.abs(random.nextGaussian() * 8) % 26);
          phone.press(letter);
          model.type(String.valueOf(letter));
      }
      editor.check();
      pace(random);
    }
    settled("seed " + seed, editor, model);
    phone.leave();
    assertEquals("after leaving, seed " + seed, model.text.toString(), editor.text.toString());
    editor.check();
  }

  private void settled(String what, FakeEditor editor, Model model) {
    phone.settle();
    assertEquals(what, model.text.toString(), editor.text.toString());
    assertEquals(what, model.start, editor.start());
  }

  private void corrected(long seed, FakeEditor.Quirk... quirks) {
    Random random = new Random(seed);
    String tail = " — the end 🎈.";
    FakeEditor editor = new FakeEditor("It began " + tail, quirks);
    editor.select(9, 9);
    phone.focus(editor);
    for (int i = 0; i < ACTIONS; i++) {
      switch (random.nextInt(14)) {
        case 0:
        case 1:
        case 2:
          phone.press(' ');
          break;
        case 3:
          if (editor.start() > 12)
            phone.press('\b');
          break;
        case 4:
          phone.press(random.nextBoolean() ? '.' : ',');
          break;
        case 5:
          phone.settle();
          Strip strip = phone.ime().panel().strip.shown();
          if (!strip.items.isEmpty())
            phone.ime().onAccept(strip.items.get(random.nextInt(strip.items.size())));
          break;
        case 6:
          phone.settle();
          disturb(random, editor);
          break;
        case 7:
          phone.draw(DRAWN[random.nextInt(DRAWN.length)]);
          break;
        case 8:
          phone.ime().onCursor(-1 - random.nextInt(3));
          break;
        default:
          phone.press(LETTERS.charAt((int) Math.abs(random.nextGaussian() * 8) % 26));
      }
      editor.check();
      pace(random);
      if (i % 20 == 0)
        phone.settle();
    }
    phone.settle();
    assertTrue("seed " + seed + ": " + editor, editor.text.toString().endsWith(tail));
    phone.leave();
    editor.check();
  }

  /** What apps and systems do in between. */
  private void disturb(Random random, FakeEditor editor) {
    switch (random.nextInt(4)) {
      case 0:
        phone.restart();
        break;
      case 1:
        Configuration turned = new Configuration(phone.ime().getResources().getConfiguration());
        turned.orientation = 3 - turned.orientation;
        phone.ime().onConfigurationChanged(turned);
        phone.layout();
        break;
      case 2:
        editor.dropComposing();
        phone.report();
        break;
      default:
        phone.ime().onTrimMemory(android.content.ComponentCallbacks2.TRIM_MEMORY_UI_HIDDEN);
    }
  }

  private void pace(Random random) {
    switch (random.nextInt(4)) {
      case 0:
        Shadows.shadowOf(Looper.getMainLooper()).idle(); // some answers
        break;
      case 1:
        Shadows.shadowOf(Looper.getMainLooper()).idle();
        phone.report();
        break;
      case 2:
        phone.report(); // the editor is quicker than the engine
        break;
      default:
    }
  }

  /** What the keys say, with nothing in between. */
  private static final class Model {
    final StringBuilder text;
    int start;
    int end;

    Model(String initial) {
      text = new StringBuilder(initial);
      start = end = initial.length();
    }

    void type(String typed) {
      text.replace(start, end, typed);
      start = end = start + typed.length();
    }

    void backspace() {
      int from =
          start < end ? start : start - LiteralEngine.lastGraphemeLength(text.substring(0, start));
      text.delete(from, end);
      start = end = from;
    }

    void select(int from, int to) {
      start = from;
      end = to;
    }

    /** A random place between two graphemes. */
    int boundary(Random random) {
      int at = random.nextInt(text.length() + 1);
      android.icu.text.BreakIterator graphemes =
          android.icu.text.BreakIterator.getCharacterInstance();
      graphemes.setText(text.toString());
      return at == 0 || graphemes.isBoundary(at) ? at : graphemes.preceding(at);
    }
  }
}
