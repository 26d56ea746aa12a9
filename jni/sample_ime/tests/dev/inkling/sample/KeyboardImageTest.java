package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.graphics.Bitmap;
import android.graphics.Canvas;
import android.view.MotionEvent;
import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Draws the keyboard with Android's own graphics; the pictures go to inkling.images. */
@RunWith(RobolectricTestRunner.class)
public final class KeyboardImageTest {
  private static final int WIDE = 2340;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  @Config(qualifiers = "w411dp-h891dp-notnight-420dpi")
  public void light() throws IOException {
    Bitmap picture = draw("keyboard-light.png", false);
    assertEquals(Palette.LIGHT.background, picture.getPixel(1, picture.getHeight() - 1));
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-night-420dpi")
  public void dark() throws IOException {
    Bitmap picture = draw("keyboard-dark.png", true);
    assertEquals(Palette.DARK.background, picture.getPixel(1, picture.getHeight() - 1));
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-notnight-420dpi")
  public void aTrailInLight() throws IOException {
    trail("drawing-light.png", Phone.WIDTH);
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-night-420dpi")
  public void aTrailInDark() throws IOException {
    trail("drawing-dark.png", Phone.WIDTH);
  }

  @Test
  @Config(qualifiers = "w891dp-h411dp-land-notnight-420dpi")
  public void aTrailOnItsSideInLight() throws IOException {
    trail("drawing-wide-light.png", WIDE);
  }

  @Test
  @Config(qualifiers = "w891dp-h411dp-land-night-420dpi")
  public void aTrailOnItsSideInDark() throws IOException {
    trail("drawing-wide-dark.png", WIDE);
  }

  /** A finger on its way through "keyboard", with the guess on the strip. */
  private void trail(String name, int width) throws IOException {
    show(name, width, phone -> {
      // The first answers take longer than a finger.
      phone.draw("hello");
      phone.settle();
      phone.press('\b');
      phone.settle();
      phone.slide("keyboard");
      Key last = phone.find("d");
      phone.await(() -> {
        phone.hold(1);
        phone.touch(MotionEvent.ACTION_MOVE, phone.middleX(last), phone.middleY(last));
        Strip strip = phone.ime().panel().strip.shown();
        return !strip.items.isEmpty() && strip.items.get(0).text.equals("keyboard");
      }, "a guess");
    });
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-notnight-420dpi")
  public void emojiInLight() throws IOException {
    show("emoji-light.png", Phone.WIDTH, this::openEmoji);
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-night-420dpi")
  public void emojiInDark() throws IOException {
    show("emoji-dark.png", Phone.WIDTH, this::openEmoji);
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-notnight-420dpi")
  public void anEmojiSearchInLight() throws IOException {
    show("emoji-search-light.png", Phone.WIDTH, phone -> search(phone, "cat"));
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-night-420dpi")
  public void anEmojiSearchInDark() throws IOException {
    show("emoji-search-dark.png", Phone.WIDTH, phone -> search(phone, ""));
  }

  @Test
  @Config(qualifiers = "w891dp-h411dp-land-night-420dpi")
  public void anEmojiSearchOnItsSideInDark() throws IOException {
    show("emoji-search-wide-dark.png", WIDE, phone -> search(phone, "zzzzz"));
  }

  private void search(Phone phone, String query) {
    phone.open(KeyboardPage.Name.EMOJI);
    phone.tap(phone.key(Key.Kind.SEARCH));
    phone.type(query);
  }

  private void openEmoji(Phone phone) {
    new RecentEmoji(phone.ime()).used("🎉");
    phone.open(KeyboardPage.Name.EMOJI);
    phone.openEmoji("Faces");
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-notnight-420dpi")
  public void oneHandInLight() throws IOException {
    show("one-hand-light.png", Phone.WIDTH, this::oneHand);
  }

  @Test
  @Config(qualifiers = "w411dp-h891dp-port-night-420dpi")
  public void oneHandInDark() throws IOException {
    show("one-hand-dark.png", Phone.WIDTH, this::oneHand);
  }

  /** The cursor is being moved, too. */
  private void oneHand(Phone phone) {
    phone.ime().onHand(Hand.RIGHT);
    phone.layout();
    Key space = phone.key(Key.Kind.SPACE);
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(space), phone.middleY(space));
    phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 10);
  }

  /** Draws what is there after {@code scene}; something must be in every part of it. */
  private void show(String name, int width, Consumer<Phone> scene) throws IOException {
    Phone phone = new Phone(new File(folder.getRoot(), "history.sqlite"));
    try {
      phone.focus(new FakeEditor("I saw "));
      phone.layout(width);
      scene.accept(phone);
      phone.layout(width);
      Bitmap picture = picture(phone.ime().panel());
      save(picture, name);
      assertEquals(width, picture.getWidth());
    } finally {
      phone.shutDown();
    }
  }

  private Bitmap draw(String name, boolean accents) throws IOException {
    Phone phone = new Phone(new File(folder.getRoot(), "history.sqlite"));
    try {
      phone.focus(new FakeEditor("I saw "));
      phone.type("teh");
      phone.settle();
      phone.awaitCorrection("the");
      if (accents) {
        Key key = phone.find("e");
        phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(key), phone.middleY(key));
        phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 10);
      }
      phone.layout();
      Bitmap picture = picture(phone.ime().panel());
      save(picture, name);
      checkKeys(phone, picture);
      checkStrip(picture, accents ? Palette.DARK : Palette.LIGHT);
      return picture;
    } finally {
      phone.shutDown();
    }
  }

  private static Bitmap picture(InputPanel panel) {
    Bitmap picture =
        Bitmap.createBitmap(panel.getWidth(), panel.getHeight(), Bitmap.Config.ARGB_8888);
    panel.draw(new Canvas(picture));
    return picture;
  }

  /** Every key shows something: more than one colour in its middle. */
  private static void checkKeys(Phone phone, Bitmap picture) {
    int top = picture.getHeight() - phone.keyboard().getHeight();
    for (Key key : phone.keyboard().page().keys) {
      Set<Integer> colors = new HashSet<>();
      int x = (int) phone.middleX(key);
      int y = top + (int) phone.middleY(key);
      for (int dx = -30; dx <= 30; dx++) {
        for (int dy = -30; dy <= 30; dy++) colors.add(picture.getPixel(x + dx, y + dy));
      }
      assertTrue("an empty key: " + key.kind + " " + key.label, colors.size() > 1);
    }
  }

  /** The strip shows the choice that a space would put in, in the accent colour. */
  private static void checkStrip(Bitmap picture, Palette palette) {
    for (int x = 0; x < picture.getWidth(); x++) {
      for (int y = 0; y < 100; y++) {
        if (picture.getPixel(x, y) == palette.accent)
          return;
      }
    }
    throw new AssertionError("no autocorrect choice to be seen");
  }

  private static void save(Bitmap picture, String name) throws IOException {
    String target = System.getProperty("inkling.images");
    if (target == null)
      return;
    File file = new File(target, name);
    assertTrue(file.getParentFile().isDirectory() || file.getParentFile().mkdirs());
    Bitmap small = Bitmap.createScaledBitmap(
        picture, picture.getWidth() * 2 / 3, picture.getHeight() * 2 / 3, true);
    try (OutputStream out = new FileOutputStream(file)) {
      small.compress(Bitmap.CompressFormat.PNG, 100, out);
    }
  }
}
