package dev.inkling.bench;

import dev.inkling.Engine;
import dev.inkling.EngineException;
import dev.inkling.EngineOptions;
import dev.inkling.Session;
import dev.inkling.SessionOptions;
import dev.inkling.Suggestions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;

/**
 * Types a text through Java and prints what each suggest() took, and how much of that was not the
 * engine's: two lines of nanoseconds per round. border_bench.cc is the same in C++.
 */
public final class BorderBench {
  private BorderBench() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 3) {
      System.err.println("usage: BorderBench PACK TEXT_FILE ROUNDS");
      System.exit(2);
    }
    String text = new String(Files.readAllBytes(Paths.get(args[1])), StandardCharsets.UTF_8);
    int rounds = Integer.parseInt(args[2]);
    try (Engine engine = Engine.open(new EngineOptions().packDir(args[0]))) {
      for (int i = 0; i < rounds; ++i) typeOnce(engine, text);
    }
  }

  private static void typeOnce(Engine engine, String text) throws EngineException {
    StringBuilder whole = new StringBuilder();
    StringBuilder border = new StringBuilder();
    try (Session session = engine.openSession(new SessionOptions().noLearning(true))) {
      for (int i = 0; i < text.length(); ++i) {
        session.key(text.charAt(i));
        long start = System.nanoTime();
        Suggestions strip = session.suggest(i + 1, -1);
        long taken = System.nanoTime() - start;
        whole.append(taken).append(' ');
        border.append(taken - strip.nanos()).append(' ');
      }
    }
    System.out.println(whole);
    System.out.println(border);
  }
}
