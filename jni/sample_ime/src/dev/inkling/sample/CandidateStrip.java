package dev.inkling.sample;

import android.content.Context;
import android.graphics.Paint;
import android.graphics.Typeface;
import android.text.TextUtils;
import android.util.TypedValue;
import android.view.Gravity;
import android.view.View;
import android.widget.LinearLayout;
import android.widget.TextView;
import java.util.ArrayList;
import java.util.List;

/** Three suggestions over the keys, the autocorrect choice bold and underlined. */
final class CandidateStrip extends LinearLayout {
  /** What the person did with a suggestion. */
  interface Listener {
    void onAccept(Strip.Item item);

    /** A long press: the person does not want to see it any more. */
    void onUnwanted(Strip.Item item);
  }

  static final int PLACES = 3;
  private static final int TEXT_SP = 17;

  private final List<TextView> places = new ArrayList<>();
  private final List<View> dividers = new ArrayList<>();
  private final Listener listener;
  private Palette palette = Palette.LIGHT;
  private Strip strip = Strip.EMPTY;

  CandidateStrip(Context context, Listener listener) {
    super(context);
    this.listener = listener;
    setOrientation(HORIZONTAL);
    setGravity(Gravity.CENTER_VERTICAL);
    setContentDescription("Suggestions");
    for (int i = 0; i < PLACES; i++) {
      if (i > 0)
        addDivider();
      addPlace(i);
    }
  }

  void setPalette(Palette newPalette) {
    palette = newPalette;
    setBackgroundColor(palette.background);
    show(strip);
  }

  void show(Strip newStrip) {
    strip = newStrip.top(PLACES);
    int filled = strip.items.size();
    for (int i = 0; i < PLACES; i++) fill(places.get(i), i < filled ? strip.items.get(i) : null);
    for (int i = 0; i < dividers.size(); i++) {
      dividers.get(i).setBackgroundColor(palette.faint);
      dividers.get(i).setVisibility(i + 1 < filled ? VISIBLE : INVISIBLE);
    }
  }

  /** What is shown now. */
  Strip shown() {
    return strip;
  }

  private void fill(TextView place, Strip.Item item) {
    place.setEnabled(item != null);
    if (item == null) {
      place.setText("");
      place.setContentDescription(null);
      return;
    }
    place.setText(item.literal ? "“" + item.text + "”" : item.text);
    place.setTextColor(item.autocorrect ? palette.accent : palette.text);
    place.setTypeface(item.autocorrect ? Typeface.DEFAULT_BOLD : Typeface.DEFAULT);
    int flags = place.getPaintFlags() & ~Paint.UNDERLINE_TEXT_FLAG;
    place.setPaintFlags(item.autocorrect ? flags | Paint.UNDERLINE_TEXT_FLAG : flags);
    place.setContentDescription(item.autocorrect ? item.text + ", put in by space"
            : item.literal                       ? item.text + ", as typed"
                                                 : item.text);
  }

  private void addDivider() {
    View divider = new View(getContext());
    divider.setAlpha(0.4f);
    dividers.add(divider);
    addView(divider, new LayoutParams(pixels(1), KeyboardSize.strip(getResources()) / 2));
  }

  private void addPlace(int index) {
    TextView place = new TextView(getContext());
    place.setGravity(Gravity.CENTER);
    place.setMaxLines(1);
    place.setEllipsize(TextUtils.TruncateAt.END);
    place.setTextSize(TypedValue.COMPLEX_UNIT_SP, TEXT_SP);
    place.setPadding(pixels(8), 0, pixels(8), 0);
    place.setOnClickListener(v -> {
      if (index < strip.items.size())
        listener.onAccept(strip.items.get(index));
    });
    place.setOnLongClickListener(v -> {
      if (index >= strip.items.size())
        return false;
      listener.onUnwanted(strip.items.get(index));
      return true;
    });
    places.add(place);
    addView(place, new LayoutParams(0, KeyboardSize.strip(getResources()), 1));
  }

  private int pixels(int dp) {
    return Math.round(dp * getResources().getDisplayMetrics().density);
  }
}
