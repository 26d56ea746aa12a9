package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import android.view.View;
import android.view.ViewGroup;
import java.util.ArrayList;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.annotation.Config;

/** Upright and on its side, with two hands and with one. */
@RunWith(RobolectricTestRunner.class)
@Config(qualifiers = "w411dp-h891dp-port-420dpi")
public final class KeyboardShapeTest extends WithPhone {
  private void focus(Hand hand) {
    new Prefs(phone.ime()).setHand(hand);
    phone.focus(new FakeEditor(""));
    phone.layout();
  }

  private void click(String description) {
    ArrayList<View> found = new ArrayList<>();
    phone.ime().panel().findViewsWithText(
        found, description, View.FIND_VIEWS_WITH_CONTENT_DESCRIPTION);
    assertEquals(description, 1, found.size());
    found.get(0).performClick();
    phone.layout();
  }

  private static int left(View view) {
    return view.getLeft() + ((ViewGroup) view.getParent()).getLeft();
  }

  @Test
  public void oneHandGetsANarrowerKeyboardAtItsSide() {
    focus(Hand.RIGHT);
    int width = phone.keyboard().getWidth();
    assertTrue(width > 0.75 * Phone.WIDTH && width < 0.9 * Phone.WIDTH);
    assertEquals(Phone.WIDTH - width, left(phone.keyboard()));
    click("Move keyboard to the left");
    assertEquals(0, left(phone.keyboard()));
    assertEquals(width, phone.keyboard().getWidth(), 1); // pixels are whole
    assertEquals(Hand.LEFT, new Prefs(phone.ime()).hand());
    click("Full width");
    assertEquals(Phone.WIDTH, phone.keyboard().getWidth());
    assertEquals(Hand.BOTH, new Prefs(phone.ime()).hand());
  }

  @Test
  public void oneHandTypesAndDraws() {
    focus(Hand.LEFT);
    phone.type("hello ");
    phone.settle();
    phone.draw("there");
    phone.expect("hello there");
  }

  @Test
  public void keysAreAsHighAsAFingerIsWide() {
    focus(Hand.BOTH);
    float dp = phone.ime().getResources().getDisplayMetrics().density;
    assertEquals(4 * 54, phone.keyboard().getHeight() / dp, 1);
  }

  @Test
  @Config(qualifiers = "w891dp-h411dp-land-420dpi")
  public void onItsSideThereIsRoomForTextAndNoHandIsPreferred() {
    focus(Hand.LEFT);
    int screen = phone.ime().getResources().getDisplayMetrics().heightPixels;
    assertTrue(phone.ime().panel().getHeight() < screen / 2);
    assertEquals(phone.ime().panel().getWidth(), phone.keyboard().getWidth());
    phone.draw("hello");
    phone.expect("Hello");
  }

  @Test
  @Config(qualifiers = "w480dp-h300dp-land-mdpi")
  public void aSmallScreenGetsLowerKeys() {
    focus(Hand.BOTH);
    int screen = phone.ime().getResources().getDisplayMetrics().heightPixels;
    assertTrue(phone.keyboard().getHeight() <= 0.45 * screen + 1);
  }
}
