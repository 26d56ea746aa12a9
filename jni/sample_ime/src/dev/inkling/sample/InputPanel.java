package dev.inkling.sample;

import android.content.Context;
import android.view.View;
import android.widget.FrameLayout;
import android.widget.LinearLayout;
import java.util.List;

/** The strip, the question or the search that may take its place, and the keys below. */
final class InputPanel extends LinearLayout {
  /** Of the width, in one-handed typing. */
  private static final float BAR_SHARE = 0.18f;

  final CandidateStrip strip;
  final ForgetPrompt prompt;
  final EmojiSearch search;
  final KeyboardView keyboard;
  private final Palette palette;
  private final LinearLayout keys;
  private final OneHandedBar bar;
  private Hand hand;

  InputPanel(Context context, Palette palette, CandidateStrip.Listener stripListener,
      ForgetPrompt.Listener promptListener, KeyboardView.Listener keyListener,
      EmojiSearch.Listener searchListener, OneHandedBar.Listener handListener) {
    super(context);
    this.palette = palette;
    setOrientation(VERTICAL);
    setBackgroundColor(palette.background);
    strip = new CandidateStrip(context, stripListener);
    prompt = new ForgetPrompt(context, promptListener);
    keyboard = new KeyboardView(context, keyListener);
    search = new EmojiSearch(context, palette, keyboard, searchListener);
    strip.setPalette(palette);
    keyboard.setPalette(palette);
    FrameLayout top = new FrameLayout(context);
    top.addView(strip);
    top.addView(prompt);
    top.addView(search);
    addView(top);
    bar = new OneHandedBar(context, palette, handListener);
    keys = new LinearLayout(context);
    keys.setBaselineAligned(false);
    addView(keys);
    setHand(Hand.BOTH);
    hidePrompt();
  }

  /** Where there is room for two hands anyway, no hand is preferred. */
  void setHand(Hand newHand) {
    Hand shown = KeyboardSize.isWide(getResources()) ? Hand.BOTH : newHand;
    if (shown == hand)
      return;
    hand = shown;
    keys.removeAllViews();
    keys.addView(keyboard, new LayoutParams(0, LayoutParams.WRAP_CONTENT, 1 - BAR_SHARE));
    if (hand == Hand.BOTH)
      return;
    bar.setHand(hand);
    keys.addView(
        bar, hand == Hand.LEFT ? 1 : 0, new LayoutParams(0, LayoutParams.MATCH_PARENT, BAR_SHARE));
  }

  void askToForget(String word) {
    prompt.ask(word, palette);
    prompt.setVisibility(View.VISIBLE);
    strip.setVisibility(View.INVISIBLE);
  }

  void hidePrompt() {
    prompt.setVisibility(View.GONE);
    strip.setVisibility(search.isOpen() ? View.GONE : View.VISIBLE);
  }

  /** The letters type into a search for emoji. */
  void openSearch(List<String> recent) {
    search.open(recent);
    hidePrompt();
  }

  /** The keys are {@code next}'s again, who sets them up. */
  void closeSearch(KeyboardView.Listener next) {
    search.close(next);
    hidePrompt();
  }
}
