package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A JVM loads a library once, so each case has a JVM of its own. */
class AbiTest {
  /** What the other JVM runs. */
  public static final class OpenAnEngine {
    public static void main(String[] args) throws Exception {
      try {
        Engine.open(new EngineOptions()).close();
        System.out.println("opened");
      } catch (UnsatisfiedLinkError e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private static String openWith(String library) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(new File(System.getProperty("java.home"), "bin/java").getPath(),
            "-Xcheck:jni", "-Ddev.inkling.library=" + library, "-cp",
            System.getProperty("java.class.path"), OpenAnEngine.class.getName());
    File output = File.createTempFile("abi", ".txt");
    try {
      Process process = builder.redirectErrorStream(true).redirectOutput(output).start();
      assertTrue(process.waitFor(60, TimeUnit.SECONDS));
      String said =
          new String(java.nio.file.Files.readAllBytes(output.toPath()), StandardCharsets.UTF_8);
      assertEquals(0, process.exitValue(), said);
      return said;
    } finally {
      output.delete();
    }
  }

  @Test
  void theLibraryOfThisBuildOpens() throws Exception {
    assertEquals("opened", openWith(System.getProperty("dev.inkling.library")).trim());
  }

  @Test
  void aLibraryOfAnotherVersionIsRefused() throws Exception {
    String said = openWith(Fixture.property("inkling.test.otherAbi"));
    assertTrue(said.contains("refused: ") && said.contains("ABI version 999")
            && said.contains("need " + Native.ABI_VERSION),
        said);
  }

  @Test
  void aLibraryThatIsNotThereIsRefused() throws Exception {
    String said = openWith("/no/such/libinkling_jni.so");
    assertTrue(said.contains("refused: ") && said.contains("/no/such/libinkling_jni.so"), said);
  }
}
