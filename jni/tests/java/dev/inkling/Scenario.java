package dev.inkling;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One scenario of a file of tests/scenarios (its README.md says what the verbs mean). */
final class Scenario {
  /** One line, escapes resolved. */
  static final class Step {
    final String where;
    final String verb;
    final List<String> arguments;

    Step(String where, List<String> fields) {
      this.where = where;
      this.verb = fields.get(0);
      this.arguments = fields.subList(1, fields.size());
    }

    /** Empty for one that was left out. */
    String argument(int index) {
      return index < arguments.size() ? arguments.get(index) : "";
    }

    int number(int index) {
      return Integer.parseInt(argument(index));
    }
  }

  final Step head;
  final List<Step> steps = new ArrayList<>();

  private Scenario(Step head) {
    this.head = head;
  }

  /** Whether it is for interfaces whose text is bytes, which Java's is not. */
  boolean needsBytes() {
    return head.argument(1).equals("bytes");
  }

  static List<Scenario> read(Path file) throws IOException {
    List<Scenario> scenarios = new ArrayList<>();
    List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
    for (int number = 1; number <= lines.size(); ++number) {
      String line = lines.get(number - 1);
      if (line.isEmpty() || line.startsWith("#"))
        continue;
      Step step = new Step(file.getFileName() + ":" + number, fields(line));
      if (step.verb.equals("scenario")) {
        scenarios.add(new Scenario(step));
      } else if (scenarios.isEmpty()) {
        throw new IOException(step.where + ": in front of the first scenario");
      } else {
        scenarios.get(scenarios.size() - 1).steps.add(step);
      }
    }
    return scenarios;
  }

  private static List<String> fields(String line) throws IOException {
    List<String> fields = new ArrayList<>();
    for (String field : line.split("\t", -1)) fields.add(unescape(field));
    return fields;
  }

  private static String unescape(String text) throws IOException {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); ++i) {
      char c = text.charAt(i);
      if (c != '\\') {
        out.append(c);
        continue;
      }
      char kind = ++i < text.length() ? text.charAt(i) : 0;
      switch (kind) {
        case 's':
          out.append(' ');
          break;
        case 'n':
          out.append('\n');
          break;
        case 't':
          out.append('\t');
          break;
        case '\\':
          out.append('\\');
          break;
        case 'u':
          out.append((char) Integer.parseInt(text.substring(i + 1, i + 5), 16));
          i += 4;
          break;
        case 'x':
          out.append((char) Integer.parseInt(text.substring(i + 1, i + 3), 16));
          i += 2;
          break; // only in scenarios that need bytes, which do not run here
        default:
          throw new IOException("no such escape in " + text);
      }
    }
    return out.toString();
  }
}
