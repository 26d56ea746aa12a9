package dev.inkling;

import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A {@link Session} with a worker thread of its own, for callers that must not wait, such as an
 * input method on its main thread. What is posted runs in order. Whatever is asked for later makes
 * earlier suggestions out of date: they are cancelled, and their callback is not called.
 *
 * <pre>{@code
 * AsyncSession typing = new AsyncSession(session, mainThreadExecutor);
 * typing.post(s -> s.key('h'), (edit, failure) -> apply(edit));
 * typing.suggest(30_000_000, 3, (strip, failure) -> show(strip));
 * }</pre>
 *
 * Methods may be called from any thread; the order of calls from several threads is theirs to keep.
 */
public final class AsyncSession implements AutoCloseable {
  /** Something to do with the session, on the worker thread. */
  public interface Task<T> {
    T run(Session session) throws Exception;
  }

  /** Gets a result; called on the executor of {@link AsyncSession}. */
  public interface Callback<T> {
    /** One of them is null: {@code result} when the task threw {@code failure}. */
    void done(T result, Exception failure);
  }

  /** What can be given up by its sequence number. */
  private interface Question<T> {
    T ask(Session session, long sequence);
  }

  private final Session session;
  private final Executor executor;
  private final ThreadPoolExecutor worker;
  private final AtomicLong newest = new AtomicLong();
  private final CountDownLatch sessionClosed = new CountDownLatch(1);
  private volatile Thread workerThread;
  private volatile boolean closed;

  /**
   * @param session now this object's to use and to close; freshly opened, as sequence numbers start
   *     at 1 here
   * @param executor where callbacks run, such as the main thread's
   */
  public AsyncSession(Session session, Executor executor) {
    this.session = Objects.requireNonNull(session, "session");
    this.executor = Objects.requireNonNull(executor, "executor");
    worker = new ThreadPoolExecutor(
        1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<Runnable>(), this::newThread);
  }

  /**
   * Does something with the session, such as an edit. Its callback is always called, unless the
   * executor refuses.
   *
   * @param callback null when nobody wants to know
   * @throws IllegalStateException after {@link #close}
   */
  public <T> void post(Task<T> task, Callback<T> callback) {
    Objects.requireNonNull(task, "task");
    supersede();
    enqueue(() -> run(task, callback));
  }

  /**
   * Asks for suggestions for the text as it is after all that was posted before.
   *
   * @param deadlineNanos from when its turn comes; negative: none
   * @param count how many suggestions at most, 1 to 100; the typed word itself comes on top
   * @param callback not called when something newer was asked for or the session was closed
   * @return the request's sequence number
   * @throws IllegalStateException after {@link #close}
   */
  public long suggest(long deadlineNanos, int count, Callback<Suggestions> callback) {
    return suggest(deadlineNanos, count, false, callback);
  }

  /**
   * As {@link #suggest(long, int, Callback)}, and where {@code why} asks for it with {@link
   * Suggestions#decision}: for an explanation that a person asked for, not for every key.
   */
  public long suggest(
      long deadlineNanos, int count, boolean why, Callback<Suggestions> callback) {
    return ask((s, sequence) -> s.suggest(sequence, deadlineNanos, count, why), callback);
  }

  /**
   * Asks what a finger that is still moving has drawn so far: see {@link Session#sketch}. Takes a
   * copy of the gesture.
   *
   * @param callback not called when something newer was asked for or the session was closed
   * @return the request's sequence number
   * @throws IllegalStateException after {@link #close}
   */
  public long sketch(Gesture gesture, Gesture.LetterCase letterCase, long deadlineNanos, int count,
      Callback<Suggestions> callback) {
    Gesture soFar = gesture.copy();
    return ask((s, sequence)
                   -> s.sketch(soFar, letterCase, sequence, deadlineNanos, count),
        callback);
  }

  /**
   * Asks what is likely to follow a suggestion, should it be picked: see {@link Session#phrase}. As
   * with suggestions, whatever is asked for or posted next makes it out of date; so ask for it once
   * the strip is there.
   *
   * @param suggestion its text
   * @param deadlineNanos from when its turn comes; negative: none
   * @param callback not called when something newer was asked for or the session was closed
   * @return the request's sequence number
   * @throws IllegalStateException after {@link #close}
   */
  public long phrase(CharSequence suggestion, long deadlineNanos, Callback<String> callback) {
    String text = Objects.requireNonNull(suggestion, "suggestion").toString();
    return ask((s, sequence) -> s.phrase(text, sequence, deadlineNanos), callback);
  }

  /**
   * Finishes what was posted, cancels what is being suggested, and closes the session. Waits for
   * that, which takes no longer than the edits that are queued and one cancelled answer, unless
   * called on the worker thread itself. Twice is once.
   */
  @Override
  public void close() {
    synchronized (this) {
      if (!closed) {
        closed = true;
        supersede();
        worker.execute(this::closeSession);
        worker.shutdown();
      }
    }
    if (Thread.currentThread() == workerThread)
      return;
    try {
      sessionClosed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // the worker closes it without us
    }
  }

  /** Asks the session on the worker thread, unless something newer was asked for by then. */
  private <T> long ask(Question<T> question, Callback<T> callback) {
    Objects.requireNonNull(callback, "callback");
    long sequence = supersede();
    enqueue(() -> {
      if (!isNewest(sequence))
        return;
      run(s -> question.ask(s, sequence), (answer, failure) -> {
        // Asked again here: the executor may have had other things to do meanwhile.
        if (isNewest(sequence))
          callback.done(answer, failure);
      });
    });
    return sequence;
  }

  /** Makes all suggestions asked for so far out of date and answers the next sequence number. */
  private long supersede() {
    long sequence = newest.incrementAndGet();
    try {
      session.cancel(sequence - 1);
    } catch (IllegalStateException e) {
      // Closed behind our back: the task itself will report it.
    }
    return sequence;
  }

  private boolean isNewest(long sequence) {
    return newest.get() == sequence && !closed;
  }

  private synchronized void enqueue(Runnable task) {
    if (closed)
      throw new IllegalStateException("this session is closed");
    worker.execute(task);
  }

  private <T> void run(Task<T> task, Callback<T> callback) {
    T result = null;
    Exception failure = null;
    try {
      result = task.run(session);
    } catch (Exception e) {
      failure = e;
    }
    if (callback == null)
      return;
    T answer = result;
    Exception reason = failure;
    try {
      executor.execute(() -> callback.done(answer, reason));
    } catch (RejectedExecutionException e) {
      // Whoever shut the executor down no longer wants answers.
    }
  }

  private void closeSession() {
    try {
      session.close();
    } finally {
      sessionClosed.countDown();
    }
  }

  private Thread newThread(Runnable work) {
    Thread thread = new Thread(work, "inkling-session");
    thread.setDaemon(true);
    workerThread = thread;
    return thread;
  }
}
