package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ThreadsTest {
  private static Engine engine;
  private static ExecutorService threads;

  @BeforeAll
  static void open() throws EngineException {
    engine = Fixture.engine();
    threads = Executors.newCachedThreadPool();
  }

  @AfterAll
  static void close() {
    threads.shutdownNow();
    engine.close();
  }

  @Test
  void cancelRacesWithSuggest() throws Exception {
    AtomicLong sequence = new AtomicLong();
    AtomicBoolean done = new AtomicBoolean();
    try (Session session = engine.openSession(new SessionOptions())) {
      Future<?> canceller = threads.submit(() -> {
        while (!done.get()) {
          session.cancel(sequence.get());
          Thread.yield();
        }
      });
      for (int i = 0; i < 300; ++i) {
        session.setContext(i % 2 == 0 ? "see you " : "how are you ", "");
        session.key('t');
        session.suggest(sequence.incrementAndGet(), -1);
      }
      done.set(true);
      canceller.get(60, TimeUnit.SECONDS);
      // And the session is as good as before.
      session.setContext("see you ", "");
      Fixture.type(session, "tomor");
      Suggestions strip = session.suggest(sequence.incrementAndGet(), -1);
      assertTrue(Fixture.contains(strip, "tomorrow"), strip.toString());
    }
  }

  @Test
  void closeRacesWithEverything() throws Exception {
    for (int round = 0; round < 20; ++round) {
      Session session = engine.openSession(new SessionOptions());
      AtomicLong calls = new AtomicLong();
      List<Future<Boolean>> users = new ArrayList<>();
      users.add(threads.submit(() -> use(() -> {
        session.key('a');
        session.suggest(calls.incrementAndGet(), -1);
      })));
      users.add(threads.submit(() -> use(() -> {
        session.key(' ');
        calls.addAndGet(session.textBefore().length());
      })));
      users.add(threads.submit(() -> use(() -> session.cancel(calls.get()))));
      Thread.sleep(round % 5);
      session.close();
      for (Future<Boolean> user : users) assertTrue(user.get(60, TimeUnit.SECONDS));
    }
  }

  @Test
  void closingAnEngineRacesWithItsStatus() throws Exception {
    for (int round = 0; round < 50; ++round) {
      Engine bare = Engine.open(new EngineOptions().packDir("/no/such/pack"));
      Future<Boolean> user = threads.submit(() -> use(() -> assertTrue(bare.status().size() > 0)));
      Thread.sleep(round % 3);
      bare.close();
      assertTrue(user.get(60, TimeUnit.SECONDS));
    }
  }

  /** Goes on until what it uses is closed; then true. */
  private static boolean use(Runnable call) {
    try {
      while (true) call.run();
    } catch (IllegalStateException closed) {
      return closed.getMessage().contains("closed");
    }
  }

  @Test
  void sessionsOfOneEngineTypeSideBySide() throws Exception {
    List<Future<String>> answers = new ArrayList<>();
    for (int i = 0; i < 2; ++i) {
      answers.add(threads.submit(() -> {
        StringBuilder all = new StringBuilder();
        SessionOptions options = new SessionOptions().noLearning(true);
        try (Session session = engine.openSession(options)) {
          long sequence = 0;
          for (char key : "we will meet at the station tomorrow ".toCharArray()) {
            session.key(key);
            all.append(session.suggest(++sequence, -1)).append('\n');
          }
        }
        return all.toString();
      }));
    }
    assertEquals(answers.get(0).get(60, TimeUnit.SECONDS), answers.get(1).get());
  }
}
