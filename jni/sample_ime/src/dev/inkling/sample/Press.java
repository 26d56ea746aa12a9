package dev.inkling.sample;

/** A key press, or something else of the person's, that the engine has not answered yet. */
final class Press {
  /** What to ask of the engine. */
  interface EngineCall {
    void run(TypingEngine engine, TypingEngine.Answer<TextChange> answer);
  }

  final EngineCall call;
  /** What it does to the text when nobody corrects anything; null: deletes a character. */
  final String literal;
  /** Shown before it is answered. */
  final boolean predictable;
  /** Done once it is answered; or null. */
  final Runnable then;
  /** Its word is drawn: a letter behind it begins another one. */
  final boolean draws;
  boolean shown;

  private Press(
      EngineCall call, String literal, boolean predictable, boolean draws, Runnable then) {
    this.call = call;
    this.literal = literal;
    this.predictable = predictable;
    this.draws = draws;
    this.then = then;
  }

  /** A letter: its answer is known before. */
  static Press letter(EngineCall call, String literal) {
    return new Press(call, literal, true, false, null);
  }

  /** Something else that types {@code literal}. */
  static Press sign(EngineCall call, String literal) {
    return new Press(call, literal, false, false, null);
  }

  static Press backspace(EngineCall call) {
    return new Press(call, null, false, false, null);
  }

  /** A drawn word; nobody knows which before the engine has read it. */
  static Press word(EngineCall call) {
    return new Press(call, "", false, true, null);
  }

  /** Something that types nothing, and what to do behind it. */
  static Press then(EngineCall call, Runnable then) {
    return new Press(call, "", false, false, then);
  }
}
