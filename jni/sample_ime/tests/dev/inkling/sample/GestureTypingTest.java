package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import android.text.InputType;
import android.view.MotionEvent;
import android.view.accessibility.AccessibilityManager;
import dev.inkling.AutocorrectStrength;
import dev.inkling.Gesture;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.RuntimeEnvironment;
import org.robolectric.Shadows;

/** Words that a finger draws, from the touch to the editor, with the native engine. */
@RunWith(RobolectricTestRunner.class)
public final class GestureTypingTest extends WithPhone {
  private static final int SENTENCES =
      InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_FLAG_CAP_SENTENCES;

  private void focus(String text) {
    phone.focus(new FakeEditor(text));
  }

  private void draw(String word) {
    phone.draw(word);
    phone.settle();
  }

  @Test
  public void aDrawnWordIsComposed() {
    focus("They said ");
    draw("hello");
    phone.expect("They said hello");
    assertEquals("hello", phone.ime().session().composing());
  }

  @Test
  public void twoWordsInARowGetASpaceBetween() {
    focus("They said ");
    draw("hello");
    draw("there");
    phone.expect("They said hello there");
    phone.press(' ');
    phone.expect("They said hello there ");
  }

  @Test
  public void wordsAreDrawnWithoutWaitingForAnswers() {
    focus("They said ");
    phone.draw("hello");
    phone.draw("there");
    phone.expect("They said hello there");
  }

  @Test
  public void aLetterBehindADrawnWordBeginsAnother() {
    focus("They said ");
    draw("hello");
    phone.press('y');
    assertEquals("They said hello y", phone.editor().text.toString()); // before any answer
    phone.type("ou ");
    phone.expect("They said hello you ");
  }

  @Test
  public void aSignStandsRightBehindADrawnWord() {
    focus("They said ");
    draw("hello");
    phone.press(',');
    phone.expect("They said hello,");
    draw("there");
    phone.expect("They said hello, there");
  }

  @Test
  public void backspaceTakesADrawnWordBackWhole() {
    focus("They said ");
    draw("hello");
    draw("there");
    phone.press('\b');
    phone.expect("They said hello ");
    draw("you");
    phone.expect("They said hello you");
  }

  @Test
  public void anotherReadingIsPickedOnTheStrip() {
    focus("They said ");
    draw("hello");
    phone.ime().session().refreshStrip();
    Strip.Item[] other = new Strip.Item[1];
    phone.await(() -> {
      Shadows.shadowOf(android.os.Looper.getMainLooper()).idle();
      for (Strip.Item item : phone.ime().panel().strip.shown().items) {
        if (!item.text.equals("hello"))
          other[0] = item;
      }
      return other[0] != null;
    }, "another reading");
    phone.ime().onAccept(other[0]);
    phone.expect("They said " + other[0].text + " ");
  }

  @Test
  public void aGuessIsShownWhileTheFingerMoves() {
    focus("They said ");
    phone.slide("hello");
    // The finger rests, and asks now and then.
    Key last = phone.find("o");
    phone.await(() -> {
      phone.hold(DrawnWords.PACE_MILLIS);
      phone.touch(MotionEvent.ACTION_MOVE, phone.middleX(last), phone.middleY(last));
      return !phone.ime().panel().strip.shown().items.isEmpty()
          && phone.ime().panel().strip.shown().items.get(0).text.equals("hello");
    }, "a guess");
    assertEquals("They said ", phone.editor().text.toString());
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(last), phone.middleY(last));
    phone.expect("They said hello");
  }

  @Test
  public void aCancelledGestureLeavesTheTextAlone() {
    focus("They said ");
    phone.slide("hello");
    phone.touch(MotionEvent.ACTION_CANCEL, 0, 0);
    phone.expect("They said ");
  }

  @Test
  public void aSecondFingerDropsTheGesture() {
    focus("They said ");
    phone.slide("hello");
    Key key = phone.find("x");
    phone.touch(MotionEvent.ACTION_POINTER_DOWN, phone.middleX(key), phone.middleY(key));
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(key), phone.middleY(key));
    phone.expect("They said ");
  }

  @Test
  public void anotherPageDropsTheGesture() {
    focus("They said ");
    phone.slide("hello");
    phone.keyboard().setPage(KeyboardPage.Name.SYMBOLS);
    phone.touch(MotionEvent.ACTION_UP, 500, 100);
    phone.expect("They said ");
  }

  @Test
  public void aTapThatSlipsIsATap() {
    focus("");
    Key e = phone.find("e");
    float slip = 0.6f * Phone.WIDTH / KeyboardPage.WIDTH;
    phone.touch(MotionEvent.ACTION_DOWN, phone.middleX(e), phone.middleY(e));
    phone.touch(MotionEvent.ACTION_MOVE, phone.middleX(e) + slip, phone.middleY(e));
    phone.touch(MotionEvent.ACTION_UP, phone.middleX(e) + slip, phone.middleY(e));
    phone.expect("e");
  }

  @Test
  public void shiftIsForTheWholeWordAndThenReleased() {
    focus("They said ");
    phone.tap(phone.key(Key.Kind.SHIFT));
    draw("hello");
    phone.expect("They said Hello");
    draw("there");
    phone.expect("They said Hello there");
  }

  @Test
  public void capsLockStays() {
    focus("They said ");
    phone.tap(phone.key(Key.Kind.SHIFT));
    phone.tap(phone.key(Key.Kind.SHIFT));
    draw("hello");
    draw("there");
    phone.expect("They said HELLO THERE");
  }

  @Test
  public void aSentenceBeginsWithACapital() {
    phone.focus(new FakeEditor("").type(SENTENCES));
    draw("hello");
    phone.expect("Hello");
    draw("there");
    phone.expect("Hello there");
  }

  @Test
  public void fieldsThatAskForCapitalsGetThem() {
    assertEquals(Gesture.LetterCase.UPPER,
        DrawnWords.letterCase(ShiftState.Mode.OFF, InputType.TYPE_TEXT_FLAG_CAP_CHARACTERS));
    assertEquals(Gesture.LetterCase.TITLE,
        DrawnWords.letterCase(ShiftState.Mode.AUTO, InputType.TYPE_TEXT_FLAG_CAP_WORDS));
    assertEquals(Gesture.LetterCase.AS_WRITTEN,
        DrawnWords.letterCase(ShiftState.Mode.AUTO, InputType.TYPE_TEXT_FLAG_CAP_SENTENCES));
    assertEquals(Gesture.LetterCase.PLAIN,
        DrawnWords.letterCase(ShiftState.Mode.DECLINED, InputType.TYPE_TEXT_FLAG_CAP_SENTENCES));
  }

  @Test
  public void addressesAndPasswordsAreTyped() {
    phone.focus(
        new FakeEditor("").type(InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_URI));
    draw("hello");
    phone.expect("h");
    phone.focus(new FakeEditor("").type(
        InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD));
    draw("hello");
    phone.expect("h");
  }

  @Test
  public void theSettingSwitchesItOff() {
    Prefs prefs = new Prefs(phone.ime());
    assertTrue(prefs.drawWords());
    prefs.setDrawWords(false);
    assertFalse(prefs.drawWords());
    focus("");
    draw("hello");
    phone.expect("h");
  }

  @Test
  public void wordsAreDrawnWithoutAutocorrect() {
    new Prefs(phone.ime()).setAutocorrect(AutocorrectStrength.OFF);
    focus("They said ");
    draw("hello");
    draw("there");
    phone.expect("They said hello there");
  }

  @Test
  public void aWordThatCameBackIsGoneOnWithAsTheEngineSays() {
    focus("They said ");
    draw("hello");
    phone.press(' ');
    phone.settle();
    phone.press('\b');
    phone.expect("They said hello");
    phone.press('y');
    assertEquals("They said hello", phone.editor().text.toString()); // before any answer
    phone.settle();
    assertEquals(phone.editor().text.toString(), phone.ime().session().textBefore());
  }

  @Test
  public void aScreenReadersFingerDrawsNothing() {
    AccessibilityManager manager =
        RuntimeEnvironment.getApplication().getSystemService(AccessibilityManager.class);
    Shadows.shadowOf(manager).setTouchExplorationEnabled(true);
    focus("");
    draw("hello");
    phone.expect("h");
  }

  @Test
  public void withoutAnEngineNothingHappens() {
    focus("They said ");
    phone.ime().session().use(new LiteralEngine());
    draw("hello");
    phone.expect("They said ");
  }
}
