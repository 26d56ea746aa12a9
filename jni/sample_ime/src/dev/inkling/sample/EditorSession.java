package dev.inkling.sample;

import android.text.TextUtils;
import android.view.KeyEvent;
import android.view.inputmethod.EditorInfo;
import android.view.inputmethod.InputConnection;
import dev.inkling.Gesture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Typing in one text field after another: hands key presses to the engine and its edits to the
 * editor, in order, without waiting for either.
 *
 * <p>The engine answers on its own time, so each key press is kept until its answer comes. Letters
 * are shown at once, as the answer is known before: it only confirms them, or mends what stands
 * there. Everything else (a space may correct a word) is shown when it is answered, a few
 * milliseconds later. When the field is left before that, what is owed is written as typed.
 *
 * <p>Main thread only. Knows no views.
 */
final class EditorSession {
  /** The editor of the moment. */
  interface Connections {
    /** Null while there is none. */
    InputConnection current();
  }

  /** Told of what there is to show. */
  interface Listener {
    void onStrip(Strip strip);

    /** The text before the cursor changed, and with it perhaps the shift state. */
    void onText();
  }

  private final Connections connections;
  private final Listener listener;
  private final EditorMirror mirror = new EditorMirror();
  private final AnsweredText text = new AnsweredText();
  private final ArrayDeque<Press> unanswered = new ArrayDeque<>();
  private TypingEngine engine = new LiteralEngine();
  private FieldPolicy policy;
  private boolean contextPending;
  /** Answers to calls of an earlier epoch are about a text that is no more. */
  private int epoch;

  EditorSession(Connections connections, Listener listener) {
    this.connections = connections;
    this.listener = listener;
  }

  /** Null before the first field. */
  FieldPolicy policy() {
    return policy;
  }

  String textBefore() {
    return mirror.before() + mirror.composing();
  }

  String composing() {
    return mirror.composing();
  }

  /** Whether all that was typed has been answered. */
  boolean isSettled() {
    return unanswered.isEmpty() && !contextPending;
  }

  /**
   * A field was entered. With {@code restarting} it is the field of before, and when its text is,
   * too, the engine goes on as if nothing had happened.
   *
   * @return whether the engine's session can go on; if not, give it a new one with {@link #use}
   */
  boolean start(EditorInfo info, FieldPolicy newPolicy, boolean restarting) {
    boolean sameSession = restarting && newPolicy.sameSession(policy);
    String known = text.all();
    boolean settled = isSettled();
    policy = newPolicy;
    mirror.start(info, connections.current(), policy.composing);
    if (sameSession && settled && mirror.before().equals(known) && !mirror.hasSelection()) {
      show();
      return true;
    }
    replaceText();
    if (!sameSession)
      use(new LiteralEngine());
    else
      tellContext();
    return sameSession;
  }

  /** Goes on with this engine; closes the one of before. */
  void use(TypingEngine newEngine) {
    engine.close();
    engine = newEngine;
    List<Press> owed = takeUnshown();
    replaceText();
    tellContext();
    replay(owed);
  }

  /** The field is left: what was typed stays as it is. */
  void finish() {
    writeOwed();
    epoch++;
    unanswered.clear();
    engine.finish(change -> {});
    engine.close();
    engine = new LiteralEngine();
    policy = null;
    text.set("");
    contextPending = false;
    listener.onStrip(Strip.EMPTY);
  }

  /** A character where the finger came down, in key widths and heights. */
  void tap(int codePoint, float x, float y, long timeMillis) {
    String typed = new String(Character.toChars(codePoint));
    press(typed, Character.isLetter(codePoint),
        (e, answer) -> e.tap(codePoint, x, y, timeMillis, answer));
  }

  /** A grapheme without a touch. */
  void text(String grapheme) {
    boolean letter = Character.isLetter(grapheme.codePointAt(0));
    press(grapheme, letter, (e, answer) -> e.text(grapheme, answer));
  }

  void backspace() {
    if (policy == null)
      return;
    if (policy.rawKeys) {
      KeyEvents.press(connections.current(), KeyEvent.KEYCODE_DEL);
      return;
    }
    if (mirror.hasSelection()) {
      mirror.deleteSelection(connections.current());
      textChanged();
      return;
    }
    if (isSettled() && text.all().isEmpty()) {
      if (mirror.mayHaveMoreBefore())
        readAgain();
      if (mirror.before().isEmpty()) {
        // Nothing that we can see; the editor may delete something else, such as an address chip.
        KeyEvents.press(connections.current(), KeyEvent.KEYCODE_DEL);
        return;
      }
    }
    submit(Press.backspace((e, answer) -> e.backspace(answer)));
  }

  /** The editor's action, or a line end. */
  void enter() {
    if (policy == null)
      return;
    int action = policy.enterAction;
    if (action != EditorInfo.IME_ACTION_NONE) {
      submit(Press.then((e, answer) -> e.finish(answer), () -> {
        InputConnection connection = connections.current();
        if (connection != null)
          connection.performEditorAction(action);
      }));
    } else if (policy.rawKeys) {
      KeyEvents.press(connections.current(), KeyEvent.KEYCODE_ENTER);
    } else {
      press("\n", false, (e, answer) -> e.text("\n", answer));
    }
  }

  void accept(Strip.Item item) {
    if (policy != null) {
      String owed = item.text + " ";
      submit(Press.sign((e, answer) -> e.accept(item, answer), owed));
    }
  }

  /** A word that was drawn; not changed any more. */
  void gesture(Gesture gesture, Gesture.LetterCase letterCase) {
    if (policy != null && policy.gestures)
      submit(Press.word((e, answer) -> e.gesture(gesture, letterCase, answer)));
  }

  /** What a finger that still moves may be drawing; no answer when something was typed since. */
  void sketch(Gesture soFar, Gesture.LetterCase letterCase, TypingEngine.Answer<Strip> answer) {
    if (policy == null || !policy.gestures)
      return;
    int now = epoch;
    engine.sketch(soFar, letterCase, strip -> {
      if (now == epoch && policy != null)
        answer.done(strip == null ? Strip.EMPTY : strip);
    });
  }

  /** @param steps characters to the right; negative: to the left */
  void moveCursor(int steps) {
    if (policy == null)
      return;
    if (policy.rawKeys) {
      KeyEvents.moveCursor(connections.current(), steps);
      return;
    }
    writeOwed();
    unanswered.clear();
    if (connections.current() != null && mirror.move(connections.current(), steps))
      afterReading(new ArrayList<>());
    else
      readAgain();
  }

  /** The editor says where its cursor is; what we did not do ourselves is read again. */
  void selectionChanged(int start, int end, int composingStart) {
    if (policy == null || policy.rawKeys)
      return;
    if (!mirror.selectionChanged(start, end, composingStart))
      reread(start, end);
  }

  /** Asks for the strip once more, such as after a word was forgotten. */
  void refreshStrip() {
    if (policy == null)
      return;
    if (!policy.suggestions || mirror.hasSelection()) {
      listener.onStrip(Strip.EMPTY);
      return;
    }
    int now = epoch;
    engine.suggest(strip -> {
      if (now == epoch && policy != null)
        listener.onStrip(strip == null ? Strip.EMPTY : strip);
    });
  }

  /** TextUtils.CAP_MODE_... bits that hold at the cursor. */
  int capsMode() {
    if (policy == null || policy.capsMode == 0)
      return 0;
    String typed = textBefore();
    return TextUtils.getCapsMode(typed, typed.length(), policy.capsMode);
  }

  private void press(String literal, boolean letter, Press.EngineCall call) {
    if (policy == null)
      return;
    if (policy.rawKeys) {
      InputConnection connection = connections.current();
      if (connection != null)
        connection.commitText(literal, 1);
      return;
    }
    submit(letter ? Press.letter(call, literal) : Press.sign(call, literal));
  }

  private void submit(Press press) {
    if (mirror.hasSelection())
      mirror.deleteSelection(connections.current());
    send(press);
    show();
    textChanged();
  }

  private void send(Press press) {
    unanswered.add(press);
    int now = epoch;
    press.call.run(engine, change -> {
      if (now == epoch)
        answered(change);
    });
  }

  private void answered(TextChange change) {
    Press press = unanswered.remove();
    if (!text.apply(press, change)) {
      readAgain();
      return;
    }
    press.shown = true;
    if (change.erasedAfter > 0 && !mirror.eraseAfter(connections.current(), change.erasedAfter)) {
      readAgain();
      return;
    }
    show();
    if (press.then != null)
      press.then.run();
    if (isSettled())
      mirror.forgetStart(text.forgetStart());
    listener.onText();
  }

  /** Shows the text of the last answer and the letters typed since. */
  private void show() {
    if (mirror.hasSelection())
      return;
    StringBuilder plain = new StringBuilder(text.before());
    StringBuilder word = new StringBuilder(text.composing());
    for (Press press : unanswered) {
      if (!press.predictable || !text.takesLetters())
        break;
      press.shown = true;
      if (text.isDrawn() && press == unanswered.peek()) {
        plain.append(word).append(' ');
        word.setLength(0);
      }
      // Until the engine has read the text there is no telling which word the letter belongs to.
      (contextPending ? plain : word).append(press.literal);
    }
    InputConnection connection = connections.current();
    if (!mirror.show(connection, plain.toString(), word.toString()) && connection != null)
      readAgain();
  }

  private void textChanged() {
    listener.onText();
    refreshStrip();
  }

  /** Ends the composing text, with what was typed and is not answered behind it. */
  private void writeOwed() {
    StringBuilder all = new StringBuilder(mirror.before() + mirror.composing());
    for (Press press : takeUnshown()) {
      if (press.literal != null)
        all.append(press.literal);
      else
        all.setLength(all.length() - LiteralEngine.lastGraphemeLength(all.toString()));
    }
    InputConnection connection = connections.current();
    if (connection != null && !mirror.hasSelection())
      mirror.show(connection, all.toString(), "");
  }

  /** The text is not what we thought, so neither is the cursor. */
  private void readAgain() {
    reread(EditorMirror.UNKNOWN, EditorMirror.UNKNOWN);
  }

  private void reread(int start, int end) {
    List<Press> owed = takeUnshown();
    mirror.reread(connections.current(), start, end);
    afterReading(owed);
  }

  private void afterReading(List<Press> owed) {
    replaceText();
    tellContext();
    replay(owed);
    textChanged();
  }

  /** What stands in the editor counts from now on; answers that are under way do not. */
  private void replaceText() {
    epoch++;
    unanswered.clear();
    text.set(mirror.before() + mirror.composing());
  }

  private void tellContext() {
    contextPending = true;
    int now = epoch;
    engine.setContext(text.all(), mirror.after(), word -> {
      if (now != epoch)
        return;
      contextPending = false;
      if (word != null)
        text.compose(word);
      show();
    });
    refreshStrip();
  }

  /** Key presses of which nothing is to be seen yet. */
  private List<Press> takeUnshown() {
    List<Press> owed = new ArrayList<>();
    for (Press press : unanswered) {
      if (!press.shown)
        owed.add(press);
    }
    return owed;
  }

  private void replay(List<Press> presses) {
    for (Press press : presses) send(press);
    if (!presses.isEmpty())
      show();
  }
}
