package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Locale;

/** Runs one scenario against a new engine, as the runner in C++ does. */
final class ScenarioRun implements AutoCloseable {
  private static final Edit NO_EDIT = new Edit(0, 0, "", "", "", "", false, 0);

  private final Engine engine;
  private Session session;
  private FakeEditor editor;
  private Edit last = NO_EDIT;
  private Suggestions strip;
  private long lastCommit;
  private long sequence;
  private int count = 3;

  ScenarioRun() throws EngineException {
    engine = Fixture.engine();
    openField(new SessionOptions());
  }

  @Override
  public void close() {
    session.close();
    engine.close();
  }

  void run(Scenario scenario) throws EngineException {
    for (Scenario.Step step : scenario.steps) {
      try {
        if (step.verb.startsWith("expect_")) {
          expect(step);
        } else if (!type(step) && !ask(step)) {
          throw new AssertionError("there is no such verb");
        }
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(step.where + ": " + step.verb + ": " + e.getMessage(), e);
      }
    }
  }

  private void openField(SessionOptions options) throws EngineException {
    if (session != null)
      session.close();
    session = engine.openSession(options);
    sequence = 0;
    look();
  }

  /** Without an edit: the field or its context is another one. */
  private void look() {
    editor = new FakeEditor(session.textBefore(), session.composing(), session.textAfter());
    last = NO_EDIT;
    suggest();
  }

  private void suggest() {
    strip = session.suggest(++sequence, -1, count);
  }

  private void changed(Edit edit) {
    last = edit;
    if (edit.commitId != 0)
      lastCommit = edit.commitId;
    editor.apply(edit);
    editor.assertAgrees(session);
    suggest();
  }

  /** Verbs that change the text; false when the step's is none. */
  private boolean type(Scenario.Step step) throws EngineException {
    String text = step.argument(0);
    switch (step.verb) {
      case "key":
        changed(session.text(text));
        break;
      case "type":
        text.codePoints().forEach(codePoint -> changed(session.key(codePoint)));
        break;
      case "tap":
        changed(session.tap(text.codePointAt(0), Float.parseFloat(step.argument(1)),
            Float.parseFloat(step.argument(2)), 0));
        break;
      case "space":
        changed(session.key(' '));
        break;
      case "enter":
        changed(session.key('\n'));
        break;
      case "backspace":
        int times = text.isEmpty() ? 1 : step.number(0);
        for (int i = 0; i < times; ++i) changed(session.backspace());
        break;
      case "accept":
        changed(session.accept(step.number(0)));
        break;
      case "pick":
        changed(session.pick(text));
        break;
      case "revert":
        changed(session.revert(lastCommit));
        break;
      case "revert_fails":
        assertThrows(EngineException.class, () -> session.revert(lastCommit));
        break;
      case "finish":
        changed(session.finish());
        break;
      default:
        return false;
    }
    return true;
  }

  /** Verbs about the field, the engine and the history; false when the step's is none. */
  private boolean ask(Scenario.Step step) throws EngineException {
    String word = step.argument(0);
    switch (step.verb) {
      case "session":
        openField(options(step));
        break;
      case "strip":
        count = step.number(0);
        suggest();
        break;
      case "context":
        session.setContext(word, step.argument(1));
        look();
        break;
      case "trim":
        engine.trim(TrimLevel.valueOf(word.toUpperCase(Locale.ROOT)));
        suggest();
        break;
      case "block":
        engine.history().block(word);
        break;
      case "unblock":
        engine.history().unblock(word);
        break;
      case "forget":
        engine.history().forget(word);
        break;
      case "shortcut":
        engine.history().setShortcut(word, step.argument(1));
        break;
      case "clear_history":
        engine.history().clear();
        break;
      default:
        return false;
    }
    return true;
  }

  private static SessionOptions options(Scenario.Step step) {
    SessionOptions options = new SessionOptions();
    for (String argument : step.arguments) {
      String[] pair = argument.split("=", 2);
      String name = pair[1].toUpperCase(Locale.ROOT);
      switch (pair[0]) {
        case "field":
          options.field(FieldKind.valueOf(name));
          break;
        case "layout":
          options.layout(pair[1]);
          break;
        case "autocorrect":
          options.autocorrect(AutocorrectStrength.valueOf(name));
          break;
        case "no_learning":
          options.noLearning(pair[1].equals("1"));
          break;
        default:
          throw new AssertionError("there is no option " + argument);
      }
    }
    return options;
  }

  private void expect(Scenario.Step step) throws EngineException {
    String text = step.argument(0);
    switch (step.verb) {
      case "expect_text":
        assertEquals(text, editor.text());
        break;
      case "expect_right":
        assertEquals(text, session.textAfter());
        break;
      case "expect_composing":
        assertEquals(text, session.composing());
        break;
      case "expect_composing_after":
        assertEquals(text, session.composingAfter());
        break;
      case "expect_first":
        assertTrue(strip.size() > 0 && strip.text(0).equals(text), strip.toString());
        break;
      case "expect_offered":
        assertTrue(offered(text, step.argument(1)), strip.toString());
        break;
      case "expect_not_offered":
        assertFalse(offered(text, step.argument(1)), strip.toString());
        break;
      case "expect_strip_size":
        assertEquals(step.number(0), strip.size(), strip.toString());
        break;
      case "expect_autocorrect":
        int marked = strip.autocorrectIndex();
        assertEquals(text, marked < 0 ? "" : strip.text(marked));
        break;
      case "expect_commit":
        assertEquals(Arrays.asList(text, step.argument(1), step.argument(2)),
            Arrays.asList(last.typed, last.committed, last.autocorrected ? "auto" : ""));
        assertEquals(!step.arguments.isEmpty(), last.commitId != 0);
        break;
      case "expect_edit":
        assertEquals(
            step.number(0) + " " + step.argument(1), last.erasedBefore + " " + last.inserted);
        assertEquals(step.argument(2).isEmpty() ? 0 : step.number(2), last.erasedAfter);
        break;
      case "expect_learned":
        assertTrue(learned(text));
        break;
      case "expect_not_learned":
        assertFalse(learned(text));
        break;
      default:
        throw new AssertionError("there is no such verb");
    }
  }

  private boolean offered(String text, String kind) {
    for (int i = 0; i < strip.size(); ++i) {
      boolean fits = kind.isEmpty() || strip.kind(i).name().equalsIgnoreCase(kind);
      if (strip.text(i).equals(text) && fits)
        return true;
    }
    return false;
  }

  private boolean learned(String word) throws EngineException {
    return engine.history().words(word, 100).stream().anyMatch(found -> found.word.equals(word));
  }
}
