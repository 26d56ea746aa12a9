package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.text.InputType;
import android.view.accessibility.AccessibilityNodeInfo;
import android.view.accessibility.AccessibilityNodeProvider;
import java.util.HashSet;
import java.util.Set;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** The keys as a screen reader finds them. */
@RunWith(RobolectricTestRunner.class)
public final class AccessibilityTest extends WithPhone {
  private AccessibilityNodeProvider nodes() {
    return phone.keyboard().getAccessibilityNodeProvider();
  }

  private String spoken(Key key) {
    int id = phone.keyboard().page().keys.indexOf(key);
    CharSequence text = nodes().createAccessibilityNodeInfo(id).getContentDescription();
    return text == null ? "" : text.toString();
  }

  /** Words or a letter or digit, and no two keys alike. */
  private void checkPage(String page) {
    Set<String> all = new HashSet<>();
    for (Key key : phone.keyboard().page().keys) {
      String spoken = spoken(key);
      assertTrue(page + " " + key.label + " is " + spoken,
          !spoken.isEmpty() && Character.isLetterOrDigit(spoken.codePointAt(0)));
      assertTrue(page + ": twice " + spoken, all.add(spoken));
    }
  }

  @Test
  public void everyKeyOfEveryPageHasANameOfItsOwn() {
    phone.focus(new FakeEditor(""));
    for (KeyboardPage.Name name : KeyboardPage.Name.values()) {
      phone.keyboard().setPage(name);
      checkPage(name.toString());
    }
    for (int i = 0; i < EmojiCategory.all().size(); i++) {
      phone.keyboard().setPage(EmojiPages.page(i, java.util.Collections.<String>emptyList()));
      checkPage(EmojiCategory.all().get(i).name);
    }
  }

  @Test
  public void aClickPressesTheKey() {
    phone.focus(new FakeEditor(""));
    int q = phone.keyboard().page().keys.indexOf(phone.find("q"));
    assertTrue(nodes().performAction(q, AccessibilityNodeInfo.ACTION_CLICK, null));
    phone.expect("q");
  }

  @Test
  public void shiftSaysItsState() {
    phone.focus(new FakeEditor("").type(
        InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES));
    Key shift = phone.key(Key.Kind.SHIFT);
    assertEquals("Shift on for the start of the sentence", spoken(shift));
    assertEquals("Capital Q", spoken(phone.find("q")));
    phone.tap(shift);
    assertEquals("Shift off", spoken(shift));
    assertEquals("q", spoken(phone.find("q")));
    phone.hold(1000);
    phone.tap(shift);
    assertEquals("Shift on", spoken(shift));
    phone.tap(shift);
    assertEquals("Caps lock on", spoken(shift));
  }

  @Test
  public void emojiAndTheirTabsAreNamed() {
    phone.focus(new FakeEditor(""));
    phone.open(KeyboardPage.Name.EMOJI);
    phone.openEmoji("Food");
    assertEquals("pizza", spoken(phone.find("🍕")));
    int selected = 0;
    for (Key key : phone.keyboard().page().keys) {
      if (spoken(key).equals("Food emoji, selected"))
        selected++;
    }
    assertEquals(1, selected);
  }
}
