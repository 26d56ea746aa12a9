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
    String name = store.getString(AUTOCORRECT, AutocorrectStrength.NORMAL.name());
    try {
      return AutocorrectStrength.valueOf(name);
    } catch (IllegalArgumentException e) {
      return AutocorrectStrength.NORMAL; // written by a version that knew another one
    }
  }

  void setAutocorrect(AutocorrectStrength strength) {
    store.edit().putString(AUTOCORRECT, strength.name()).apply();
  }
}
