package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** Keys stand where the engine thinks that they are, and leave no gaps. */
@RunWith(JUnit4.class)
public final class KeyboardPageTest {
  private static final float NEAR = 1e-4f;

  @Test
  public void lettersStandWhereTheEnginesLayoutHasThem() throws IOException {
    KeyboardPage page = KeyboardPage.of(KeyboardPage.Name.LETTERS);
    int rows = 0;
    for (String line : Files.readAllLines(
             Paths.get(System.getProperty("inkling.root"), "engine/decoder/layouts/qwerty.tsv"),
             StandardCharsets.UTF_8)) {
      String[] fields = line.split("\t");
      if (fields[0].equals("space"))
        checkSpace(page, fields);
      if (!fields[0].equals("row"))
        continue;
      rows++;
      for (int i = 0; i < fields[3].length(); i++) {
        Key key =
            page.at(Float.parseFloat(fields[1]) + i + 0.5f, Float.parseFloat(fields[2]) + 0.5f);
        assertEquals(fields[3].substring(i, i + 1), key.label);
        assertEquals(Float.parseFloat(fields[1]) + i, key.left, NEAR);
        assertEquals(Float.parseFloat(fields[2]), key.top, NEAR);
      }
    }
    assertEquals(3, rows);
  }

  private static void checkSpace(KeyboardPage page, String[] fields) {
    Key space = page.at(5, 3.5f);
    assertEquals(Key.Kind.SPACE, space.kind);
    assertEquals(Float.parseFloat(fields[1]), space.left, NEAR);
    assertEquals(Float.parseFloat(fields[2]), space.right, NEAR);
    assertEquals(Float.parseFloat(fields[3]), space.top, NEAR);
    assertEquals(Float.parseFloat(fields[4]), space.bottom, NEAR);
  }

  @Test
  public void everyTouchMeetsTheNearestKey() {
    KeyboardPage page = KeyboardPage.of(KeyboardPage.Name.LETTERS);
    assertEquals("a", page.at(0.1f, 1.5f).label);
    assertEquals("l", page.at(9.95f, 1.5f).label);
    assertEquals("q", page.at(-0.2f, -0.3f).label);
  }

  @Test
  public void keysOfEveryPageLieInsideAndApart() {
    for (KeyboardPage.Name name : KeyboardPage.Name.values()) {
      KeyboardPage page = KeyboardPage.of(name);
      for (Key key : page.keys) {
        assertTrue(name + " " + key.label,
            key.left > -NEAR && key.right < KeyboardPage.WIDTH + NEAR && key.top > -NEAR
                && key.bottom < KeyboardPage.HEIGHT + NEAR);
        for (Key other : page.keys) {
          boolean apart = key == other || key.right < other.left + NEAR
              || other.right < key.left + NEAR || key.bottom < other.top + NEAR
              || other.bottom < key.top + NEAR;
          assertTrue(name + ": " + key.label + " over " + other.label, apart);
        }
      }
    }
  }
}
