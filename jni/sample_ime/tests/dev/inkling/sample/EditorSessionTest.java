package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import android.text.InputType;
import android.view.inputmethod.EditorInfo;
import dev.inkling.AutocorrectStrength;
import java.util.Arrays;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** Order, prediction and repair, with an engine whose answers come when the test wants them. */
@RunWith(RobolectricTestRunner.class)
public final class EditorSessionTest {
  private FakeEditor editor;
  private ScriptedEngine engine = new ScriptedEngine();
  private Strip strip = Strip.EMPTY;
  private final EditorSession session =
      new EditorSession(() -> editor, new EditorSession.Listener() {
        @Override
        public void onStrip(Strip newStrip) {
          strip = newStrip;
        }

        @Override
        public void onText() {}
      });

  private void focus(FakeEditor newEditor) {
    editor = newEditor;
    assertFalse(session.start(editor.info(), policy(), false));
    session.use(engine);
    engine.answerAll();
    settle();
  }

  private FieldPolicy policy() {
    return FieldPolicy.of(editor.info(), true, AutocorrectStrength.NORMAL);
  }

  private void type(String text) {
    text.codePoints().forEach(c -> {
      session.tap(c, 1, 1, 0);
      editor.check();
    });
  }

  /** Gives all answers and all reports, in the order in which they come on a phone. */
  private void settle() {
    for (int i = 0; i < 10; i++) {
      engine.answerAll();
      report();
    }
    assertTrue(session.isSettled());
    editor.check();
  }

  private void report() {
    while (!editor.reports.isEmpty()) {
      FakeEditor.Report report = editor.reports.remove();
      session.selectionChanged(report.start, report.end, report.composingStart);
      editor.check();
    }
  }

  private void expect(String text) {
    assertEquals(text, editor.text.toString());
    assertEquals(editor.before(), session.textBefore());
  }

  @Test
  public void lettersAppearBeforeTheEngineAnswers() {
    focus(new FakeEditor(""));
    type("hello");
    expect("hello");
    assertEquals("hello", editor.composing());
    settle();
    expect("hello");
    assertEquals("hello", editor.composing());
    assertEquals("hello", strip.items.get(0).text);
  }

  @Test
  public void aSpaceShowsWithItsAnswerAndCorrects() {
    focus(new FakeEditor(""));
    type("teh ");
    expect("teh");
    settle();
    expect("the ");
  }

  @Test
  public void backspaceTakesACorrectionBack() {
    focus(new FakeEditor("so "));
    type("teh ");
    settle();
    session.backspace();
    settle();
    expect("so teh");
    assertEquals("teh", editor.composing());
  }

  @Test
  public void aPickInTheMiddleOfAWordTakesAllOfIt() {
    focus(new FakeEditor("the weather is"));
    editor.select(5, 5);
    settle();
    assertEquals("w", editor.composing());
    assertEquals("w", strip.items.get(0).text);
    session.accept(strip.items.get(0));
    settle();
    expect("the w is");
    assertEquals("the w", session.textBefore());
  }

  @Test
  public void nothingIsDeletedBehindTheCursorThatIsNotKnown() {
    focus(new FakeEditor("the weather is"));
    editor.select(5, 5);
    settle();
    session.accept(strip.items.get(0));
    editor.text.replace(5, 11, "ishes a");
    settle();
    expect("the wishes a is");
  }

  @Test
  public void lettersBehindAnUnansweredSpaceComeInOrder() {
    focus(new FakeEditor(""));
    type("teh cat sat");
    expect("teh");
    settle();
    expect("the cat sat");
  }

  @Test
  public void leavingTheFieldWritesWhatIsOwedAsTyped() {
    focus(new FakeEditor(""));
    type("teh cat");
    session.finish();
    assertEquals("teh cat", editor.text.toString());
    assertEquals("", editor.composing());
    assertTrue(engine.closed);
  }

  @Test
  public void anAnswerFromBeforeACursorJumpChangesNothing() {
    focus(new FakeEditor("one two"));
    type("x");
    editor.select(3, 3);
    report();
    settle();
    expect("one twox".substring(0, 3) + " twox");
    type("s");
    settle();
    expect("ones twox");
    assertEquals("ones", editor.composing());
  }

  @Test
  public void keysThatWereNotShownYetFollowTheCursor() {
    focus(new FakeEditor("ab cd"));
    type(" x");
    editor.select(2, 2);
    report();
    settle();
    expect("ab x cd");
  }

  @Test
  public void typingReplacesTheSelection() {
    focus(new FakeEditor("one two three"));
    editor.select(4, 7);
    report();
    settle();
    assertEquals("", editor.composing());
    type("x");
    settle();
    expect("one x three");
  }

  @Test
  public void backspaceDeletesTheSelectionOnly() {
    focus(new FakeEditor("one two three"));
    editor.select(2, 7);
    report();
    session.backspace();
    settle();
    expect("on three");
    session.backspace();
    settle();
    expect("o three");
  }

  @Test
  public void theTextOfTheFieldIsNotReadTwice() {
    focus(new FakeEditor("hello wor"));
    assertEquals(0, editor.reads);
    assertEquals("context hello wor|", engine.calls.get(0));
    type("ld again");
    settle();
    expect("hello world again");
    assertTrue("reads: " + editor.reads, editor.reads <= 1); // the one that proves composing text
  }

  @Test
  public void aFieldWithoutInitialTextIsRead() {
    focus(new FakeEditor("hello wor", FakeEditor.Quirk.NO_INITIAL_TEXT));
    type("ld");
    settle();
    expect("hello world");
  }

  @Test
  public void everyQuirkyEditorGetsTheRightText() {
    for (FakeEditor.Quirk quirk : FakeEditor.Quirk.values()) {
      if (quirk == FakeEditor.Quirk.CAPITALS || quirk == FakeEditor.Quirk.NO_DIGITS)
        continue;
      engine = new ScriptedEngine();
      focus(new FakeEditor("go ", quirk));
      type("on teh ro");
      settle();
      session.backspace();
      settle();
      type("oad");
      settle();
      assertEquals(quirk.name(), "go on the road", editor.text.toString());
      session.finish();
      editor.reports.clear();
      editor.check();
    }
  }

  @Test
  public void anEditorThatIgnoresRegionsGetsNoDoubledText() {
    focus(new FakeEditor("hel", FakeEditor.Quirk.IGNORES_REGION));
    type("lo");
    settle();
    expect("hello");
    type(" you");
    settle();
    expect("hello you");
  }

  @Test
  public void aComposingTextThatTheAppEndedIsNotDoubled() {
    focus(new FakeEditor(""));
    type("hel");
    settle();
    editor.dropComposing();
    report();
    type("lo");
    settle();
    expect("hello");
  }

  @Test
  public void anEditorThatThrowsTextAwayIsReadBeforeMoreIsDeleted() {
    focus(new FakeEditor("see ", FakeEditor.Quirk.NO_DIGITS));
    for (int i = 0; i < 4; i++) type("7");
    settle();
    for (int i = 0; i < 2; i++) {
      type("te");
      type("h ");
      settle();
    }
    assertEquals("see the the ", editor.text.toString());
    expect("see the the ");
  }

  @Test
  public void anEditorThatWritesCapitalsKeepsThem() {
    focus(new FakeEditor("", FakeEditor.Quirk.CAPITALS));
    type("abc de");
    settle();
    assertEquals("ABC DE", editor.text.toString());
  }

  @Test
  public void aFailureOfTheEngineReadsTheTextAgain() {
    focus(new FakeEditor("so "));
    type("a");
    engine.failNext = true;
    type("b");
    settle();
    type("c");
    settle();
    expect("so abc");
    assertTrue(engine.calls.contains("context so ab|"));
  }

  @Test
  public void restartingWithTheSameTextKeepsTheEngineWarm() {
    focus(new FakeEditor(""));
    type("so teh ");
    settle();
    int calls = engine.calls.size();
    assertTrue(session.start(editor.info(), policy(), true));
    settle();
    assertEquals("a restart must not read anew", calls, engine.calls.size());
    session.backspace();
    settle();
    expect("so teh");
    assertFalse(engine.closed);
  }

  @Test
  public void restartingWithAnotherTextTellsTheEngine() {
    focus(new FakeEditor("old text"));
    editor.setText("new wor");
    assertTrue(session.start(editor.info(), policy(), true));
    settle();
    type("ds");
    settle();
    expect("new words");
    assertFalse(engine.closed);
  }

  @Test
  public void restartingAsAPasswordFieldTakesAnotherSession() {
    focus(new FakeEditor(""));
    editor.type(InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD);
    assertFalse(session.start(editor.info(), policy(), true));
    assertTrue(engine.closed);
  }

  @Test
  public void enterPerformsTheActionAfterTheText() {
    focus(new FakeEditor("").options(EditorInfo.IME_ACTION_SEND));
    type("hi");
    session.enter();
    assertTrue(editor.actions.isEmpty());
    settle();
    expect("hi");
    assertEquals("", editor.composing());
    assertEquals(Arrays.asList(EditorInfo.IME_ACTION_SEND), editor.actions);
  }

  @Test
  public void enterWithoutAnActionIsALineEnd() {
    focus(new FakeEditor("").options(
        EditorInfo.IME_ACTION_SEND | EditorInfo.IME_FLAG_NO_ENTER_ACTION));
    type("hi");
    session.enter();
    settle();
    expect("hi\n");
    assertTrue(editor.actions.isEmpty());
  }

  @Test
  public void emojiAreDeletedWhole() {
    focus(new FakeEditor("a"));
    session.text("👩‍🚀");
    session.text("😀");
    settle();
    expect("a👩‍🚀😀");
    session.backspace();
    settle();
    expect("a👩‍🚀");
  }

  @Test
  public void passwordsAreNeverComposedAndShowNothing() {
    focus(new FakeEditor("").type(
        InputType.TYPE_CLASS_TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD));
    type("secret");
    settle();
    expect("secret");
    assertEquals("", editor.composing());
    assertSame(Strip.EMPTY, strip);
  }

  @Test
  public void aTerminalGetsKeysInsteadOfText() {
    focus(new FakeEditor("$ ").type(InputType.TYPE_NULL));
    type("ls");
    session.backspace();
    session.enter();
    editor.check();
    assertEquals("$ l\n", editor.text.toString());
  }

  @Test
  public void withoutAnEngineLettersAreTypedAsTheyAre() {
    editor = new FakeEditor("a ");
    session.start(editor.info(), policy(), false);
    type("teh ");
    session.backspace();
    expect("a teh");
    session.use(engine);
    settle();
    type("x");
    settle();
    expect("a tehx");
    assertEquals("tehx", editor.composing());
  }

  @Test
  public void aLongTextStaysRight() {
    focus(new FakeEditor(""));
    StringBuilder typed = new StringBuilder();
    for (int i = 0; i < 2500; i++) {
      String word = (i % 7 == 0 ? "longer" : "word") + " ";
      typed.append(word);
      type(word);
      if (i % 10 == 0)
        settle();
    }
    settle();
    assertEquals(typed.toString(), editor.text.toString());
    assertTrue(session.textBefore().length() <= 8200);
    assertTrue(typed.toString().endsWith(session.textBefore()));
  }

  @Test
  public void backspaceGoesOnBeyondWhatWasRead() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 500; i++) text.append("12345 ");
    focus(new FakeEditor(text.toString()));
    for (int i = 0; i < 2200; i++) {
      session.backspace();
      settle();
    }
    assertEquals(text.substring(0, 800), editor.text.toString());
  }

  @Test
  public void backspaceAtTheStartIsAKeyForTheApp() {
    focus(new FakeEditor(""));
    session.backspace();
    settle();
    expect("");
  }
}
