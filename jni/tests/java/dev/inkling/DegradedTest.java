package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DegradedTest {
  @TempDir Path folder;

  private Path copyOfPack() throws IOException {
    Path copy = Files.createDirectories(folder.resolve("pack"));
    try (Stream<Path> files = Files.list(Fixture.pack())) {
      for (Path file : files.collect(Collectors.toList())) {
        Files.copy(file, copy.resolve(file.getFileName()));
      }
    }
    return copy;
  }

  private static boolean names(Engine engine, String part) {
    return engine.status().stream().anyMatch(d -> d.part.equals(part) && !d.message.isEmpty());
  }

  @Test
  void aDamagedModelIsNamedAndTypingGoesOn() throws Exception {
    Path pack = copyOfPack();
    try (FileChannel file =
             FileChannel.open(pack.resolve("model.safetensors"), StandardOpenOption.WRITE)) {
      file.write(ByteBuffer.wrap("this is no header".getBytes("US-ASCII")), 0);
    }
    try (Engine engine = Engine.open(new EngineOptions().packDir(pack.toString()));
         Session session = engine.openSession(new SessionOptions())) {
      assertTrue(names(engine, "model"), engine.status().toString());
      Fixture.type(session, "see you tomor");
      Suggestions strip = session.suggest(1, -1);
      assertTrue(Fixture.contains(strip, "tomorrow"), strip.toString());
      assertEquals(0, strip.stages() & Suggestions.STAGE_NEXT_WORD);
    }
  }

  @Test
  void aMissingPackIsNamedAndTypingGoesOn() throws Exception {
    String nowhere = folder.resolve("nowhere").toString();
    try (Engine engine = Engine.open(new EngineOptions().packDir(nowhere));
         Session session = engine.openSession(new SessionOptions())) {
      assertFalse(engine.status().isEmpty());
      assertTrue(engine.status().get(0).toString().contains(nowhere), engine.status().toString());
      Fixture.type(session, "hello ");
      assertEquals("hello ", session.textBefore());
      session.suggest(1, -1);
    }
  }

  @Test
  void aKeyThatIsNoneLeavesTheHistoryInMemory() throws Exception {
    Path file = folder.resolve("me.sqlite");
    EngineOptions options =
        new EngineOptions().historyPath(file.toString()).historyKey(new byte[5]);
    try (Engine engine = Engine.open(options)) {
      assertTrue(names(engine, "history"), engine.status().toString());
    }
    assertFalse(Files.exists(file));
  }

  @Test
  void aHistoryThatCannotBeOpenedIsNamedAndLivesInMemory() throws Exception {
    Path file = folder.resolve("a-folder-not-a-file");
    Files.createDirectories(file.resolve("something"));
    try (Engine engine = Engine.open(new EngineOptions().historyPath(file.toString()))) {
      assertTrue(names(engine, "history"), engine.status().toString());
      engine.history().setShortcut("omw", "on my way");
      assertTrue(engine.history().exportJson().contains("on my way"));
    }
  }
}
