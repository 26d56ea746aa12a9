package dev.inkling.sample;

import android.content.Context;
import android.content.SharedPreferences;
import dev.inkling.AutocorrectStrength;

/** The person's settings. In device-protected storage: they hold before the first unlock, too. */
final class Prefs {
  private static final String FILE = "inkling";
  private static final String LEARNING = "learning";
  private static final String INCOGNITO = "incognito";
  private static final String DRAW_WORDS = "draw_words";
  private static final String HAND = "hand";
  private static final String AUTOCORRECT = "autocorrect";

  private final SharedPreferences store;

  Prefs(Context context) {
    store = context.createDeviceProtectedStorageContext().getSharedPreferences(
        FILE, Context.MODE_PRIVATE);
  }

  boolean learning() {
    return store.getBoolean(LEARNING, true);
  }

  void setLearning(boolean on) {
    store.edit().putBoolean(LEARNING, on).apply();
  }

  boolean incognito() {
    return store.getBoolean(INCOGNITO, false);
  }

  void setIncognito(boolean on) {
    store.edit().putBoolean(INCOGNITO, on).apply();
  }

  boolean mayLearn() {
    return learning() && !incognito();
  }

  boolean drawWords() {
    return store.getBoolean(DRAW_WORDS, true);
  }

  void setDrawWords(boolean on) {
    store.edit().putBoolean(DRAW_WORDS, on).apply();
  }

  AutocorrectStrength autocorrect() {
    return read(AUTOCORRECT, AutocorrectStrength.NORMAL);
  }

  Hand hand() {
    return read(HAND, Hand.BOTH);
  }

  void setHand(Hand hand) {
    store.edit().putString(HAND, hand.name()).apply();
  }

  private <E extends Enum<E>> E read(String key, E standard) {
    try {
      return Enum.valueOf(standard.getDeclaringClass(), store.getString(key, standard.name()));
    } catch (IllegalArgumentException e) {
      return standard; // written by a version that knew another one
    }
  }

  void setAutocorrect(AutocorrectStrength strength) {
    store.edit().putString(AUTOCORRECT, strength.name()).apply();
  }
}
