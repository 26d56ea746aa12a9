package dev.inkling.sample;

import android.content.res.Configuration;

/** Colours of the keyboard, light and dark, as 0xAARRGGBB. */
final class Palette {
  final int background;
  final int key;
  final int specialKey;
  final int pressed;
  final int accent;
  final int onAccent;
  final int text;
  final int faint;
  final int shadow;

  static final Palette LIGHT = new Palette(0xFFE8EAED, 0xFFFFFFFF, 0xFFCDD2D9, 0xFFB9C0CA,
      0xFF1F6F6B, 0xFFFFFFFF, 0xFF1B1D20, 0xFF6A7078, 0x33000000);
  static final Palette DARK = new Palette(0xFF1C1E21, 0xFF3A3E44, 0xFF2A2D32, 0xFF565C65,
      0xFF7FD1C7, 0xFF06302C, 0xFFF1F3F5, 0xFF9AA1AA, 0x66000000);

  private Palette(int background, int key, int specialKey, int pressed, int accent, int onAccent,
      int text, int faint, int shadow) {
    this.background = background;
    this.key = key;
    this.specialKey = specialKey;
    this.pressed = pressed;
    this.accent = accent;
    this.onAccent = onAccent;
    this.text = text;
    this.faint = faint;
    this.shadow = shadow;
  }

  /** What the system's theme asks for. */
  static Palette of(Configuration configuration) {
    int night = configuration.uiMode & Configuration.UI_MODE_NIGHT_MASK;
    return night == Configuration.UI_MODE_NIGHT_YES ? DARK : LIGHT;
  }
}
