package dev.inkling.sample;

import android.content.Context;
import android.graphics.drawable.GradientDrawable;
import android.util.TypedValue;
import android.view.Gravity;
import android.widget.LinearLayout;
import android.widget.TextView;

/** Beside a keyboard for one hand: to the other side, and back to the full width. */
final class OneHandedBar extends LinearLayout {
  /** What the person chose. */
  interface Listener {
    void onHand(Hand hand);
  }

  private static final int SIGN_SP = 24;
  private static final float SIZE_DP = 48;
  private static final float MARGIN_DP = 12;

  private final TextView move;
  private final TextView widen;
  private Hand hand = Hand.BOTH;

  OneHandedBar(Context context, Palette palette, Listener listener) {
    super(context);
    setOrientation(VERTICAL);
    setGravity(Gravity.CENTER);
    move = button(palette);
    widen = button(palette);
    widen.setText("↔");
    widen.setContentDescription("Full width");
    move.setOnClickListener(v -> listener.onHand(hand.other()));
    widen.setOnClickListener(v -> listener.onHand(Hand.BOTH));
  }

  void setHand(Hand newHand) {
    hand = newHand;
    move.setText(hand == Hand.LEFT ? "›" : "‹");
    move.setContentDescription(
        hand == Hand.LEFT ? "Move keyboard to the right" : "Move keyboard to the left");
  }

  private TextView button(Palette palette) {
    TextView button = new TextView(getContext());
    button.setGravity(Gravity.CENTER);
    button.setTextSize(TypedValue.COMPLEX_UNIT_SP, SIGN_SP);
    button.setTextColor(palette.text);
    GradientDrawable face = new GradientDrawable();
    face.setColor(palette.specialKey);
    face.setShape(GradientDrawable.OVAL);
    button.setBackground(face);
    float density = getResources().getDisplayMetrics().density;
    int size = Math.round(SIZE_DP * density);
    LayoutParams place = new LayoutParams(size, size);
    place.topMargin = place.bottomMargin = Math.round(MARGIN_DP * density);
    addView(button, place);
    return button;
  }
}
