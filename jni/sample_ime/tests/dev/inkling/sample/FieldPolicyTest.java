package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import android.text.InputType;
import android.view.inputmethod.EditorInfo;
import dev.inkling.AutocorrectStrength;
import dev.inkling.FieldKind;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.robolectric.RobolectricTestRunner;

/** What Android's flags mean. */
@RunWith(RobolectricTestRunner.class)
public final class FieldPolicyTest {
  private static final int TEXT = InputType.TYPE_CLASS_TEXT;
  private static final int NUMBER = InputType.TYPE_CLASS_NUMBER;

  private static FieldPolicy policy(int inputType, int imeOptions) {
    EditorInfo info = new EditorInfo();
    info.inputType = inputType;
    info.imeOptions = imeOptions;
    return FieldPolicy.of(info, true, AutocorrectStrength.BOLD);
  }

  private static FieldPolicy policy(int inputType) {
    return policy(inputType, 0);
  }

  @Test
  public void plainTextIsLearnedSuggestedAndCorrected() {
    FieldPolicy policy = policy(TEXT);
    assertEquals(FieldKind.TEXT, policy.kind);
    assertFalse(policy.noLearning);
    assertTrue(policy.suggestions && policy.composing);
    assertEquals(AutocorrectStrength.BOLD, policy.autocorrect);
  }

  @Test
  public void wordsAreDrawnWhereTextIsCorrected() {
    assertTrue(policy(TEXT).gestures);
    assertFalse(policy(TEXT | InputType.TYPE_TEXT_VARIATION_URI).gestures);
    assertFalse(policy(TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD).gestures);
    assertFalse(policy(TEXT | InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS).gestures);
    assertFalse(policy(NUMBER).gestures);
    EditorInfo info = new EditorInfo();
    info.inputType = TEXT;
    assertTrue(FieldPolicy.of(info, true, AutocorrectStrength.OFF).gestures);
  }

  @Test
  public void passwordsAreNeitherLearnedNorShown() {
    int[] types = {TEXT | InputType.TYPE_TEXT_VARIATION_PASSWORD,
        TEXT | InputType.TYPE_TEXT_VARIATION_VISIBLE_PASSWORD,
        TEXT | InputType.TYPE_TEXT_VARIATION_WEB_PASSWORD,
        NUMBER | InputType.TYPE_NUMBER_VARIATION_PASSWORD};
    for (int type : types) {
      FieldPolicy policy = policy(type);
      assertEquals(FieldKind.PASSWORD, policy.kind);
      assertTrue(policy.noLearning);
      assertFalse(policy.suggestions || policy.composing);
      assertEquals(AutocorrectStrength.OFF, policy.autocorrect);
    }
  }

  @Test
  public void privateFieldsAreNeitherLearnedNorShown() {
    FieldPolicy policy = policy(TEXT, 0x1000000);
    assertTrue(policy.noLearning);
    assertFalse(policy.suggestions);
    assertEquals(AutocorrectStrength.OFF, policy.autocorrect);
  }

  @Test
  public void someFieldsAreNotCorrected() {
    int[] types = {TEXT | InputType.TYPE_TEXT_VARIATION_URI,
        TEXT | InputType.TYPE_TEXT_VARIATION_EMAIL_ADDRESS,
        TEXT | InputType.TYPE_TEXT_VARIATION_WEB_EMAIL_ADDRESS,
        TEXT | InputType.TYPE_TEXT_VARIATION_FILTER, TEXT | InputType.TYPE_TEXT_FLAG_NO_SUGGESTIONS,
        TEXT | InputType.TYPE_TEXT_VARIATION_WEB_EDIT_TEXT, NUMBER, InputType.TYPE_CLASS_PHONE,
        InputType.TYPE_CLASS_DATETIME};
    for (int type : types)
      assertEquals(Integer.toHexString(type), AutocorrectStrength.OFF, policy(type).autocorrect);
    int web =
        TEXT | InputType.TYPE_TEXT_VARIATION_WEB_EDIT_TEXT | InputType.TYPE_TEXT_FLAG_AUTO_CORRECT;
    assertEquals(AutocorrectStrength.BOLD, policy(web).autocorrect);
  }

  @Test
  public void kindsFollowTheVariation() {
    assertEquals(FieldKind.URI, policy(TEXT | InputType.TYPE_TEXT_VARIATION_URI).kind);
    assertEquals(
        FieldKind.EMAIL, policy(TEXT | InputType.TYPE_TEXT_VARIATION_WEB_EMAIL_ADDRESS).kind);
    assertEquals(FieldKind.NUMBER, policy(NUMBER).kind);
    assertEquals(FieldKind.SEARCH, policy(TEXT, EditorInfo.IME_ACTION_SEARCH).kind);
    assertEquals(FieldPolicy.StartPage.NUMBERS, policy(InputType.TYPE_CLASS_DATETIME).startPage);
    assertTrue(policy(InputType.TYPE_NULL).rawKeys);
  }

  @Test
  public void whoeverDoesNotWantToBeLearnedFromIsNot() {
    EditorInfo info = new EditorInfo();
    info.inputType = TEXT;
    FieldPolicy policy = FieldPolicy.of(info, false, AutocorrectStrength.NORMAL);
    assertTrue(policy.noLearning);
    assertTrue(policy.suggestions);
    assertFalse(policy.sameSession(FieldPolicy.of(info, true, AutocorrectStrength.NORMAL)));
  }

  @Test
  public void anEnterKeyWithoutActionIsALineEnd() {
    assertEquals(EditorInfo.IME_ACTION_GO, policy(TEXT, EditorInfo.IME_ACTION_GO).enterAction);
    assertEquals(EditorInfo.IME_ACTION_NONE, policy(TEXT).enterAction);
    assertEquals(EditorInfo.IME_ACTION_NONE,
        policy(TEXT, EditorInfo.IME_ACTION_GO | EditorInfo.IME_FLAG_NO_ENTER_ACTION).enterAction);
  }
}
