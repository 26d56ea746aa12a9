package dev.inkling.sample;

import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.JUnit4;

/** The three that are shown. */
@RunWith(JUnit4.class)
public final class StripTest {
  private static Strip.Item item(String text, boolean literal, boolean autocorrect) {
    return new Strip.Item(text, literal, autocorrect, 0);
  }

  private static List<String> texts(Strip strip) {
    List<String> texts = new ArrayList<>();
    for (Strip.Item item : strip.items) texts.add(item.text);
    return texts;
  }

  @Test
  public void theLiteralIsNeverCrowdedOut() {
    Strip strip = new Strip(Arrays.asList(item("the", false, true), item("ten", false, false),
        item("tea", false, false), item("teh", true, false)));
    assertEquals(Arrays.asList("the", "ten", "teh"), texts(strip.top(3)));
  }

  @Test
  public void aShortStripStaysAsItIs() {
    Strip strip = new Strip(Arrays.asList(item("a", true, false)));
    assertEquals(Arrays.asList("a"), texts(strip.top(3)));
    assertEquals(new ArrayList<String>(), texts(Strip.EMPTY.top(3)));
  }
}
