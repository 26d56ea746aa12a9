package dev.inkling.sample;

import android.app.Activity;
import android.app.AlertDialog;
import android.content.Intent;
import android.net.Uri;
import android.os.Bundle;
import android.provider.Settings;
import android.view.View;
import android.widget.EditText;
import android.widget.ScrollView;
import android.widget.Toast;
import dev.inkling.AutocorrectStrength;
import dev.inkling.History;
import dev.inkling.HistoryWord;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is learned, what is corrected, and what is known: to see, to take along and to delete. */
public class SettingsActivity extends Activity {
  private static final int SAVE = 1;
  private static final int IMPORT = 2;
  private static final int MAX_WORDS = 500;
  /** More than this does not fit between two apps; it can still be saved. */
  private static final int MAX_SHARED = 200_000;
  private static final String[] STRENGTHS = {"Off", "Careful", "Normal", "Bold"};
  private static final String[] HANDS = {"Off", "At the left", "At the right"};

  private Prefs prefs;
  private EngineHost host;

  @Override
  protected void onCreate(Bundle state) {
    super.onCreate(state);
    prefs = new Prefs(this);
    host = EngineHost.shared(this);
    setTitle("Inkling");
    show();
  }

  @Override
  protected void onActivityResult(int request, int result, Intent data) {
    super.onActivityResult(request, result, data);
    if (request == SAVE && result == RESULT_OK && data != null && data.getData() != null)
      save(data.getData());
    if (request == IMPORT && result == RESULT_OK && data != null && data.getData() != null)
      takeIn(data.getData());
  }

  private void show() {
    SettingsList list = new SettingsList(this);
    list.heading("Keyboard");
    list.action("Enable in system settings", "Android asks once for every keyboard",
        v -> { startActivity(new Intent(Settings.ACTION_INPUT_METHOD_SETTINGS)); });
    list.action("Autocorrect", STRENGTHS[prefs.autocorrect().ordinal()], v -> chooseStrength());
    list.toggle("Draw words", "Slide from letter to letter without lifting the finger",
        prefs.drawWords(), prefs::setDrawWords);
    list.action("One-handed keyboard", HANDS[prefs.hand().ordinal()], v -> chooseHand());
    list.heading("Privacy");
    list.toggle(
        "Learn from what I write", "Stays on this device", prefs.learning(), prefs::setLearning);
    list.toggle("Incognito", "Learn nothing until this is switched off", prefs.incognito(),
        prefs::setIncognito);
    list.heading("Learned words");
    list.action("Words", "See and forget single words", v -> showWords(false));
    list.action("Add a word", "As your own, at once", v -> askForWord());
    list.action("Blocked words", "Never suggested", v -> showWords(true));
    list.action("Import words", "From Gboard, a word list or a saved history", v -> chooseImport());
    list.action("Save history", "As a JSON file", v -> chooseFile());
    list.action("Share history", "As JSON text", v -> share());
    list.action("Clear history", "Forget everything that was learned", v -> confirmClear());
    ScrollView scroll = new ScrollView(this);
    scroll.setFitsSystemWindows(true);
    scroll.addView(list);
    setContentView(scroll);
  }

  private void chooseStrength() {
    new AlertDialog.Builder(this)
        .setTitle("Autocorrect")
        .setSingleChoiceItems(STRENGTHS, prefs.autocorrect().ordinal(),
            (dialog, which) -> {
              prefs.setAutocorrect(AutocorrectStrength.values()[which]);
              dialog.dismiss();
              show();
            })
        .show();
  }

  private void chooseHand() {
    new AlertDialog.Builder(this)
        .setTitle("One-handed keyboard")
        .setSingleChoiceItems(HANDS, prefs.hand().ordinal(),
            (dialog, which) -> {
              prefs.setHand(Hand.values()[which]);
              dialog.dismiss();
              show();
            })
        .show();
  }

  private void confirmClear() {
    new AlertDialog.Builder(this)
        .setTitle("Clear history?")
        .setMessage("Everything that was learned is deleted from this device.")
        .setNegativeButton("Cancel", null)
        .setPositiveButton("Clear",
            (dialog, which) -> {
              new RecentEmoji(this).clear();
              change(History::clear, "History cleared");
            })
        .show();
  }

  private void showWords(boolean blocked) {
    host.run(engine -> engine.history().words("", MAX_WORDS), (words, failure) -> {
      if (isFinishing())
        return;
      if (failure != null) {
        say(failure.getMessage());
        return;
      }
      List<String> shown = new ArrayList<>();
      for (HistoryWord word : words) {
        if (word.blocked == blocked)
          shown.add(word.word);
      }
      showWords(blocked, shown.toArray(new String[0]));
    });
  }

  private void showWords(boolean blocked, String[] words) {
    AlertDialog.Builder dialog =
        new AlertDialog.Builder(this).setTitle(blocked ? "Blocked words" : "Learned words");
    dialog.setNegativeButton("Close", null);
    if (words.length == 0)
      dialog.setMessage("None");
    else
      dialog.setItems(words, (d, which) -> confirmWord(words[which], blocked));
    dialog.show();
  }

  private void confirmWord(String word, boolean blocked) {
    new AlertDialog.Builder(this)
        .setTitle(word)
        .setNegativeButton("Cancel", null)
        .setPositiveButton(blocked ? "Unblock" : "Forget",
            (dialog, which) -> {
              if (blocked)
                change(history -> history.unblock(word), "Unblocked “" + word + "”");
              else
                change(history -> history.forget(word), "Forgot “" + word + "”");
            })
        .show();
  }

  private void askForWord() {
    EditText word = new EditText(this);
    word.setSingleLine();
    new AlertDialog.Builder(this)
        .setTitle("Add a word")
        .setView(word)
        .setNegativeButton("Cancel", null)
        .setPositiveButton("Add",
            (dialog, which) -> {
              String text = word.getText().toString().trim();
              change(history -> history.addWord(text), "Added “" + text + "”");
            })
        .show();
  }

  private void chooseImport() {
    startActivityForResult(new Intent(Intent.ACTION_OPEN_DOCUMENT)
                               .addCategory(Intent.CATEGORY_OPENABLE)
                               .setType("*/*"),
        IMPORT);
  }

  private void takeIn(Uri source) {
    host.run(engine -> {
      try (InputStream in = getContentResolver().openInputStream(source)) {
        if (in == null)
          throw new FileNotFoundException("no app answers for " + source);
        return engine.history().importText(ImportText.read(in));
      } catch (IOException e) {
        throw new IOException("could not read the words: " + e.getMessage(), e);
      }
    }, (sentence, failure) -> say(failure == null ? "Imported " + sentence : failure.getMessage()));
  }

  private void chooseFile() {
    startActivityForResult(new Intent(Intent.ACTION_CREATE_DOCUMENT)
                               .addCategory(Intent.CATEGORY_OPENABLE)
                               .setType("application/json")
                               .putExtra(Intent.EXTRA_TITLE, "inkling-history.json"),
        SAVE);
  }

  private void save(Uri target) {
    host.run(engine -> {
      byte[] json = engine.history().exportJson().getBytes(StandardCharsets.UTF_8);
      try (OutputStream out = getContentResolver().openOutputStream(target, "wt")) {
        if (out == null)
          throw new FileNotFoundException("no app answers for " + target);
        out.write(json);
      } catch (IOException e) {
        throw new IOException("could not save the history: " + e.getMessage(), e);
      }
      return null;
    }, (nothing, failure) -> say(failure == null ? "History saved" : failure.getMessage()));
  }

  private void share() {
    host.run(engine -> engine.history().exportJson(), (json, failure) -> {
      if (failure != null)
        say(failure.getMessage());
      else if (json.length() > MAX_SHARED)
        say("The history is too long to share as text; save it as a file.");
      else
        startActivity(Intent.createChooser(
            new Intent(Intent.ACTION_SEND).setType("text/plain").putExtra(Intent.EXTRA_TEXT, json),
            "Share history"));
    });
  }

  /** A change of the history that may fail. */
  private interface Change {
    void apply(History history) throws Exception;
  }

  private void change(Change change, String done) {
    host.run(engine -> {
      change.apply(engine.history());
      return null;
    }, (nothing, failure) -> say(failure == null ? done : failure.getMessage()));
  }

  private void say(String message) {
    Toast.makeText(this, message, Toast.LENGTH_LONG).show();
  }
}
