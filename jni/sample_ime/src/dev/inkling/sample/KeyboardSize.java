package dev.inkling.sample;

import android.content.res.Configuration;
import android.content.res.Resources;

/** How high keys and strip are, in pixels: lower on a screen that lies on its side. */
final class KeyboardSize {
  private static final float KEY_DP = 54;
  private static final float KEY_LANDSCAPE_DP = 40;
  private static final float STRIP_DP = 44;
  private static final float STRIP_LANDSCAPE_DP = 36;
  /** What is typed must be seen, too. */
  private static final float LARGEST_SHARE = 0.45f;

  private KeyboardSize() {}

  static boolean isWide(Resources resources) {
    return resources.getConfiguration().orientation == Configuration.ORIENTATION_LANDSCAPE;
  }

  static int keyboard(Resources resources) {
    float keys = pixels(resources, KEY_DP, KEY_LANDSCAPE_DP) * KeyboardPage.HEIGHT;
    return Math.round(Math.min(keys, resources.getDisplayMetrics().heightPixels * LARGEST_SHARE));
  }

  static int strip(Resources resources) {
    return Math.round(pixels(resources, STRIP_DP, STRIP_LANDSCAPE_DP));
  }

  private static float pixels(Resources resources, float upright, float wide) {
    return (isWide(resources) ? wide : upright) * resources.getDisplayMetrics().density;
  }
}
