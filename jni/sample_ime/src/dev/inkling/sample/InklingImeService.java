package dev.inkling.sample;

import android.content.BroadcastReceiver;
import android.content.Context;
import android.content.Intent;
import android.content.IntentFilter;
import android.content.res.Configuration;
import android.inputmethodservice.InputMethodService;
import android.os.SystemClock;
import android.view.KeyEvent;
import android.view.View;
import android.view.inputmethod.EditorInfo;
import dev.inkling.Gesture;
import dev.inkling.TrimLevel;
import java.util.Collections;
import java.util.List;

/** The input method: ties Android's callbacks, the views, the editor and the engine together. */
public class InklingImeService extends InputMethodService
    implements EditorSession.Listener, KeyboardView.Listener, CandidateStrip.Listener,
               ForgetPrompt.Listener, EmojiSearch.Listener, OneHandedBar.Listener {
  private final ShiftState shift = new ShiftState();
  private final BroadcastReceiver unlock = new BroadcastReceiver() {
    @Override
    public void onReceive(Context context, Intent intent) {
      host.unlocked();
      openTyping();
    }
  };
  private EditorSession session;
  private DrawnWords drawnWords;
  private EngineHost host;
  private Prefs prefs;
  private RecentEmoji recentEmoji;
  private InputPanel panel;
  /** Counts fields, so that an engine that comes late is not given to the next one. */
  private int field;

  @Override
  public void onCreate() {
    super.onCreate();
    prefs = new Prefs(this);
    recentEmoji = new RecentEmoji(this);
    host = EngineHost.shared(this);
    session = new EditorSession(this::getCurrentInputConnection, this);
    drawnWords = new DrawnWords(session, this);
    registerReceiver(unlock, new IntentFilter(Intent.ACTION_USER_UNLOCKED));
    host.run(engine -> null, null); // open it before the first field needs it
  }

  @Override
  public void onDestroy() {
    unregisterReceiver(unlock);
    field++;
    if (session.policy() != null)
      session.finish();
    host.close();
    super.onDestroy();
  }

  @Override
  public View onCreateInputView() {
    Palette palette = Palette.of(getResources().getConfiguration());
    panel = new InputPanel(this, palette, this, this, this, this, this);
    showField();
    return panel;
  }

  @Override
  public void onConfigurationChanged(Configuration configuration) {
    super.onConfigurationChanged(configuration);
    // Rotation and the dark theme: the views are made anew, the session goes on.
    if (panel != null)
      setInputView(onCreateInputView());
  }

  @Override
  public boolean onEvaluateFullscreenMode() {
    return false; // the extract view would be a second editor to keep in step
  }

  @Override
  public void onStartInput(EditorInfo info, boolean restarting) {
    super.onStartInput(info, restarting);
    FieldPolicy policy = FieldPolicy.of(info, prefs.mayLearn(), prefs.autocorrect());
    if (!restarting)
      shift.reset();
    if (!session.start(info, policy, restarting))
      openTyping();
    updateShift();
  }

  @Override
  public void onStartInputView(EditorInfo info, boolean restarting) {
    super.onStartInputView(info, restarting);
    if (panel != null)
      panel.hidePrompt();
    if (!restarting)
      showField();
    session.refreshStrip();
  }

  @Override
  public void onFinishInputView(boolean finishingInput) {
    if (searches())
      showField();
    super.onFinishInputView(finishingInput);
  }

  @Override
  public void onFinishInput() {
    field++;
    if (session.policy() != null)
      session.finish();
    super.onFinishInput();
  }

  @Override
  public void onUpdateSelection(
      int oldStart, int oldEnd, int start, int end, int composingStart, int composingEnd) {
    super.onUpdateSelection(oldStart, oldEnd, start, end, composingStart, composingEnd);
    session.selectionChanged(start, end, composingStart);
  }

  @Override
  public void onTrimMemory(int level) {
    super.onTrimMemory(level);
    if (level >= TRIM_MEMORY_BACKGROUND || level == TRIM_MEMORY_RUNNING_CRITICAL)
      host.trim(TrimLevel.BACKGROUND);
    else if (level >= TRIM_MEMORY_UI_HIDDEN || level == TRIM_MEMORY_RUNNING_LOW)
      host.trim(TrimLevel.HIDDEN);
  }

  @Override
  public void onText(Key key, String text, float x, float y, long timeMillis) {
    if (text.codePointCount(0, text.length()) == 1)
      session.tap(text.codePointAt(0), x, y, timeMillis);
    else
      session.text(text);
    if (key.kind == Key.Kind.EMOJI)
      remember(text);
    typed(key.isLetter());
  }

  @Override
  public void onAlternative(String text) {
    session.text(text);
    typed(true);
  }

  @Override
  public void onSpecial(Key key, float x, float y, long timeMillis) {
    switch (key.kind) {
      case SPACE:
        session.tap(' ', x, y, timeMillis);
        break;
      case BACKSPACE:
        session.backspace();
        break;
      case ENTER:
        session.enter();
        break;
      case SHIFT:
        shift.tap(SystemClock.uptimeMillis());
        break;
      case PAGE:
        if (key.page == KeyboardPage.Name.EMOJI)
          openEmoji();
        else
          panel.keyboard.setPage(key.page);
        break;
      case TAB:
        panel.keyboard.setPage(EmojiPages.page(key.category, shownEmoji()));
        break;
      case SEARCH:
        panel.openSearch(shownEmoji());
        break;
      default:
        break;
    }
    updateShift();
  }

  @Override
  public void onDrawing(Gesture soFar) {
    drawnWords.moving(soFar, shift.mode(), SystemClock.uptimeMillis());
  }

  @Override
  public void onDrawn(Gesture gesture) {
    drawnWords.drawn(gesture, shift.mode());
    typed(true);
  }

  @Override
  public void onDrawingDropped() {
    drawnWords.dropped();
  }

  @Override
  public void onCursor(int steps) {
    session.moveCursor(steps);
  }

  @Override
  public void onStrip(Strip strip) {
    if (panel != null)
      panel.strip.show(strip);
  }

  @Override
  public void onText() {
    updateShift();
  }

  @Override
  public void onAccept(Strip.Item item) {
    session.accept(item);
  }

  @Override
  public void onUnwanted(Strip.Item item) {
    panel.askToForget(item.text);
  }

  @Override
  public void onForget(String word) {
    changeHistory(engine -> {
      engine.history().forget(word);
      return null;
    });
  }

  @Override
  public void onBlock(String word) {
    changeHistory(engine -> {
      engine.history().forget(word);
      engine.history().block(word);
      return null;
    });
  }

  @Override
  public void onDone() {
    panel.hidePrompt();
  }

  @Override
  public void onFound(String emoji) {
    session.text(emoji);
    remember(emoji);
  }

  @Override
  public void onSearchLeft() {
    panel.closeSearch(this);
    setUpKeys();
    openEmoji();
  }

  /** The phone's back button leaves the search before it hides the keyboard. */
  @Override
  public boolean onKeyDown(int code, KeyEvent event) {
    if (code != KeyEvent.KEYCODE_BACK || !searches())
      return super.onKeyDown(code, event);
    event.startTracking();
    return true;
  }

  @Override
  public boolean onKeyUp(int code, KeyEvent event) {
    if (code != KeyEvent.KEYCODE_BACK || !searches())
      return super.onKeyUp(code, event);
    if (event.isTracking() && !event.isCanceled())
      onSearchLeft();
    return true;
  }

  @Override
  public void onHand(Hand hand) {
    prefs.setHand(hand);
    panel.setHand(hand);
  }

  /** For tests: what is typed and where. */
  EditorSession session() {
    return session;
  }

  InputPanel panel() {
    return panel;
  }

  /** What is typed here is remembered nowhere, and what was typed elsewhere is not shown. */
  private boolean isPrivate() {
    return session.policy() == null || session.policy().noLearning;
  }

  private void openEmoji() {
    EmojiBook.prepare();
    panel.keyboard.setPage(EmojiPages.first(shownEmoji()));
  }

  private boolean searches() {
    return panel != null && panel.search.isOpen();
  }

  private void remember(String emoji) {
    if (!isPrivate())
      recentEmoji.used(emoji);
  }

  private List<String> shownEmoji() {
    return isPrivate() ? Collections.<String>emptyList() : recentEmoji.list();
  }

  private void changeHistory(EngineHost.Task<Void> change) {
    host.run(change, (nothing, failure) -> session.refreshStrip());
  }

  private void openTyping() {
    FieldPolicy policy = session.policy();
    int opened = ++field;
    if (policy == null || policy.rawKeys)
      return;
    host.openTyping(policy, engine -> {
      if (opened == field && session.policy() != null)
        session.use(engine);
      else
        engine.close();
    });
  }

  private void typed(boolean letter) {
    if (letter)
      shift.letterTyped();
    updateShift();
  }

  private void updateShift() {
    shift.textChanged(session.capsMode() != 0);
    if (panel != null && !searches())
      panel.keyboard.setShift(shift.mode());
  }

  private void showField() {
    FieldPolicy policy = session.policy();
    if (panel == null || policy == null)
      return;
    panel.closeSearch(this);
    boolean numbers = policy.startPage == FieldPolicy.StartPage.NUMBERS;
    panel.keyboard.setPage(numbers ? KeyboardPage.Name.NUMBERS : KeyboardPage.Name.LETTERS);
    panel.setHand(prefs.hand());
    setUpKeys();
    session.refreshStrip();
  }

  private void setUpKeys() {
    FieldPolicy policy = session.policy();
    panel.keyboard.setEnterAction(policy.enterAction);
    panel.keyboard.setDrawsWords(policy.gestures && prefs.drawWords());
    panel.keyboard.setShift(shift.mode());
  }
}
