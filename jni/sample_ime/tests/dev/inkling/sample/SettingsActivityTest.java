package dev.inkling.sample;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import android.app.AlertDialog;
import android.content.DialogInterface;
import android.content.Intent;
import android.net.Uri;
import android.view.View;
import android.view.ViewGroup;
import android.widget.EditText;
import android.widget.Switch;
import android.widget.TextView;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.runner.RunWith;
import org.robolectric.Robolectric;
import org.robolectric.RobolectricTestRunner;
import org.robolectric.Shadows;
import org.robolectric.shadows.ShadowAlertDialog;
import org.robolectric.shadows.ShadowToast;

/** The settings, with a history that the keyboard has filled. */
@RunWith(RobolectricTestRunner.class)
public final class SettingsActivityTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Phone phone;
  private SettingsActivity settings;

  @Before
  public void openSettings() {
    phone = new Phone(new File(folder.getRoot(), "history.sqlite"));
    phone.focus(new FakeEditor(""));
    phone.type("ordinary words ");
    phone.settle();
    phone.leave();
    settings = Robolectric.buildActivity(SettingsActivity.class).setup().get();
  }

  @After
  public void stopPhone() {
    settings.finish();
    phone.shutDown();
  }

  /** The row with this title. */
  private ViewGroup row(View view, String title) {
    if (view instanceof TextView && ((TextView) view).getText().toString().equals(title))
      return (ViewGroup) view.getParent().getParent();
    if (view instanceof ViewGroup) {
      ViewGroup group = (ViewGroup) view;
      for (int i = 0; i < group.getChildCount(); i++) {
        ViewGroup found = row(group.getChildAt(i), title);
        if (found != null)
          return found;
      }
    }
    return null;
  }

  private ViewGroup row(String title) {
    ViewGroup row = row(settings.getWindow().getDecorView(), title);
    assertNotNull(title, row);
    return row;
  }

  private String exported() {
    String[] json = new String[1];
    phone.host().run(engine -> engine.history().exportJson(), (text, failure) -> json[0] = text);
    phone.awaitWorker();
    return json[0];
  }

  @Test
  public void switchesAreRemembered() {
    Prefs prefs = new Prefs(settings);
    assertTrue(prefs.mayLearn());
    row("Incognito").performClick();
    assertTrue(prefs.incognito());
    assertFalse(prefs.mayLearn());
    row("Learn from what I write").performClick();
    assertFalse(prefs.learning());
    Switch toggle = (Switch) row("Incognito").getChildAt(1);
    assertTrue(toggle.isChecked());
  }

  @Test
  public void theHandIsChosenFromAList() {
    row("One-handed keyboard").performClick();
    AlertDialog dialog = (AlertDialog) ShadowAlertDialog.getLatestDialog();
    Shadows.shadowOf(dialog).clickOnItem(Hand.RIGHT.ordinal());
    assertEquals(Hand.RIGHT, new Prefs(settings).hand());
    row("Draw words").performClick();
    assertFalse(new Prefs(settings).drawWords());
  }

  @Test
  public void clearingAsksAndForgets() {
    new RecentEmoji(settings).used("🍕");
    assertTrue(exported().contains("ordinary"));
    row("Clear history").performClick();
    assertTrue(exported().contains("ordinary"));
    AlertDialog dialog = (AlertDialog) ShadowAlertDialog.getLatestDialog();
    dialog.getButton(DialogInterface.BUTTON_POSITIVE).performClick();
    phone.awaitWorker();
    assertFalse(exported().contains("ordinary"));
    assertTrue(new RecentEmoji(settings).list().isEmpty());
  }

  @Test
  public void sharingSendsTheHistoryAsText() {
    row("Share history").performClick();
    phone.awaitWorker();
    Intent chooser = Shadows.shadowOf(settings).getNextStartedActivity();
    Intent send = chooser.getParcelableExtra(Intent.EXTRA_INTENT, Intent.class);
    assertTrue(send.getStringExtra(Intent.EXTRA_TEXT).contains("ordinary"));
  }

  @Test
  public void savingWritesTheFileThatWasChosen() {
    row("Save history").performClick();
    Intent create = Shadows.shadowOf(settings).getNextStartedActivity();
    assertEquals(Intent.ACTION_CREATE_DOCUMENT, create.getAction());
    Uri target = Uri.parse("content://test/history.json");
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    Shadows.shadowOf(settings.getContentResolver()).registerOutputStream(target, file);
    Shadows.shadowOf(settings).receiveResult(
        create, android.app.Activity.RESULT_OK, new Intent().setData(target));
    phone.awaitWorker();
    assertTrue(file.toString().contains("ordinary"));
  }

  /** Chooses a file with these bytes for an import. */
  private void importFile(byte[] bytes) {
    row("Import words").performClick();
    Intent open = Shadows.shadowOf(settings).getNextStartedActivity();
    assertEquals(Intent.ACTION_OPEN_DOCUMENT, open.getAction());
    Uri source = Uri.parse("content://test/words");
    Shadows.shadowOf(settings.getContentResolver())
        .registerInputStream(source, new ByteArrayInputStream(bytes));
    Shadows.shadowOf(settings).receiveResult(
        open, android.app.Activity.RESULT_OK, new Intent().setData(source));
    phone.awaitWorker();
  }

  @Test
  public void importingTakesGboardsArchive() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("dictionary.txt"));
      zip.write("# Gboard Dictionary version:1\nomw\ton my way\ten\n\tZnaim\tde\n".getBytes(
          StandardCharsets.UTF_8));
    }
    importFile(bytes.toByteArray());
    assertTrue(ShadowToast.getTextOfLatestToast().contains("1 word and 1 shortcut"));
    assertTrue(exported().contains("Znaim"));
  }

  @Test
  public void importingSaysWhatIsWrongWithAFile() {
    importFile("Znaim\tmany\n".getBytes(StandardCharsets.UTF_8));
    assertTrue(ShadowToast.getTextOfLatestToast().contains("line 1"));
    assertFalse(exported().contains("Znaim"));
  }

  @Test
  public void aWordIsAddedByHand() {
    row("Add a word").performClick();
    AlertDialog dialog = (AlertDialog) ShadowAlertDialog.getLatestDialog();
    ((EditText) Shadows.shadowOf(dialog).getView()).setText(" Znaim ");
    dialog.getButton(DialogInterface.BUTTON_POSITIVE).performClick();
    phone.awaitWorker();
    assertTrue(exported().contains("Znaim"));
  }

  @Test
  public void blockedWordsCanBeUnblocked() {
    phone.host().run(engine -> {
      engine.history().block("ordinary");
      return null;
    }, null);
    row("Blocked words").performClick();
    phone.awaitWorker();
    AlertDialog dialog = (AlertDialog) ShadowAlertDialog.getLatestDialog();
    assertEquals("ordinary", dialog.getListView().getAdapter().getItem(0));
    Shadows.shadowOf(dialog).clickOnItem(0);
    AlertDialog confirm = (AlertDialog) ShadowAlertDialog.getLatestDialog();
    confirm.getButton(DialogInterface.BUTTON_POSITIVE).performClick();
    phone.awaitWorker();
    boolean[] blocked = new boolean[1];
    phone.host().run(engine -> engine.history().words("ordinary", 10), (words, failure) -> {
      for (dev.inkling.HistoryWord word : words) blocked[0] |= word.blocked;
    });
    phone.awaitWorker();
    assertFalse(blocked[0]);
  }
}
