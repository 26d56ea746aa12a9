package dev.inkling;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Why a space does, or does not, put another word in for what is typed: the probability that this
 * is right, what it must reach, and what spoke for and against. Immutable.
 */
public final class Decision {
  /** What spoke for the reading or against it. */
  public static final class Feature {
    /** For people to read; later versions have others. */
    public final String name;
    /** In nats, letters, or 1 for yes. */
    public final double value;
    /** In nats of log odds: greater than 0 speaks for the reading. */
    public final double share;

    Feature(String name, double value, double share) {
      this.name = name;
      this.value = value;
      this.share = share;
    }

    @Override
    public String toString() {
      return name + " " + share;
    }
  }

  /** The best other reading; empty where there is none. */
  public final String reading;
  /**
   * A word for the rule by which what was typed stays, whatever speaks for the reading ("code",
   * "capitals", ...; later versions have others). Empty: none, and the probability decides.
   */
  public final String veto;
  /** That the reading is right. */
  public final double probability;
  /** What the probability must reach. */
  public final double threshold;
  /** A space puts the reading in. */
  public final boolean replaces;
  /** Those that have something to say; none where a rule came first. Cannot be changed. */
  public final List<Feature> features;

  // Called by the native library.
  Decision(String reading, String veto, double probability, double threshold, boolean replaces,
      String[] names, double[] values, double[] shares) {
    this.reading = reading;
    this.veto = veto;
    this.probability = probability;
    this.threshold = threshold;
    this.replaces = replaces;
    List<Feature> all = new ArrayList<>(names.length);
    for (int i = 0; i < names.length; ++i) {
      all.add(new Feature(names[i], values[i], shares[i]));
    }
    features = Collections.unmodifiableList(all);
  }

  @Override
  public String toString() {
    String why = veto.isEmpty() ? probability + " of " + threshold : veto;
    return (replaces ? "replaces it by " : "leaves it, not ") + reading + " (" + why + ")";
  }
}
