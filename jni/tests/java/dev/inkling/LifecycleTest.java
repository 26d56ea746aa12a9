package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LifecycleTest {
  @Test
  void closingTwiceIsClosingOnce() throws Exception {
    Engine engine = Fixture.bareEngine();
    Session session = engine.openSession(new SessionOptions());
    session.close();
    session.close();
    engine.close();
    engine.close();
  }

  @Test
  void closingAnIdTwiceDoesNotCloseItsSuccessor() throws Exception {
    try (Engine engine = Fixture.bareEngine()) {
      Session first = engine.openSession(new SessionOptions());
      first.close();
      try (Session second = engine.openSession(new SessionOptions())) {
        first.close();
        second.key('a');
        assertEquals("a", second.composing());
        assertThrows(IllegalStateException.class, first::composing);
      }
    }
  }

  @Test
  void everyUseOfAClosedSessionIsAnIllegalState() throws Exception {
    try (Engine engine = Fixture.bareEngine()) {
      Session session = engine.openSession(new SessionOptions());
      session.close();
      List<Executable> uses = Arrays.asList(()
                                                -> session.setContext("a", "b"),
          ()
              -> session.key('a'),
          ()
              -> session.tap('a', 1, 1, 0),
          ()
              -> session.text("a"),
          session::backspace,
          ()
              -> session.accept(0),
          ()
              -> session.pick("a"),
          ()
              -> session.revert(1),
          session::finish,
          ()
              -> session.suggest(1, -1),
          () -> session.cancel(1), session::composing, session::textBefore, session::textAfter);
      for (Executable use : uses) {
        String message = assertThrows(IllegalStateException.class, use).getMessage();
        assertTrue(message.contains("closed"), message);
      }
    }
  }

  @Test
  void everyUseOfAClosedEngineIsAnIllegalState() throws Exception {
    Engine engine = Fixture.bareEngine();
    History history = engine.history();
    engine.close();
    List<Executable> uses = Arrays.asList(()
                                              -> engine.openSession(new SessionOptions()),
        engine::status,
        ()
            -> engine.trim(TrimLevel.HIDDEN),
        ()
            -> history.forget("a"),
        ()
            -> history.block("a"),
        ()
            -> history.unblock("a"),
        history::clear, history::flush, history::exportJson,
        ()
            -> history.importJson("{}"),
        ()
            -> history.importText("word"),
        ()
            -> history.addWord("word"),
        history::shortcuts,
        ()
            -> history.words("", 1),
        () -> history.setShortcut("a", "b"), () -> history.removeShortcut("a"));
    for (Executable use : uses) assertThrows(IllegalStateException.class, use);
  }

  @Test
  void nullIsRefusedBeforeItCrosses() throws Exception {
    try (Engine engine = Fixture.bareEngine();
         Session session = engine.openSession(new SessionOptions())) {
      History history = engine.history();
      List<Executable> uses = Arrays.asList(()
                                                -> Engine.open(null),
          ()
              -> engine.openSession(null),
          ()
              -> engine.trim(null),
          ()
              -> session.setContext(null, ""),
          ()
              -> session.setContext("", null),
          ()
              -> session.text(null),
          ()
              -> session.pick(null),
          ()
              -> history.forget(null),
          ()
              -> history.block(null),
          ()
              -> history.unblock(null),
          ()
              -> history.importJson(null),
          ()
              -> history.words(null, 1),
          ()
              -> history.setShortcut(null, "a"),
          ()
              -> history.setShortcut("a", null),
          ()
              -> new EngineOptions().packDir(null),
          ()
              -> new EngineOptions().addPack(null),
          ()
              -> new SessionOptions().layout(null),
          () -> new SessionOptions().field(null), () -> new SessionOptions().autocorrect(null));
      for (Executable use : uses) assertThrows(NullPointerException.class, use);
    }
  }

  @Test
  void numbersOutOfRangeAreRefused() throws Exception {
    try (Engine engine = Fixture.bareEngine();
         Session session = engine.openSession(new SessionOptions())) {
      List<Executable> uses = Arrays.asList(()
                                                -> session.key(-1),
          ()
              -> session.key(0x110000),
          ()
              -> session.text(""),
          ()
              -> session.suggest(-1, 0),
          ()
              -> session.suggest(1, 0, 0),
          ()
              -> session.suggest(1, 0, 101),
          ()
              -> session.cancel(-1),
          ()
              -> session.tap('a', Float.NaN, 0, 0),
          ()
              -> session.tap('a', 0, Float.POSITIVE_INFINITY, 0),
          () -> engine.history().words("", -1));
      for (Executable use : uses) assertThrows(IllegalArgumentException.class, use);
    }
  }

  @Test
  void sessionsOutliveTheirEngine() throws Exception {
    Engine engine = Fixture.bareEngine();
    Session session = engine.openSession(new SessionOptions());
    engine.close();
    session.key('h');
    assertEquals("h", session.composing());
    assertTrue(session.suggest(1, -1).size() >= 0);
    session.close();
  }

  @Test
  void anUnknownLayoutIsNamed() throws Exception {
    try (Engine engine = Fixture.bareEngine()) {
      EngineException e = assertThrows(EngineException.class,
          () -> engine.openSession(new SessionOptions().layout("no-such-layout")));
      assertEquals(EngineException.INVALID_ARGUMENT, e.code());
      assertTrue(e.getMessage().contains("no-such-layout"), e.getMessage());
    }
  }

  @Test
  void whatWasLeakedIsClosedOnceCollected() throws Exception {
    int before = Handle.openCount();
    leak();
    for (int i = 0; i < 100; ++i) {
      System.gc();
      if (Handle.openCount() <= before)
        return;
      Thread.sleep(20);
    }
    fail(Handle.openCount() - before + " ids are still open");
  }

  private static void leak() throws EngineException {
    List<Session> leaked = new ArrayList<>();
    Engine engine = Fixture.bareEngine();
    for (int i = 0; i < 10; ++i) leaked.add(engine.openSession(new SessionOptions()));
    assertTrue(Handle.openCount() >= leaked.size() + 1);
  }
}
