package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypingTest {
  private static Engine engine;
  private Session session;
  private FakeEditor editor;

  @BeforeAll
  static void openEngine() throws EngineException {
    engine = Fixture.engine();
    assertTrue(engine.status().isEmpty(), engine.status().toString());
  }

  @AfterAll
  static void closeEngine() {
    engine.close();
  }

  @BeforeEach
  void open() throws EngineException {
    session = engine.openSession(new SessionOptions());
    editor = new FakeEditor();
  }

  @AfterEach
  void close() {
    session.close();
  }

  private Edit type(String text) {
    Edit last = null;
    for (int i = 0; i < text.length(); ++i) {
      last = session.key(text.charAt(i));
      editor.apply(last);
    }
    return last;
  }

  @Test
  void wantsACapitalWhereASentenceBeginsAndMakesStopsOfTwoSpaces() throws EngineException {
    assertTrue(session.wantsCapital());
    type("see  ");
    assertFalse(session.wantsCapital());
    assertEquals("see  ", editor.text());
    SessionOptions options = new SessionOptions().autoCapitals(false).doubleSpaceStop(true);
    try (Session other = engine.openSession(options)) {
      assertFalse(other.wantsCapital());
      for (char key : "see  ".toCharArray()) other.key(key);
      assertEquals("see. ", other.textBefore());
    }
  }

  @Test
  void suggestsWhatTheWordWillBe() {
    type("see you tomor");
    Suggestions strip = session.suggest(1, -1);
    assertTrue(Fixture.contains(strip, "tomorrow"), strip.toString());
    for (int i = 0; i < strip.size(); ++i) {
      if (!strip.text(i).equals("tomorrow"))
        continue;
      assertEquals(Kind.COMPLETION, strip.kind(i));
      assertNotEquals(0, strip.sources(i) & Suggestions.SOURCE_LEXICON);
      assertTrue(Double.isFinite(strip.score(i)));
      assertEquals("", strip.replaces(i));
    }
    assertNotEquals(0, strip.stages() & Suggestions.STAGE_LEXICON);
    assertTrue(strip.nanos() > 0);
    assertFalse(strip.partial());
  }

  @Test
  void suggestsTheNextWord() {
    session.setContext("Thank you for your ", "");
    Suggestions strip = session.suggest(1, -1, 5);
    assertEquals(5, strip.size());
    assertEquals(Kind.PREDICTION, strip.kind(0));
    assertEquals(-1, strip.autocorrectIndex());
    assertNotEquals(0, strip.stages() & Suggestions.STAGE_NEXT_WORD);
  }

  @Test
  void knowsHowAPhraseGoesOn() throws EngineException {
    try (Engine own = Fixture.engine(); Session writing = own.openSession(new SessionOptions())) {
      for (int i = 0; i < 40; ++i) {
        writing.setContext("", "");
        Fixture.type(writing, "see you soon then\n");
      }
      writing.setContext("", "");
      assertTrue(
          writing.phrase("see", 0, -1).startsWith(" you soon"), writing.phrase("see", 0, -1));
      writing.cancel(7);
      assertEquals("", writing.phrase("see", 7, -1));
      assertEquals("", writing.phrase("see", 8, 0));
      assertEquals("", writing.phrase("", 9, -1));
    }
  }

  @Test
  void correctsOnSpaceAndTakesItBack() throws EngineException {
    type("I will recieve");
    Suggestions strip = session.suggest(1, -1);
    assertTrue(strip.autocorrectIndex() >= 0, strip.toString());
    assertEquals("receive", strip.text(strip.autocorrectIndex()));
    Edit edit = type(" ");
    assertTrue(edit.autocorrected);
    assertEquals("recieve", edit.typed);
    assertEquals("receive", edit.committed);
    assertNotEquals(0, edit.commitId);
    assertEquals("I will receive ", editor.text());
    editor.assertAgrees(session);
    editor.apply(session.revert(edit.commitId));
    assertTrue(editor.text().startsWith("I will recieve"), editor.text());
    editor.assertAgrees(session);
    EngineException e = assertThrows(EngineException.class, () -> session.revert(edit.commitId));
    assertEquals(EngineException.NOT_FOUND, e.code());
  }

  @Test
  void saysWhyASpaceReplacesAWord() throws EngineException {
    type("I will recieve");
    Decision decision = session.suggest(1, -1, 3, true).decision();
    assertEquals("receive", decision.reading);
    assertEquals("", decision.veto);
    assertTrue(decision.replaces);
    assertTrue(decision.probability >= decision.threshold, decision.toString());
    double logOdds = 0;
    for (Decision.Feature feature : decision.features) {
      assertFalse(feature.name.isEmpty());
      assertNotEquals(0, feature.value);
      logOdds += feature.share;
    }
    assertEquals(decision.probability, 1 / (1 + Math.exp(-logOdds)), 1e-6);
  }

  @Test
  void saysWhichRuleLeavesAWord() throws EngineException {
    SessionOptions off = new SessionOptions().autocorrect(AutocorrectStrength.OFF);
    try (Session plain = engine.openSession(off)) {
      Fixture.type(plain, "I will recieve");
      Decision decision = plain.suggest(1, -1, 3, true).decision();
      assertEquals("off", decision.veto);
      assertFalse(decision.replaces);
      assertTrue(decision.features.isEmpty());
    }
  }

  @Test
  void hasNoDecisionWhereNobodyAsksOrNothingIsTyped() {
    assertNull(session.suggest(1, -1, 3, true).decision());
    type("recieve");
    assertNull(session.suggest(2, -1, 3).decision());
    assertNull(session.suggest(3, -1, 3, false).decision());
  }

  @Test
  void correctsNothingWhenToldSo() throws EngineException {
    SessionOptions off = new SessionOptions().autocorrect(AutocorrectStrength.OFF);
    try (Session plain = engine.openSession(off)) {
      Fixture.type(plain, "I will recieve");
      assertEquals(-1, plain.suggest(1, -1).autocorrectIndex());
      assertFalse(plain.key(' ').autocorrected);
      assertEquals("I will recieve ", plain.textBefore());
    }
  }

  @Test
  void acceptsASuggestionOfTheLastStripOnly() throws EngineException {
    type("see you tomor");
    Suggestions strip = session.suggest(1, -1);
    Edit edit = session.accept(0);
    editor.apply(edit);
    assertEquals(strip.text(0), edit.committed);
    editor.assertAgrees(session);
    for (int index : new int[] {0, 99, -1}) {
      EngineException e = assertThrows(EngineException.class, () -> session.accept(index));
      assertEquals(EngineException.NOT_FOUND, e.code());
    }
  }

  @Test
  void tapsBesideAKeyAreMeantForIt() {
    // "tje" with the touch on the border of h: the place of the finger decides.
    editor.apply(session.tap('t', 4.5f, 0.5f, 0));
    editor.apply(session.tap('j', 6.3f, 1.5f, 120));
    editor.apply(session.tap('e', 2.5f, 0.5f, 260));
    Suggestions strip = session.suggest(1, -1);
    assertTrue(Fixture.contains(strip, "the"), strip.toString());
    editor.assertAgrees(session);
  }

  @Test
  void everyEditKeepsAnEditorInStep() throws EngineException {
    String keys = "Teh quick\b\bck test, it wroks well.\nOk\b\b\b 42 times! ";
    long sequence = 0;
    for (int i = 0; i < keys.length(); ++i) {
      char key = keys.charAt(i);
      editor.apply(key == '\b' ? session.backspace() : session.key(key));
      editor.assertAgrees(session);
      if (i % 7 == 3 && session.suggest(++sequence, -1).size() > 0) {
        editor.apply(session.accept(0));
        editor.assertAgrees(session);
      }
    }
    editor.apply(session.pick("done"));
    editor.assertAgrees(session);
    type("las");
    editor.apply(session.finish());
    assertTrue(editor.text().endsWith("las"), editor.text());
    assertEquals("", session.composing());
    editor.assertAgrees(session);
  }

  @Test
  void aWordAtTheCursorIsComposing() {
    session.setContext("how are yo", " doing");
    assertEquals("yo", session.composing());
    assertEquals("how are ", session.textBefore());
    assertEquals(" doing", session.textAfter());
  }

  @Test
  void aDeadlineThatIsOverStillAnswers() {
    type("see you tomor");
    Suggestions strip = session.suggest(1, 0);
    assertTrue(strip.partial());
    assertTrue(strip.size() > 0);
  }

  @Test
  void aCancelledAnswerIsAnAnswer() {
    type("see you tomor");
    session.cancel(5);
    assertTrue(session.suggest(5, -1).partial());
    assertFalse(session.suggest(6, -1).partial());
  }

  @Test
  void twoSessionsDoNotMixTheirText() throws EngineException {
    try (Session other = engine.openSession(new SessionOptions())) {
      type("see you tomor");
      Fixture.type(other, "good morn");
      assertEquals("tomor", session.composing());
      assertEquals("morn", other.composing());
      assertTrue(Fixture.contains(session.suggest(1, -1), "tomorrow"));
      assertTrue(Fixture.contains(other.suggest(1, -1), "morning"));
    }
  }

  @Test
  void trimmingChangesNoAnswer() {
    session.setContext("Thank you for your ", "");
    String before = session.suggest(1, -1).toString();
    long sequence = 1;
    for (TrimLevel level : TrimLevel.values()) {
      engine.trim(level);
      assertEquals(before, session.suggest(++sequence, -1).toString());
      engine.trim(level);
    }
    type("h");
    assertEquals("h", session.composing());
    assertTrue(session.suggest(++sequence, -1).size() > 0);
  }

  @Test
  void trimmingInTheBackgroundGivesTheModelBack() throws Exception {
    session.setContext("Thank you for your ", "");
    session.suggest(1, -1);
    long before = Memory.resident();
    engine.trim(TrimLevel.BACKGROUND);
    long after = Memory.resident();
    assertTrue(before - after > 4096, before + " kB before, " + after + " kB after");
  }
}
