package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AsyncSessionTest {
  private static final String MAIN = "pretended main thread";
  private static Engine engine;

  private ExecutorService main;
  private Session session;
  private AsyncSession typing;

  @BeforeAll
  static void openEngine() throws EngineException {
    engine = Fixture.engine();
  }

  @AfterAll
  static void closeEngine() {
    engine.close();
  }

  @BeforeEach
  void open() throws EngineException {
    main = Executors.newSingleThreadExecutor(work -> new Thread(work, MAIN));
    session = engine.openSession(new SessionOptions());
    typing = new AsyncSession(session, main);
  }

  @AfterEach
  void close() {
    typing.close();
    main.shutdownNow();
  }

  private static <T> T await(CompletableFuture<T> future) throws Exception {
    return future.get(30, TimeUnit.SECONDS);
  }

  /** Keeps the worker busy until the latch is counted down, so that the queue can be filled. */
  private CountDownLatch holdWorker() throws Exception {
    CountDownLatch go = new CountDownLatch(1);
    CountDownLatch held = new CountDownLatch(1);
    typing.post(s -> {
      held.countDown();
      go.await();
      return null;
    }, null);
    held.await();
    return go;
  }

  @Test
  void editsRunInOrderAndAnswerOnTheExecutor() throws Exception {
    List<String> seen = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> last = new CompletableFuture<>();
    String word = "incomprehensible";
    for (int i = 0; i < word.length(); ++i) {
      char key = word.charAt(i);
      boolean isLast = i == word.length() - 1;
      typing.post(s -> s.key(key), (edit, failure) -> {
        seen.add(Thread.currentThread().getName() + " " + edit.composing);
        if (isLast)
          last.complete(null);
      });
    }
    await(last);
    for (int i = 0; i < word.length(); ++i) {
      assertEquals(MAIN + " " + word.substring(0, i + 1), seen.get(i));
    }
  }

  @Test
  void suggestsForTheTextAsPosted() throws Exception {
    CompletableFuture<Suggestions> answer = new CompletableFuture<>();
    typing.post(s -> {
      Fixture.type(s, "see you tomor");
      return null;
    }, null);
    typing.suggest(-1, 3, (strip, failure) -> answer.complete(strip));
    assertTrue(Fixture.contains(await(answer), "tomorrow"));
  }

  @Test
  void saysWhyOnlyWhereItIsAsked() throws Exception {
    typing.post(s -> {
      Fixture.type(s, "I will recieve");
      return null;
    }, null);
    CompletableFuture<Suggestions> explained = new CompletableFuture<>();
    typing.suggest(-1, 3, true, (strip, failure) -> explained.complete(strip));
    assertEquals("receive", await(explained).decision().reading);
    CompletableFuture<Suggestions> plain = new CompletableFuture<>();
    typing.suggest(-1, 3, false, (strip, failure) -> plain.complete(strip));
    assertNull(await(plain).decision());
  }

  @Test
  void onlyTheNewestRequestIsAnswered() throws Exception {
    CountDownLatch go = holdWorker();
    List<Integer> answered = Collections.synchronizedList(new ArrayList<>());
    CompletableFuture<Void> last = new CompletableFuture<>();
    long before = 0;
    for (int i = 0; i < 10; ++i) {
      int request = i;
      typing.post(s -> s.key('a'), null);
      long sequence = typing.suggest(-1, 3, (strip, failure) -> {
        answered.add(request);
        if (request == 9)
          last.complete(null);
      });
      assertTrue(sequence > before);
      before = sequence;
    }
    go.countDown();
    await(last);
    assertEquals(Collections.singletonList(9), answered);
  }

  @Test
  void ofTwoPhrasesTheNewerIsAnswered() throws Exception {
    CountDownLatch go = holdWorker();
    CompletableFuture<String> answer = new CompletableFuture<>();
    typing.phrase("zebra", -1, (phrase, failure) -> answer.complete("out of date"));
    typing.phrase("", -1, (phrase, failure) -> answer.complete(phrase));
    go.countDown();
    assertEquals("", await(answer));
  }

  @Test
  void aNewerRequestCancelsTheOneThatRuns() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch newer = new CountDownLatch(1);
    CompletableFuture<Boolean> partial = new CompletableFuture<>();
    typing.post(s -> {
      running.countDown();
      newer.await();
      return s.suggest(1, -1).partial(); // as the request with number 1 would
    }, (answer, failure) -> partial.complete(answer));
    running.await();
    typing.suggest(-1, 3, (strip, failure) -> {});
    newer.countDown();
    assertTrue(await(partial));
  }

  @Test
  void anAnswerThatWaitsForItsExecutorIsDroppedWhenSomethingNewerComes() throws Exception {
    CountDownLatch mainIsBusy = new CountDownLatch(1);
    main.execute(() -> {
      try {
        mainIsBusy.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
    List<String> answered = Collections.synchronizedList(new ArrayList<>());
    typing.suggest(-1, 3, (strip, failure) -> answered.add("old"));
    CompletableFuture<Void> worked = new CompletableFuture<>();
    // The worker has finished the first answer once it comes to this.
    typing.post(s -> worked.complete(null), null);
    await(worked);
    CompletableFuture<Void> last = new CompletableFuture<>();
    typing.suggest(-1, 3, (strip, failure) -> {
      answered.add("new");
      last.complete(null);
    });
    mainIsBusy.countDown();
    await(last);
    assertEquals(Collections.singletonList("new"), answered);
  }

  @Test
  void whatATaskThrowsGoesToItsCallback() throws Exception {
    CompletableFuture<Exception> failed = new CompletableFuture<>();
    typing.post(s -> s.accept(50), (edit, failure) -> {
      assertNull(edit);
      failed.complete(failure);
    });
    EngineException failure = (EngineException) await(failed);
    assertEquals(EngineException.NOT_FOUND, failure.code());
    CompletableFuture<String> alive = new CompletableFuture<>();
    typing.post(s -> s.key('a'), (edit, none) -> alive.complete(edit.composing));
    assertEquals("a", await(alive));
  }

  @Test
  void closingFinishesWhatWasPostedAndThenCloses() throws Exception {
    CountDownLatch go = holdWorker();
    List<Edit> edits = Collections.synchronizedList(new ArrayList<>());
    List<Suggestions> strips = Collections.synchronizedList(new ArrayList<>());
    typing.post(s -> s.key('a'), (edit, failure) -> edits.add(edit));
    typing.suggest(-1, 3, (strip, failure) -> strips.add(strip));
    typing.post(s -> s.finish(), (edit, failure) -> edits.add(edit));
    Thread closer = new Thread(typing::close);
    closer.start();
    go.countDown();
    closer.join();
    main.shutdown();
    assertTrue(main.awaitTermination(10, TimeUnit.SECONDS));
    assertEquals(2, edits.size());
    assertTrue(strips.isEmpty());
    assertThrows(IllegalStateException.class, session::composing);
    assertThrows(IllegalStateException.class, () -> typing.post(s -> s.key('a'), null));
    assertThrows(IllegalStateException.class, () -> typing.suggest(-1, 3, (strip, failure) -> {}));
    typing.close();
  }

  @Test
  void closingWaitsForOneAnswerAtMost() throws Exception {
    CompletableFuture<Void> running = new CompletableFuture<>();
    typing.post(s -> {
      s.setContext("we will meet at the station tomorrow and then we will ", "");
      return running.complete(null);
    }, null);
    for (int i = 0; i < 50; ++i) typing.suggest(-1, 100, (strip, failure) -> {});
    await(running);
    long start = System.nanoTime();
    typing.close();
    // Fifty answers would take much longer; a whole second allows for a machine that is busy.
    assertTrue(System.nanoTime() - start < TimeUnit.SECONDS.toNanos(1));
  }

  @Test
  void closingFromItsOwnWorkerDoesNotWaitForItself() throws Exception {
    typing.post(s -> {
      typing.close();
      return null;
    }, null);
    typing.close();
    assertThrows(IllegalStateException.class, session::composing);
  }

  @Test
  void anExecutorThatWasShutDownDoesNoHarm() throws Exception {
    main.shutdown();
    CompletableFuture<Void> ran = new CompletableFuture<>();
    typing.post(s -> s.key('a'), (edit, failure) -> {});
    typing.post(s -> ran.complete(null), null);
    await(ran);
    assertFalse(ran.isCompletedExceptionally());
  }
}
