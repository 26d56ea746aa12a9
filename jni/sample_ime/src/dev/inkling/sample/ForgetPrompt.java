package dev.inkling.sample;

import android.content.Context;
import android.graphics.Typeface;
import android.text.TextUtils;
import android.util.TypedValue;
import android.view.Gravity;
import android.widget.LinearLayout;
import android.widget.TextView;

/**
 * Takes the strip's place to ask whether a word shall be forgotten, or never be suggested again.
 * (A dialog would need a window of its own, and take the focus from the editor.)
 */
final class ForgetPrompt extends LinearLayout {
  /** What the person decided; nothing is called when they keep the word. */
  interface Listener {
    void onForget(String word);

    void onBlock(String word);

    void onDone();
  }

  private static final int HEIGHT_DP = 44;
  private final Listener listener;
  private final TextView forget;
  private final TextView block;
  private final TextView keep;
  private String word = "";

  ForgetPrompt(Context context, Listener listener) {
    super(context);
    this.listener = listener;
    setOrientation(HORIZONTAL);
    setGravity(Gravity.CENTER_VERTICAL);
    forget = button("Forget", () -> listener.onForget(word), 3);
    block = button("Never suggest", () -> listener.onBlock(word), 3);
    keep = button("Keep", () -> {}, 2);
  }

  void ask(String newWord, Palette palette) {
    word = newWord;
    setBackgroundColor(palette.background);
    forget.setText("Forget “" + word + "”");
    forget.setContentDescription("Forget that I write " + word);
    block.setContentDescription("Never suggest " + word);
    forget.setTextColor(palette.accent);
    block.setTextColor(palette.accent);
    keep.setTextColor(palette.text);
  }

  private TextView button(String label, Runnable action, int weight) {
    TextView button = new TextView(getContext());
    float density = getResources().getDisplayMetrics().density;
    button.setText(label);
    button.setGravity(Gravity.CENTER);
    button.setMaxLines(1);
    button.setEllipsize(TextUtils.TruncateAt.END);
    button.setTypeface(Typeface.DEFAULT_BOLD);
    button.setTextSize(TypedValue.COMPLEX_UNIT_SP, 14);
    button.setOnClickListener(v -> {
      action.run();
      listener.onDone();
    });
    addView(button, new LayoutParams(0, Math.round(HEIGHT_DP * density), weight));
    return button;
  }
}
