package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivacyTest {
  @TempDir Path folder;

  private Engine engine() throws EngineException {
    return Engine.open(Fixture.options().historyPath(folder.resolve("me.sqlite").toString()));
  }

  /** Every file of the history (the database and what SQLite keeps beside it), by name. */
  private TreeMap<String, byte[]> files() throws Exception {
    TreeMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.collect(Collectors.toList())) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private static void typeALot(Engine engine, SessionOptions options) throws EngineException {
    try (Session session = engine.openSession(options)) {
      Fixture.type(session, "meet the zorbofant at noon, the zorbofant waits ");
      session.suggest(1, -1);
      Edit edit = session.pick("zorbofant");
      session.text("\uD83D\uDE00");
      session.backspace();
      session.finish();
      assertTrue(edit.inserted.startsWith("zorbofant"));
    }
    engine.history().flush();
  }

  /** An export says what the counts are now; they fade as time goes by, whatever is typed. */
  private static String exportWithoutTime(Engine engine) throws EngineException {
    return engine.history().exportJson().replaceAll(
        "\"(count|last_used)\": [-+.eE0-9]+", "\"$1\": _");
  }

  private void assertLeavesNoTrace(SessionOptions options) throws Exception {
    try (Engine engine = engine()) {
      typeALot(engine, new SessionOptions()); // something to be left as it is
    }
    try (Engine engine = engine()) {
      engine.history().flush();
      TreeMap<String, byte[]> before = files();
      String exported = exportWithoutTime(engine);
      typeALot(engine, options);
      TreeMap<String, byte[]> after = files();
      assertEquals(before.keySet(), after.keySet());
      for (String name : before.keySet()) {
        assertArrayEquals(before.get(name), after.get(name), name);
      }
      assertEquals(exported, exportWithoutTime(engine));
    }
  }

  @Test
  void noLearningLeavesTheDatabaseAsItIs() throws Exception {
    assertLeavesNoTrace(new SessionOptions().noLearning(true));
  }

  @Test
  void passwordsAreNotLearned() throws Exception {
    assertLeavesNoTrace(new SessionOptions().field(FieldKind.PASSWORD));
  }

  @Test
  void passwordsShowNothing() throws Exception {
    try (Engine engine = Fixture.engine();
         Session session = engine.openSession(new SessionOptions().field(FieldKind.PASSWORD))) {
      Fixture.type(session, "tomor");
      assertEquals(0, session.suggest(1, -1).size());
      assertFalse(session.key(' ').autocorrected);
    }
  }

  @Test
  void whatIsLearnedElsewhereIsWritten() throws Exception {
    TreeMap<String, byte[]> before;
    try (Engine engine = engine()) {
      engine.history().flush();
      before = files();
      typeALot(engine, new SessionOptions());
      TreeMap<String, byte[]> after = files();
      assertTrue(before.keySet().stream().anyMatch(
          name -> !Arrays.equals(before.get(name), after.get(name))));
      assertTrue(engine.history().exportJson().contains("zorbofant"));
    }
  }
}
