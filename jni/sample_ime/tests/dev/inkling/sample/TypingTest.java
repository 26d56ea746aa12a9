package dev.inkling.sample;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotSame;
import static org.junit.Assert.assertTrue;

import android.content.ComponentCallbacks2;
import android.content.Intent;
import android.content.res.Configuration;
import android.os.UserManager;
import android.text.InputType;
import android.view.MotionEvent;
import android.view.View;
import android.view.inputmethod.EditorInfo;
import dev.inkling.HistoryWord;
import java.io.File;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;

/** The whole keyboard, from the touch to the editor, with the native engine. */
@RunWith(RobolectricTestRunner.class)
public final class TypingTest {
  private static final int PLAIN = InputType.TYPE_CLASS_TEXT;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private File history;
  private Phone phone;

  @Before
  public void startPhone() {
    history = new File(folder.getRoot(), "history.sqlite");
    phone = new Phone(history);
  }

  @After
  public void stopPhone() {
    phone.shutDown();
  }

  private FakeEditor focus(String text, FakeEditor.Quirk... quirks) {
    return phone.focus(new FakeEditor(text, quirks));
  }

  /** The files of the history, the write-ahead log included, as they are on disk. */
  private List<byte[]> historyFiles() throws Exception {
    List<byte[]> files = new ArrayList<>();
    File[] found = folder.getRoot().listFiles();
    Arrays.sort(found);
    for (File file : found) files.add(Files.readAllBytes(file.toPath()));
    return files;
  }

  private List<String> learnedWords() {
    List<String> words = new ArrayList<>();
    boolean[] done = new boolean[1];
    phone.host().run(
        engine
        -> {
          engine.history().flush();
          return engine.history().words("", 100);
        },
        (found, failure) -> {
          for (HistoryWord word : found) {
            if (!word.blocked)
              words.add(word.word);
          }
          done[0] = true;
        });
    phone.awaitWorker();
    assertTrue(done[0]);
    return words;
  }

  @Test
  public void lettersAppearAndWordsFollow() {
    focus("");
    phone.type("hello there ");
    phone.expect("hello there ");
  }

  @Test
  public void aSlipIsCorrectedAndBackspaceTakesItBack() {
    focus("I saw ");
    phone.type("teh");
    phone.settle();
    phone.awaitCorrection("the");
    phone.press(' ');
    phone.expect("I saw the ");
    phone.press('\b');
    phone.expect("I saw teh");
    phone.press(' ');
    phone.expect("I saw teh ");
  }

  @Test
  public void whatWasTypedIsAlwaysOffered() {
    focus("I saw ");
    phone.type("teh");
    assertTrue(phone.awaitSuggestion("teh").literal);
  }

  @Test
  public void aSuggestionIsAccepted() {
    focus("see you tomo");
    phone.ime().onAccept(phone.awaitSuggestion("tomorrow"));
    phone.expect("see you tomorrow ");
  }

  @Test
  public void theCursorJumpsIntoAWord() {
    FakeEditor editor = focus("the quik fox");
    editor.select(7, 7);
    phone.settle();
    phone.type("c");
    phone.expect("the quick fox");
  }

  @Test
  public void theSelectionIsReplaced() {
    FakeEditor editor = focus("the quick fox");
    editor.select(4, 9);
    phone.settle();
    phone.type("slow");
    phone.expect("the slow fox");
  }

  @Test
  public void rotationGoesOnInTheMiddleOfAWord() {
    focus("");
    phone.type("hel");
    phone.settle();
    View before = phone.ime().panel();
    Configuration turned = new Configuration(phone.ime().getResources().getConfiguration());
    turned.orientation = Configuration.ORIENTATION_LANDSCAPE;
    phone.ime().onConfigurationChanged(turned);
    assertNotSame(before, phone.ime().panel());
    phone.layout();
    phone.type("lo ");
    phone.expect("hello ");
  }

  @Test
  public void restartingKeepsTheWordAndTheWayBack() {
    focus("");
    phone.type("teh ");
    phone.expect("the ");
    phone.restart();
    phone.press('\b');
    phone.expect("teh");
  }

  @Test
  public void afterTheProcessDiedTheTextIsReadAgain() {
    FakeEditor editor = focus("");
    phone.type("hello wor");
    phone.settle();
    phone.shutDown();
    assertEquals("hello wor", editor.text.toString());
    assertEquals("", editor.composing());
    phone.boot();
    editor.reports.clear();
    phone.focus(editor);
    assertEquals("wor", phone.ime().session().composing());
    phone.type("ld ");
    phone.expect("hello world ");
  }

  @Test
  public void learnedWordsSurviveTheProcess() {
    focus("");
    for (int i = 0; i < 3; i++) {
      phone.type("zorbling ");
      phone.settle();
      phone.press('\b');
      phone.press(' ');
      phone.settle();
    }
    phone.leave();
    phone.shutDown();
    phone.boot();
    assertTrue(learnedWords().toString(), learnedWords().contains("zorbling"));
  }

  @Test
  public void lowMemoryIsSurvived() {
    focus("");
    phone.type("hel");
    phone.ime().onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_LOW);
    phone.type("lo ");
    phone.ime().onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_RUNNING_CRITICAL);
    phone.type("wor");
    phone.ime().onTrimMemory(ComponentCallbacks2.TRIM_MEMORY_COMPLETE);
    phone.type("ld ");
    phone.expect("hello world ");
  }

  @Test
  public void anEditorThatIgnoresComposingTextGetsTheSameText() {
    focus("I saw ", FakeEditor.Quirk.IGNORES_COMPOSING);
    phone.type("teh ");
    phone.expect("I saw the ");
    phone.press('\b');
    phone.expect("I saw teh");
  }

  @Test
  public void passwordsLeaveTheHistoryAsItWas() throws Exception {
    unlearned(new FakeEditor("").type(PLAIN | InputType.TYPE_TEXT_VARIATION_PASSWORD));
  }

  @Test
  public void privateFieldsLeaveTheHistoryAsItWas() throws Exception {
    unlearned(new FakeEditor("").options(EditorInfo.IME_FLAG_NO_PERSONALIZED_LEARNING));
  }

  private void unlearned(FakeEditor secret) throws Exception {
    focus("");
    phone.type("something ordinary ");
    phone.leave();
    assertTrue(learnedWords().contains("ordinary")); // flushes
    List<byte[]> before = historyFiles();
    phone.focus(secret);
    for (int i = 0; i < 3; i++) phone.type("zorbling hunter ");
    phone.expect("zorbling hunter zorbling hunter zorbling hunter ");
    assertEquals(0, phone.ime().panel().strip.shown().items.size());
    phone.leave();
    assertFalse(learnedWords().contains("zorbling")); // flushes, too
    List<byte[]> after = historyFiles();
    assertEquals(before.size(), after.size());
    for (int i = 0; i < before.size(); i++) assertArrayEquals(before.get(i), after.get(i));
  }

  @Test
  public void incognitoLearnsNothing() {
    new Prefs(phone.ime()).setIncognito(true);
    focus("");
    for (int i = 0; i < 3; i++) phone.type("zorbling ");
    phone.settle();
    phone.leave();
    assertEquals(new ArrayList<String>(), learnedWords());
  }

  @Test
  public void beforeTheFirstUnlockNothingIsWritten() {
    phone.shutDown();
    for (File file : folder.getRoot().listFiles()) assertTrue(file.delete());
    UserManager users = RuntimeEnvironment.getApplication().getSystemService(UserManager.class);
    Shadows.shadowOf(users).setUserUnlocked(false);
    phone.boot();
    focus("");
    phone.type("hello ");
    phone.expect("hello ");
    phone.leave();
    assertFalse(history.exists());
    Shadows.shadowOf(users).setUserUnlocked(true);
    RuntimeEnvironment.getApplication().sendBroadcast(new Intent(Intent.ACTION_USER_UNLOCKED));
    phone.awaitWorker();
    focus("");
    phone.type("hello ");
    phone.expect("hello ");
    phone.leave();
    phone.awaitWorker();
    assertTrue(history.exists());
  }

  @Test
  public void emojiOfSeveralUnitsAreTypedAndDeletedWhole() {
    focus("nice ");
    phone.open(KeyboardPage.Name.EMOJI);
    phone.openEmoji("Things");
    phone.pressText("🎉");
    phone.openEmoji("Signs");
    phone.pressText("❤️");
    phone.expect("nice 🎉❤️");
    phone.press('\b');
    phone.expect("nice 🎉");
    phone.press('\b');
    phone.expect("nice ");
  }

  @Test
  public void aLongPressOffersAccents() {
    focus("caf");
    Key e = phone.find("e");
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(e), phone.middleY(e));
    phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 10);
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(e), phone.middleY(e));
    phone.expect("café");
    Key a = phone.find("a");
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(a), phone.middleY(a));
    phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 10);
    float right = phone.middleX(a) + Phone.WIDTH / KeyboardPage.WIDTH * 1.8f;
    phone.touch(MotionEvent.ACTION_MOVE, right, phone.middleY(a));
    phone.touch(MotionEvent.ACTION_UP, right, phone.middleY(a));
    phone.expect("caféâ");
  }

  @Test
  public void backspaceRepeatsWhileItIsHeld() {
    focus("1234567890");
    Key key = phone.key(Key.Kind.BACKSPACE);
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(key), phone.middleY(key));
    phone.hold(KeyboardTouch.LONG_PRESS_MILLIS + 3 * KeyboardTouch.REPEAT_MILLIS + 1);
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(key), phone.middleY(key));
    phone.expect("123456");
  }

  @Test
  public void theSecondThumbReleasesTheFirst() {
    focus("");
    Key h = phone.find("h");
    Key i = phone.find("i");
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(h), phone.middleY(h));
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(i), phone.middleY(i));
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(i), phone.middleY(i));
    phone.expect("hi");
  }

  @Test
  public void shiftTwiceLocksCapitals() {
    focus("");
    phone.tap(phone.key(Key.Kind.SHIFT));
    phone.type("ab");
    phone.expect("Ab");
    phone.tap(phone.key(Key.Kind.SHIFT));
    phone.tap(phone.key(Key.Kind.SHIFT));
    phone.type("cd");
    phone.tap(phone.key(Key.Kind.SHIFT));
    phone.type("e");
    phone.expect("AbCDe");
  }

  @Test
  public void aSentenceBeginsWithACapitalWhereTheFieldAsks() {
    phone.focus(new FakeEditor("").type(PLAIN | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES));
    phone.type("hi. you");
    phone.settle();
    assertEquals("Hi.", phone.editor().text.substring(0, 3));
    phone.type(". ");
    phone.settle();
    phone.type("we");
    phone.settle();
    assertTrue(phone.editor().text.toString(), phone.editor().text.toString().endsWith(". We"));
  }

  @Test
  public void aWordIsForgottenFromTheStrip() {
    focus("see you tomo");
    Strip.Item item = phone.awaitSuggestion("tomorrow");
    phone.ime().onUnwanted(item);
    assertEquals(View.VISIBLE, phone.ime().panel().prompt.getVisibility());
    phone.ime().onBlock("tomorrow");
    phone.ime().onDone();
    assertEquals(View.GONE, phone.ime().panel().prompt.getVisibility());
    phone.awaitWorker();
    phone.ime().panel().strip.show(Strip.EMPTY);
    phone.awaitSuggestion("tomo");
    for (Strip.Item left : phone.ime().panel().strip.shown().items)
      assertFalse(left.text.equals("tomorrow"));
  }

  @Test
  public void enterPerformsTheFieldsAction() {
    phone.focus(new FakeEditor("").options(EditorInfo.IME_ACTION_SEARCH));
    assertEquals("Search", phone.keyboard().description(phone.key(Key.Kind.ENTER)));
    phone.type("rain\n");
    phone.expect("rain");
    assertEquals(Arrays.asList(EditorInfo.IME_ACTION_SEARCH), phone.editor().actions);
  }

  @Test
  public void numbersGetTheirOwnPage() {
    phone.focus(new FakeEditor("").type(InputType.TYPE_CLASS_PHONE));
    assertEquals(KeyboardPage.Name.NUMBERS, phone.keyboard().page().name);
    phone.type("+49-30/123");
    phone.expect("+49-30/123");
  }

  @Test
  public void addressesAreNotCorrected() {
    phone.focus(new FakeEditor("").type(PLAIN | InputType.TYPE_TEXT_VARIATION_URI));
    phone.type("teh ");
    phone.expect("teh ");
  }
}
