package dev.inkling;

import java.lang.ref.PhantomReference;
import java.lang.ref.ReferenceQueue;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A native id, and the safety net under it: when its owner is collected without having been closed,
 * the id is closed then. (java.lang.ref.Cleaner would need Android API 33.) The queue is emptied
 * whenever something is opened or closed, and by a daemon thread in between. Thread-safe.
 */
final class Handle extends PhantomReference<Object> {
  enum Type { ENGINE, SESSION }

  private static final ReferenceQueue<Object> COLLECTED = new ReferenceQueue<>();

  // A reference that is itself collected is never queued.
  private static final Set<Handle> OPEN =
      Collections.newSetFromMap(new ConcurrentHashMap<Handle, Boolean>());

  static {
    Thread reaper = new Thread(Handle::reap, "inkling-handles");
    reaper.setDaemon(true);
    reaper.start();
  }

  final long id;
  private final Type type;

  Handle(Object owner, Type type, long id) {
    super(owner, COLLECTED);
    this.type = type;
    this.id = id;
    OPEN.add(this);
    drain();
  }

  /** Closes the id; once is enough, more does nothing. */
  void close() {
    release();
    drain();
  }

  /** How many ids are open, for tests. */
  static int openCount() {
    return OPEN.size();
  }

  private void release() {
    if (!OPEN.remove(this))
      return;
    if (type == Type.ENGINE) {
      Native.engineClose(id);
    } else {
      Native.sessionClose(id);
    }
  }

  private static void drain() {
    for (Object handle = COLLECTED.poll(); handle != null; handle = COLLECTED.poll()) {
      ((Handle) handle).release();
    }
  }

  private static void reap() {
    while (true) {
      try {
        ((Handle) COLLECTED.remove()).release();
      } catch (InterruptedException nobodyAsksThisThreadToEnd) {
        continue;
      }
    }
  }
}
