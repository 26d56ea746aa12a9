package dev.inkling.sample;

import android.content.Context;
import android.content.SharedPreferences;
import android.os.UserManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The emoji that this person typed last. Kept with what else is learned: in storage that is locked
 * with the device, and empty before the first unlock.
 */
final class RecentEmoji {
  private static final String FILE = "recent_emoji";
  private static final String LIST = "list";
  private static final String BETWEEN = "\n";

  private final Context context;

  RecentEmoji(Context context) {
    this.context = context;
  }

  /** The latest first. */
  List<String> list() {
    SharedPreferences store = store();
    String list = store == null ? "" : store.getString(LIST, "");
    return list.isEmpty() ? new ArrayList<>() : new ArrayList<>(Arrays.asList(list.split(BETWEEN)));
  }

  void used(String emoji) {
    SharedPreferences store = store();
    if (store == null)
      return;
    List<String> list = list();
    list.remove(emoji);
    list.add(0, emoji);
    if (list.size() > EmojiPages.PLACES)
      list = list.subList(0, EmojiPages.PLACES);
    store.edit().putString(LIST, String.join(BETWEEN, list)).apply();
  }

  void clear() {
    SharedPreferences store = store();
    if (store != null)
      store.edit().clear().apply();
  }

  /** Null before the first unlock. */
  private SharedPreferences store() {
    UserManager users = (UserManager) context.getSystemService(Context.USER_SERVICE);
    boolean locked = users != null && !users.isUserUnlocked();
    return locked ? null : context.getSharedPreferences(FILE, Context.MODE_PRIVATE);
  }
}
