package dev.inkling;

/** Types the same few sentences over and over, with slips, corrections and jumps of the cursor. */
final class Typist {
  private static final String[] SENTENCES = {
      "We will meet at the station tomorrow and walk to the park. ",
      "Could you please bring teh keys when you come over tonight? ",
      "I recieve too many messages, so I answer them all at once. ",
      "The weather was nice \u2014 na\u00EFve me thought it would stay. ",
  };

  private final Session session;
  private long keys;
  private int sentence;
  private int position;

  Typist(Session session) {
    this.session = session;
  }

  /** So many key presses, each with its suggestions; answers how many were shown. */
  long type(int count) throws EngineException {
    long shown = 0;
    for (int i = 0; i < count; ++i) {
      press();
      shown += session.suggest(keys, -1).size();
    }
    return shown;
  }

  private void press() throws EngineException {
    ++keys;
    if (keys % 97 == 0) {
      session.backspace();
      return;
    }
    if (keys % 53 == 0) {
      session.text("\uD83D\uDE00");
      return;
    }
    String text = SENTENCES[sentence];
    session.key(text.charAt(position));
    if (++position < text.length())
      return;
    position = 0;
    sentence = (sentence + 1) % SENTENCES.length;
    // A person who types for an hour moves from field to field.
    session.setContext(sentence == 0 ? "" : SENTENCES[sentence - 1], "");
  }
}
