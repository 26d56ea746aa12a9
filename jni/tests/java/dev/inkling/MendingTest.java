package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** A word that stands in the text is looked at and mended; places are UTF-16 units. */
class MendingTest {
  private static Session typed(Engine engine, String text) throws EngineException {
    Session session = engine.openSession(new SessionOptions());
    Fixture.type(session, text);
    return session;
  }

  @Test
  void aTappedWordSaysWhatItWas() throws Exception {
    try (Engine engine = Fixture.engine();
        Session session = typed(engine, "caf\u00e9 \ud83d\ude00 and teh book th")) {
      assertEquals("caf\u00e9 \ud83d\ude00 and the book ", session.textBefore());
      WordChoices word = session.lookAt(13, 0, -1, 3);
      assertEquals("the", word.text);
      assertEquals(12, word.begin);
      assertEquals(15, word.end);
      assertEquals("teh", word.typed);
      assertTrue(word.known);
      assertFalse(word.drawn);
      assertFalse(word.blocked);
      assertEquals("teh", word.others.text(0));
      assertEquals(Kind.LITERAL, word.others.kind(0));
      assertNull(session.lookAt(6, 0, -1, 3));
    }
  }

  @Test
  void anotherWordTakesItsPlaceWhileTypingGoesOn() throws Exception {
    try (Engine engine = Fixture.engine();
        Session session = typed(engine, "caf\u00e9 and teh book th")) {
      Edit edit = session.mend(9, "teh");
      assertEquals(8, edit.erasedBefore);
      assertEquals("eh book ", edit.inserted);
      assertEquals("th", edit.composing);
      assertEquals("caf\u00e9 and teh book ", session.textBefore());
      assertThrows(EngineException.class, () -> session.mend(10, "the"));
      assertThrows(EngineException.class, () -> session.mend(9, ""));
      assertThrows(EngineException.class, () -> session.mend(5000, "the"));
    }
  }

  @Test
  void theStripOfATappedWordSaysItToo() throws Exception {
    try (Engine engine = Fixture.engine(); Session session = typed(engine, "and teh book ")) {
      session.setContext("and th", "e book ");
      Suggestions strip = session.suggest(0, -1);
      assertEquals("the", strip.text(0));
      assertEquals(Kind.LITERAL, strip.kind(0));
      assertEquals("teh", strip.text(1));
    }
  }

  @Test
  void aWordRightOfTheCursorWaitsForIt() throws Exception {
    try (Engine engine = Fixture.bareEngine();
        Session session = engine.openSession(new SessionOptions())) {
      session.setContext("and ", "the book");
      EngineException refused = assertThrows(EngineException.class, () -> session.mend(4, "a"));
      assertEquals(EngineException.UNSUPPORTED, refused.code());
      session.setContext("and t", "he book");
      Edit edit = session.mend(4, "a");
      assertEquals("a", edit.inserted);
      assertEquals(2, edit.erasedAfter);
      assertEquals("and a", session.textBefore());
    }
  }

  @Test
  void argumentsAreChecked() throws Exception {
    try (Engine engine = Fixture.bareEngine(); Session session = typed(engine, "see")) {
      assertThrows(IllegalArgumentException.class, () -> session.lookAt(-1, 0, -1, 3));
      assertThrows(IllegalArgumentException.class, () -> session.lookAt(0, 0, -1, 0));
      assertThrows(NullPointerException.class, () -> session.mend(0, null));
    }
  }
}
