package dev.inkling.sample;

import android.content.Context;
import android.os.Handler;
import android.os.Looper;
import android.os.UserManager;
import android.util.Log;
import dev.inkling.Degradation;
import dev.inkling.Engine;
import dev.inkling.EngineOptions;
import dev.inkling.Session;
import dev.inkling.SessionOptions;
import dev.inkling.TrimLevel;
import java.io.File;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The process's one engine, shared by the keyboard and the settings. Opened and closed on a thread
 * of its own; answers come on the main thread. Before the first unlock the history is in memory.
 */
class EngineHost {
  private static final String TAG = "Inkling";
  private static final String HISTORY = "history.sqlite";
  private static EngineHost shared;

  /** Something to do with the engine, on its thread. */
  interface Task<T> {
    T run(Engine engine) throws Exception;
  }

  /** Called on the main thread; one of them is null. */
  interface Result<T> {
    void done(T result, Exception failure);
  }

  private final Context context;
  private final Executor main;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(r -> new Thread(r, "inkling-engine"));
  // On the worker only.
  private Engine engine;
  private Exception failure;
  private boolean persistent;

  EngineHost(Context context) {
    this.context = context.getApplicationContext();
    Handler handler = new Handler(Looper.getMainLooper());
    main = handler::post;
  }

  /** The process's host; made by the first who asks. Main thread. */
  static EngineHost shared(Context context) {
    if (shared == null)
      shared = new EngineHost(context);
    return shared;
  }

  /** Makes {@code host} the process's host; null: the next who asks makes a new one. */
  static void share(EngineHost host) {
    shared = host;
  }

  /** Where the language pack is. Worker thread. */
  File packFolder() throws IOException {
    return PackAssets.install(context);
  }

  /** Where the history is kept once the device was unlocked: encrypted with the person's key. */
  File historyFile() {
    return new File(context.getNoBackupFilesDir(), HISTORY);
  }

  /** Runs a task with the engine, which is opened if it is not open yet. */
  <T> void run(Task<T> task, Result<T> result) {
    worker.execute(() -> {
      T answer = null;
      Exception problem = null;
      try {
        answer = task.run(open());
      } catch (Exception e) {
        problem = e;
        Log.w(TAG, "the engine could not do what was asked", e);
      }
      T given = answer;
      Exception why = problem;
      if (result != null)
        main.execute(() -> result.done(given, why));
    });
  }

  /** Opens typing in a field; answers with an engine that types literally when there is none. */
  void openTyping(FieldPolicy policy, TypingEngine.Answer<TypingEngine> ready) {
    SessionOptions options = new SessionOptions()
                                 .field(policy.kind)
                                 .noLearning(policy.noLearning)
                                 .autocorrect(policy.autocorrect);
    run(engine -> engine.openSession(options), (Session session, Exception failure) -> {
      ready.done(session == null ? new LiteralEngine() : new SessionEngine(session, main, worker));
    });
  }

  /** Gives memory back; does nothing when the engine is not open. */
  void trim(TrimLevel level) {
    worker.execute(() -> {
      if (engine != null)
        engine.trim(level);
    });
  }

  /** The device was unlocked: from now on history is kept. Sessions must be opened anew. */
  void unlocked() {
    worker.execute(() -> {
      if (!persistent)
        closeEngine();
    });
  }

  /** Writes what was learned and closes the engine; the next task opens it again. */
  void close() {
    worker.execute(this::closeEngine);
  }

  /** Counts down when the worker has done all that it was given so far. */
  void await(CountDownLatch done) {
    worker.execute(done::countDown);
  }

  private Engine open() throws Exception {
    if (engine != null)
      return engine;
    if (failure != null)
      throw failure;
    try {
      persistent = isUnlocked();
      EngineOptions options = new EngineOptions();
      try {
        options.packDir(packFolder().getPath());
      } catch (IOException e) {
        Log.e(TAG, "no language pack; only learned words are suggested", e);
      }
      options.historyPath(persistent ? historyFile().getPath() : null);
      engine = Engine.open(options);
      for (Degradation part : engine.status()) Log.w(TAG, "degraded: " + part);
      return engine;
    } catch (LinkageError e) {
      // Asked again and again it would only fail again.
      failure = new IllegalStateException("no native library for this device", e);
      throw failure;
    }
  }

  private boolean isUnlocked() {
    UserManager users = (UserManager) context.getSystemService(Context.USER_SERVICE);
    return users == null || users.isUserUnlocked();
  }

  private void closeEngine() {
    if (engine != null)
      engine.close();
    engine = null;
  }
}
