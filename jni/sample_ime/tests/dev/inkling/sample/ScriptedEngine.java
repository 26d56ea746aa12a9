package dev.inkling.sample;

import dev.inkling.Gesture;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * An engine whose answers come when the test says so. Composes words, corrects "teh" at a space,
 * and takes that back on backspace.
 */
final class ScriptedEngine implements TypingEngine {
  final List<String> calls = new ArrayList<>();
  boolean closed;
  boolean failNext;
  private final Deque<Runnable> answers = new ArrayDeque<>();
  private String before = "";
  private String word = "";
  private int rest; // letters of the word behind the cursor
  private boolean corrected;
  private boolean drawn;

  /** Gives the next answer. */
  void answerOne() {
    answers.remove().run();
  }

  void answerAll() {
    while (!answers.isEmpty()) answerOne();
  }

  @Override
  public void setContext(String textBefore, String after, Answer<String> composing) {
    calls.add("context " + textBefore + "|" + after);
    int start = textBefore.length();
    while (start > 0 && Character.isLetter(textBefore.charAt(start - 1))) start--;
    before = textBefore.substring(0, start);
    word = textBefore.substring(start);
    int end = 0;
    while (end < after.length() && Character.isLetter(after.charAt(end))) end++;
    rest = word.isEmpty() ? 0 : end;
    corrected = false;
    String found = word;
    answers.add(() -> composing.done(found));
  }

  @Override
  public void tap(int codePoint, float x, float y, long timeMillis, Answer<TextChange> answer) {
    text(new String(Character.toChars(codePoint)), answer);
  }

  @Override
  public void text(String grapheme, Answer<TextChange> answer) {
    calls.add("type " + grapheme);
    corrected = false;
    if (Character.isLetter(grapheme.codePointAt(0))) {
      String ended = drawn ? word + " " : "";
      before += ended;
      word = (drawn ? "" : word) + grapheme;
      drawn = false;
      reply(answer, new TextChange(0, ended, word));
      return;
    }
    corrected = word.equals("teh") && grapheme.equals(" ");
    String committed = (corrected ? "the" : word) + grapheme;
    before += committed;
    word = "";
    reply(answer, TextChange.insert(committed));
  }

  @Override
  public void backspace(Answer<TextChange> answer) {
    calls.add("backspace");
    int erased = 0;
    if (corrected) {
      erased = 4;
      word = "teh";
    } else if (!word.isEmpty()) {
      word = word.substring(0, word.length() - LiteralEngine.lastGraphemeLength(word));
    } else {
      erased = LiteralEngine.lastGraphemeLength(before);
    }
    corrected = false;
    before = before.substring(0, before.length() - erased);
    reply(answer, new TextChange(erased, "", word));
  }

  /** Reads every gesture as "drawn". */
  @Override
  public void gesture(Gesture gesture, Gesture.LetterCase letterCase, Answer<TextChange> answer) {
    calls.add("gesture " + letterCase);
    corrected = false;
    String ended = word.isEmpty() ? "" : word + " ";
    before += ended;
    word = "drawn";
    drawn = true;
    reply(answer, new TextChange(0, ended, word));
  }

  @Override
  public void sketch(Gesture soFar, Gesture.LetterCase letterCase, Answer<Strip> answer) {
    calls.add("sketch " + letterCase);
    answers.add(()
                    -> answer.done(new Strip(
                        Collections.singletonList(new Strip.Item("drawn", false, true, -1)))));
  }

  @Override
  public void accept(Strip.Item item, Answer<TextChange> answer) {
    calls.add("accept " + item.text);
    word = "";
    String committed = item.text + (rest > 0 ? "" : " ");
    before += committed;
    reply(answer, new TextChange(0, rest, committed, ""));
    rest = 0;
  }

  @Override
  public void finish(Answer<TextChange> answer) {
    calls.add("finish");
    String rest = word;
    before += rest;
    word = "";
    reply(answer, TextChange.insert(rest));
  }

  @Override
  public void suggest(Answer<Strip> answer) {
    String typed = word;
    answer.done(typed.isEmpty()
            ? Strip.EMPTY
            : new Strip(Collections.singletonList(new Strip.Item(typed, true, false, 0))));
  }

  @Override
  public void close() {
    closed = true;
    answers.clear();
  }

  private void reply(Answer<TextChange> answer, TextChange change) {
    TextChange given = failNext ? null : change;
    failNext = false;
    answers.add(() -> answer.done(given));
  }
}
