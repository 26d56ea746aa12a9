package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextTest {
  private static final String GRIN = "\uD83D\uDE00";
  // A woman at a laptop: two emoji and a joiner; and a flag: two letters of another plane.
  private static final String CODER = "\uD83D\uDC69\u200D\uD83D\uDCBB";
  private static final String FLAG = "\uD83C\uDDE9\uD83C\uDDEA";

  private Engine engine;
  private Session session;

  @BeforeEach
  void open() throws EngineException {
    engine = Fixture.bareEngine();
    session = engine.openSession(new SessionOptions());
  }

  @AfterEach
  void close() {
    session.close();
    engine.close();
  }

  @Test
  void emojiComeBackAsTheyWent() {
    session.setContext("so good " + GRIN + CODER, FLAG + " right");
    assertEquals("so good " + GRIN + CODER, session.textBefore() + session.composing());
    assertEquals(FLAG + " right", session.textAfter());
  }

  @Test
  void emojiAreTypedAndDeletedWhole() {
    FakeEditor editor = new FakeEditor();
    for (String emoji : new String[] {GRIN, CODER, FLAG}) {
      editor.apply(session.text(emoji));
      assertEquals(emoji, editor.text());
      editor.apply(session.backspace());
      assertEquals("", editor.text());
      editor.assertAgrees(session);
    }
    editor.apply(session.key(0x1F600));
    assertEquals(GRIN, editor.text());
    editor.assertAgrees(session);
  }

  @Test
  void erasedUnitsAreUtf16Units() {
    session.setContext("ok " + GRIN, "");
    Edit edit = session.backspace();
    // Either the emoji was committed text, or it was composing text that is now gone.
    assertEquals("ok ", session.textBefore() + session.composing());
    if (edit.erasedBefore != 0)
      assertEquals(GRIN.length(), edit.erasedBefore);
  }

  @Test
  void loneSurrogatesAreReplaced() throws EngineException {
    session.setContext("a\uD83D b ", "\uDE00 c\uD83D");
    assertEquals("a\uFFFD b ", session.textBefore() + session.composing());
    assertEquals("\uFFFD c\uFFFD", session.textAfter());
    session.key(0xD83D);
    assertTrue(session.textBefore().concat(session.composing()).endsWith("\uFFFD"));
    session.text("\uDE00");
    session.pick("x\uD83Dy");
    assertTrue(session.textBefore().contains("x\uFFFDy"), session.textBefore());
    engine.history().block("\uD83D");
    engine.history().words("\uDE00", 5);
  }

  @Test
  void nulIsACharacterLikeOthersInText() {
    session.setContext("a\0b ", "c\0");
    String before = session.textBefore() + session.composing();
    assertEquals(4, before.length());
    assertEquals(2, session.textAfter().length());
  }

  @Test
  void nulInANameIsRefused() {
    EngineException e = assertThrows(
        EngineException.class, () -> Engine.open(new EngineOptions().packDir("packs\0/en")));
    assertEquals(EngineException.INVALID_ARGUMENT, e.code());
    assertTrue(e.getMessage().contains("U+0000"), e.getMessage());
  }

  @Test
  void longTextCrosses() {
    StringBuilder text = new StringBuilder();
    while (text.length() < 100_000) text.append("plenty of words ").append(GRIN).append(' ');
    session.setContext(text, text);
    assertTrue(text.toString().endsWith(session.textBefore() + session.composing()));
    assertTrue(session.textBefore().length() > 1000);
    assertTrue(text.toString().startsWith(session.textAfter()));
  }

  @Test
  void otherCharSequencesAreText() {
    session.setContext(new StringBuilder("see "), new StringBuilder(" soon"));
    session.text(new StringBuilder("y"));
    assertEquals("y", session.composing());
    assertEquals("see ", session.textBefore());
  }

  @Test
  void namesOfFilesMayHoldEmoji(@TempDir Path folder) throws Exception {
    String file = folder + "/me " + GRIN + ".sqlite";
    try (Engine first = Engine.open(new EngineOptions().historyPath(file))) {
      assertTrue(first.status().stream().noneMatch(d -> d.part.equals("history")),
          first.status().toString());
      first.history().setShortcut("omw", "on my way");
    }
    try (Engine second = Engine.open(new EngineOptions().historyPath(file))) {
      assertTrue(second.history().exportJson().contains("on my way"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertTrue(files.count() > 0);
    }
  }
}
