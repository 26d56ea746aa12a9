package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import android.view.KeyEvent;
import android.view.View;
import android.view.ViewGroup;
import android.view.inputmethod.EditorInfo;
import android.widget.TextView;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.After;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** Finding an emoji by what it is called. */
@RunWith(RobolectricTestRunner.class)
public final class EmojiSearchTest extends WithPhone {
  @After
  public void forgetEmoji() {
    new RecentEmoji(phone.ime()).clear();
  }

  private EmojiSearch search() {
    return phone.ime().panel().search;
  }

  private void openSearch() {
    phone.open(KeyboardPage.Name.EMOJI);
    phone.tap(phone.key(Key.Kind.SEARCH));
    assertTrue(search().isOpen());
    phone.layout();
  }

  private static List<String> found(String query, int limit) {
    List<String> emoji = new ArrayList<>();
    for (EmojiBook.Entry entry : EmojiBook.english().search(query)) emoji.add(entry.emoji);
    return emoji.subList(0, Math.min(limit, emoji.size()));
  }

  /** What is shown with these words for a screen reader; null: nothing is. */
  private static View named(View view, String spoken) {
    if (view.getVisibility() != View.VISIBLE)
      return null;
    if (spoken.contentEquals(String.valueOf(view.getContentDescription())))
      return view;
    if (view instanceof ViewGroup) {
      ViewGroup group = (ViewGroup) view;
      for (int i = 0; i < group.getChildCount(); i++) {
        View found = named(group.getChildAt(i), spoken);
        if (found != null)
          return found;
      }
    }
    return null;
  }

  private void click(String spoken) {
    View view = named(search(), spoken);
    assertNotNull("nothing is called " + spoken, view);
    assertTrue(view.performClick());
  }

  @Test
  public void everyWordBeginsOneOfTheNameOrAKeyword() {
    assertEquals(Collections.singletonList("🎂"), found("birth ca", 1));
    assertEquals(Collections.singletonList("🍕"), found("PIZZA", 1));
    assertEquals("a keyword", Collections.singletonList("🎉"), found("tada", 1));
    assertTrue(found("pizza zzz", 5).isEmpty());
    assertTrue(found("", 5).isEmpty());
    assertTrue(found(" - ", 5).isEmpty());
    assertEquals(3, found("a", 3).size());
  }

  @Test
  public void whatThePhoneCannotDrawIsLeftOut() {
    phone.focus(new FakeEditor(""));
    openSearch();
    phone.type("black cat");
    assertTrue(found("black cat", 1).contains("🐈‍⬛"));
    assertFalse(
        "no glyph of its own in this phone's font", search().finds().contains("🐈‍⬛"));
  }

  @Test
  public void aNameComesBeforeLongerOnesAndKeywords() {
    assertEquals(Collections.singletonList("🐈"), found("cat", 1));
    assertEquals(Collections.singletonList("🐕"), found("dog", 1));
  }

  @Test
  public void whatIsTypedFiltersAndTheChosenOneIsPutIn() {
    phone.focus(new FakeEditor("so "));
    openSearch();
    phone.type("pizz");
    assertEquals("🍕", search().finds().get(0));
    phone.expect("so ");
    click("pizza");
    phone.expect("so 🍕");
    assertTrue("more of them may follow", search().isOpen());
    click("pizza");
    phone.expect("so 🍕🍕");
    assertEquals(Collections.singletonList("🍕"), new RecentEmoji(phone.ime()).list());
  }

  @Test
  public void aWordThatIsBeingTypedEndsWithTheEmoji() {
    phone.focus(new FakeEditor(""));
    phone.type("yes");
    phone.settle();
    openSearch();
    phone.type("tada\n");
    click("Back to the emoji");
    phone.settle();
    assertTrue(phone.editor().toString(), phone.editor().text.toString().endsWith("🎉"));
    assertTrue(phone.editor().toString(), phone.editor().text.toString().startsWith("yes"));
  }

  @Test
  public void enterPutsTheFirstOneIn() {
    phone.focus(new FakeEditor(""));
    openSearch();
    phone.press('\n');
    phone.expect("");
    phone.type("birth ca\n");
    phone.expect("🎂");
    Key enter = phone.key(Key.Kind.ENTER);
    assertEquals("Put in", phone.keyboard().description(enter));
  }

  @Test
  public void backspaceAndClearingWidenTheSearch() {
    phone.focus(new FakeEditor("so "));
    openSearch();
    List<String> all = search().finds();
    phone.type("pizzax");
    assertTrue(search().finds().isEmpty());
    assertNotNull(named(search(), "Search emoji, pizzax, none found"));
    phone.press('\b');
    assertEquals(Collections.singletonList("🍕"), search().finds());
    assertNotNull(named(search(), "Search emoji, pizza, one found"));
    click("Clear the search");
    assertEquals(all, search().finds());
    phone.press('\b');
    phone.expect("so ");
  }

  @Test
  public void beforeAnythingIsTypedTheLatestAreThere() {
    new RecentEmoji(phone.ime()).used("🐈");
    phone.focus(new FakeEditor(""));
    openSearch();
    assertEquals(Collections.singletonList("🐈"), search().finds());
  }

  @Test
  public void privateFieldsNeitherShowNorRememberTheLatest() {
    new RecentEmoji(phone.ime()).used("🐈");
    phone.focus(new FakeEditor("").options(EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING));
    openSearch();
    assertEquals("😀", search().finds().get(0));
    phone.type("pizza\n");
    phone.expect("🍕");
    assertEquals(Collections.singletonList("🐈"), new RecentEmoji(phone.ime()).list());
  }

  @Test
  public void signsAndDigitsAreSearchedForToo() {
    phone.focus(new FakeEditor(""));
    openSearch();
    phone.open(KeyboardPage.Name.SYMBOLS);
    phone.type("100");
    assertEquals("💯", search().finds().get(0));
    phone.expect("");
  }

  @Test
  public void leavingGivesTheKeysBack() {
    phone.focus(new FakeEditor("").options(EditorInfo.IME_ACTION_SEND));
    openSearch();
    phone.type("pizza");
    click("Back to the emoji");
    assertFalse(search().isOpen());
    assertEquals(KeyboardPage.Name.EMOJI, phone.keyboard().page().name);
    phone.open(KeyboardPage.Name.LETTERS);
    assertEquals("Send", phone.keyboard().description(phone.key(Key.Kind.ENTER)));
    phone.type("hi");
    phone.expect("hi");
    phone.awaitSuggestion("hi");
    assertEquals(View.VISIBLE, phone.ime().panel().strip.getVisibility());
    openSearch();
    phone.open(KeyboardPage.Name.EMOJI);
    assertFalse("the emoji key leads back, too", search().isOpen());
  }

  @Test
  public void thePhonesBackButtonLeavesTheSearchOnly() {
    phone.focus(new FakeEditor(""));
    openSearch();
    KeyEvent down = new KeyEvent(KeyEvent.ACTION_DOWN, KeyEvent.KEYCODE_BACK);
    assertTrue(phone.ime().onKeyDown(KeyEvent.KEYCODE_BACK, down));
    assertTrue("released elsewhere",
        phone.ime().onKeyUp(KeyEvent.KEYCODE_BACK,
            new KeyEvent(0, 0, KeyEvent.ACTION_UP, KeyEvent.KEYCODE_BACK, 0, 0, 0, 0,
                KeyEvent.FLAG_CANCELED)));
    assertTrue(search().isOpen());
    phone.ime().onKeyUp(KeyEvent.KEYCODE_BACK,
        new KeyEvent(
            0, 0, KeyEvent.ACTION_UP, KeyEvent.KEYCODE_BACK, 0, 0, 0, 0, KeyEvent.FLAG_TRACKING));
    assertFalse(search().isOpen());
    assertEquals(KeyboardPage.Name.EMOJI, phone.keyboard().page().name);
  }

  @Test
  public void anotherFieldOrAHiddenKeyboardEndsTheSearch() {
    phone.focus(new FakeEditor(""));
    openSearch();
    phone.type("pizza");
    phone.focus(new FakeEditor(""));
    assertFalse(search().isOpen());
    phone.type("hi");
    phone.expect("hi");
    openSearch();
    phone.ime().onFinishInputView(false);
    assertFalse(search().isOpen());
  }

  @Test
  public void aRestartOfTheFieldKeepsTheSearch() {
    phone.focus(new FakeEditor("so "));
    openSearch();
    phone.type("pizz");
    phone.restart();
    assertTrue(search().isOpen());
    assertEquals(View.GONE, phone.ime().panel().strip.getVisibility());
    phone.type("a\n");
    phone.expect("so 🍕");
  }

  @Test
  public void lettersAreSmallAndNothingIsDrawn() {
    phone.focus(new FakeEditor("").type(android.text.InputType.TYPE_CLASS_TEXT
        | android.text.InputType.TYPE_TEXT_FLAG_CAP_SENTENCES));
    openSearch();
    assertEquals("p", phone.keyboard().description(phone.find("p")));
    phone.type("pizza\n");
    phone.settle();
    assertEquals("p", phone.keyboard().description(phone.find("p")));
    phone.draw("hello");
    phone.expect("🍕");
  }

  @Test
  public void screenReadersFindNamesAndNoHiddenEmoji() {
    phone.focus(new FakeEditor(""));
    phone.open(KeyboardPage.Name.EMOJI);
    Key open = phone.key(Key.Kind.SEARCH);
    assertEquals("Search emoji", phone.keyboard().description(open));
    phone.tap(open);
    for (String spoken : Arrays.asList("Back to the emoji", "Search emoji", "grinning face"))
      assertNotNull(spoken, named(search(), spoken));
    phone.type("pizza");
    assertEquals("🍕", ((TextView) named(search(), "pizza")).getText().toString());
    assertEquals(null, named(search(), "grinning face"));
  }
}
