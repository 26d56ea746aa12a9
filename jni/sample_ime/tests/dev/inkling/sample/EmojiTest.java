package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import android.os.UserManager;
import android.view.inputmethod.EditorInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;

/** The emoji page, and those that were typed of late. */
@RunWith(RobolectricTestRunner.class)
public final class EmojiTest extends WithPhone {
  @After
  public void forgetEmoji() {
    new RecentEmoji(phone.ime()).clear();
  }

  private List<String> shown() {
    List<String> emoji = new ArrayList<>();
    for (Key key : phone.keyboard().page().keys) {
      if (key.kind == Key.Kind.EMOJI)
        emoji.add(key.label);
    }
    return emoji;
  }

  private void typeFood() {
    phone.focus(new FakeEditor(""));
    phone.open(KeyboardPage.Name.EMOJI);
    phone.openEmoji("Food");
    phone.pressText("🍕");
    phone.pressText("☕");
    phone.expect("🍕☕");
    phone.open(KeyboardPage.Name.LETTERS);
  }

  @Test
  public void theLatestComeFirst() {
    typeFood();
    phone.open(KeyboardPage.Name.EMOJI);
    assertEquals(Arrays.asList("☕", "🍕"), shown());
    phone.pressText("🍕");
    phone.expect("🍕☕🍕");
    assertEquals("keys stay under the finger", Arrays.asList("☕", "🍕"), shown());
    phone.openEmoji("Recent");
    assertEquals(Arrays.asList("🍕", "☕"), shown());
  }

  @Test
  public void withoutAnyTheFacesComeFirst() {
    phone.focus(new FakeEditor(""));
    phone.open(KeyboardPage.Name.EMOJI);
    assertEquals("😀", shown().get(0));
    assertEquals(EmojiPages.PLACES, shown().size());
  }

  @Test
  public void privateFieldsNeitherShowNorRememberThem() {
    typeFood();
    phone.focus(new FakeEditor("").options(EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING));
    phone.open(KeyboardPage.Name.EMOJI);
    assertEquals("😀", shown().get(0));
    phone.pressText("😎");
    phone.expect("😎");
    assertEquals(Arrays.asList("☕", "🍕"), new RecentEmoji(phone.ime()).list());
  }

  @Test
  public void incognitoDoesNotEither() {
    new Prefs(phone.ime()).setIncognito(true);
    typeFood();
    assertEquals(Collections.<String>emptyList(), new RecentEmoji(phone.ime()).list());
  }

  @Test
  public void beforeTheFirstUnlockThereAreNone() {
    typeFood();
    UserManager users = RuntimeEnvironment.getApplication().getSystemService(UserManager.class);
    Shadows.shadowOf(users).setUserUnlocked(false);
    RecentEmoji recent = new RecentEmoji(phone.ime());
    assertTrue(recent.list().isEmpty());
    recent.used("😎");
    Shadows.shadowOf(users).setUserUnlocked(true);
    assertFalse(recent.list().contains("😎"));
  }

  @Test
  public void noMoreThanAPageIsRemembered() {
    RecentEmoji recent = new RecentEmoji(phone.ime());
    for (EmojiCategory category : EmojiCategory.all()) {
      for (String emoji : category.emoji.keySet()) recent.used(emoji);
    }
    assertEquals(EmojiPages.PLACES, recent.list().size());
    phone.focus(new FakeEditor(""));
    phone.open(KeyboardPage.Name.EMOJI);
    assertEquals(recent.list(), shown());
  }

  @Test
  public void everyCategoryFillsItsPage() {
    for (int i = 0; i < EmojiCategory.all().size(); i++) {
      KeyboardPage page = EmojiPages.page(i, Collections.singletonList("😀"));
      int tabs = 0;
      int emoji = 0;
      for (Key key : page.keys) {
        assertTrue(key.left >= 0 && key.right <= KeyboardPage.WIDTH + 1e-3f);
        tabs += key.kind == Key.Kind.TAB ? 1 : 0;
        emoji += key.kind == Key.Kind.EMOJI ? 1 : 0;
      }
      assertEquals(EmojiPages.PLACES, emoji);
      assertEquals(EmojiCategory.all().size() + 1, tabs);
    }
  }
}
