import dev.inkling.Edit;
import dev.inkling.Engine;
import dev.inkling.EngineOptions;
import dev.inkling.Session;
import dev.inkling.SessionOptions;
import dev.inkling.Suggestions;

/** Types a word with a slip and shows what Inkling makes of it. */
public final class Hello {
  public static void main(String[] args) throws Exception {
    EngineOptions options = new EngineOptions().packDir(args.length > 0 ? args[0] : "packs/en");
    try (Engine engine = Engine.open(options);
         Session session = engine.openSession(new SessionOptions())) {
      engine.status().forEach(System.err::println); // what could not be used, and why
      session.setContext("how are ", "");
      for (char key : "yiu".toCharArray()) session.key(key);

      Suggestions strip = session.suggest(1, 30_000_000); // within 30 ms
      for (int i = 0; i < strip.size(); ++i) {
        String mark = i == strip.autocorrectIndex() ? "  <- on space" : "";
        System.out.printf("%-8s %-12s %6.2f%s%n", strip.text(i), strip.kind(i), strip.score(i),
            mark);
      }
      Edit edit = session.key(' ');
      System.out.println(edit.typed + " became " + edit.committed);
    }
  }
}
