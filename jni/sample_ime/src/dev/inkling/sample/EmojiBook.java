package dev.inkling.sample;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** Every emoji with its name and keywords, and how to find one by them; immutable, read once. */
final class EmojiBook {
  /** The demo keyboard's table: emoji, group, name, keywords. */
  private static final String DATA = "emoji_en.tsv";
  private static final Pattern BETWEEN_WORDS = Pattern.compile("[ \\-:,']+");
  private static final int NEVER = 9;
  /** A whole keyword is as good as the beginning of a name's word. */
  private static final int KEYWORD = 1;
  /** What a word of the query weighs against how long the name is. */
  private static final int ONE_WORD = 4;
  private static EmojiBook english;

  /** One emoji. */
  static final class Entry {
    final String emoji;
    /** What screen readers say. */
    final String name;
    private final String[] nameWords;
    private final String[] keywords;

    private Entry(String emoji, String name, String keywords) {
      this.emoji = emoji;
      this.name = name;
      nameWords = words(name);
      this.keywords = words(keywords);
    }
  }

  private static final class Found {
    final int rank;
    final Entry entry;

    Found(int rank, Entry entry) {
      this.rank = rank;
      this.entry = entry;
    }
  }

  /** In Unicode's order. */
  private final Map<String, Entry> all = new LinkedHashMap<>();

  private EmojiBook() {}

  static synchronized EmojiBook english() {
    if (english == null)
      english = read();
    return english;
  }

  /** Reads it on a thread of its own, so that the first search need not wait. */
  static synchronized void prepare() {
    if (english == null)
      new Thread(EmojiBook::english, "emoji names").start();
  }

  /** What screen readers say; the emoji itself where it is not one of ours. */
  String nameOf(String emoji) {
    Entry entry = all.get(emoji);
    return entry == null ? emoji : entry.name;
  }

  /**
   * Those of which every word of {@code query} begins a word of the name or a keyword; whole words
   * and words of the name before others, then Unicode's order. Nothing for an empty query.
   */
  List<Entry> search(String query) {
    String[] wanted = words(query);
    if (wanted.length == 0)
      return Collections.emptyList();
    List<Found> found = new ArrayList<>();
    for (Entry entry : all.values()) {
      int rank = rank(entry, wanted);
      if (rank >= 0)
        found.add(new Found(rank, entry));
    }
    Collections.sort(found, (a, b) -> Integer.compare(a.rank, b.rank)); // keeps equals in order
    List<Entry> best = new ArrayList<>();
    for (Found one : found) best.add(one.entry);
    return best;
  }

  /** Less is better; -1 where a word of the query is nowhere. */
  private static int rank(Entry entry, String[] wanted) {
    int sum = 0;
    for (String word : wanted) {
      int best =
          Math.min(distance(entry.nameWords, word), distance(entry.keywords, word) + KEYWORD);
      if (best >= NEVER)
        return -1;
      sum += best;
    }
    // "cat" is the cat rather than its face with tears.
    int longer = Math.max(entry.nameWords.length - wanted.length, 0);
    return sum * ONE_WORD + Math.min(longer, ONE_WORD - 1);
  }

  /** 0 where it is one of the words, 1 where it begins one. */
  private static int distance(String[] words, String wanted) {
    int best = NEVER;
    for (String word : words) {
      if (word.startsWith(wanted))
        best = Math.min(best, word.length() == wanted.length() ? 0 : 1);
    }
    return best;
  }

  /** In lower case. */
  private static String[] words(String text) {
    List<String> words =
        new ArrayList<>(Arrays.asList(BETWEEN_WORDS.split(text.toLowerCase(Locale.ROOT))));
    words.removeAll(Collections.singleton("")); // in front of a text that begins with a sign
    return words.toArray(new String[0]);
  }

  private void add(Entry entry) {
    all.put(entry.emoji, entry);
  }

  private static EmojiBook read() {
    EmojiBook book = new EmojiBook();
    try (InputStream in = EmojiBook.class.getResourceAsStream(DATA)) {
      if (in == null)
        throw new IOException("no such resource");
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t");
        if (!line.startsWith("#") && fields.length >= 3)
          book.add(new Entry(fields[0], fields[2], fields.length > 3 ? fields[3] : ""));
      }
    } catch (IOException e) {
      throw new IllegalStateException("the app was built without " + DATA, e);
    }
    return book;
  }
}
