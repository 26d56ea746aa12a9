package dev.inkling;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The scenarios that C++ and C run, through Java; they expect the same of all. */
class ScenariosTest {
  @TestFactory
  List<DynamicTest> scenarios() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Path folder = Paths.get(Fixture.property("inkling.scenarios"));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.tsv")) {
      for (Path file : files) {
        for (Scenario scenario : Scenario.read(file)) {
          if (scenario.needsBytes())
            continue;
          tests.add(dynamicTest(scenario.head.where + " " + scenario.head.argument(0), () -> {
            try (ScenarioRun run = new ScenarioRun()) {
              run.run(scenario);
            }
          }));
        }
      }
    }
    assertFalse(tests.isEmpty(), "no scenarios in " + folder);
    return tests;
  }
}
