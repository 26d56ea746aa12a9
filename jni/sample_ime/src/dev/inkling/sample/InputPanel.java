package dev.inkling.sample;

import android.content.Context;
import android.view.View;
import android.widget.FrameLayout;
import android.widget.LinearLayout;

/** The strip, the question that may take its place, and the keys below. */
final class InputPanel extends LinearLayout {
  final CandidateStrip strip;
  final ForgetPrompt prompt;
  final KeyboardView keyboard;
  private final Palette palette;

  InputPanel(Context context, Palette palette, CandidateStrip.Listener stripListener,
      ForgetPrompt.Listener promptListener, KeyboardView.Listener keyListener) {
    super(context);
    this.palette = palette;
    setOrientation(VERTICAL);
    setBackgroundColor(palette.background);
    strip = new CandidateStrip(context, stripListener);
    prompt = new ForgetPrompt(context, promptListener);
    keyboard = new KeyboardView(context, keyListener);
    strip.setPalette(palette);
    keyboard.setPalette(palette);
    FrameLayout top = new FrameLayout(context);
    top.addView(strip);
    top.addView(prompt);
    addView(top);
    addView(keyboard);
    hidePrompt();
  }

  void askToForget(String word) {
    prompt.ask(word, palette);
    prompt.setVisibility(View.VISIBLE);
    strip.setVisibility(View.INVISIBLE);
  }

  void hidePrompt() {
    prompt.setVisibility(View.GONE);
    strip.setVisibility(View.VISIBLE);
  }
}
