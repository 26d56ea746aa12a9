package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final String WORD = "zorbofant";
  private Engine engine;
  private History history;

  @BeforeEach
  void open() throws EngineException {
    engine = Fixture.engine();
    history = engine.history();
  }

  @AfterEach
  void close() {
    engine.close();
  }

  private void learn() throws EngineException {
    try (Session session = engine.openSession(new SessionOptions())) {
      for (int i = 0; i < 3; ++i) {
        session.setContext("meet the ", "");
        Fixture.type(session, WORD);
        session.pick(WORD);
      }
    }
  }

  private boolean isSuggested(Engine where) throws EngineException {
    try (Session session = where.openSession(new SessionOptions().noLearning(true))) {
      session.setContext("meet the ", "");
      Fixture.type(session, "zorb");
      return Fixture.contains(session.suggest(1, -1), WORD);
    }
  }

  @Test
  void learnsWordsAndListsThem() throws EngineException {
    assertFalse(isSuggested(engine));
    learn();
    assertTrue(isSuggested(engine));
    List<HistoryWord> words = history.words("zor", 10);
    assertEquals(1, words.size());
    HistoryWord word = words.get(0);
    assertEquals(WORD, word.word);
    assertTrue(word.count > 2 && word.count < 4, "count " + word.count);
    assertTrue(word.personal);
    assertFalse(word.blocked);
    assertTrue(history.words("zor", 0).isEmpty());
    assertTrue(history.words("nothing", 10).isEmpty());
  }

  @Test
  void forgetsAWord() throws EngineException {
    learn();
    history.forget(WORD);
    assertFalse(isSuggested(engine));
    assertTrue(history.words("zor", 10).isEmpty());
    history.forget(WORD); // not there is no error
  }

  @Test
  void addsAWordByHand() throws EngineException {
    history.block(WORD);
    history.addWord(WORD);
    assertTrue(isSuggested(engine));
    assertTrue(history.words("zor", 10).get(0).personal);
    EngineException refused =
        assertThrows(EngineException.class, () -> history.addWord("hunter2"));
    assertEquals(EngineException.INVALID_ARGUMENT, refused.code());
    assertTrue(refused.getMessage().contains("digits"), refused.getMessage());
  }

  @Test
  void importsADictionaryOfAnotherKeyboard() throws EngineException {
    String report = history.importText(
        "# Gboard Dictionary version:1\nomw\ton my way\ten\n\t" + WORD + "\ten\n\tpin12\t\n");
    assertTrue(report.startsWith("a Gboard dictionary: 1 word and 1 shortcut; 1 of 3"), report);
    assertTrue(isSuggested(engine));
    assertEquals("{omw=on my way}", history.shortcuts().toString());
    assertThrows(EngineException.class, () -> history.importText("word\tx\n"));
  }

  @Test
  void blocksAndUnblocksAWord() throws EngineException {
    learn();
    history.block(WORD);
    assertFalse(isSuggested(engine));
    assertTrue(history.words("zor", 10).get(0).blocked);
    history.unblock(WORD);
    assertTrue(isSuggested(engine));
  }

  @Test
  void exportsAndImports() throws EngineException {
    learn();
    history.setShortcut("brb", "be right back \uD83D\uDE00");
    String json = history.exportJson();
    try (Engine other = Fixture.engine()) {
      assertFalse(isSuggested(other));
      other.history().importJson(json);
      assertTrue(isSuggested(other));
      assertTrue(other.history().exportJson().contains("be right back \uD83D\uDE00"));
    }
  }

  @Test
  void refusesJsonThatIsNone() throws EngineException {
    learn();
    String before = history.exportJson();
    EngineException e =
        assertThrows(EngineException.class, () -> history.importJson("{\"words\": ["));
    assertTrue(e.code() != 0 && !e.getMessage().isEmpty());
    assertEquals(before, history.exportJson());
  }

  @Test
  void offersShortcuts() throws EngineException {
    history.setShortcut("omw", "on my way");
    try (Session session = engine.openSession(new SessionOptions())) {
      Fixture.type(session, "omw");
      Suggestions strip = session.suggest(1, -1);
      assertTrue(Fixture.contains(strip, "on my way"), strip.toString());
    }
    history.removeShortcut("omw");
    try (Session session = engine.openSession(new SessionOptions())) {
      Fixture.type(session, "omw");
      assertFalse(Fixture.contains(session.suggest(1, -1), "on my way"));
    }
    EngineException e = assertThrows(EngineException.class, () -> history.setShortcut("", "x"));
    assertEquals(EngineException.INVALID_ARGUMENT, e.code());
  }

  @Test
  void clearsEverything() throws EngineException {
    learn();
    history.clear();
    assertFalse(isSuggested(engine));
    assertFalse(history.exportJson().contains(WORD));
    history.flush();
  }
}
