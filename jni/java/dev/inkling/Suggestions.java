package dev.inkling;

/** One answer, best suggestion first. Immutable, so any thread may read it. */
public final class Suggestions {
  /** Bits of {@link #sources}: where a score came from. */
  public static final int SOURCE_MODEL = 1;

  public static final int SOURCE_LEXICON = 2;
  public static final int SOURCE_HISTORY = 4;

  /** Bits of {@link #stages}, in the order in which the stages run. */
  public static final int STAGE_LEXICON = 1;

  public static final int STAGE_HISTORY = 2;
  public static final int STAGE_NEXT_WORD = 4;
  public static final int STAGE_CONTINUATION = 8;
  public static final int STAGE_RECORRECTION = 16;

  private final String[] texts;
  private final String[] replaces;
  private final double[] scores;
  private final int[] kinds;
  private final int[] sources;
  private final int autocorrectIndex;
  private final int stages;
  private final long nanos;
  private final boolean partial;
  private final Decision decision;

  // Called by the native library, which hands the arrays over.
  Suggestions(String[] texts, String[] replaces, double[] scores, int[] kinds, int[] sources,
      int autocorrectIndex, int stages, long nanos, boolean partial, Decision decision) {
    this.texts = texts;
    this.replaces = replaces;
    this.scores = scores;
    this.kinds = kinds;
    this.sources = sources;
    this.autocorrectIndex = autocorrectIndex;
    this.stages = stages;
    this.nanos = nanos;
    this.partial = partial;
    this.decision = decision;
  }

  public int size() {
    return texts.length;
  }

  public String text(int index) {
    return texts[index];
  }

  /**
   * The end of the committed text that accepting it also takes the place of: an earlier word that
   * it mends, or the first part of a word that a stray space cut in two. Mostly empty.
   */
  public String replaces(int index) {
    return replaces[index];
  }

  /** In nats: log posterior up to a constant that is the same for the whole answer. */
  public double score(int index) {
    return scores[index];
  }

  public Kind kind(int index) {
    return Kind.of(kinds[index]);
  }

  /** SOURCE_... bits. */
  public int sources(int index) {
    return sources[index];
  }

  /** The suggestion that a space would put in for what is typed; -1: none. */
  public int autocorrectIndex() {
    return autocorrectIndex;
  }

  /** STAGE_... bits of the stages that ran. */
  public int stages() {
    return stages;
  }

  /** Time that the engine spent on the answer, in nanoseconds. */
  public long nanos() {
    return nanos;
  }

  /** A deadline or a cancellation cut the answer short. */
  public boolean partial() {
    return partial;
  }

  /**
   * Why a space puts another word in, or does not; null when {@link Session#suggest(long, long,
   * int, boolean)} was not asked for it, or nothing is being typed.
   */
  public Decision decision() {
    return decision;
  }

  @Override
  public String toString() {
    return String.join(" | ", texts);
  }
}
