package dev.inkling.sample;

import android.content.Context;
import android.graphics.Canvas;
import android.graphics.Paint;
import android.graphics.drawable.GradientDrawable;
import android.text.TextUtils;
import android.util.TypedValue;
import android.view.Gravity;
import android.view.View;
import android.view.accessibility.AccessibilityNodeInfo;
import android.widget.HorizontalScrollView;
import android.widget.LinearLayout;
import android.widget.TextView;
import dev.inkling.Gesture;
import java.util.ArrayList;
import java.util.List;

/**
 * Two rows in the strip's place: what is searched for, and the emoji that are called so. While it
 * is open the keys type into it, and nothing of that reaches the editor or the engine.
 */
final class EmojiSearch extends LinearLayout implements KeyboardView.Listener {
  /** What the person chose. */
  interface Listener {
    void onFound(String emoji);

    /** Back to the page of emoji. */
    void onSearchLeft();
  }

  /** Emoji in the row, which can be scrolled. */
  static final int PLACES = 40;
  private static final int LONGEST_QUERY = 60;
  private static final String HINT = "Search emoji";
  private static final int QUERY_SP = 17;
  private static final int EMOJI_SP = 25;
  private static final float BUTTON_DP = 48;
  private static final float GAP_DP = 4;

  private final Palette palette;
  private final Listener listener;
  private final KeyboardView keyboard;
  private final QueryView query;
  private final TextView clear;
  private final TextView nothing;
  private final HorizontalScrollView scroll;
  private final List<TextView> places = new ArrayList<>();
  private List<String> recent = new ArrayList<>();
  private List<String> finds = new ArrayList<>();

  EmojiSearch(Context context, Palette palette, KeyboardView keyboard, Listener listener) {
    super(context);
    this.palette = palette;
    this.keyboard = keyboard;
    this.listener = listener;
    setOrientation(VERTICAL);
    setBackgroundColor(palette.background);
    LinearLayout top = new LinearLayout(context);
    top.setBaselineAligned(false);
    int row = KeyboardSize.strip(getResources());
    top.addView(button("‹", "Back to the emoji", v -> listener.onSearchLeft()),
        new LayoutParams(pixels(BUTTON_DP), row));
    query = new QueryView(context, palette);
    LayoutParams middle = new LayoutParams(0, row - 2 * pixels(GAP_DP), 1);
    middle.topMargin = middle.bottomMargin = pixels(GAP_DP);
    top.addView(query, middle);
    clear = button("×", "Clear the search", v -> search(""));
    top.addView(clear, new LayoutParams(pixels(BUTTON_DP), row));
    addView(top);
    nothing = new TextView(context);
    nothing.setText("No emoji is called that.");
    nothing.setGravity(Gravity.CENTER);
    nothing.setTextColor(palette.faint);
    addView(nothing, new LayoutParams(LayoutParams.MATCH_PARENT, row));
    scroll = new HorizontalScrollView(context);
    scroll.setHorizontalScrollBarEnabled(false);
    scroll.setContentDescription("Emoji found");
    LinearLayout emoji = new LinearLayout(context);
    for (int i = 0; i < PLACES; i++)
      emoji.addView(place(i), new LayoutParams(pixels(BUTTON_DP), row));
    scroll.addView(emoji);
    addView(scroll);
    setVisibility(GONE);
  }

  /** Takes the keys. @param recentEmoji shown while nothing is typed */
  void open(List<String> recentEmoji) {
    recent = recentEmoji;
    setVisibility(VISIBLE);
    keyboard.setListener(this);
    keyboard.setPage(KeyboardPage.Name.LETTERS);
    keyboard.setShift(ShiftState.Mode.OFF);
    keyboard.setDrawsWords(false);
    keyboard.setEnterAction(KeyLabels.PUT_IN);
    search("");
  }

  /** Gives the keys to {@code next}, who sets them up again. */
  void close(KeyboardView.Listener next) {
    setVisibility(GONE);
    keyboard.setListener(next);
  }

  boolean isOpen() {
    return getVisibility() == VISIBLE;
  }

  /** What is shown, the best first. */
  List<String> finds() {
    return finds;
  }

  @Override
  public void onText(Key key, String text, float x, float y, long timeMillis) {
    search(query.getText() + text);
  }

  @Override
  public void onAlternative(String text) {
    search(query.getText() + text);
  }

  @Override
  public void onSpecial(Key key, float x, float y, long timeMillis) {
    String text = query.getText().toString();
    switch (key.kind) {
      case SPACE:
        search(text + " ");
        break;
      case BACKSPACE:
        search(text.substring(0, text.length() + TextSteps.units(text, "", -1)));
        break;
      case ENTER:
        if (!text.trim().isEmpty() && !finds.isEmpty())
          listener.onFound(finds.get(0));
        break;
      case PAGE:
        if (key.page == KeyboardPage.Name.EMOJI)
          listener.onSearchLeft();
        else
          keyboard.setPage(key.page);
        break;
      default: // shift: large letters and small ones find the same
        break;
    }
  }

  @Override
  public void onDrawing(Gesture soFar) {}

  @Override
  public void onDrawn(Gesture gesture) {}

  @Override
  public void onDrawingDropped() {}

  @Override
  public void onCursor(int steps) {}

  private void search(String text) {
    if (text.length() > LONGEST_QUERY)
      return;
    finds = new ArrayList<>();
    if (text.trim().isEmpty()) {
      finds.addAll(recent.isEmpty() ? EmojiCategory.all().get(0).emoji.keySet() : recent);
    } else {
      for (EmojiBook.Entry entry : EmojiBook.english().search(text)) {
        // Older phones lack what is newer, and would draw it as two, or as a box.
        if (finds.size() < PLACES && query.getPaint().hasGlyph(entry.emoji))
          finds.add(entry.emoji);
      }
    }
    for (int i = 0; i < PLACES; i++) fill(places.get(i), i < finds.size() ? finds.get(i) : null);
    scroll.scrollTo(0, 0);
    scroll.setVisibility(finds.isEmpty() ? GONE : VISIBLE);
    nothing.setVisibility(finds.isEmpty() ? VISIBLE : GONE);
    clear.setVisibility(text.isEmpty() ? INVISIBLE : VISIBLE);
    query.show(text, finds.size());
  }

  private void fill(TextView place, String emoji) {
    place.setVisibility(emoji == null ? GONE : VISIBLE);
    place.setText(emoji == null ? "" : emoji);
    place.setContentDescription(emoji == null ? null : EmojiBook.english().nameOf(emoji));
  }

  private TextView place(int index) {
    TextView place = button("", null, v -> {
      if (index < finds.size())
        listener.onFound(finds.get(index));
    });
    place.setTextSize(TypedValue.COMPLEX_UNIT_SP, EMOJI_SP);
    place.setMaxLines(1);
    places.add(place);
    return place;
  }

  private TextView button(String sign, String spoken, OnClickListener action) {
    TextView button = new TextView(getContext());
    button.setText(sign);
    button.setContentDescription(spoken);
    button.setGravity(Gravity.CENTER);
    button.setTextSize(TypedValue.COMPLEX_UNIT_SP, EMOJI_SP);
    button.setTextColor(palette.text);
    button.setOnClickListener(action);
    return button;
  }

  private int pixels(float dp) {
    return Math.round(dp * getResources().getDisplayMetrics().density);
  }

  /** The words that are searched for, with a cursor behind them. */
  private static final class QueryView extends TextView {
    private final Paint caret = new Paint();
    private final float density;

    QueryView(Context context, Palette palette) {
      super(context);
      density = getResources().getDisplayMetrics().density;
      caret.setColor(palette.accent);
      GradientDrawable face = new GradientDrawable();
      face.setColor(palette.key);
      face.setCornerRadius(density * 18);
      setBackground(face);
      setPadding(Math.round(density * 14), 0, Math.round(density * 14), 0);
      setGravity(Gravity.CENTER_VERTICAL);
      setTextSize(TypedValue.COMPLEX_UNIT_SP, QUERY_SP);
      setTextColor(palette.text);
      setHintTextColor(palette.faint);
      setHint(HINT);
      setSingleLine();
      setEllipsize(TextUtils.TruncateAt.START);
      setAccessibilityLiveRegion(ACCESSIBILITY_LIVE_REGION_POLITE);
    }

    void show(String text, int count) {
      setText(text);
      boolean asked = !text.trim().isEmpty();
      setContentDescription(asked ? HINT + ", " + text + ", " + found(count) : HINT);
    }

    private static String found(int count) {
      return count == 0 ? "none found" : count == 1 ? "one found" : count + " found";
    }

    @Override
    protected void onDraw(Canvas canvas) {
      super.onDraw(canvas);
      float x = getCompoundPaddingLeft();
      if (length() == 0 || getLayout() == null)
        x -= 3 * density; // beside the hint
      else
        x += Math.min(getLayout().getLineRight(0), getWidth() - 2 * x);
      float half = getTextSize() * 0.6f;
      float y = getHeight() / 2f;
      canvas.drawRect(x, y - half, x + 2 * density, y + half, caret);
    }

    @Override
    public void onInitializeAccessibilityNodeInfo(AccessibilityNodeInfo info) {
      super.onInitializeAccessibilityNodeInfo(info);
      info.setClassName("android.widget.EditText");
    }
  }
}
