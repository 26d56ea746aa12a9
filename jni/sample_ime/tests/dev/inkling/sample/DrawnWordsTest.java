package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import dev.inkling.AutocorrectStrength;
import dev.inkling.Gesture;
import java.util.Collections;
import org.junit.Before;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** Drawn words among key presses, with an engine whose answers come when the test wants them. */
@RunWith(RobolectricTestRunner.class)
public final class DrawnWordsTest {
  private final FakeEditor editor = new FakeEditor("so ");
  private final ScriptedEngine engine = new ScriptedEngine();
  private final Gesture gesture = new Gesture();
  private Strip strip = Strip.EMPTY;
  private final EditorSession.Listener listener = new EditorSession.Listener() {
    @Override
    public void onStrip(Strip newStrip) {
      strip = newStrip;
    }

    @Override
    public void onText() {}
  };
  private final EditorSession session = new EditorSession(() -> editor, listener);
  private final DrawnWords words = new DrawnWords(session, listener);

  @Before
  public void focus() {
    session.start(
        editor.info(), FieldPolicy.of(editor.info(), true, AutocorrectStrength.NORMAL), false);
    session.use(engine);
    engine.answerAll();
    engine.calls.clear();
    gesture.add(1, 1, 0);
  }

  private void moving(long atMillis) {
    words.moving(gesture, ShiftState.Mode.OFF, atMillis);
  }

  private void draw() {
    words.drawn(gesture, ShiftState.Mode.OFF);
  }

  @Test
  public void aGuessIsAskedForNowAndThen() {
    moving(1000);
    engine.answerAll();
    assertEquals("drawn", strip.items.get(0).text);
    moving(1000 + DrawnWords.PACE_MILLIS - 1);
    assertEquals(1, engine.calls.size());
    moving(1000 + DrawnWords.PACE_MILLIS);
    assertEquals(2, engine.calls.size());
  }

  @Test
  public void oneGuessIsUnderWayAtATime() {
    moving(1000);
    moving(1200);
    assertEquals(Collections.singletonList("sketch AS_WRITTEN"), engine.calls);
    moving(2000); // whatever became of the first one
    assertEquals(2, engine.calls.size());
  }

  @Test
  public void theNextGestureDoesNotWaitForTheLastOnesGuess() {
    moving(1000);
    draw();
    moving(1000 + DrawnWords.PACE_MILLIS);
    assertEquals(3, engine.calls.size());
  }

  @Test
  public void lettersWaitForTheWordBeforeThem() {
    draw();
    session.tap('x', 1, 1, 0);
    assertEquals("so ", editor.text.toString());
    engine.answerOne();
    assertEquals("so drawn x", editor.text.toString());
    assertEquals("x", editor.composing());
    engine.answerAll();
    assertEquals("so drawn x", editor.text.toString());
  }

  @Test
  public void aFieldThatIsLeftFirstGetsNoWord() {
    draw();
    session.finish();
    assertEquals("so ", editor.text.toString());
  }

  @Test
  public void anEngineThatFailsLeavesTheText() {
    engine.failNext = true;
    draw();
    engine.answerAll();
    assertEquals("so ", editor.text.toString());
    assertTrue(session.isSettled());
  }

  @Test
  public void aGuessForAFieldThatWasLeftIsNotShown() {
    moving(1000);
    session.finish();
    engine.answerAll();
    assertTrue(strip.items.isEmpty());
  }
}
