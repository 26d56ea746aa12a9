package dev.inkling.sample;

import android.util.Log;
import dev.inkling.AsyncSession;
import dev.inkling.Edit;
import dev.inkling.EngineException;
import dev.inkling.Gesture;
import dev.inkling.Session;
import java.util.concurrent.Executor;

/** The real engine: everything runs on the worker thread of an {@link AsyncSession}. */
final class SessionEngine implements TypingEngine {
  private static final String TAG = "Inkling";
  /** A frame of patience; a partial answer is shown rather than a late one. */
  private static final long SUGGEST_NANOS = 40_000_000L;
  /** The finger is elsewhere by then. */
  private static final long SKETCH_NANOS = 60_000_000L;
  /** More than are shown, so that the literal is among them. */
  private static final int SUGGEST_COUNT = 5;

  private final AsyncSession session;
  private final Executor closer;
  private boolean closed;

  /**
   * @param session a fresh one; closed by {@link #close}
   * @param main where answers go
   * @param closer where closing may wait for the worker
   */
  SessionEngine(Session session, Executor main, Executor closer) {
    this.session = new AsyncSession(session, main);
    this.closer = closer;
  }

  @Override
  public void setContext(String before, String after, Answer<String> composing) {
    session.post(s -> {
      s.setContext(before, after);
      return s.composing();
    }, answered(composing));
  }

  @Override
  public void tap(int codePoint, float x, float y, long timeMillis, Answer<TextChange> answer) {
    edit(s -> s.tap(codePoint, x, y, timeMillis), answer);
  }

  @Override
  public void text(String grapheme, Answer<TextChange> answer) {
    edit(s -> s.text(grapheme), answer);
  }

  @Override
  public void backspace(Answer<TextChange> answer) {
    edit(Session::backspace, answer);
  }

  @Override
  public void gesture(Gesture gesture, Gesture.LetterCase letterCase, Answer<TextChange> answer) {
    edit(s -> s.gesture(gesture, letterCase), answer);
  }

  @Override
  public void sketch(Gesture soFar, Gesture.LetterCase letterCase, Answer<Strip> answer) {
    session.sketch(soFar, letterCase, SKETCH_NANOS, CandidateStrip.PLACES, (guess, failure) -> {
      if (!closed)
        answer.done(guess == null ? Strip.EMPTY : Strip.guess(guess));
    });
  }

  @Override
  public void accept(Strip.Item item, Answer<TextChange> answer) {
    edit(s -> {
      try {
        return s.accept(item.index);
      } catch (EngineException e) {
        // A letter came between the strip and the finger; the person still means this word.
        return s.pick(item.text);
      }
    }, answer);
  }

  @Override
  public void finish(Answer<TextChange> answer) {
    edit(Session::finish, answer);
  }

  @Override
  public void suggest(Answer<Strip> answer) {
    session.suggest(SUGGEST_NANOS, SUGGEST_COUNT, (suggestions, failure) -> {
      if (!closed)
        answer.done(suggestions == null ? Strip.EMPTY : Strip.of(suggestions));
    });
  }

  @Override
  public void close() {
    if (closed)
      return;
    closed = true;
    closer.execute(session::close);
  }

  private void edit(AsyncSession.Task<Edit> task, Answer<TextChange> answer) {
    session.post(s -> TextChange.of(task.run(s)), answered(answer));
  }

  private <T> AsyncSession.Callback<T> answered(Answer<T> answer) {
    return (result, failure) -> {
      if (failure != null)
        Log.w(TAG, "typing went wrong; reading the text again", failure);
      if (!closed)
        answer.done(result);
    };
  }
}
