package dev.inkling.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Emoji of one kind, out of emoji.tsv: immutable, read once. */
final class EmojiCategory {
  private static final String DATA = "emoji.tsv";
  private static List<EmojiCategory> all;

  /** On its tab. */
  final String sign;
  final String name;
  /** From an emoji to what screen readers say. */
  final Map<String, String> emoji = new LinkedHashMap<>();

  private EmojiCategory(String sign, String name) {
    this.sign = sign;
    this.name = name;
  }

  static synchronized List<EmojiCategory> all() {
    if (all == null)
      all = Collections.unmodifiableList(read());
    return all;
  }

  /** What screen readers say; the emoji itself where it is not one of ours. */
  static String spoken(String text) {
    for (EmojiCategory category : all()) {
      String name = category.emoji.get(text);
      if (name != null)
        return name;
    }
    return text;
  }

  private static List<EmojiCategory> read() {
    List<EmojiCategory> categories = new ArrayList<>();
    try (InputStream in = EmojiCategory.class.getResourceAsStream(DATA);
         BufferedReader lines =
             new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t");
        if (fields[0].equals("category"))
          categories.add(new EmojiCategory(fields[1], fields[2]));
        else if (!line.startsWith("#"))
          categories.get(categories.size() - 1).emoji.put(fields[0], fields[1]);
      }
    } catch (IOException e) {
      throw new IllegalStateException("the app was built without " + DATA, e);
    }
    return categories;
  }
}
