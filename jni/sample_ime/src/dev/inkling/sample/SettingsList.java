package dev.inkling.sample;

import android.content.Context;
import android.graphics.Typeface;
import android.util.TypedValue;
import android.view.Gravity;
import android.widget.LinearLayout;
import android.widget.Switch;
import android.widget.TextView;

/** Rows of settings, built in code: a heading, a switch, or something to do. */
final class SettingsList extends LinearLayout {
  /** Told when a switch is moved. */
  interface Toggled {
    void to(boolean on);
  }

  private static final int MARGIN_DP = 20;

  SettingsList(Context context) {
    super(context);
    setOrientation(VERTICAL);
    setPadding(0, dp(8), 0, dp(24));
  }

  void heading(String title) {
    TextView heading = text(title, 14);
    heading.setTypeface(Typeface.DEFAULT_BOLD);
    heading.setTextColor(themeColor(android.R.attr.colorAccent));
    heading.setPadding(dp(MARGIN_DP), dp(22), dp(MARGIN_DP), dp(6));
    addView(heading);
  }

  void action(String title, String summary, OnClickListener action) {
    LinearLayout row = row(title, summary);
    row.setOnClickListener(action);
    addView(row);
  }

  void toggle(String title, String summary, boolean on, Toggled toggled) {
    LinearLayout row = row(title, summary);
    Switch toggle = new Switch(getContext());
    toggle.setChecked(on);
    toggle.setContentDescription(title);
    toggle.setOnCheckedChangeListener((view, checked) -> toggled.to(checked));
    row.addView(toggle);
    row.setOnClickListener(v -> toggle.toggle());
    addView(row);
  }

  private LinearLayout row(String title, String summary) {
    LinearLayout row = new LinearLayout(getContext());
    row.setGravity(Gravity.CENTER_VERTICAL);
    row.setPadding(dp(MARGIN_DP), dp(12), dp(MARGIN_DP), dp(12));
    LinearLayout texts = new LinearLayout(getContext());
    texts.setOrientation(VERTICAL);
    texts.addView(text(title, 17));
    TextView second = text(summary, 14);
    second.setTextColor(themeColor(android.R.attr.textColorSecondary));
    texts.addView(second);
    row.addView(texts, new LayoutParams(0, LayoutParams.WRAP_CONTENT, 1));
    return row;
  }

  private TextView text(String content, int sp) {
    TextView view = new TextView(getContext());
    view.setText(content);
    view.setTextSize(TypedValue.COMPLEX_UNIT_SP, sp);
    view.setTextColor(themeColor(android.R.attr.textColorPrimary));
    return view;
  }

  private int themeColor(int attribute) {
    TypedValue value = new TypedValue();
    getContext().getTheme().resolveAttribute(attribute, value, true);
    return value.resourceId == 0 ? value.data : getContext().getColor(value.resourceId);
  }

  private int dp(int units) {
    return Math.round(units * getResources().getDisplayMetrics().density);
  }
}
