package dev.inkling;

import java.nio.file.Files;
import java.nio.file.Paths;

/** What this process holds, in kilobytes. */
final class Memory {
  private Memory() {}

  /** Java objects that are in use, after a collection. */
  static long javaHeap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1024;
  }

  /** Resident memory of the whole process, the Java heap's pages included. Linux only. */
  static long resident() throws Exception {
    for (String line : Files.readAllLines(Paths.get("/proc/self/status"))) {
      if (line.startsWith("VmRSS:"))
        return Long.parseLong(line.replaceAll("\\D", ""));
    }
    throw new IllegalStateException("/proc/self/status has no VmRSS");
  }
}
